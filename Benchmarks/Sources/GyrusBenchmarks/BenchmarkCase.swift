/// One row of the table: a network file, its overrides, target times, and the peers that run the same network.
struct BenchmarkCase: Sendable {
  struct Peer: Sendable {
    /// The simulator, and the network's name in `peers/networks.py`.
    var simulator: String
    var network: String
    /// Simulated time in seconds: enough to measure a rate, and short for slow peers.
    var duration: Double
  }
  var name: String
  var file: String
  var overrides: [String] = []
  /// Target times in wall seconds per biological second, by number of threads.
  var targets: [Int: Double] = [:]
  var peers: [Peer] = []

  static let all = [
    BenchmarkCase(
      name: "brunel-delta", file: "brunel-delta", targets: [1: 0.50, 2: 0.27],
      peers: [
        Peer(simulator: "nest", network: "brunel-delta", duration: 0.3),
        Peer(simulator: "brian2", network: "brunel-delta", duration: 0.3),
      ]),
    BenchmarkCase(
      name: "brunel-delta-exact-drive", file: "brunel-delta", overrides: ["stimuli.drive.poisson.grid=none"],
      targets: [1: 0.90, 2: 0.55]),
    // No speed target: shows the cost of an individual weight per synapse.
    BenchmarkCase(
      name: "brunel-delta-own-weights", file: "brunel-delta",
      overrides: [
        "projections.excitatory.weight={normal: {mean: 0.1 mV, deviation: 0.001 mV}}",
        "projections.inhibitory.weight={normal: {mean: -0.5 mV, deviation: 0.005 mV}}",
      ]),
    BenchmarkCase(
      name: "sparse-wave", file: "sparse-wave", targets: [1: 0.05, 2: 0.03],
      peers: [
        Peer(simulator: "nest", network: "sparse-wave", duration: 0.7),
        Peer(simulator: "nest-exact", network: "sparse-wave", duration: 0.7),
        Peer(simulator: "brian2", network: "sparse-wave", duration: 1.4),
      ]),
    BenchmarkCase(
      name: "brette-4", file: "brette-4", targets: [1: 0.015],
      peers: [
        Peer(simulator: "nest", network: "brette-4", duration: 2),
        Peer(simulator: "nest-exact", network: "brette-4", duration: 2),
        Peer(simulator: "brian2", network: "brette-4", duration: 2),
      ]),
    BenchmarkCase(
      name: "cuba", file: "cuba", targets: [1: 0.03],
      peers: [
        Peer(simulator: "nest", network: "cuba", duration: 2),
        Peer(simulator: "nest-exact", network: "cuba", duration: 2),
        Peer(simulator: "brian2", network: "cuba", duration: 2),
      ]),
    BenchmarkCase(
      name: "cuba-large", file: "cuba-large", targets: [1: 0.15, 2: 0.09],
      peers: [
        Peer(simulator: "nest", network: "cuba-large", duration: 1),
        Peer(simulator: "brian2", network: "cuba-large", duration: 1),
      ]),
    BenchmarkCase(
      name: "brunel-stdp", file: "brunel-stdp", targets: [1: 3.0, 2: 1.7],
      peers: [
        Peer(simulator: "nest", network: "brunel-stdp", duration: 0.1),
        Peer(simulator: "brian2", network: "brunel-stdp", duration: 0.2),
      ]),
  ]
}

extension BenchmarkCase {
  func path(in root: String) -> String { "\(root)/networks/\(file).yml" }
}
