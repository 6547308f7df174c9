import NetworkFiles
import Spiking
import Statistics

/// Do the released scheme of steps and the event-driven form agree in the statistics of their waves?
struct FormsExperiment: Experiment {
  static let name = "forms"
  static let version = 1
  let options: ReproductionOptions
  let networks: NetworkSource
  private static let forms = [("released", "clock"), ("exact", "exact")]
  private static let compared = ["active_share", "r80", "front_speed_per_ms"]

  private func description(_ form: String, _ seed: UInt64) throws -> NetworkDescription {
    try networks.read(
      "layered-waves", seed: seed, duration: options.choose(nil, quick: "600 ms"), overrides: ["integrator=\(form)"])
  }

  func trials() throws -> [Trial<Measures>] {
    try Self.forms.flatMap { name, form in
      try options.seeds.map { seed in
        let description = try description(form, seed)
        return Trial(
          "\(name), seed \(seed)", inputs: [description.resolvedYAML], cost: 1.5 * description.duration.seconds
        ) { try description.measured() }
      }
    }
  }

  func section(_ outputs: [Measures], folder: String) throws -> Section {
    let seeds = options.seeds
    let found = Self.forms.indices.map { index in
      SeedMeasures(seeds: seeds, measures: Array(outputs[(index * seeds.count)..<((index + 1) * seeds.count)]))
    }
    var section = Section(
      "Released and exact form",
      """
      `layered-waves.yml` in steps of 0.1 ms, in the released order of operations (`integrator: clock`), and event by \
      event (`integrator: exact`), over the same sheets and noise. p: rank-sum test over seeds, two-sided, exact; with \
      five seeds each it cannot fall below 0.008.
      """)
    var table = Table(["layer", "measure", "released", "exact", "difference of means (%)", "p"])
    var data = DataTable("forms", SeedMeasures.columns)
    let layers = try description("clock", 1).populations.map(\.name)
    for (number, layer) in layers.enumerated() {
      for measure in LayerMeasure.waves {
        let values = found.map { $0.values(layer, measure.name) }
        let means = values.map { Spread($0).mean }
        let difference = (means[1] - means[0]) / means[0]
        let test = try? RankSumTest.test(values[0], values[1])
        table.add([
          "\(number + 1) \(layer)", measure.label, measure.text(Spread(values[0])), measure.text(Spread(values[1])),
          Spread.number(100 * difference, digits: 1), test.map { Spread.number($0.pValue, digits: 3) } ?? "–",
        ])
        if Self.compared.contains(measure.name) {
          section.claims.append(
            Claim(
              "layer \(number + 1): both forms agree", measure: "\(measure.label), difference of means (%)",
              .near(limit: 0.1), values: [difference].filter(\.isFinite), scale: 100, digits: 1))
        }
      }
    }
    for (form, found) in zip(Self.forms, found) { found.write(form.0, layers: layers, to: &data) }
    section.tables = [table]
    section.data = [data]
    return section
  }
}

/// How long does the stack of three layers take on one thread?
struct TimingExperiment: Experiment {
  static let name = "timing"
  static let version = 1
  let options: ReproductionOptions
  let networks: NetworkSource
  private static let forms = ["clock", "exact"]

  /// Seconds of the simulation, run by run.
  func trials() throws -> [Trial<[Double]>] {
    try Self.forms.map { form in
      let description = try networks.read(
        "layered-waves", seed: 1, duration: options.choose(nil, quick: "600 ms"), overrides: ["integrator=\(form)"])
      let runs = options.choose(5, quick: 1)
      var trial = Trial(
        form, inputs: [description.resolvedYAML, "\(runs) runs"], cost: Double(runs) * description.duration.seconds
      ) { try (0..<runs).map { _ in try Simulation(description).run().simulationWallSeconds } }
      trial.runsAlone = true
      return trial
    }
  }

  func section(_ outputs: [[Double]], folder: String) throws -> Section {
    var section = Section(
      "Time",
      """
      Wall time of `layered-waves.yml` on one thread, seed 1, \(options.choose("2000", quick: "600")) ms, nothing else of \
      this study beside it: median and range of \(options.choose("5 runs", quick: "a run")). A reference in numpy took \
      24 s for 2000 steps of 0.1 ms of two layers' weights and the first layer's waves.
      """)
    var table = Table(["form", "seconds"])
    var data = DataTable("timing", ["form", "run", "seconds"])
    for (form, seconds) in zip(Self.forms, outputs) {
      table.add([form, Spread(seconds).medianText(digits: 2)])
      for (run, value) in seconds.enumerated() { data.add([form, "\(run + 1)", "\(value)"]) }
    }
    if !options.isQuick {
      section.claims = [
        Claim(
          "the exact form of three layers, 2000 ms, on one thread", measure: "seconds, median of 5 runs", .atMost(4),
          values: [Spread(outputs[1]).median])
      ]
    }
    section.tables = [table]
    section.data = [data]
    return section
  }
}
