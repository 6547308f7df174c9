import ArgumentParser
import Gyrus

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Checks a network file without running it.",
    discussion: "Says nothing on stdout; the exit code tells: 0 for a sound file, 65 for a wrong one.")

  @OptionGroup var network: NetworkOptions

  func run() throws {
    let plan = try network.read().plan()
    RunLog(isQuiet: false).info(
      "\(network.file): sound: \(NumberText.of(plan.populations.count, "population")), "
        + "\(NumberText.of(plan.generators.count, "projection")), \(NumberText.of(plan.neuronCount, "neuron"))")
  }
}
