import ArgumentParser
import Gyrus

struct DescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Says how large a network is and how it will be simulated, without running it.",
    discussion: """
      Numbers of synapses are exact where the rule fixes them and expected values elsewhere. The memory is an estimate of \
      the peak of a run.
      """)

  @OptionGroup var network: NetworkOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let overview = NetworkOverview(try network.read().plan())
    try StandardStream.output.write(json ? overview.json : overview.text)
  }
}
