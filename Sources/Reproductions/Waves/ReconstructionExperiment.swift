import Kernel
import Spiking
import Statistics

/// Does the last sheet of a stack that narrows and widens again show what the first one did?
struct ReconstructionExperiment: Experiment {
  static let name = "reconstruction"
  static let version = 2
  let options: ReproductionOptions
  let networks: NetworkSource
  /// Length of a snapshot, ms, and the lags looked at, in snapshots.
  private static let interval = 0.5
  private static let lags = 0...80
  /// Of the first layer's units, to make a snapshot worth showing again.
  private static let activeShare = 0.01
  /// Left out at the start of a run that begins from rest, ms.
  private static let settling = 100.0
  /// The projections of the half that widens: counted from below.
  private static let decoder = 2...3

  struct Output: Codable, Sendable {
    var unitForUnit = Overlap.Best()
    var throughFields = Overlap.Best()
    /// The same with the decoder's columns in another order.
    var shuffledUnitForUnit = Overlap.Best()
    var shuffledThroughFields = Overlap.Best()
    /// Of the layers from the second to the last but one, through their fields and through those of other units.
    var layers: [Overlap.Best] = []
    var shuffledLayers: [Overlap.Best] = []
  }

  func trials() throws -> [Trial<Output>] {
    let heldOut = options.choose(1000.0, quick: 300)
    return try options.seeds.map { seed in
      let network = try networks.read(
        "layered-waves-autoencoder", seed: seed, duration: options.choose(nil, quick: "600 ms"))
      return Trial(
        "layered-waves-autoencoder, seed \(seed)", inputs: [network.resolvedYAML, "held out \(heldOut) ms"], cost: 12
      ) { try Self.run(network, heldOut: heldOut) }
    }
  }

  private static func run(_ network: NetworkDescription, heldOut: Double) throws -> Output {
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
    return output
  }

  private static func order(_ count: Int, seed: UInt64, _ number: Int) -> [Int] {
    let stream = RandomStream(seed: seed, entity: "shuffled decoder", purpose: "order", index: UInt64(number))
    var order = Array(0..<count)
    for place in 0..<(count - 1) { order.swapAt(place, place + stream.uniform(below: count - place)) }
    return order
  }

  /// What all layers of a stack did.
  private struct Course {
    let snapshots: [Snapshots]
    private let fewest: Int

    init(_ test: NetworkDescription, _ learnt: LearntWeights) throws {
      let spikes = SpikeMemory()
      let simulation = try Simulation(test, output: spikes)
      simulation.load(learnt)
      _ = try simulation.run()
      let count = Int((test.duration.milliseconds - settling) / interval)
      snapshots = simulation.plan.populations.map { population in
        Snapshots(population, spikes, start: settling, interval: interval, count: count)
      }
      fewest = max(Int(activeShare * Double(snapshots[0].size)), 1)
    }

    /// Of the last layer, unit for unit.
    var unitForUnit: Overlap.Best {
      Overlap.best(of: snapshots[0], in: snapshots[snapshots.count - 1], lags: lags, fewest: fewest)
    }

    /// - Parameter layer: nil: the last.
    func overlap(of layer: Int? = nil, through fields: [[Float]]) -> Overlap.Best {
      Overlap.best(
        of: snapshots[0], in: snapshots[layer ?? snapshots.count - 1], through: fields, lags: lags, fewest: fewest)
    }
  }

  func section(_ outputs: [Output], folder: String) throws -> Section {
    var section = Section(
      "Reconstruction",
      """
      After \(options.choose("4 s", quick: "600 ms")) of learning, `layered-waves-autoencoder.yml` \
      (1600-300-100-300-1600) runs with weights and thresholds fixed under noise that it has not seen. Snapshots of \
      \(Spread.number(Self.interval, digits: 1)) ms in which at least 1 % of the first layer is active are compared \
      with those of a layer above up to 40 ms later: mean intersection over union (IoU) at the best lag. *Through the \
      fields*: each active unit stands for what reaches it through the product of all weights below, and as many \
      units of the first layer as were active are taken where the sum is largest. *Unit for unit*: unit i of the last \
      layer with unit i of the first; as the units of both sheets stand at independent random places, and winners' \
      places say nothing of their pools, nothing in the rules could bring these together. Control of the last layer: \
      the columns of the decoder's two weight matrices, with their thresholds, in random order, read through the \
      fields of the unshuffled weights. Of the layers between: fields dealt to other units. Where a layer has not \
      formed pools (see this network above), there is nothing to show waves with.
      """)
    var table = Table(["comparison", "IoU", "lag (ms)", "IoU, shuffled", "ratio", "p"])
    var data = DataTable("reconstruction", ["comparison", "weights", "seed", "iou", "lag_ms"])
    for kind in kinds(outputs) {
      let values = outputs.map { kind.own($0).value }
      let controls = outputs.map { kind.shuffled($0).value }
      let ratios = zip(values, controls).map { $1 > 0 ? $0 / $1 : 0 }
      let test = try? SignedRankTest.test(zip(values, controls).map { $0 - $1 })
      table.add([
        kind.name, Spread(values).text(digits: 3),
        Spread(outputs.map { Double(kind.own($0).lag) * Self.interval }).text(digits: 1),
        Spread(controls).text(digits: 3), Spread(ratios).text(digits: 2),
        test.map { Spread.number($0.pValue, digits: 3) } ?? "–",
      ])
      for (seed, output) in zip(options.seeds, outputs) {
        for (weights, best) in [("learnt", kind.own(output)), ("shuffled", kind.shuffled(output))] {
          data.add([kind.name, weights, "\(seed)", "\(best.value)", "\(Double(best.lag) * Self.interval)"])
        }
      }
      section.claims.append(
        Claim(
          "held-out waves are seen in the \(kind.name)", measure: "IoU over that of the shuffled control", .atLeast(1.1),
          values: ratios))
    }
    section.tables = [table]
    section.data = [data]
    return section
  }

  private struct Kind {
    let name: String
    let own: (Output) -> Overlap.Best
    let shuffled: (Output) -> Overlap.Best
  }

  private func kinds(_ outputs: [Output]) -> [Kind] {
    let between = (0..<(outputs.first?.layers.count ?? 0)).map { layer in
      Kind(
        name: "layer \(layer + 2), through the fields", own: { $0.layers[layer] },
        shuffled: { $0.shuffledLayers[layer] })
    }
    return between + [
      Kind(name: "last layer, through the fields", own: \.throughFields, shuffled: \.shuffledThroughFields),
      Kind(name: "last layer, unit for unit", own: \.unitForUnit, shuffled: \.shuffledUnitForUnit),
    ]
  }
}
