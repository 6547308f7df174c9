/// The version of Gyrus, which `gyrus --version` prints and every run's provenance contains.
public let gyrusVersion = "0.1.0"
