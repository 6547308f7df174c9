import Simulation
import Spiking
import Studies

/// Tests whether pools emerge in every layer and cover the layer below, and whether waves propagate from layer to
/// layer.
struct SelfOrganisationExperiment: Experiment {
  static let name = "self-organisation"
  static let version = 1
  let options: ReproductionOptions
  let networks: CheckoutNetworks

  private static let files = [
    "layered-waves", "layered-waves-stdp", "layered-waves-deep", "layered-waves-autoencoder",
  ]

  private func description(_ file: String, _ seed: UInt64) throws -> SimulationDescription {
    try networks.read(file, seed: seed, duration: options.choose(nil, quick: "600 ms"))
  }

  func trials() throws -> [Trial<Measures>] {
    try Self.files.flatMap { file in
      try options.seeds.map { seed in
        let description = try description(file, seed)
        return Trial(
          "\(file), seed \(seed)", inputs: [description.resolvedYAML],
          cost: description.duration.seconds * Double(description.populations.count) / 3
        ) { try description.measured() }
      }
    }
  }

  func section(_ outputs: [Measures], folder: String) throws -> Section {
    var section = Section(
      "Self-organisation",
      """
      Each layer's units are measured by the weights from the layer below at the end of the run: a unit is a compact \
      pool where the root mean square radius of its weights is below 0.61 of that of the whole sheet; coverage is the \
      share of the units below that are in a compact pool; topography is the correlation of distances between units \
      and between the centres of their pools. The lag is where the activity of a layer correlates most with that of \
      the layer below. In all networks but the autoencoder weights are uniform at first but for noise; there they fall \
      with distance (topography 0.99, no compact pools), and sheets are as wide as the first one's.
      """)
    var waves = Table(["network", "layer"] + LayerMeasure.waves.map(\.label))
    var pools = Table(["network", "layer"] + LayerMeasure.pools.map(\.label))
    var data = DataTable("self-organisation", SeedMeasures.columns)
    for (index, file) in Self.files.enumerated() {
      let seeds = options.seeds
      let found = SeedMeasures(
        seeds: seeds, measures: Array(outputs[(index * seeds.count)..<((index + 1) * seeds.count)]))
      let layers = try description(file, 1).populations.map(\.name)
      for (number, layer) in layers.enumerated() {
        waves.add(["\(file)", "\(number + 1) \(layer)"] + found.cells(layer, LayerMeasure.waves))
        if number > 0 { pools.add(["\(file)", "\(number + 1) \(layer)"] + found.cells(layer, LayerMeasure.pools)) }
      }
      found.write(file, layers: layers, to: &data)
      if index == 0 { section.claims += waveClaims(found, layers[0]) }
      section.claims += layers.dropFirst().enumerated().flatMap { number, layer in
        poolClaims(file, found, layer, number: number + 2)
      }
    }
    section.tables = [pools, waves]
    section.data = [data]
    return section
  }

  /// Claims about the layer with noise, with ranges measured on the released code.
  private func waveClaims(_ found: SeedMeasures, _ layer: String) -> [Claim] {
    let text = "spontaneous waves in layer 1, as in the released code"
    func values(_ name: String) -> [Double] { found.values(layer, name) }
    return [
      Claim(
        text, measure: "units active (%)", .within(0.03...0.08), values: values("active_share"), scale: 100, digits: 1),
      Claim(text, measure: "r80", .within(2.5...5), values: values("r80")),
      Claim(text, measure: "speed (/ms)", .within(1...2), values: values("front_speed_per_ms")),
      Claim(
        text, measure: "interval (ms)", .within(40...60), values: values("inter_wave_interval_ms"), digits: 0),
    ]
  }

  private func poolClaims(_ file: String, _ found: SeedMeasures, _ layer: String, number: Int) -> [Claim] {
    let isPairRule = file.hasSuffix("stdp")
    /// Whether its initial weights decrease with distance.
    let startsAsMap = file.hasSuffix("autoencoder")
    let place = "\(file), layer \(number)"
    func values(_ name: String) -> [Double] { found.values(layer, name) }
    var claims = [
      Claim(
        "\(place): pools emerge", measure: "compact (%)", .atLeast(isPairRule ? 0.7 : 0.95),
        values: values("compact_share"), scale: 100, digits: 1)
    ]
    if !isPairRule {
      claims.append(
        Claim(
          "\(place): pools cover the layer below", measure: "coverage (%)", .atLeast(0.99), values: values("coverage"),
          scale: 100, digits: 1))
    }
    let map = startsAsMap ? "pools keep the order of the start" : "pools form a map"
    claims.append(
      Claim(
        "\(place): \(isPairRule || startsAsMap ? map : "winners' places say nothing")", measure: "topography",
        isPairRule || startsAsMap ? .above(0.5) : .near(limit: 0.1), values: values("topography")))
    claims.append(
      Claim("\(place): waves follow those below", measure: "lag (ms)", .above(0), values: values("lag_ms"), digits: 1))
    return claims
  }
}
