import Gyrus

/// The reference sheet of a model, rule, operator or component, as `gyrus models` prints it.
enum ModelSheet {
  static func text(of model: any NeuronModel.Type) -> String {
    let info = model.info
    var text = "\(info.name): \(info.summary)\n\n"
    for equation in info.equations { text += "    \(equation)\n" }
    if !info.equations.isEmpty { text += "\n" }
    text += parameters(info.parameters)
    if !info.state.isEmpty {
      var state = TextTable(.left, .right, .left, .left)
      state.add("state", "start", "unit", "meaning")
      for variable in info.state {
        let start =
          switch variable.standard {
          case .number(let number): plainText(number)
          case .parameter(let name): name
          }
        state.add(variable.name, start, variable.dimension.canonicalUnit, variable.meaning)
      }
      text += state.text + "\n"
    }
    var facts = TextTable(.left, .left)
    if info.receptors.isEmpty {
      facts.add("receptors", "none (takes no input)")
    } else {
      facts.add("receptors", info.receptors.joined(separator: ", "))
      facts.add("weights", info.weight.named)
      facts.add("currents", info.current?.named ?? "none")
      if !info.state.isEmpty {
        facts.add("threshold", "a spike \(info.threshold.rawValue) it; a potential that starts there makes one at 0")
      }
      facts.add("ties", info.tieRule.rawValue)
      if let rule = info.refractoryRule { facts.add("refractory", rule.rawValue) }
    }
    facts.add("integrators", model.integrators.map(\.rawValue).joined(separator: ", "))
    if !info.source.isEmpty { facts.add("source", info.source) }
    return text + facts.text
  }

  /// Settings with all defaults as a network file would write them, and what they mean.
  static func text(of kind: any ComponentSettings.Type) -> String {
    let info = kind.info
    var text = "\(info.kind): \(info.summary)\n\n"
    for equation in info.equations { text += "    \(equation)\n" }
    if !info.equations.isEmpty { text += "\n" }
    let settings = SimulationDescription.settingsYAML(of: kind).split(separator: "\n").map(String.init)
    let lines = settings.map { line in
      // Required settings have no default to show.
      info.required.contains(String(line.prefix { $0 != ":" }))
        ? line.prefix { $0 != ":" } + ": to be given" : line[...]
    }
    text += "settings and their defaults\n" + lines.map { "    \($0)\n" }.joined() + "\n"
    var facts = TextTable(.left, .left)
    for (setting, meaning) in info.meanings.sorted(by: { $0.key < $1.key }) {
      facts.add(setting.isEmpty ? "value" : setting, meaning)
    }
    facts.add("section", info.family.section)
    if !info.source.isEmpty { facts.add("source", info.source) }
    return text + facts.text
  }

  static func text(of rule: PlasticityRuleInfo) -> String {
    var facts = TextTable(.left, .left)
    if PlasticityRegistry.rule(named: rule.name) != nil {
      facts.add("coincident spikes", "the source's spike counts as the earlier one")
      facts.add("weights", "w is the absolute value; weights keep their initial sign")
    } else {
      facts.add("projections", "only those with 'competition'")
    }
    return text(of: rule, facts)
  }

  static func text(of kind: any WeightOperator.Type) -> String {
    var facts = TextTable(.left, .left)
    let atSpikes = kind.info.mayActAtTargetSpikes ? ", and with 'atTargetSpikes: true' at each spike of the target" : ""
    facts.add("acts", "at time zero and 'every' interval\(atSpikes)")
    facts.add("weights", "w is the absolute value; weights keep their initial sign")
    return text(of: kind.info, facts)
  }

  private static func text(of info: any PlasticityInfo, _ facts: TextTable) -> String {
    let equations = info.equations.map { "    \($0)\n" }.joined()
    var facts = facts
    facts.add("source", info.source)
    return "\(info.name): \(info.summary)\n\n\(equations)\n"
      + parameters(info.parameters, weights: info.weightParameters) + facts.text
  }

  private static func parameters(_ parameters: [ParameterSpecification], weights: Set<String> = []) -> String {
    guard !parameters.isEmpty else { return "" }
    var table = TextTable(.left, .right, .left, .left, .left)
    table.add("parameter", "default", "unit", "allowed", "meaning")
    for parameter in parameters {
      let standard = parameter.standard
      table.add(
        parameter.name, standard.isNaN ? "must be set" : standard == .infinity ? "none" : parameter.standardText,
        weights.contains(parameter.name) ? "as weights" : parameter.dimension.canonicalUnit, "\(parameter.allowed)",
        parameter.meaning)
    }
    return table.text + "\n"
  }
}

extension ParameterSpecification {
  fileprivate var standardText: String {
    if case .words(let words) = allowed { words[Int(standard)] } else { plainText(standard) }
  }
}

extension Dimension {
  /// The unit as text, such as "in mV".
  fileprivate var named: String { canonicalUnit.isEmpty ? "a number without a unit" : "in \(canonicalUnit)" }
}
