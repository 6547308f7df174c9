import ArgumentParser
import Gyrus

struct DescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Prints the size of a network and how it will be simulated, without running it.",
    discussion: """
      Numbers of synapses are exact if the connection rule determines them, and otherwise expected values, marked with \
      'about'. The memory is an estimate of the peak during a run. Times that are drawn or computed are rounded to steps; \
      a sentence under 'rounding' names them. The time of a model is that of its matrix products, all of them, at the \
      speed that this machine reaches now; a model that leaves some out takes less.
      """)

  @OptionGroup var network: NetworkOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let file = try network.read()
    let overview = NetworkOverview(file.description, try file.plan())
    try StandardStream.output.write(json ? overview.json : overview.text)
  }
}
