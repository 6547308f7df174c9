import RateModels
import Results
import Simulation
import Statistics
import Studies

/// Figures 3 and 4: the structure that emerges when a recursive network learns to tell two concentric shells apart.
struct SpheresExperiment: Experiment {
  static let name = "spheres"
  static let version = 2
  let options: ReproductionOptions
  let networks: CheckoutNetworks

  struct Output: Codable, Sendable {
    var measures: [String: Double]
    /// Active neurons and multiplications (a share of the dense ones) of each epoch.
    var active: [Int]
    var work: [Double]
    /// The layer of each active neuron, and the weights from (rows) and to (columns) each.
    var layers: [Int]
    var weights: [Float]
    /// Largest activity of each of these neurons in each iteration, as a share of its largest one, neurons × iterations.
    var activities: [Float]
    /// The weight matrix while it sorts itself; nil but for the first seed.
    var film: OutcomeItem.Film?
  }

  private enum Case: String, CaseIterable {
    case plain = "urn-spheres"
    case residualOutput = "urn-spheres-residual"
    case residualPrinted = "urn-spheres-residual-printed"
    case residualInput = "urn-spheres-input-residual"

    var label: String {
      switch self {
      case .plain: "plain"
      case .residualOutput: "residual outputs"
      case .residualPrinted: "residual outputs, penalised as well"
      case .residualInput: "residual inputs"
      }
    }

    /// What the paper reports: active neurons, hidden layers.
    var published: (active: String, layers: String)? {
      switch self {
      case .plain: ("123 ± 15", "115 ± 15, 4 ± 1.4, 3 ± 0.7")
      case .residualOutput: ("–", "one")
      case .residualPrinted, .residualInput: nil
      }
    }

    var file: String { self == .residualPrinted ? Self.residualOutput.rawValue : rawValue }

    var overrides: [String] {
      self == .residualPrinted ? ["\(SpheresExperiment.path).learning.penalisesOutputs=true"] : []
    }
  }

  private static let path = "models.network.recursive-network"

  /// The network of a case; a quick study has fewer neurons and epochs.
  private func description(_ item: Case, _ seed: UInt64) throws -> SimulationDescription {
    let quick = ["\(Self.path).neurons=400", "\(Self.path).learning.epochs=20"]
    return try networks.read(item.file, seed: seed, overrides: item.overrides + options.choose([], quick: quick))
  }

  func trials() throws -> [Trial<Output>] {
    try Case.allCases.flatMap { item in
      try options.seeds.map { seed in
        let run = ModelRun(try description(item, seed))
        return Trial("\(item.rawValue), seed \(seed)", inputs: run.inputs, cost: options.choose(120, quick: 5)) {
          Output(try run.model(RecursiveNetworkModel.self), hasFilm: seed == 1)
        }
      }
    }
  }

  // MARK: Section

  func section(_ outputs: [Output], folder: String) throws -> Section {
    var section = Section(
      "Concentric shells",
      """
      4000 points on two shells in ten dimensions, 1000 others to test. *Active*: neurons that are active for some \
      training point. *Hidden neurons*: of the layers 1, 2 and 3; a neuron belongs to the iteration in which its \
      activity first exceeds a tenth of its own largest one. *Mask*: all weights are taken away that do not lead from \
      a layer to the next one (to output neurons with a residual rule, from any layer); the share of test points that \
      stay in their class, and the largest change of a score beside the largest score. *Ties*: test points with equal \
      scores, where an output neuron has died; they count for the first class. *Forward*: the share of Σ |W| that leads \
      to a later layer. In brackets what the paper reports, mean ± standard deviation of five trials.
      """,
      """
      With residual outputs, scores that are ready early are penalised in each iteration from there on if equation 5 holds \
      for output neurons too (*penalised as well*); then networks wait with their scores and keep three hidden layers. \
      Without this, one hidden layer remains, as in the paper.
      """,
      """
      Every neuron is tested in every iteration of every mini-batch. What is left out are the products with the rows and \
      columns of silent neurons, and the steps of Adam on their weights, which are replayed when they are needed.
      """)
    let found = outputs.dealt(among: Case.allCases) { _ in options.seeds.count }
    var table = Table([
      "rule", "accuracy (%)", "ties", "silent outputs", "active (published)", "hidden neurons (published)",
      "hidden layers",
      "forward (%)", "same class when masked (%)", "largest change", "largest score",
    ])
    var data = DataTable("spheres", ["network", "seed", "measure", "value"])
    for (item, outputs) in found {
      func spread(_ name: String) -> Spread { Spread(outputs.map { $0.measures[name] ?? .nan }) }
      let layers = (1...3).map { spread("neurons_of_layer_\($0)").text(digits: 0) }.joined(separator: ", ")
      let published = item.published
      table.add([
        item.label, spread("accuracy").text(scale: 100, digits: 1), spread("ties").text(digits: 0),
        spread("silent_outputs").text(digits: 1),
        spread("active_neurons").text(digits: 0) + (published.map { " (\($0.active))" } ?? ""),
        layers + (published.map { " (\($0.layers))" } ?? ""), spread("hidden_layers").text(digits: 1),
        spread("forward_share").text(scale: 100, digits: 0), spread("unchanged_by_mask").text(scale: 100, digits: 1),
        spread("largest_change_by_mask").text(digits: 3), spread("largest_score").text(digits: 1),
      ])
      for (seed, output) in zip(options.seeds, outputs) {
        for (name, value) in output.measures.sorted(by: { $0.key < $1.key }) {
          data.add([item.rawValue, "\(seed)", name, "\(value)"])
        }
      }
    }
    section.tables = [table]
    section.data = [data]
    for (item, outputs) in found { section.claims += claims(item, outputs) }
    for (figure, name) in figures(found) {
      let drawn = try figure.draw(named: name, in: folder)
      section.figures += drawn.figures
      section.notes += drawn.notes
    }
    return section
  }

  private func claims(_ item: Case, _ outputs: [Output]) -> [Claim] {
    func values(_ name: String) -> [Double] { outputs.map { $0.measures[name] ?? .nan } }
    var claims = [
      Claim(
        "\(item.label): test points are told apart", measure: "accuracy (%)", .atLeast(1), values: values("accuracy"),
        scale: 100)
    ]
    switch item {
    case .plain:
      claims += [
        Claim(
          "plain: few neurons stay active", measure: "active neurons", .within(90...160),
          values: values("active_neurons"), digits: 0),
        Claim(
          "plain: three hidden layers", measure: "hidden layers", .within(3...3), values: values("hidden_layers"),
          digits: 0),
        Claim(
          "plain: layers shrink", measure: "neurons of layer 1 − the larger of layers 2 and 3", .above(0),
          values: outputs.map { output in
            let sizes = (1...3).map { output.measures["neurons_of_layer_\($0)"] ?? .nan }
            return sizes[0] - max(sizes[1], sizes[2])
          }, digits: 0),
        Claim(
          "plain: layer 3 is smaller than layer 2 in the mean", measure: "mean of layer 2 − layer 3 (neurons)",
          .above(0),
          values: [
            Spread(
              outputs.map { ($0.measures["neurons_of_layer_2"] ?? .nan) - ($0.measures["neurons_of_layer_3"] ?? .nan) }
            ).mean
          ]),
        Claim(
          "plain: the layers alone give the same classes", measure: "test points in the same class when masked (%)",
          .atLeast(1), values: values("unchanged_by_mask"), scale: 100),
      ]
    case .residualOutput:
      claims.append(
        Claim(
          "residual outputs: one hidden layer", measure: "hidden layers", .within(1...1),
          values: values("hidden_layers"), digits: 0))
    case .residualPrinted, .residualInput: break
    }
    return claims
  }

  private func figures(_ found: [(item: Case, outputs: [Output])]) -> [(figure: any DataFigure, name: String)] {
    func curves(_ title: String, _ label: String, _ values: (Output) -> [Double]) -> CurveFigure {
      CurveFigure(
        title: title, xLabel: "epoch", yLabel: label,
        series: zip(options.seeds, found[0].outputs).map { seed, output in
          ("seed \(seed)", values(output).enumerated().map { SIMD2(Double($0 + 1), $1) })
        })
    }
    var figures: [(figure: any DataFigure, name: String)] = [
      (curves("Active neurons, plain rule", "active neurons") { $0.active.map { Double($0) } }, "active-neurons"),
      (
        curves("Multiplications of all neurons for each one that is done", "speed-up") { $0.work.map { 1 / $0 } },
        "speed-up"
      ),
    ]
    for (item, outputs) in found {
      guard let output = outputs.first, output.layers.count <= 1000 else { continue }
      if item == .plain, let film = output.film {
        figures.append((WeightMatrixFigure(film), "sorting-\(item.rawValue)"))
      }
      let count = output.layers.count
      figures.append(
        (
          WeightMatrixFigure(
            title: "Weights between active neurons, \(item.label), seed 1",
            panels: [("sorted by layer", count, count, RecursiveFigures.turned(output.weights, count: count))],
            rowLabel: "to neuron", columnLabel: "from neuron"), "weights-\(item.rawValue)"
        ))
      figures.append(
        (
          WeightMatrixFigure(
            title: "Largest activity in each iteration, \(item.label), seed 1",
            panels: [("sorted by layer", count, output.activities.count / count, output.activities.map { Double($0) })],
            rowLabel: "neuron", columnLabel: "iteration", valueLabel: "share of its largest activity"),
          "activities-\(item.rawValue)"
        ))
    }
    return figures
  }
}

extension SpheresExperiment.Output {
  fileprivate init(_ model: RecursiveNetworkModel, hasFilm: Bool) {
    let training = model.training
    guard let structure = model.result?.structure else { preconditionFailure("the training has not ended") }
    measures = Dictionary(model.measures.filter { $0.value.isFinite }.map { ($0.name, $0.value) }) { $1 }
    active = training.epochs.map(\.active)
    work = training.epochs.map(\.work)
    layers = structure.layers
    weights = structure.weights.values
    activities = structure.activityShares(training.largest)
    film = hasFilm ? training.film : nil
  }
}

enum RecursiveFigures {
  /// A matrix of weights as the paper draws it, to (rows) and from (columns).
  static func turned(_ weights: [Float], count: Int) -> [Double] {
    (0..<count).flatMap { to in (0..<count).map { from in Double(weights[from * count + to]) } }
  }
}
