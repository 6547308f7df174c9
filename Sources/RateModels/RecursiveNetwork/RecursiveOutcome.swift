import Kernel
import Simulation

/// The results of a recursive network, from which figures and files are made.
struct RecursiveOutcome {
  let training: RecursiveTraining
  /// nil: the training has not ended.
  let result: RecursiveNetworkModel.Result?
  /// Largest number of neurons whose matrices are drawn.
  private static let drawn = 600

  private typealias Curve = OutcomeItem.Curve

  var items: [OutcomeItem] {
    var items = curves.map { OutcomeItem.curve($0) }
    if training.lessons.count > 1, !training.results.isEmpty { items += lessons }
    if !training.film.frames.isEmpty { items.append(.film(training.film)) }
    guard let result else { return items }
    let structure = result.structure
    if structure.neurons.count <= Self.drawn { items += [.matrix(activities(structure)), .matrix(weights(structure))] }
    items.append(.bars(sizes(structure)))
    if let lengths = result.lengths { items.append(.curve(distribution(lengths))) }
    items.append(.parameters(parameters(structure)))
    return items
  }

  /// What each lesson led to, as a table and as two bar charts.
  private var lessons: [OutcomeItem] {
    let layers = training.network.shape.iterations - 1
    let rows = training.results.enumerated().map { number, result in
      ["\(number + 1)", "\(result.classes)", "\(result.epochs)", "\(result.removed)", "\(result.added)"]
        + [result.before, result.after].map { $0.map { plainText(($0 * 1000).rounded() / 10) } ?? "–" }
        + ["\(result.active)", "\(result.depth)"] + result.hiddenSizes.map { "\($0)" }
    }
    func bars(_ name: String, _ title: String, _ label: String, _ value: (RecursiveLessonResult) -> Int) -> OutcomeItem
    {
      .bars(
        OutcomeItem.Bars(
          name, title: title, yLabel: label,
          bars: training.results.enumerated().map { OutcomeItem.Bars.Bar("lesson \($0 + 1)", Double(value($1))) }))
    }
    return [
      .table(
        OutcomeItem.Table(
          "lessons", title: "Lessons",
          columns: [
            "lesson", "classes", "epochs so far", "neurons removed before", "neurons added before",
            "accuracy before (%)", "accuracy after (%)", "active neurons", "layers with hidden neurons",
          ] + (0..<layers).map { "layer \($0 + 1)" }, rows: rows)),
      bars("lesson-neurons", "Active neurons after each lesson", "active neurons") { $0.active },
      bars("lesson-depth", "Depth after each lesson", "layers with hidden neurons") { $0.depth },
    ]
  }

  private func distribution(_ lengths: RecursiveLengths) -> Curve {
    func series(_ label: String, _ shares: [Double]) -> Curve.Series {
      Curve.Series(label, shares.enumerated().map { SIMD2(Double($0) + 0.5, 100 * $1) })
    }
    return Curve(
      "lengths", title: "Lengths of connections between active neurons", xLabel: "length (places)", yLabel: "share (%)",
      series: [series("weights, Σ |W|", lengths.weights), series("all pairs", lengths.pairs)])
  }

  private func series(_ label: String, _ value: (RecursiveTraining.Epoch) -> Double) -> Curve.Series {
    Curve.Series(label, training.epochs.enumerated().map { SIMD2(Double($0 + 1), value($1)) })
  }

  private var curves: [Curve] {
    guard !training.epochs.isEmpty else { return [] }
    let tests = Curve.Series("test", training.tests.map { SIMD2(Double($0.epoch), 100 * $0.accuracy) })
    return [
      Curve(
        "accuracy", title: "Accuracy", xLabel: "epoch", yLabel: "accuracy (%)",
        series: [series("training") { 100 * $0.accuracy }, tests]),
      Curve(
        "loss", title: "Cross-entropy", xLabel: "epoch", yLabel: "cross-entropy (nats)",
        series: [series("training") { $0.crossEntropy }]),
      Curve(
        "active", title: "Active neurons", xLabel: "epoch", yLabel: "active neurons",
        series: [series("active for some sample") { Double($0.active) }]),
      Curve(
        "work", title: "Multiplications, compared with all neurons", xLabel: "epoch", yLabel: "multiplications (%)",
        series: [series("active neurons only") { 100 * $0.work }]),
    ]
  }

  /// The largest activity of each neuron in each iteration, as a share of its largest one in any iteration.
  private func activities(_ structure: RecursiveStructure) -> OutcomeItem.Matrix {
    OutcomeItem.Matrix(
      "activities", title: "Largest activity in each iteration, neurons sorted by layer", rows: structure.neurons.count,
      columns: structure.shape.iterations, values: structure.activityShares(training.largest), rowLabel: "neuron",
      columnLabel: "iteration", valueLabel: "share of its largest activity")
  }

  /// The weights, to (rows) × from (columns).
  private func weights(_ structure: RecursiveStructure) -> OutcomeItem.Matrix {
    let count = structure.neurons.count
    return OutcomeItem.Matrix(
      "weights", title: "Weights between active neurons, sorted by layer", rows: count, columns: count,
      values: (0..<count).flatMap { to in
        (0..<count).map { from in
          let weight = structure.weights[from, to]
          return abs(weight) > training.learning.smallestWeight ? weight : 0
        }
      }, rowLabel: "to neuron", columnLabel: "from neuron", valueLabel: "weight")
  }

  private func sizes(_ structure: RecursiveStructure) -> OutcomeItem.Bars {
    OutcomeItem.Bars(
      "layers", title: "Hidden neurons of each layer", yLabel: "neurons",
      bars: structure.hiddenSizes.enumerated().map { OutcomeItem.Bars.Bar("layer \($0 + 1)", Double($1)) })
  }

  /// The active neurons with their weights and biases.
  private func parameters(_ structure: RecursiveStructure) -> OutcomeItem.Parameters {
    let count = structure.neurons.count
    return OutcomeItem.Parameters([
      .init("neurons", shape: [count], values: structure.neurons.map { Float($0) }),
      .init("layers", shape: [count], values: structure.layers.map { Float($0) }),
      .init("W", shape: [count, count], values: structure.weights.values),
      .init("b", shape: [count], values: structure.biases),
    ])
  }
}
