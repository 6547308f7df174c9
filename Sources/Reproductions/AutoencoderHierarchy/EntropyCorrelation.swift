import Results
import Statistics

/// Does the largest entropy of any unit of a network go with the network's accuracy?
struct EntropyCorrelation {
  let points: [(entropy: Double, accuracy: Double)]

  init(_ points: [(entropy: Double, accuracy: Double)]) { self.points = points }

  private var entropies: [Double] { points.map(\.entropy) }
  private var accuracies: [Double] { points.map { 100 * $0.accuracy } }

  /// nil with too few networks.
  var pearson: CorrelationResult? { try? Correlation.pearson(entropies, accuracies) }
  var spearman: CorrelationResult? { try? Correlation.spearman(entropies, accuracies) }

  static func text(_ result: CorrelationResult?) -> String {
    guard let result else { return "–" }
    let numbers = [result.coefficient.value, result.coefficient.lower, result.coefficient.upper]
      .map { Spread.number($0, digits: 2) }
    return "\(numbers[0]) (\(numbers[1]) to \(numbers[2]))"
  }

  func claims(_ networks: String, _ set: HierarchySet) -> [Claim] {
    [
      Claim(
        "\(set.title), \(networks): accuracy rises with entropy", measure: "lower end of the 95 % interval of r",
        .above(0), values: [pearson?.coefficient.lower ?? .nan])
    ]
  }
}
