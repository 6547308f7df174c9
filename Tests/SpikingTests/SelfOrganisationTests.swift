import Foundation
import Kernel
import Simulation
import Spiking
import Statistics
import Testing

@Suite struct SelfOrganisationTests {
  typealias Place = SIMD2<Double>

  static func measures(_ network: SimulationDescription) throws -> ([String: Double], Simulation) {
    let simulation = try Simulation(network)
    let summary = try simulation.run()
    let measures = try #require(summary.competitions.first).measures
    return (Dictionary(uniqueKeysWithValues: measures.map { ($0.name, $0.value) }), simulation)
  }

  /// Weights that decrease with distance: fields around the places of the targets, on one sheet.
  static func network(length: Double, sheet: Double = 10) -> SimulationDescription {
    let positions = PositionsDescription(layout: .random, width: sheet, height: sheet)
    var competition = CompetitionDescription(thresholds: 1e9)
    competition.meanWeight = nil
    var network = SimulationDescription(
      name: "fields", duration: milliseconds(1),
      populations: [
        PopulationDescription(name: "s", size: 200, neuron: "lif-adaptive-threshold", positions: positions),
        PopulationDescription(name: "t", size: 15, neuron: "lif-adaptive-threshold", positions: positions),
      ],
      projections: [
        ProjectionDescription(
          name: "c", from: "s", to: "t", rule: .allToAll, weight: .decay(amplitude: 5, length: length),
          delay: .axonal(0.1), competition: competition)
      ])
    network.integrator = .clock
    return network
  }

  @Test("fan-in, radius, share, coverage and topography, from their definitions", arguments: [0.5, 2, 4])
  func definitions(length: Double) throws {
    let (found, simulation) = try Self.measures(Self.network(length: length))
    let (sources, targets) = (simulation.plan.populations[0].positions, simulation.plan.populations[1].positions)
    let weights = SmallStack.matrix(simulation.network.competitions[0])
    let presence = weights.reduce(0) { $0 + $1.reduce(0, +) } / 3000 / 25
    func distance(_ a: Place, _ b: Place) -> Double { (((a - b) * (a - b)).sum()).squareRoot() }
    func radius(_ points: [(Place, Double)]) -> (centre: Place, radius: Double) {
      let total = points.reduce(0) { $0 + $1.1 }
      let centre = points.reduce(Place.zero) { $0 + $1.0 * $1.1 } / total
      return (centre, (points.reduce(0) { $0 + pow(distance($1.0, centre), 2) * $1.1 } / total).squareRoot())
    }
    let limit = 0.61 * radius(sources.map { ($0, 1) }).radius
    var (fanIn, compact, covered, radii, centres) = (0, 0, Set<Int>(), [Double](), [Place]())
    for target in targets.indices {
      let field = sources.indices.filter { weights[$0][target] > presence }
      let own = radius(field.map { (sources[$0], weights[$0][target]) })
      fanIn += field.count
      radii.append(own.radius)
      centres.append(own.centre)
      guard own.radius < limit else { continue }
      compact += 1
      covered.formUnion(field)
    }
    let pairs = targets.indices.flatMap { a in targets.indices.filter { $0 < a }.map { (a, $0) } }
    let x = pairs.map { distance(targets[$0.0], targets[$0.1]) }
    let y = pairs.map { distance(centres[$0.0], centres[$0.1]) }
    let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
    func moment(_ a: [Double], _ b: [Double], _ meanA: Double, _ meanB: Double) -> Double {
      zip(a, b).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) }
    }
    let spread = moment(x, x, meanX, meanX) * moment(y, y, meanY, meanY)
    let correlation = moment(x, y, meanX, meanY) / spread.squareRoot()
    for (name, expected) in [
      ("compact_share", Double(compact) / 15), ("coverage", Double(covered.count) / 200),
      ("mean_fan_in", Double(fanIn) / 15), ("mean_radius", radii.reduce(0, +) / 15), ("topography", correlation),
      ("never_winning_units", 15),
    ] { #expect(abs(try #require(found[name]) - expected) < 1e-9, "\(name)") }
    if length == 0.5 { #expect(compact == 15 && correlation > 0.9) }
    if length == 4 { #expect(compact < 15) }
  }

  /// Pools do not depend on the unit of length.
  @Test func measuresScaleWithTheSheet() throws {
    let small = try Self.measures(Self.network(length: 1)).0
    let large = try Self.measures(Self.network(length: 7, sheet: 70)).0
    for name in ["compact_share", "coverage", "mean_fan_in", "topography"] {
      #expect(abs(small[name]! - large[name]!) < 1e-6, "\(name)")
    }
    #expect(abs(7 * small["mean_radius"]! - large["mean_radius"]!) < 1e-6)
  }

  @Test("sources alone fire, and targets follow by a known lag")
  func lag() throws {
    // Bursts at random times; a parrot neuron with a delay replaces a layer.
    let stream = RandomStream(seed: 4, entity: "test", purpose: "bursts")
    let times = (1..<3000).filter { _ in stream.uniform(below: 20) == 0 }.map { Double($0) / 10 }
    var competition = CompetitionDescription(thresholds: 1e9)
    competition.meanWeight = nil
    var network = SimulationDescription(
      name: "lag", duration: milliseconds(310),
      populations: [
        PopulationDescription(name: "s", size: 2, neuron: "spike-list", spikeTimes: [times, times]),
        PopulationDescription(name: "t", size: 3, neuron: "parrot"),
      ],
      projections: [
        ProjectionDescription(from: "s", to: "t", rule: .allToAll, weight: 1, delay: .axonal(2.3)),
        ProjectionDescription(
          name: "c", from: "s", to: "t", rule: .allToAll, weight: 1, delay: .axonal(0.1), competition: competition),
      ])
    network.integrator = .clock
    let found = try Self.measures(network).0
    #expect(abs(try #require(found["lag_ms"]) - 2.3) < 1e-9)
    let afterglows = times.map { $0 + 2.3 }.filter { $0 <= 310 }.map { end in end - times.last { $0 < end + 0.01 }! }
    let longest = afterglows.max() ?? 0
    #expect(abs(try #require(found["longest_afterglow_ms"]) - longest) < 1e-6)
    #expect(found["compact_share"] == nil && found["topography"] == nil && found["mean_fan_in"] == 2)
  }
}
