import Kernel
import Spiking
import Statistics

/// Does the last sheet of a stack that narrows and widens again show what the first one did?
struct ReconstructionExperiment: Experiment {
  static let name = "reconstruction"
  static let version = 1
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
    let fields = learnt.pathFields
    var shuffled = learnt
    for number in decoder {
      shuffled.projections[number] = shuffled.projections[number].permuted(
        order(shuffled.projections[number].targets, seed: network.seed, number))
    }
    let (own, ownFields) = try overlaps(test, learnt, fields)
    let (other, otherFields) = try overlaps(test, shuffled, fields)
    return Output(
      unitForUnit: own, throughFields: ownFields, shuffledUnitForUnit: other, shuffledThroughFields: otherFields)
  }

  private static func order(_ count: Int, seed: UInt64, _ number: Int) -> [Int] {
    let stream = RandomStream(seed: seed, entity: "shuffled decoder", purpose: "order", index: UInt64(number))
    var order = Array(0..<count)
    for place in 0..<(count - 1) { order.swapAt(place, place + stream.uniform(below: count - place)) }
    return order
  }

  private static func overlaps(
    _ test: NetworkDescription, _ learnt: LearntWeights, _ fields: [[Float]]
  ) throws -> (Overlap.Best, Overlap.Best) {
    let spikes = SpikeMemory()
    let simulation = try Simulation(test, output: spikes)
    simulation.load(learnt)
    _ = try simulation.run()
    let populations = simulation.plan.populations
    let count = Int((test.duration.milliseconds - settling) / interval)
    func snapshots(_ population: PopulationInfo) -> Snapshots {
      Snapshots(population, spikes, start: settling, interval: interval, count: count)
    }
    let (first, last) = (snapshots(populations[0]), snapshots(populations[populations.count - 1]))
    let fewest = max(Int(activeShare * Double(first.size)), 1)
    return (
      Overlap.best(of: first, in: last, lags: lags, fewest: fewest),
      Overlap.best(of: first, in: last, through: fields, lags: lags, fewest: fewest)
    )
  }

  func section(_ outputs: [Output], folder: String) throws -> Section {
    var section = Section(
      "Reconstruction",
      """
      After \(options.choose("4 s", quick: "600 ms")) of learning, `layered-waves-autoencoder.yml` \
      (1600-300-100-300-1600) runs with weights and thresholds fixed under noise that it has not seen. Snapshots of \
      \(Spread.number(Self.interval, digits: 1)) ms in which at least 1 % of the first layer is active are compared \
      with those of the last layer up to 40 ms later: mean intersection over union (IoU) at the best lag. *Unit for \
      unit*: unit i of the last with unit i of the first. As the units of both sheets stand at independent random \
      places, and winners' places say nothing of their pools, nothing in the rules could bring these together. \
      *Through the fields*: each active unit of the last layer stands for what reaches it through the product of all \
      weights, and as many units of the first layer as were active are taken where this is largest. The control has \
      the columns of the decoder's two weight matrices, with their thresholds, in random order, and is read through \
      the fields of the unshuffled weights. Where the decoder has not formed pools (see the layers of this network \
      above), there is nothing to show them with.
      """)
    var table = Table(["comparison", "IoU", "lag (ms)", "IoU, shuffled weights", "ratio", "p"])
    var data = DataTable("reconstruction", ["comparison", "weights", "seed", "iou", "lag_ms"])
    let kinds: [(String, (Output) -> Overlap.Best, (Output) -> Overlap.Best)] = [
      ("unit for unit", \.unitForUnit, \.shuffledUnitForUnit),
      ("through the fields", \.throughFields, \.shuffledThroughFields),
    ]
    for (kind, own, shuffled) in kinds {
      let values = outputs.map { own($0).value }
      let controls = outputs.map { shuffled($0).value }
      let ratios = zip(values, controls).map { $1 > 0 ? $0 / $1 : 0 }
      let test = try? SignedRankTest.test(zip(values, controls).map { $0 - $1 })
      table.add([
        kind, Spread(values).text(digits: 3),
        Spread(outputs.map { Double(own($0).lag) * Self.interval }).text(digits: 1),
        Spread(controls).text(digits: 3), Spread(ratios).text(digits: 2),
        test.map { Spread.number($0.pValue, digits: 3) } ?? "–",
      ])
      for (seed, output) in zip(options.seeds, outputs) {
        for (weights, best) in [("learnt", own(output)), ("shuffled", shuffled(output))] {
          data.add([kind, weights, "\(seed)", "\(best.value)", "\(Double(best.lag) * Self.interval)"])
        }
      }
      section.claims.append(
        Claim(
          "the last layer shows held-out waves, \(kind)", measure: "IoU over that with shuffled weights",
          .above(1), values: ratios))
    }
    section.tables = [table]
    section.data = [data]
    return section
  }
}
