import Studies

/// A measure of a layer that tables show, and its format.
struct LayerMeasure: Sendable {
  let name: String
  let label: String
  let scale: Double
  let digits: Int

  private init(_ name: String, _ label: String, scale: Double = 1, digits: Int) {
    self.name = name
    self.label = label
    self.scale = scale
    self.digits = digits
  }

  /// The measures of waves.
  static let waves = [
    LayerMeasure("active_share", "active (%)", scale: 100, digits: 1), LayerMeasure("r80", "r80", digits: 2),
    LayerMeasure("front_speed_per_ms", "speed (/ms)", digits: 2),
    LayerMeasure("inter_wave_interval_ms", "interval (ms)", digits: 0),
    LayerMeasure("wave_duration_ms", "duration (ms)", digits: 0),
    LayerMeasure("silent_share", "silent (%)", scale: 100, digits: 0),
  ]

  /// The measures of the weights from the layer below.
  static let pools = [
    LayerMeasure("compact_share", "compact (%)", scale: 100, digits: 1),
    LayerMeasure("coverage", "coverage (%)", scale: 100, digits: 1),
    LayerMeasure("never_winning_units", "never won", digits: 0), LayerMeasure("mean_radius", "radius", digits: 2),
    LayerMeasure("mean_fan_in", "fan-in", digits: 0), LayerMeasure("topography", "topography", digits: 2),
    LayerMeasure("lag_ms", "lag (ms)", digits: 1),
    LayerMeasure("longest_afterglow_ms", "afterglow (ms)", digits: 1),
  ]

  func text(_ spread: Spread) -> String { spread.text(scale: scale, digits: digits) }
}

/// Measures of the same layers for several seeds.
struct SeedMeasures: Sendable {
  let seeds: [UInt64]
  let measures: [Measures]

  func values(_ layer: String, _ measure: String) -> [Double] { measures.compactMap { $0[layer]?[measure] } }

  /// The cells of a table row, one per measure.
  func cells(_ layer: String, _ shown: [LayerMeasure]) -> [String] {
    shown.map { $0.text(Spread(values(layer, $0.name))) }
  }

  /// Writes a row for each layer, measure and seed.
  func write(_ name: String, layers: [String], to table: inout DataTable) {
    for layer in layers {
      for (seed, measures) in zip(seeds, measures) {
        for (measure, value) in (measures[layer] ?? [:]).sorted(by: { $0.key < $1.key }) {
          table.add([name, layer, measure, "\(seed)", "\(value)"])
        }
      }
    }
  }

  static let columns = ["network", "layer", "measure", "seed", "value"]
}
