import Spiking

/// Every rate model that a network file can name: one line each.
public enum RateModelRegistry {
  public static let models: [any ModelSettings.Type] = [
    AutoencoderHierarchySettings.self
  ]
}
