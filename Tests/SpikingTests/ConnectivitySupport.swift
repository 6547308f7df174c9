import CGSL
import Foundation
import Kernel
import Spiking

/// The plan of a projection between two populations, with helpers for tests.
struct Wiring {
  var source: PopulationGeometry
  var target: PopulationGeometry
  var generator: EdgeGenerator

  /// Populations "s" and "t", or "s" alone when `targets` is nil.
  init(
    _ rule: ConnectionRule, sources: Int, targets: Int? = nil, autapses: Bool = true, multapses: Bool = true,
    weight: Value = 1, delay: Delay = .axonal(1), sourceSheet: PositionsDescription? = nil,
    targetSheet: PositionsDescription? = nil, seed: UInt64 = 1, resolution: Int64 = 100_000_000
  ) throws {
    let own = targets == nil
    var description = NetworkDescription(
      name: "wiring", duration: SimulationTime(ticks: 1),
      populations: [PopulationDescription(name: "s", size: sources, neuron: "parrot", positions: sourceSheet)]
        + (targets.map { [PopulationDescription(name: "t", size: $0, neuron: "parrot", positions: targetSheet)] } ?? []),
      projections: [
        ProjectionDescription(
          from: "s", to: own ? "s" : "t", rule: rule, weight: weight, delay: delay, autapses: autapses,
          multapses: multapses)
      ])
    description.seed = seed
    description.resolution = SimulationTime(ticks: resolution)
    let plan = try NetworkPlan(description)
    source = plan.geometries[0]
    target = plan.geometries[own ? 0 : 1]
    generator = plan.generators[0]
  }

  func edges() throws -> EdgeList { try generator.edges(toTargets: 0..<target.size) }

  /// (source, target) pairs.
  func pairs() throws -> [SIMD2<Int>] { try edges().pairs }
}

extension EdgeList {
  var pairs: [SIMD2<Int>] {
    (0..<targetOffsets.count - 1).flatMap { target in
      sources[targetOffsets[target]..<targetOffsets[target + 1]].map { SIMD2(Int($0), target) }
    }
  }

  var inDegrees: [Int] { zip(targetOffsets, targetOffsets.dropFirst()).map { $1 - $0 } }

  func outDegrees(of sourceCount: Int) -> [Int] {
    var degrees = [Int](repeating: 0, count: sourceCount)
    for source in sources { degrees[Int(source)] += 1 }
    return degrees
  }
}

enum Law {
  /// P(chi-square >= the value observed), for counts against their expectations. `degreesOfFreedom` defaults to one
  /// less than the cells.
  static func chiSquareTail(_ observed: [Int], _ expected: [Double], degreesOfFreedom: Double? = nil) -> Double {
    let value = zip(observed, expected).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) / $1.1 }
    return gsl_cdf_chisq_Q(value, degreesOfFreedom ?? Double(observed.count - 1))
  }

  /// P for samples of a binomial law: values with an expectation below 10 are pooled.
  static func binomialTail(_ samples: [Int], trials: Int, probability: Double) -> Double {
    pooledTail(samples, values: 0...trials) { gsl_ran_binomial_pdf(UInt32($0), probability, UInt32(trials)) }
  }

  static func pooledTail(_ samples: [Int], values: ClosedRange<Int>, _ probability: (Int) -> Double) -> Double {
    var counts = [Int](repeating: 0, count: values.upperBound + 1)
    for sample in samples { counts[min(sample, values.upperBound)] += 1 }
    var (observed, expected) = ([0], [0.0])
    for value in values {
      observed[observed.count - 1] += counts[value]
      expected[expected.count - 1] += probability(value) * Double(samples.count)
      if expected.last! >= 10 {
        observed.append(0)
        expected.append(0)
      }
    }
    let (lastObserved, lastExpected) = (observed.removeLast(), expected.removeLast())
    observed[observed.count - 1] += lastObserved
    expected[expected.count - 1] += lastExpected
    return chiSquareTail(observed, expected)
  }
}

/// Calls `body` with the path of a file that holds an edge list.
func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("edges-\(UUID().uuidString).csv")
  try text.write(to: url, atomically: true, encoding: .utf8)
  defer { try? FileManager.default.removeItem(at: url) }
  return try body(url.path)
}
