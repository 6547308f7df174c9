import ArgumentParser
import Gyrus

struct DescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Prints the size of a network and how it will be simulated, without running it.",
    discussion: """
      Numbers of synapses are exact if the connection rule determines them, and expected values otherwise. The memory \
      is an estimate of the peak during a run.
      """)

  @OptionGroup var network: NetworkOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let overview = NetworkOverview(try network.read().plan())
    try StandardStream.output.write(json ? overview.json : overview.text)
  }
}
