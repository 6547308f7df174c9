import Kernel
import Results
import Simulation
import Spiking
import Studies

/// Figures of one run with each learning rule, to illustrate the numbers of the other sections.
struct PicturesExperiment: Experiment {
  static let name = "pictures"
  static let version = 4
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  private static let files = [("winners", "layered-waves"), ("pairs", "layered-waves-stdp")]
  private static let shownFields = 10

  struct Sheet: Codable, Sendable {
    var name: String
    var width: Double
    var height: Double
    var x: [Double]
    var y: [Double]

    init(_ population: PopulationInfo) {
      name = population.name
      (width, height) = (population.sheet?.width ?? 0, population.sheet?.height ?? 0)
      (x, y) = (population.positions.map(\.x), population.positions.map(\.y))
    }

    var size: SIMD2<Double> { SIMD2(width, height) }
    var positions: [SIMD2<Double>] { zip(x, y).map { SIMD2($0, $1) } }
  }

  struct Output: Codable, Sendable {
    var sheets: [Sheet] = []
    var wave: WavePicture
    /// Some target units of the first projection, and the weights of all their sources.
    var units: [Int] = []
    var fields: [[Double]] = []
    var poolsBefore: [Int?] = []
    var poolsAfter: [Int?] = []
    var weightsBefore: WeightPicture
    var weightsAfter: WeightPicture
    /// Times in ms, and for each projection the mean radius of its fields at these times.
    var times: [Double] = []
    var radii: [[Double]] = []
  }

  func trials() throws -> [Trial<Output>] {
    try Self.files.map { _, file in
      let network = try networks.read(file, seed: 1, duration: options.choose(nil, quick: "600 ms")).recordingSpikes()
      return Trial("\(file), seed 1", inputs: [network.resolvedYAML], cost: 3) { try Self.run(network) }
    }
  }

  private static func run(_ network: SimulationDescription) throws -> Output {
    let spikes = RunMemory()
    let simulation = try Simulation(network, output: spikes)
    let before = simulation.learnt.projections[0]
    var times: [Double] = []
    var radii: [[Double]] = simulation.network.competitions.map { _ in [] }
    let end = network.duration.milliseconds
    for time in stride(from: 0, through: end, by: end / 40) {
      try simulation.scheduler.schedule("radii at \(time) ms", at: SimulationTime(milliseconds: time)) { _ in
        times.append(time)
        for (number, competition) in simulation.network.competitions.enumerated() {
          let known = competition.organisation.radii.compactMap { $0 }
          radii[number].append(known.isEmpty ? 0 : known.reduce(0, +) / Double(known.count))
        }
      }
    }
    _ = try simulation.run()
    let after = simulation.learnt.projections[0]
    let populations = simulation.plan.populations
    let x = populations[0].positions.map(\.x)
    // Sort by the final centres of the pools.
    let centres = simulation.network.competitions[0].organisation.centres.map { $0?.x ?? .infinity }
    let order = centres.indices.sorted { (centres[$0], $0) < (centres[$1], $1) }
    func picture(_ projection: LearntWeights.Projection) -> WeightPicture {
      WeightPicture(projection, x: x, order: order, rows: 80, columns: 50)
    }
    let units = (0..<shownFields).map { $0 * after.targets / shownFields }
    return Output(
      sheets: populations.map(Sheet.init),
      wave: WavePicture(populations, spikes, from: 0.6 * end, to: end), units: units,
      fields: units.map { unit in
        (0..<after.sources).map { (after.weights[$0 * after.targets + unit] * 1000).rounded() / 1000 }
      },
      poolsBefore: WeightPicture.pools(before), poolsAfter: WeightPicture.pools(after),
      weightsBefore: picture(before), weightsAfter: picture(after), times: times, radii: radii)
  }

  func section(_ outputs: [Output], folder: String) throws -> Section {
    var section = Section(
      "Pictures",
      """
      Of `layered-waves.yml` (winners) and `layered-waves-stdp.yml` (pairs), seed 1: layer 2's weights from layer 1 \
      unless said otherwise. The wave is the one of the last 40 % of the run that reaches most units of layer 1.
      """)
    func add(_ drawn: (figures: [Figure], notes: [String])) {
      section.figures += drawn.figures
      section.notes += drawn.notes
    }
    let winners = outputs[0]
    if !winners.wave.times.isEmpty {
      add(
        try WaveSnapshotFigure(
          title: "A wave through three layers", layers: winners.sheets.map { ($0.name, $0.positions, $0.size) },
          times: winners.wave.times, active: winners.wave.active
        ).draw(named: "wave-snapshots", in: folder))
      add(
        try ArrivalTimeFigure(
          title: "When the wave arrives",
          layers: zip(winners.sheets, winners.wave.arrivals).map { ($0.name, $0.positions, $0.size, $1) }
        ).draw(named: "arrival-times", in: folder))
    }
    for ((name, file), output) in zip(Self.files, outputs) { try draw(output, name, file, folder, add) }
    add(
      try CurveFigure(
        title: "Radius of receptive fields", xLabel: "time (ms)", yLabel: "mean radius / that of the sheet below",
        series: zip(Self.files, outputs).flatMap { file, output in
          output.radii.enumerated().map { number, radii in
            // The root mean square radius of a square sheet is its width divided by the square root of 6.
            let whole = output.sheets[number].width / 6.0.squareRoot()
            return ("\(file.0), layer \(number + 2)", zip(output.times, radii).map { SIMD2($0, $1 / whole) })
          }
        }
      ).draw(named: "radius", in: folder))
    return section
  }

  private func draw(
    _ output: Output, _ name: String, _ file: String, _ folder: String,
    _ add: ((figures: [Figure], notes: [String])) -> Void
  ) throws {
    let sheet = output.sheets[0]
    add(
      try ReceptiveFieldFigure(
        title: "Receptive fields of \(output.sheets[1].name), \(name)", positions: sheet.positions, sheet: sheet.size,
        fields: zip(output.units, output.fields).map { ("unit \($0)", $1) }, columns: 5
      ).draw(named: "receptive-fields-\(name)", in: folder))
    add(
      try PoolMapFigure(
        title: "Pools over \(sheet.name), \(name)",
        panels: [
          ("before", sheet.positions, sheet.size, output.poolsBefore),
          ("after", sheet.positions, sheet.size, output.poolsAfter),
        ]
      ).draw(named: "pools-\(name)", in: folder))
    add(
      try WeightMatrixFigure(
        title: "Weights, \(name): by x of sources and final fields, means of blocks",
        panels: [("before", output.weightsBefore), ("after", output.weightsAfter)].map {
          ($0, $1.rows, $1.columns, $1.values)
        }
      ).draw(named: "weights-\(name)", in: folder))
  }
}
