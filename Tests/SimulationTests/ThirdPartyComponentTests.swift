import Kernel
import NetworkFiles
import Simulation
import Spiking
import Statistics
import Testing

/// A component of a package that uses Gyrus: a bridge that counts the spikes of a population, publishes the counts as
/// rates, and sends a spike to another population for every `threshold` spikes.
private struct SpikeRelay: ComponentSettings {
  static let info = ComponentInfo(
    "spike-relay", .bridge, summary: "passes every n-th spike on", required: ["from", "into"])

  var from = ""
  var into = ""
  var every = SimulationTime.milliseconds(2)
  var threshold = 10
  var weight = Amount("1 mV")

  init() {}

  func validate(in outline: SimulationDescription) throws {
    _ = try outline.network.population(from, at: ["from"])
    _ = try outline.network.population(into, at: ["into"])
    guard threshold > 0 else { throw DescriptionError(at: ["threshold"], "must be above 0, not \(threshold)") }
  }

  func make(in context: RunContext) throws -> any SimulationComponent { try Running(self, in: context) }

  private final class Running: SimulationComponent, ClockedComponent {
    let name: String
    let period: SimulationTime
    private let settings: SpikeRelay
    private let weight: Double
    private let target: any InputPort
    private let rates: RatePort
    private var counted = 0
    private var sent = 0

    init(_ settings: SpikeRelay, in context: RunContext) throws {
      name = context.name
      period = settings.every
      self.settings = settings
      weight = try settings.weight.value(in: .voltage, at: ["weight"])
      target = try context.ports.input(of: settings.into)
      rates = try context.ports.publish(name, count: 1)
      let source = try context.ports.spikes(of: settings.from)
      context.ports.onSpikes { [unowned self] batch in batch.forEach(in: source.neurons) { _, _ in counted += 1 } }
    }

    func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
      try rates.send([Float(counted)], at: time)
      while counted >= settings.threshold {
        counted -= settings.threshold
        sent += 1
        target.send(weight: weight, to: [sent % target.size], at: try time + .milliseconds(1))
      }
    }

    var measures: [Measure] { [Measure("relayed_spikes", Double(sent), "number of spikes that were passed on")] }

    func save(into state: inout StateWriter) {
      state.write("counted", counted)
      state.write("sent", sent)
    }

    func restore(from state: StateReader) throws {
      counted = try state.integer("counted")
      sent = try state.integer("sent")
    }
  }
}

@Suite struct ThirdPartyComponentTests {
  private static let yaml = """
    name: relayed
    duration: 200 ms
    populations:
      source: {size: 50, neuron: poisson, parameters: {rate: 40 Hz}}
      target: {size: 4, neuron: parrot}
    components:
      relay: {spike-relay: {from: source, into: target, threshold: 7, weight: 1 mV}}
    """
  private static let catalogue = ComponentCatalogue.builtIn.adding([SpikeRelay.self])

  @Test("a kind that a package adds can be named in network files, and hears and injects spikes")
  func relaying() throws {
    let file = try NetworkFile(yaml: Self.yaml, catalogue: Self.catalogue)
    #expect(file.resolvedText.contains("every: 2 ms") && file.resolvedText.contains("threshold: 7"))
    #expect(
      try NetworkFile(yaml: file.resolvedText, catalogue: Self.catalogue).description == file.description.resolved)
    let summary = try Simulation(file.description).run()
    let relayed = try #require(summary[component: "relay"]?.measures["relayed_spikes"])
    let (source, target) = (summary.populations[0].spikes, summary.populations[1].spikes)
    // What is counted after the last tick is not passed on, and a parrot repeats each spike that it gets.
    #expect(relayed > 20 && Int(relayed) <= source / 7 && Int(relayed) >= source / 7 - 3)
    #expect(target == Int(relayed) || target == Int(relayed) - 1)
    // What one run does in one piece, another does in pieces.
    let stopped = try Simulation(file.description)
    try stopped.advance(to: .milliseconds(101))
    let resumed = try Simulation(file.description)
    try resumed.restore(from: stopped.saveState())
    #expect(try resumed.run().spikeDigest == summary.spikeDigest)
  }

  @Test(
    "mistakes in its settings are placed",
    arguments: [
      ("threshold: 7", "threshold: 0", 7, "must be above 0"),
      ("threshold: 7", "treshold: 7", 7, "did you mean 'threshold'"),
      ("from: source, ", "", 7, "needs 'from'"),
      ("into: target", "into: targt", 7, "did you mean 'target'"),
      ("spike-relay", "spike-rely", 7, "did you mean 'spike-relay'"),
    ])
  func mistakes(_ right: String, _ wrong: String, _ line: Int, _ words: String) throws {
    let error = #expect(throws: NetworkFileError.self) {
      try NetworkFile(yaml: Self.yaml.replacing(right, with: wrong, maxReplacements: 1), catalogue: Self.catalogue)
    }
    #expect(error?.line == line && error?.message.contains(words) == true, "\(String(describing: error))")
  }

  @Test func aKindThatNobodyAddedIsUnknown() {
    #expect(throws: NetworkFileError.self) { try NetworkFile(yaml: Self.yaml) }
  }
}
