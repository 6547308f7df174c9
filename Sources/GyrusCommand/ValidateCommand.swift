import ArgumentParser
import Gyrus

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Checks a network file without running it.",
    discussion: "Prints nothing on stdout. The exit code is 0 for a valid file and 65 for an invalid one.")

  @OptionGroup var network: NetworkOptions

  func run() throws {
    let plan = try network.read().plan()
    RunLog(isQuiet: false).info(
      "\(network.name): valid: \(NumberText.of(plan.populations.count, "population")), "
        + "\(NumberText.of(plan.generators.count, "projection")), \(NumberText.of(plan.neuronCount, "neuron"))")
  }
}
