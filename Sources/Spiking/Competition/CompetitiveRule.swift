/// A rule that changes the weights of a competitive projection at its winners. A new one needs one file and one line in
/// ``PlasticityRegistry/competitiveRules``. Rules of spike pairs (``PlasticityRule``) can be used on such a projection
/// too.
public protocol CompetitiveRule: Sendable {
  static var info: PlasticityRuleInfo { get }
  static func make(_ parameters: PlasticityParameters) -> any CompetitiveUpdate
}

/// A rule with its parameters set.
public protocol CompetitiveUpdate: Sendable {
  /// Changes the columns of the winners after an interval of `step` ms. `active` are the sources that fired (one entry
  /// per spike, ascending), `winners` the targets that won with their outputs y.
  func learn(_ weights: DenseWeights, active: [Int32], winners: [Winner], step: Double)
}

/// A target that won an interval, and its output.
public struct Winner: Sendable, Equatable {
  public var target: Int
  public var output: Double
}

extension PlasticityRegistry {
  /// All rules that act on winners.
  public static let competitiveRules: [any CompetitiveRule.Type] = [
    WinnerTakeAll.self
  ]

  static func competitiveRule(named name: String) -> (any CompetitiveRule.Type)? {
    competitiveRules.first { $0.info.name == name }
  }

  /// Descriptions of all rules, for spikes and for winners.
  public static var infos: [PlasticityRuleInfo] { rules.map { $0.info } + competitiveRules.map { $0.info } }

  public static func info(named name: String) -> PlasticityRuleInfo? { infos.first { $0.name == name } }
}
