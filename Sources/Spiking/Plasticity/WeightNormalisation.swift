/// Multiplicative normalisation that keeps the mean or the sum of the weights that end on a target.
///
///     w_i <- w_i · n mean / Σ w,   or   w_i <- w_i · sum / Σ w
///
/// n is the number of the target's synapses in the projection, w the magnitudes of their weights. If all are 0 they
/// stay 0. Weights are then clipped to the maximum of the rule, if it has one, which lowers the mean. Synapses compete:
/// a gain of one is a loss of the others. Source: von der Malsburg, Kybernetik 14 (1973).
enum WeightNormalisation: WeightOperator {
  static let info = WeightOperatorInfo(
    name: "normalisation",
    summary: "keeps the mean or the sum of the weights that end on a target",
    equations: ["w_i <- w_i n mean / sum(w),  or  w_i <- w_i sum / sum(w)"],
    source: "von der Malsburg, Kybernetik 14 (1973)",
    parameters: [
      .init("mean", .none, .infinity, .positive, "mean of the n weights that end on a target; alternative to 'sum'"),
      .init("sum", .none, .infinity, .positive, "sum of the weights that end on a target; alternative to 'mean'"),
    ],
    weightParameters: ["mean", "sum"],
    mayActAtTargetSpikes: true)

  static func problem(with given: [String: Double]) -> String? {
    (given["mean"] == nil) == (given["sum"] == nil) ? "give 'mean' or 'sum'\(given.isEmpty ? "" : ", not both")" : nil
  }

  static func make(_ p: PlasticityParameters, _ setting: WeightOperatorSetting) -> any WeightScaling {
    p["mean"].isFinite ? Scaling(each: p["mean"], all: 0) : Scaling(each: 0, all: p["sum"])
  }

  private struct Scaling: WeightScaling {
    /// The sum to reach is each · n + all.
    let each: Double
    let all: Double

    func factor(_ column: WeightColumn) -> Double {
      column.sum > 0 ? (each * Double(column.count) + all) / column.sum : 1
    }
  }
}
