/// The version of Gyrus: what `gyrus --version` prints and every run's provenance names.
public let gyrusVersion = "0.1.0"
