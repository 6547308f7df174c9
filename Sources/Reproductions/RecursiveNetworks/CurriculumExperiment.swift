import Kernel
import RateModels
import Results
import Simulation
import Statistics
import Studies

/// Section 5 of the paper: tasks of growing difficulty in sequence, and damage.
struct CurriculumExperiment: Experiment {
  static let name = "curriculum"
  static let version = 1
  let options: ReproductionOptions
  let networks: CheckoutNetworks

  struct Output: Codable, Sendable {
    /// For each lesson: classes, neurons removed and added before it, accuracy before and after it, active neurons, and
    /// hidden neurons of each layer.
    var lessons: [[Double]]
  }

  private static let numbers = 6

  func trials() throws -> [Trial<Output>] {
    let path = "models.network.recursive-network"
    return try options.seeds.map { seed in
      let run = ModelRun(
        try networks.read(
          "urn-curriculum", seed: seed,
          overrides: options.choose(
            [],
            quick: [
              "\(path).neurons=200", "\(path).points.trainingCount=800",
              "\(path).lessons=[{classes: 2, epochs: 3}, {classes: 3, epochs: 3, newNeurons: 20}, "
                + "{classes: 4, epochs: 3, damage: 0.3333, newNeurons: 20}]",
            ])))
      return Trial("urn-curriculum, seed \(seed)", inputs: run.inputs, cost: options.choose(90, quick: 3)) {
        let results = try run.model(RecursiveNetworkModel.self).training.results
        return Output(
          lessons: results.map { result in
            let counts = [result.classes, result.removed, result.added]
            // No number stands for the accuracy before the first lesson.
            return counts.map { Double($0) } + [result.before ?? -1, result.after]
              + ([result.active] + result.hiddenSizes).map { Double($0) }
          })
      }
    }
  }

  func section(_ outputs: [Output], folder: String) throws -> Section {
    var section = Section(
      "Tasks in sequence, and damage",
      """
      `urn-curriculum.yml`: to tell two concentric shells apart, then three, then four; then a third of the active hidden \
      neurons is removed, and training goes on. Before each lesson but the first, silent neurons begin anew: their \
      weights are drawn as at first, as otherwise a silent neuron, which has no gradient, would stay silent. The paper \
      proposes such sequences and states no numbers. *Accuracy before*: of the classes of the lesson, with the neurons \
      that were removed and added.
      """)
    guard let first = outputs.first?.lessons else { return section }
    let layers = (first.first?.count ?? Self.numbers) - Self.numbers
    var table = Table(
      [
        "lesson", "shells", "removed", "added", "accuracy before (%)", "accuracy after (%)", "active neurons",
        "hidden layers",
      ] + (0..<layers).map { "layer \($0 + 1)" })
    var data = DataTable("curriculum", ["lesson", "seed", "measure", "value"])
    let names =
      ["classes", "removed", "added", "accuracy_before", "accuracy_after", "active_neurons"]
      + (0..<layers).map { "neurons_of_layer_\($0 + 1)" }
    for lesson in first.indices {
      func spread(_ number: Int) -> Spread { Spread(outputs.map { $0.lessons[lesson][number] }) }
      let depth = Spread(outputs.map { Double($0.lessons[lesson][Self.numbers...].count { $0 > 0 }) })
      table.add(
        ["\(lesson + 1)", spread(0).text(digits: 0), spread(1).text(digits: 0), spread(2).text(digits: 0)]
          + [
            lesson == 0 ? "–" : spread(3).text(scale: 100, digits: 1), spread(4).text(scale: 100, digits: 1),
            spread(5).text(digits: 0), depth.text(digits: 1),
          ] + (0..<layers).map { spread(Self.numbers + $0).text(digits: 0) })
      for (seed, output) in zip(options.seeds, outputs) {
        for (name, value) in zip(names, output.lessons[lesson]) where value >= 0 {
          data.add(["\(lesson + 1)", "\(seed)", name, "\(value)"])
        }
      }
    }
    section.tables = [table]
    section.data = [data]
    let last = first.count - 1
    section.claims = [
      Claim(
        "curriculum: after the damage the network learns the task again", measure: "accuracy after − before (%)",
        .above(0), values: outputs.map { $0.lessons[last][4] - $0.lessons[last][3] }, scale: 100),
      Claim(
        "curriculum: the network recovers from the damage",
        measure: "accuracy, as a share of that before the damage (%)",
        .atLeast(0.99), values: outputs.map { $0.lessons[last][4] / $0.lessons[last - 1][4] }, scale: 100),
    ]
    return section
  }
}
