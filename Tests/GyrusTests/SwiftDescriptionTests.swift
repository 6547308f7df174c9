import Gyrus
import Testing

/// The library from a user's view: one import, and the same values as from a network file.
@Suite struct SwiftDescriptionTests {
  /// The tiny file, in Swift.
  static func tinyDescription() throws -> SimulationDescription {
    var description = SimulationDescription(
      name: "tiny", duration: try SimulationTime(milliseconds: 200),
      populations: [
        PopulationDescription(
          name: "excitatory", size: 80, neuron: "lif-delta", initial: ["v": .uniform(low: 0, high: 20)]),
        PopulationDescription(name: "inhibitory", size: 20, neuron: "lif-delta"),
      ])
    description.seed = 5
    description.warmup = try SimulationTime(milliseconds: 50)
    description.partitions = 4
    for target in ["excitatory", "inhibitory"] {
      description.projections.append(
        ProjectionDescription(
          name: "forward/\(target)", from: "excitatory", to: target, rule: .inDegree(10), weight: 0.2,
          delay: .axonal(1.5)))
    }
    description.projections.append(
      ProjectionDescription(
        name: "back", from: "inhibitory", to: "excitatory", rule: .inDegree(5), weight: -1,
        delay: Delay(axonal: .uniform(low: 1, high: 2))))
    description.stimuli = [
      StimulusDescription(
        name: "drive", to: ["excitatory", "inhibitory"],
        kind: .poisson(rate: 20_000, weight: 0.1, sampling: .exact))
    ]
    description.components = [
      ComponentDescription("spikes", SpikeRecorder()),
      ComponentDescription("rate", RateRecorder(of: ["all"], bin: .milliseconds(5))),
      ComponentDescription("guard", RateGuard(every: .milliseconds(50), maximum: 400)),
    ]
    return description
  }

  @Test func fileAndSwiftDescribeTheSame() throws {
    #expect(try NetworkFile(yaml: tiny).description == Self.tinyDescription())
  }

  @Test func commandAndLibraryRunTheSame() throws {
    let gyrus = try GyrusProcess()
    try gyrus.writeTiny()
    let metrics = try object(try gyrus.run("run", "tiny.yml", "--json").output)
    let summary = try Simulation(Self.tinyDescription(), threads: 2).run()
    #expect(metrics["spike_digest"] as? String == summary.spikeDigest)
    #expect(metrics["spikes"] as? Int == summary.spikes)
    #expect(metrics["mean_rate_hz"] as? Double == summary.meanRate)
  }
}
