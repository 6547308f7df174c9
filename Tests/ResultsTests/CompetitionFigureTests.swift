import Foundation
import Kernel
import Results
import Simulation
import Spiking
import Testing

/// The additional figures of a run with a competitive projection.
@Suite struct CompetitionFigureTests {
  /// Twelve targets above 8 × 8 sources.
  private func finish(_ path: String, sources: [SIMD2<Double>], weights: [Float]) throws -> [String] {
    let sheet = PositionsDescription(layout: .grid(rows: 8, columns: 8), width: 8, height: 8)
    let populations = [
      PopulationInfo(
        name: "below", size: 64, firstNeuron: 0, positions: sources, sheet: sources.isEmpty ? nil : sheet),
      PopulationInfo(name: "above", size: 12, firstNeuron: 64),
    ]
    var network = SimulationDescription(
      name: "n", duration: try SimulationTime(milliseconds: 1),
      populations: populations.map { PopulationDescription(name: $0.name, size: $0.size, neuron: "lif-delta") })
    network.projections = [
      ProjectionDescription(
        name: "up", from: "below", to: "above", rule: .allToAll, weight: .constant(1), delay: .axonal(0.1))
    ]
    var summary = try SyntheticRun(side: 8).summary
    summary.competitions = [.init(projection: "up", measures: [], weights: weights)]
    let folder = try RunFolder(
      path: path, description: network, populations: populations, overwrite: false, resolvedText: "")
    return try folder.finish(summary: summary, log: "")
  }

  private let grid: [SIMD2<Double>] = (0..<64).map { (unit: Int) -> SIMD2<Double> in
    let (row, column) = unit.quotientAndRemainder(dividingBy: 8)
    return SIMD2(Double(column) + 0.5, Double(row) + 0.5)
  }

  /// Dense weights, sources × targets, row-major.
  private func weights(_ weight: (_ source: Int, _ target: Int) -> Float) -> [Float] {
    var weights: [Float] = []
    for source in 0..<64 { for target in 0..<12 { weights.append(weight(source, target)) } }
    return weights
  }

  private func rows(_ path: String) throws -> [[Double]] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: ",").compactMap { Double($0) }
    }
  }

  @Test func fieldsPoolsAndWeightsAreDrawn() throws {
    let temporary = try TemporaryFolder()
    // Source i belongs to target 5 i mod 12, with 4; target 3 has 1 from all.
    let weights = weights { source, target in
      if target == 5 * source % 12 { return 4 }
      return target == 3 ? 1 : 0
    }
    let remarks = try finish(temporary.path + "/run", sources: grid, weights: weights)
    #expect(!remarks.contains { $0.contains("gnuplot says") }, "\(remarks)")
    let figures = temporary.path + "/run/figures/"
    for dot in try rows(figures + "receptive-fields-up.csv") where dot.count == 5 && dot[0] >= 0 {
      #expect(Float(dot[4]) == weights[Int(dot[1]) * 12 + Int(dot[0])])
    }
    let pools = try rows(figures + "pools-up.csv").filter { $0.count == 5 && $0[0] == 0 }
    #expect(pools.count == 64)
    var colours: [Int: Set<Double>] = [:]
    for dot in pools { colours[5 * Int(dot[1]) % 12, default: []].insert(dot[4]) }
    #expect(colours.count == 12)
    #expect(colours.values.allSatisfy { $0.count == 1 })
    let matrix = try rows(figures + "weights-up.csv")
    #expect(matrix.count == 64)
    #expect(matrix.allSatisfy { $0.count == 12 })
    let (sum, wanted) = (matrix.flatMap { $0 }.reduce(0, +), weights.reduce(0, +))
    #expect(Float(sum) == wanted)
    if remarks.allSatisfy({ !$0.contains("gnuplot") }) {
      let report = try String(contentsOfFile: temporary.path + "/run/report.html", encoding: .utf8)
      for name in ["receptive-fields-up", "pools-up", "weights-up"] { #expect(report.contains("alt=\"\(name)\"")) }
    }
  }

  @Test func theMatrixHasPoolsAlongItsDiagonal() throws {
    let temporary = try TemporaryFolder()
    // Target j has the sources whose x is nearest to (11.5 - j) · 8 / 12.
    let weights = weights { source, target in
      let centre: Double = (11.5 - Double(target)) * 8 / 12
      return abs(grid[source].x - centre) < 0.8 ? 1 : 0
    }
    _ = try finish(temporary.path + "/run", sources: grid, weights: weights)
    let matrix = try rows(temporary.path + "/run/figures/weights-up.csv")
    for (row, values) in matrix.enumerated() {
      for (column, value) in values.enumerated() where value > 0 {
        let down: Double = (Double(row) + 0.5) / 64
        let across: Double = (Double(column) + 0.5) / 12
        #expect(abs(down - across) < 0.25)
      }
    }
  }

  @Test func withoutPositionsThereAreWeightsOnly() throws {
    let temporary = try TemporaryFolder()
    _ = try finish(temporary.path + "/run", sources: [], weights: [Float](repeating: 1, count: 64 * 12))
    let names = try FileManager.default.contentsOfDirectory(atPath: temporary.path + "/run/figures")
    #expect(names.contains("weights-up.gp"))
    #expect(!names.contains { $0.hasPrefix("receptive-fields") || $0.hasPrefix("pools") })
  }

  @Test func weightsOfAnotherSizeAreNotDrawn() throws {
    let temporary = try TemporaryFolder()
    _ = try finish(temporary.path + "/run", sources: grid, weights: [1, 2, 3])
    #expect(!FileManager.default.fileExists(atPath: temporary.path + "/run/figures/weights-up.gp"))
  }
}
