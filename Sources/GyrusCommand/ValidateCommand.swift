import ArgumentParser
import Gyrus

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Checks a network file without running it.",
    discussion: """
      Prints nothing on stdout. The exit code is 0 for a valid file and 65 for an invalid one. Models are checked with \
      their data sets if these are on this computer.
      """)

  @OptionGroup var network: NetworkOptions

  func run() throws {
    let file = try network.read()
    let plan = try file.plan()
    let log = RunLog(isQuiet: false)
    for component in file.description.components {
      let missing = component.settings.dataSets.filter { !DatasetRegistry.isAvailable($0) }
      guard missing.isEmpty else {
        log.info(
          "\(network.name): '\(component.name)' was not checked with its data: \(missing.joined(separator: ", ")) is missing"
        )
        continue
      }
      try file.placing { try component.placing { try component.settings.validate(with: .shared) } }
    }
    log.info(
      "\(network.name): valid: \(NumberText.of(plan.populations.count, "population")), "
        + "\(NumberText.of(plan.generators.count, "projection")), \(NumberText.of(plan.neuronCount, "neuron"))")
  }
}
