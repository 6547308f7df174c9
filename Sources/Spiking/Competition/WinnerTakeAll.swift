/// Hebbian learning of the winners, with depression by normalisation: weights from sources that fire while a target
/// wins grow relative to the others.
///
///     W <- W + h eta H yᵀ                          (only winners have y > 0)
///     W[:, j] <- mu W[:, j] / mean(W[:, j])        for each winner j
///
/// W [sources × targets] is in the unit of the target's weights, H is the number of spikes of each source in an
/// interval of h ms, y the winners' outputs, mu the projection's mean weight (without one, nothing is scaled).
/// Thresholds of winners rise by the competition's own rule (``CompetitionDescription/thresholdRate``). Source:
/// Raghavan, Lin, Thomson, arXiv:2006.06902 (2020), released code.
enum WinnerTakeAll: CompetitiveRule {
  static let info = PlasticityRuleInfo(
    name: "winner-take-all",
    summary: "Hebbian learning of the targets that win a competition, columns scaled to their mean",
    equations: [
      "W <- W + h eta H y^T;  H = spikes in an interval h, y = the winners' outputs",
      "W[:, j] <- mu W[:, j] / mean(W[:, j]) for each winner j",
    ],
    source: "Raghavan, Lin, Thomson, arXiv:2006.06902 (2020), released code",
    parameters: [.init("learningRate", .inverseTime, 0.1, .notNegative, "eta")],
    weightParameters: [])

  static func make(_ p: PlasticityParameters) -> any CompetitiveUpdate {
    HebbianWinners(learningRate: p["learningRate"])
  }
}

struct HebbianWinners: CompetitiveUpdate {
  let learningRate: Double

  func learn(_ weights: DenseWeights, active: [Int32], winners: [Winner], step: Double) {
    for winner in winners {
      weights.add(step * learningRate * winner.output, toRows: active, column: winner.target)
      weights.normalise(column: winner.target)
    }
  }
}
