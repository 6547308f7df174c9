import Kernel
import Simulation
import Spiking
import Statistics
import Studies
import Waves

/// Removes a fifth of the units of a layer during learning, and measures the remaining units.
struct LesionExperiment: Experiment {
  static let name = "lesions"
  static let version = 2
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  private static let share = 0.2
  /// The layer that loses units; "none" is the control.
  private static let lesioned = ["none", "retina", "geniculate"]

  private var half: Double { options.choose(2000, quick: 400) }

  /// Measures of the remaining pools of the second layer on the remaining units of the first.
  struct Pools: Codable, Sendable {
    var compact = 0.0
    var coverage = 0.0
    var fanIn = 0.0
  }

  struct Output: Codable, Sendable {
    /// Measures just before the lesion, just after it, and at the end.
    var before = Pools()
    var after = Pools()
    var end = Pools()
    /// Fraction of the remaining pools compact before the lesion that are compact at the end.
    var kept = 0.0
    /// Mean distance that the centres of pools moved from before the lesion to the end.
    var shift = 0.0
    /// Mean number of wins of a remaining unit after the lesion.
    var wins = 0.0
  }

  func trials() throws -> [Trial<Output>] {
    try Self.lesioned.flatMap { layer in
      try options.seeds.map { seed in
        var description = try networks.read("layered-waves", seed: seed)
        description.duration = try SimulationTime(milliseconds: 2 * half)
        let size = description.populations.first { $0.name == layer }?.size ?? 0
        let removed = Self.draw(Int(Double(size) * Self.share), of: size, seed: seed)
        let cut = try SimulationTime(milliseconds: half)
        if !removed.isEmpty {
          description.components.append(
            ComponentDescription("loss", Lesion(of: layer, neurons: .list(removed), at: cut, kind: .remove)))
        }
        let network = description
        return Trial(
          "\(layer), seed \(seed)", inputs: [network.resolvedYAML], cost: 2 * half / 1000
        ) {
          try Self.run(
            network, cut: cut, sources: layer == "retina" ? removed : [], targets: layer == "geniculate" ? removed : [])
        }
      }
    }
  }

  private static func draw(_ count: Int, of size: Int, seed: UInt64) -> [Int] {
    RandomStream(seed: seed, entity: "lesion", purpose: "units").partialShuffle(count: count, of: size)[..<count]
      .sorted()
  }

  private static func run(
    _ network: SimulationDescription, cut: SimulationTime, sources: [Int], targets: [Int]
  ) throws -> Output {
    let simulation = try Simulation(network)
    let projection = simulation.network.competitions[0]
    // In ascending order, so that sums do not depend on the hashing of a set.
    let keptSources = Set(0..<projection.weights.sourceCount).subtracting(sources).sorted()
    let keptTargets = Set(0..<projection.weights.targetCount).subtracting(targets).sorted()
    var output = Output()
    var before: SelfOrganisation?
    var winsBefore: [Int] = []
    func pools(_ found: SelfOrganisation) -> Pools {
      Pools(
        compact: Double(keptTargets.count { found.isCompact[$0] }) / Double(keptTargets.count),
        coverage: Double(keptSources.count { found.isCovered[$0] }) / Double(keptSources.count),
        fanIn: Double(keptTargets.reduce(0) { $0 + found.fanIns[$1] }) / Double(keptTargets.count))
    }
    try simulation.scheduler.schedule("before the lesion", at: try cut - network.clock) { _ in
      before = projection.organisation
      output.before = pools(projection.organisation)
    }
    // Runs after the lesion, which is a transition at the same time.
    try simulation.scheduler.schedule("after the lesion", at: cut) { _ in
      output.after = pools(projection.organisation)
      winsBefore = projection.wins
    }
    _ = try simulation.run()
    let end = projection.organisation
    output.end = pools(end)
    guard let before else { return output }
    let once = keptTargets.filter { before.isCompact[$0] }
    output.kept = Double(once.count { end.isCompact[$0] }) / Double(max(once.count, 1))
    let shifts = keptTargets.compactMap { target -> Double? in
      guard let old = before.centres[target], let new = end.centres[target] else { return nil }
      return (((new - old) * (new - old)).sum()).squareRoot()
    }
    let wins = keptTargets.reduce(0) { $0 + projection.wins[$1] - winsBefore[$1] }
    output.wins = Double(wins) / Double(keptTargets.count)
    output.shift = shifts.reduce(0, +) / Double(max(shifts.count, 1))
    return output
  }

  func section(_ outputs: [Output], folder: String) throws -> Section {
    var section = Section(
      "Lesions",
      """
      At \(Int(half)) of \(Int(2 * half)) ms a fifth of the units of a layer of `layered-waves.yml`, drawn at random, \
      is removed with its synapses. Of the pools of layer 2 that remain, over the units of layer 1 that remain: just \
      before the lesion → just after → at the end. Kept: of the pools that were compact before, the share that is at \
      the end. Shift: how far a pool's centre has moved from before the lesion to the end; the first row, without a \
      lesion, shows how far learning moves it anyway. Wins: how often a remaining unit wins after the lesion, as only \
      winners learn.
      """)
    var table = Table(["removed from", "compact (%)", "coverage (%)", "fan-in", "kept (%)", "shift", "wins"])
    var data = DataTable("lesions", ["removed_from", "seed", "when", "compact_share", "coverage", "fan_in"])
    var changes = DataTable("lesion-changes", ["removed_from", "seed", "kept_share", "shift", "wins"])
    let seeds = options.seeds
    for (index, layer) in Self.lesioned.enumerated() {
      let own = Array(outputs[(index * seeds.count)..<((index + 1) * seeds.count)])
      func course(_ value: (Pools) -> Double, scale: Double = 1, digits: Int) -> String {
        [own.map { value($0.before) }, own.map { value($0.after) }, own.map { value($0.end) }]
          .map { Spread.number(scale * Spread($0).mean, digits: digits) }.joined(separator: " → ")
      }
      table.add([
        layer, course(\.compact, scale: 100, digits: 1), course(\.coverage, scale: 100, digits: 1),
        course(\.fanIn, digits: 0), Spread(own.map(\.kept)).text(scale: 100, digits: 1),
        Spread(own.map(\.shift)).text(digits: 2), Spread(own.map(\.wins)).text(digits: 1),
      ])
      for (seed, output) in zip(seeds, own) {
        changes.add([layer, "\(seed)", "\(output.kept)", "\(output.shift)", "\(output.wins)"])
        for (when, pools) in [("before", output.before), ("after", output.after), ("end", output.end)] {
          data.add([layer, "\(seed)", when, "\(pools.compact)", "\(pools.coverage)", "\(pools.fanIn)"])
        }
      }
      guard layer != "none" else { continue }
      // The first outputs are those of the control.
      let learning = zip(own, outputs).map { $1.wins > 0 ? $0.wins / $1.wins : 0 }
      let text = "pools are in order without a fifth of \(layer)"
      section.claims += [
        Claim(
          text, measure: "compact (%)", .atLeast(0.95), values: own.map(\.end.compact), scale: 100, digits: 1),
        Claim(
          text, measure: "coverage (%)", .atLeast(0.99), values: own.map(\.end.coverage), scale: 100, digits: 1),
        Claim(
          "layer 2 goes on learning without a fifth of \(layer)", measure: "wins over those without lesion",
          .atLeast(0.5), values: learning),
      ]
    }
    section.tables = [table]
    section.data = [data, changes]
    return section
  }
}
