import ArgumentParser
import Gyrus

struct ComponentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "components",
    abstract: "Explains neuron models, plasticity rules, operators on weights, and every kind of component.",
    discussion: "Equations, parameters with units, defaults and allowed values, state, receptors, tie rule, source.",
    aliases: ["models"])

  @Argument(help: "One model, rule, operator or kind of component; without it, all.")
  var name: String?

  func validate() throws {
    guard let name, !Self.sheets.contains(where: { $0.name == name }) else { return }
    throw ValidationError(
      "there is no model or component '\(name)'\(NearestWord.hint(for: name, among: Self.sheets.map(\.name)))")
  }

  func run() throws {
    if let name {
      let found = Self.sheets.filter { $0.name == name }.map { $0.text() }
      return try StandardStream.output.write(found.joined(separator: "\n"))
    }
    let titles = Self.sheets.map(\.title).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let sections = titles.map { title in
      "\(title)\n\n" + Self.sheets.filter { $0.title == title }.map { $0.text() }.joined(separator: "\n")
    }
    try StandardStream.output.write(sections.joined(separator: "\n"))
  }

  private struct Sheet {
    let title: String
    let name: String
    let text: () -> String
  }

  /// Everything that can be explained, in the order of the list.
  private static var sheets: [Sheet] {
    NeuronRegistry.models.map { model in
      Sheet(title: "NEURON MODELS", name: model.info.name) { ModelSheet.text(of: model) }
    }
      + PlasticityRegistry.infos.map { rule in
        Sheet(title: "PLASTICITY RULES", name: rule.name) { ModelSheet.text(of: rule) }
      }
      + WeightOperatorRegistry.kinds.map { kind in
        Sheet(title: "OPERATORS ON WEIGHTS", name: kind.info.name) { ModelSheet.text(of: kind) }
      }
      + ComponentFamily.allCases.flatMap { family in
        ComponentCatalogue.standard.kinds.filter { $0.info.family == family }.map { kind in
          Sheet(title: "\(family.rawValue)s".uppercased(), name: kind.info.kind) { ModelSheet.text(of: kind) }
        }
      }
  }
}
