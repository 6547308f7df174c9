import Datasets
import Kernel
import Learning
import RateModels
import Results
import Statistics
import Studies

/// Section 3 of the paper: CIFAR-10 in grey in a cube of neurons, with and without a penalty of the length of connections.
struct CubeExperiment: Experiment {
  static let name = "cubes"
  static let version = 1
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  /// nil: there are no data sets.
  let library: DataLibrary?

  struct Output: Codable, Sendable {
    var measures: [String: Double]
    /// Accuracy in the test after each epoch.
    var tests: [Double]
    /// Accuracy in training, in the last epoch.
    var training: Double
    /// Shares of Σ |W| and of all pairs of neurons by length, in bins of 1.
    var lengths: [Double]
    var pairs: [Double]

    var last: Double { tests.last ?? .nan }
    var best: Double { tests.max() ?? .nan }
  }

  enum Arm: String, CaseIterable {
    case without
    case with
  }

  /// The penalties c_W, c_N and c_syn.
  struct Penalties: Equatable {
    var weights: Double
    var activities: Double
    var lengths = 0.0

    var label: String {
      "c_W \(plainText(weights)), c_N \(plainText(activities))" + (lengths > 0 ? ", c_syn \(plainText(lengths))" : "")
    }
  }

  /// Cubes of side × side × 4 neurons, and the largest number of seeds, as the time grows with the fourth power of the
  /// side.
  private var cubes: [(side: Int, seeds: Int)] {
    options.choose([(8, 5), (12, 5), (16, 5), (20, 4)], quick: [(6, 2)])
  }

  /// The cubes on whose validation images penalties are chosen. A larger cube has those of the largest of these.
  private var tuned: [Int] { options.choose([8, 12, 16], quick: [6]) }

  /// What is tried, as many for either arm.
  private func grid(_ arm: Arm) -> [Penalties] {
    switch arm {
    case .without:
      [
        Penalties(weights: 1e-7, activities: 1e-6), Penalties(weights: 1e-5, activities: 1e-6),
        Penalties(weights: 1e-5, activities: 1e-4),
      ]
    case .with: [3e-6, 1e-5, 3e-5].map { Penalties(weights: 1e-7, activities: 1e-6, lengths: $0) }
    }
  }

  /// The best of the grid, which the page checks.
  private func chosen(_ arm: Arm, side: Int) -> Penalties {
    switch arm {
    case .without: Penalties(weights: 1e-5, activities: side < 12 ? 1e-4 : 1e-6)
    case .with: Penalties(weights: 1e-7, activities: 1e-6, lengths: 3e-6)
    }
  }

  private func trial(
    _ side: Int, _ penalties: Penalties, seed: UInt64, on part: TestPart
  ) throws -> Trial<Output> {
    let path = "models.network.recursive-network"
    let values: [(String, String)] =
      [
        ("images.resize", "\(side)"), ("places.columns", "\(side)"), ("places.rows", "\(side)"),
        ("neurons", "\(4 * side * side)"), ("learning.weightPenalty", "\(penalties.weights)"),
        ("learning.activityPenalty", "\(penalties.activities)"), ("learning.lengthPenalty", "\(penalties.lengths)"),
        ("learning.testOn", part.rawValue),
      ] + options.choose([], quick: [("images.count", "2000"), ("learning.epochs", "2")])
    let run = ModelRun(
      try networks.read("urn-cifar", seed: seed, overrides: values.map { "\(path).\($0.0)=\($0.1)" }))
    let size = Double(4 * side * side)
    let library = library ?? .shared
    return Trial(
      "\(side) × \(side) × 4, \(penalties.label), seed \(seed), \(part.rawValue)", inputs: run.inputs,
      cost: options.choose(640 * size * size / 2.56e6, quick: 3)
    ) { Output(try run.model(RecursiveNetworkModel.self, data: library)) }
  }

  func trials() throws -> [Trial<Output>] {
    guard library != nil else { return [] }
    let tuning = try tuned.flatMap { side in
      try Arm.allCases.flatMap { arm in
        try grid(arm).map { try trial(side, $0, seed: 1, on: .validation) }
      }
    }
    let tests = try cubes.flatMap { side, seeds in
      try Arm.allCases.flatMap { arm in
        try options.seeds.prefix(seeds).map { try trial(side, chosen(arm, side: side), seed: $0, on: .test) }
      }
    }
    return tuning + tests
  }

  // MARK: Section

  func section(_ outputs: [Output], folder: String) throws -> Section {
    var section = Section(
      "CIFAR-10 in cubes of neurons",
      """
      Images in grey lie on the first plane of a cube, the ten outputs in the middle of the last one; residual outputs, \
      four iterations, 20 epochs, learning rate falling from 0.0003 to 0. *Without*: penalties of weights and activities \
      only. *With*: also of the length of connections. Penalties are chosen on validation images, among equally many \
      for both. The paper reports 52 % for a cube of 60 × 60 × 6 places, about 10 points more than without the penalty, \
      and does not say how either was tuned; one run of that cube takes about a day on one thread (`gyrus describe`).
      """,
      """
      *Forward*: share of Σ |W| that leads to a plane further on. *Local*: share of Σ |W| of connections up to a length \
      of 2 places. In brackets: of all pairs of active neurons.
      """)
    guard !outputs.isEmpty else {
      section.notes = [ModelRun.missing]
      return section
    }
    let keys = tuned.flatMap { side in Arm.allCases.map { (side: side, arm: $0) } }
    let tunings = Array(outputs.prefix(keys.reduce(0) { $0 + grid($1.arm).count })).dealt(among: keys) {
      grid($0.arm).count
    }
    let cases = cubes.flatMap { cube in Arm.allCases.map { (side: cube.side, arm: $0, seeds: seeds(cube.seeds)) } }
    let found = Array(outputs.dropFirst(tunings.reduce(0) { $0 + $1.outputs.count })).dealt(among: cases) { $0.seeds }

    var tuning = Table(["cube", "length penalty", "penalties", "validation accuracy (%)", "at its best epoch (%)", ""])
    var data = DataTable("cubes", ["side", "arm", "penalties", "part", "seed", "measure", "value"])
    for (key, outputs) in tunings {
      for (penalties, output) in zip(grid(key.arm), outputs) {
        tuning.add([
          name(key.side), key.arm.rawValue, penalties.label, Spread.number(100 * output.last, digits: 2),
          Spread.number(100 * output.best, digits: 2), penalties == chosen(key.arm, side: key.side) ? "chosen" : "",
        ])
        add(output, [String(key.side), key.arm.rawValue, penalties.label, "validation", "1"], to: &data)
      }
      let (grid, last) = (grid(key.arm), outputs.map(\.last))
      let own = grid.firstIndex(of: chosen(key.arm, side: key.side)).map { last[$0] } ?? .nan
      section.claims.append(
        Claim(
          "\(name(key.side)), \(key.arm.rawValue) length penalty: the chosen penalties are the best of the grid",
          measure: "validation accuracy, below the best (%)", .atMost(0), values: [(last.max() ?? .nan) - own],
          scale: 100))
    }
    var table = Table([
      "cube", "length penalty", "test accuracy (%)", "at its best epoch (%)", "training accuracy (%)", "forward (%)",
      "local (%)", "mean length",
    ])
    for (key, outputs) in found {
      func spread(_ name: String) -> Spread { Spread(outputs.map { $0.measures[name] ?? .nan }) }
      table.add([
        name(key.side), key.arm.rawValue, Spread(outputs.map(\.last)).text(scale: 100, digits: 1),
        Spread(outputs.map(\.best)).text(scale: 100, digits: 1),
        Spread(outputs.map(\.training)).text(scale: 100, digits: 1),
        spread("forward_share").text(scale: 100, digits: 0),
        "\(spread("local_share").text(scale: 100, digits: 1)) "
          + "[\(Spread.number(100 * spread("local_share_of_pairs").mean, digits: 1))]",
        "\(spread("mean_length").text(digits: 1)) [\(Spread.number(spread("mean_length_of_pairs").mean, digits: 1))]",
      ])
      for (seed, output) in zip(options.seeds, outputs) {
        let penalties = chosen(key.arm, side: key.side).label
        add(output, [String(key.side), key.arm.rawValue, penalties, "test", "\(seed)"], to: &data)
      }
    }
    let gaps = try gaps(found.map { ($0.item.side, $0.outputs) })
    section.claims += gaps.claims
    section.tables = [table, gaps.table, tuning]
    section.data = [data]
    for (figure, name) in figures(found.map { ($0.item.side, $0.item.arm, $0.outputs) }, gaps.curves) {
      let drawn = try figure.draw(named: name, in: folder)
      section.figures += drawn.figures
      section.notes += drawn.notes
    }
    return section
  }

  private func seeds(_ most: Int) -> Int { min(most, options.seeds.count) }

  private func name(_ side: Int) -> String { "\(side) × \(side) × 4" }

  private func add(_ output: Output, _ place: [String], to data: inout DataTable) {
    for (name, value) in output.measures.sorted(by: { $0.key < $1.key }) { data.add(place + [name, "\(value)"]) }
    for (epoch, value) in output.tests.enumerated() { data.add(place + ["accuracy_epoch_\(epoch + 1)", "\(value)"]) }
  }

  /// The gain from the length penalty, seed by seed, with the interval of its mean.
  private func gaps(
    _ found: [(side: Int, outputs: [Output])]
  ) throws -> (table: Table, claims: [Claim], curves: [(label: String, points: [SIMD2<Double>])]) {
    var table = Table(["cube", "gain from the length penalty (points)", "95 % interval", "gain, best epochs", "seeds"])
    var claims: [Claim] = []
    var (means, lows, highs) = ([SIMD2<Double>](), [SIMD2<Double>](), [SIMD2<Double>]())
    var (sides, all) = ([Double](), [Double]())
    for index in stride(from: 0, to: found.count - 1, by: 2) {
      let (side, without, with) = (found[index].side, found[index].outputs, found[index + 1].outputs)
      let gains = zip(without, with).map { 100 * ($1.last - $0.last) }
      let best = zip(without, with).map { 100 * ($1.best - $0.best) }
      sides += gains.map { _ in Double(side) }
      all += gains
      guard gains.count > 1 else { continue }
      let gain = try Estimate.mean(of: gains)
      table.add([
        name(side), Spread.number(gain.value, digits: 2),
        "\(Spread.number(gain.lower, digits: 2)) to \(Spread.number(gain.upper, digits: 2))",
        Spread.number(try Estimate.mean(of: best).value, digits: 2), "\(gains.count)",
      ])
      claims.append(
        Claim(
          "\(name(side)): the length penalty helps", measure: "lower end of the gain's 95 % interval (points)",
          .above(0), values: [gain.lower]))
      means.append(SIMD2(Double(side), gain.value))
      lows.append(SIMD2(Double(side), gain.lower))
      highs.append(SIMD2(Double(side), gain.upper))
    }
    if Set(sides).count > 1, let largest = sides.max() {
      let line = try LinearFit(sides, all)
      let (slope, gain) = (try line.slopeInterval(), try line.mean(at: largest))
      table.add([
        "line through all, at side \(plainText(largest))", Spread.number(gain.value, digits: 2),
        "\(Spread.number(gain.lower, digits: 2)) to \(Spread.number(gain.upper, digits: 2))", "–", "\(all.count)",
      ])
      claims.append(
        Claim(
          "the gain from the length penalty grows with the cube",
          measure: "lower end of the slope's 95 % interval (points for a side longer by 4)", .above(0),
          values: [4 * slope.lower]))
    }
    return (table, claims, [("mean", means), ("lower end, 95 %", lows), ("upper end, 95 %", highs)])
  }

  private func figures(
    _ found: [(side: Int, arm: Arm, outputs: [Output])], _ gains: [(label: String, points: [SIMD2<Double>])]
  ) -> [(figure: any DataFigure, name: String)] {
    guard let side = found.last?.side else { return [] }
    let last = found.filter { $0.side == side }.compactMap { item in item.outputs.first.map { (item.arm, $0) } }
    func points(_ values: [Double], from start: Double) -> [SIMD2<Double>] {
      values.enumerated().map { SIMD2(Double($0) + start, 100 * $1) }
    }
    var lengths = last.map { (label: "\($0.rawValue) length penalty", points: points($1.lengths, from: 0.5)) }
    if let pairs = last.first?.1.pairs { lengths.append((label: "all pairs", points: points(pairs, from: 0.5))) }
    var figures: [(figure: any DataFigure, name: String)] = [
      (
        CurveFigure(
          title: "Test accuracy, cube of \(name(side)), seed 1", xLabel: "epoch", yLabel: "accuracy (%)",
          series: last.map { ("\($0.rawValue) length penalty", points($1.tests, from: 1)) }), "cube-accuracy"
      ),
      (
        CurveFigure(
          title: "Lengths of connections, cube of \(name(side)), seed 1", xLabel: "length (places)",
          yLabel: "share of Σ |W| (%)", series: lengths), "cube-lengths"
      ),
    ]
    if gains.allSatisfy({ $0.points.count > 1 }) {
      figures.append(
        (
          CurveFigure(
            title: "Gain from the length penalty", xLabel: "side of the cube (neurons)", yLabel: "gain (points)",
            series: gains), "cube-gain"
        ))
    }
    return figures
  }
}

extension CubeExperiment.Output {
  fileprivate init(_ model: RecursiveNetworkModel) {
    let training = model.training
    guard let lengths = model.result?.lengths else { preconditionFailure("the training has not ended") }
    measures = Dictionary(model.measures.filter { $0.value.isFinite }.map { ($0.name, $0.value) }) { $1 }
    tests = training.tests.map(\.accuracy)
    self.training = training.epochs.last?.accuracy ?? .nan
    self.lengths = lengths.weights
    pairs = lengths.pairs
  }
}
