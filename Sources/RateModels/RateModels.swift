import Simulation

extension ComponentCatalogue {
  /// All kinds of components that network files can name: the built-in ones and those of this module.
  public static let standard = ComponentCatalogue.builtIn.adding([
    AutoencoderHierarchySettings.self,
    ImageGatedNoise.self,
    RecursiveNetworkSettings.self,
    RecursiveInference.self,
    SelfOrganisingMapSettings.self,
    ConvolutionalNetworkSettings.self,
  ])
}
