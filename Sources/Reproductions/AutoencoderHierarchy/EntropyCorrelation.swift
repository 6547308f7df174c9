import Results
import Statistics
import Studies

/// Correlation of the largest entropy of any unit of a network with the network's accuracy.
struct EntropyCorrelation {
  typealias Network = (entropy: Double, accuracy: Double)
  let set: HierarchySet
  /// The networks in labelled groups.
  let groups: [(label: String, networks: [Network])]

  private var networks: [Network] { groups.flatMap(\.networks) }
  private var entropies: [Double] { networks.map(\.entropy) }
  private var accuracies: [Double] { networks.map { 100 * $0.accuracy } }

  static let columns = ["", "networks", "Pearson's r (published)", "Spearman's ρ"]

  func row(_ kind: String) -> [String] {
    let published = Spread.number(PublishedHierarchies.correlation(set), digits: 2)
    return [
      "\(set.title), \(kind)", "\(networks.count)",
      "\(Self.text(try? Correlation.pearson(entropies, accuracies))) (\(published))",
      Self.text(try? Correlation.spearman(entropies, accuracies)),
    ]
  }

  /// The coefficient with its interval, such as "0.71 [0.55 to 0.82]"; "–" for too few networks.
  private static func text(_ result: CorrelationResult?) -> String {
    guard let result else { return "–" }
    let numbers = [result.coefficient.value, result.coefficient.lower, result.coefficient.upper]
      .map { Spread.number($0, digits: 2) }
    return "\(numbers[0]) [\(numbers[1]) to \(numbers[2])]"
  }

  func claim(_ kind: String) -> Claim {
    Claim(
      "\(set.title), \(kind): accuracy rises with entropy", measure: "lower end of the 95 % interval of r", .above(0),
      values: [(try? Correlation.pearson(entropies, accuracies))?.coefficient.lower ?? .nan])
  }

  /// The scatter plot with the fitted line; nil if no line can be fitted.
  func figure(_ kind: String) -> RegressionFigure? {
    guard let fit = try? LinearFit(entropies, accuracies), let low = entropies.min(), let high = entropies.max() else {
      return nil
    }
    let places = (0...40).map { low + (high - low) * Double($0) / 40 }
    return RegressionFigure(
      title: "\(set.title), \(kind): entropy and accuracy", xLabel: "largest entropy of any unit (bits)",
      yLabel: "accuracy (%)",
      groups: groups.map { group in (group.label, group.networks.map { SIMD2($0.entropy, 100 * $0.accuracy) }) },
      line: [low, high].map { SIMD2($0, fit($0)) },
      band: places.compactMap { place in
        (try? fit.mean(at: place)).map { (x: place, lower: $0.lower, upper: $0.upper) }
      },
      note: "r = \(Self.text(try? Correlation.pearson(entropies, accuracies)))")
  }
}
