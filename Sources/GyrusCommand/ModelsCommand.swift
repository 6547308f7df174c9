import ArgumentParser
import Gyrus

struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "Describes neuron models, plasticity rules, operators on weights, clocked components and rate models.",
    discussion: "Prints equations, parameters with units, defaults and allowed values, state, receptors and source.")

  @Argument(help: "A model, rule, operator or component. (default: all)")
  var name: String?

  func validate() throws {
    guard let name, !Self.names.contains(name) else { return }
    throw ValidationError("there is no model '\(name)'\(NearestWord.hint(for: name, among: Self.names))")
  }

  func run() throws {
    let models = NeuronRegistry.models.filter { name == nil || $0.info.name == name }.map { ModelSheet.text(of: $0) }
    let kinds = ComponentRegistry.kinds.filter { name == nil || $0.name == name }.map { ModelSheet.text(of: $0) }
    let rules = PlasticityRegistry.infos.filter { name == nil || $0.name == name }.map { ModelSheet.text(of: $0) }
    let operators = WeightOperatorRegistry.kinds.filter { name == nil || $0.info.name == name }
      .map { ModelSheet.text(of: $0) }
    let rateModels = RateModelRegistry.models.filter { name == nil || $0.kind == name }.map { ModelSheet.text(of: $0) }
    var sections = [models, rules, operators, kinds, rateModels].map { $0.joined(separator: "\n") }.filter {
      !$0.isEmpty
    }
    if name == nil {
      let titles = ["NEURON MODELS", "PLASTICITY RULES", "OPERATORS ON WEIGHTS", "CLOCKED COMPONENTS", "RATE MODELS"]
      sections = zip(titles, sections).map { "\($0)\n\n\($1)" }
    }
    try StandardStream.output.write(sections.joined(separator: "\n"))
  }

  private static var names: [String] {
    NeuronRegistry.models.map { $0.info.name } + PlasticityRegistry.infos.map(\.name)
      + WeightOperatorRegistry.kinds.map { $0.info.name } + ComponentRegistry.kinds.map(\.name)
      + RateModelRegistry.models.map { $0.kind }
  }
}
