import Kernel
import Simulation
import Spiking
import Statistics
import Studies

/// Tests whether the last sheet of a stack that narrows and widens again reconstructs the activity of the first.
struct ReconstructionExperiment: Experiment {
  static let name = "reconstruction"
  static let version = 3
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  /// Length of a snapshot, ms, and the lags looked at, in snapshots.
  private static let interval = 0.5
  private static let lags = 0...80
  /// Fraction of the first layer's units that must be active in a snapshot for it to be used.
  private static let activeShare = 0.01
  /// Time left out at the start of a run, as it begins from rest, ms.
  private static let settling = 100.0
  /// Indices of the projections of the widening half, counted from below.
  private static let decoder = 2...3

  struct Output: Codable, Sendable {
    var unitForUnit = Overlap.Best()
    var throughFields = Overlap.Best()
    /// The same with the targets of the decoder's projections shuffled.
    var shuffledUnitForUnit = Overlap.Best()
    var shuffledThroughFields = Overlap.Best()
    /// Overlap of the layers from the second to the last but one, through their own fields and through shuffled ones.
    var layers: [Overlap.Best] = []
    var shuffledLayers: [Overlap.Best] = []
    /// Measures of the layers from the second on.
    var compactShares: [Double] = []
    var topographies: [Double] = []
  }

  func trials() throws -> [Trial<Output>] {
    let heldOut = options.choose(1000.0, quick: 300)
    return try ReconstructionVariant.allCases.flatMap { variant in
      try options.seeds.map { seed in
        let network = variant.of(
          try networks.read(
            "layered-waves-autoencoder", seed: seed, duration: options.choose(nil, quick: "600 ms")))
        return Trial(
          "layered-waves-autoencoder, \(variant.rawValue), seed \(seed)",
          inputs: [network.resolvedYAML, "held out \(heldOut) ms"], cost: 12
        ) { try Self.run(network, heldOut: heldOut) }
      }
    }
  }

  private static func run(_ network: SimulationDescription, heldOut: Double) throws -> Output {
    let trained = try Simulation(network)
    _ = try trained.run()
    let learnt = trained.learnt
    var test = network.frozen.withNoise(named: "held-out").recordingSpikes()
    test.duration = try SimulationTime(milliseconds: heldOut)
    let own = try Course(test, learnt)
    let fields = learnt.pathFields
    var shuffled = learnt
    for number in decoder {
      shuffled.projections[number] = shuffled.projections[number].permuted(
        order(shuffled.projections[number].targets, seed: network.seed, number))
    }
    let other = try Course(test, shuffled)
    var output = Output(
      unitForUnit: own.unitForUnit, throughFields: own.overlap(through: fields), shuffledUnitForUnit: other.unitForUnit,
      shuffledThroughFields: other.overlap(through: fields))
    for layer in 1..<(own.snapshots.count - 1) {
      let fields = LearntWeights(projections: Array(learnt.projections[..<layer])).pathFields
      let order = order(fields.count, seed: network.seed, layer)
      output.layers.append(own.overlap(of: layer, through: fields))
      output.shuffledLayers.append(own.overlap(of: layer, through: order.map { fields[$0] }))
    }
    for competition in trained.network.competitions {
      let measures = Dictionary(competition.organisation.measures.map { ($0.name, $0.value) }) { $1 }
      output.compactShares.append(measures["compact_share"] ?? 0)
      output.topographies.append(measures["topography"] ?? 0)
    }
    return output
  }

  private static func order(_ count: Int, seed: UInt64, _ number: Int) -> [Int] {
    RandomStream(seed: seed, entity: "shuffled decoder", purpose: "order", index: UInt64(number))
      .partialShuffle(count: count - 1, of: count)
  }

  /// The activity of all layers of a stack.
  private struct Course {
    let snapshots: [Snapshots]
    private let fewest: Int

    init(_ test: SimulationDescription, _ learnt: LearntWeights) throws {
      let spikes = RunMemory()
      let simulation = try Simulation(test, output: spikes)
      simulation.load(learnt)
      _ = try simulation.run()
      let count = Int((test.duration.milliseconds - settling) / interval)
      snapshots = simulation.plan.populations.map { population in
        Snapshots(population, spikes, start: settling, interval: interval, count: count)
      }
      fewest = max(Int(activeShare * Double(snapshots[0].size)), 1)
    }

    /// Overlap of the last layer with the first, unit for unit.
    var unitForUnit: Overlap.Best {
      Overlap.best(of: snapshots[0], in: snapshots[snapshots.count - 1], lags: lags, fewest: fewest)
    }

    /// - Parameter layer: index of the layer; nil: the last.
    func overlap(of layer: Int? = nil, through fields: [[Float]]) -> Overlap.Best {
      Overlap.best(
        of: snapshots[0], in: snapshots[layer ?? snapshots.count - 1], through: fields, lags: lags, fewest: fewest)
    }
  }

  func section(_ outputs: [Output], folder: String) throws -> Section {
    let count = options.seeds.count
    let variants = ReconstructionVariant.allCases.enumerated().map { index, variant in
      (variant: variant, outputs: Array(outputs[(index * count)..<((index + 1) * count)]))
    }
    return ReconstructionPage(options: options, interval: Self.interval, variants: variants).section
  }
}
