import Foundation

/// Networks with the names of those that `gyrus reproduce waves` reads, but so small that its quick study takes a few
/// seconds.
enum SmallStudy {
  /// - Parameter folder: the folder of the networks, in the temporary folder of the process.
  static func writeNetworks(in gyrus: GyrusProcess, _ folder: String) throws {
    let layers = { (sizes: [Int], extra: String) in
      let names = sizes.count == 3 ? ["retina", "geniculate", "cortex"] : sizes.indices.map { "l\($0)" }
      let entries = zip(names, sizes).enumerated().map { index, layer in
        let side = index == 0 ? 5 : 3
        return "\(layer.0): {size: \(layer.1), sheet: {width: \(side), height: \(side)}\(index == 0 ? "" : extra)}"
      }
      return "{duration: 100 ms, integrator: clock, layers: {\(entries.joined(separator: ", "))}}"
    }
    let pairs =
      ", feedForward: {plasticity: {rule: pair-stdp, parameters: {maximumWeight: 1000, learningRate: 0.0002}}}"
    try FileManager.default.createDirectory(
      at: gyrus.folder.appending(path: folder), withIntermediateDirectories: true)
    for (name, sizes, extra) in [
      ("layered-waves", [100, 30, 20], ""), ("layered-waves-stdp", [100, 30, 20], pairs),
      ("layered-waves-deep", [100, 30, 20, 20, 20], ""), ("layered-waves-autoencoder", [100, 30, 10, 30, 100], ""),
      ("retinal-waves", [100], ""),
    ] { try gyrus.write(layers(sizes, extra), to: "\(folder)/\(name).yml") }
  }
}
