import Simulation

extension ComponentCatalogue {
  /// All kinds of components that network files can name: one line for each that is not built in.
  public static let standard = ComponentCatalogue.builtIn.adding([
    AutoencoderHierarchySettings.self,
    ImageGatedNoise.self,
  ])
}
