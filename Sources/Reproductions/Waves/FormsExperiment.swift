import NetworkFiles
import Simulation
import Spiking
import Statistics
import Studies

/// Compares the wave statistics of the released time-stepped scheme and the event-driven form.
struct FormsExperiment: Experiment {
  static let name = "forms"
  static let version = 1
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  private static let forms = [("released", "clock"), ("exact", "exact")]
  private static let compared = ["active_share", "r80", "front_speed_per_ms"]

  private func description(_ form: String, _ seed: UInt64) throws -> SimulationDescription {
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
