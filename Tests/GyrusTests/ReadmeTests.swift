import Foundation
import Gyrus
import Testing

// README: from here
func balancedNetwork() throws -> SimulationDescription {
  var network = SimulationDescription(
    name: "balanced", duration: try SimulationTime(parsing: "1 s"),
    populations: [
      PopulationDescription(
        name: "excitatory", size: 800, neuron: "lif-delta", initial: ["v": .uniform(low: 0, high: 20)]),
      PopulationDescription(
        name: "inhibitory", size: 200, neuron: "lif-delta", initial: ["v": .uniform(low: 0, high: 20)]),
    ])
  for target in ["excitatory", "inhibitory"] {
    network.projections.append(
      ProjectionDescription(
        name: "excitation/\(target)", from: "excitatory", to: target, rule: .inDegree(80), weight: 0.4,
        delay: .axonal(1.5)))
  }
  for target in ["excitatory", "inhibitory"] {
    network.projections.append(
      ProjectionDescription(
        name: "inhibition/\(target)", from: "inhibitory", to: target, rule: .inDegree(20), weight: -2,
        delay: .axonal(1.5)))
  }
  network.stimuli = [
    StimulusDescription(
      name: "drive", to: ["excitatory", "inhibitory"], kind: .poisson(rate: 12_000, weight: 0.1, sampling: .exact))
  ]
  network.components = [ComponentDescription("spikes", SpikeRecorder())]
  return network
}

func runBalancedNetwork() throws -> Double {
  let summary = try Simulation(balancedNetwork(), threads: 2).run()
  return summary.meanRate
}
// README: to here

/// The examples of the README are compiled and run here.
@Suite struct ReadmeTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func blocks(_ language: String) throws -> [String] {
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    return readme.components(separatedBy: "```\(language)\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
  }

  @Test("the Swift example of the README is the one in this file")
  func swift() throws {
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let example = source.components(separatedBy: "// README: from here\n")[1].components(
      separatedBy: "// README: to here")[0]
    #expect(try Self.blocks("swift").contains(example))
    #expect(try runBalancedNetwork() > 1)
  }

  @Test("the network file beside it is the same network")
  func yaml() throws {
    let text = try #require(try Self.blocks("yaml").first { $0.contains("name: balanced") })
    #expect(try NetworkFile(yaml: text, file: "README.md").description == balancedNetwork())
  }

  @Test("every network file in the README is valid")
  func networks() throws {
    for text in try Self.blocks("yaml") { _ = try NetworkFile(yaml: text, file: "README.md") }
  }

  @Test("every file and command in the README exists")
  func names() throws {
    let readme = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    for match in readme.matches(of: /\b(networks\/[\w-]+\.yml|scripts\/[\w-]+|results\/[\w.-]+\.svg)/) {
      #expect(
        FileManager.default.fileExists(atPath: Self.root.appendingPathComponent(String(match.1)).path), "\(match.1)")
    }
  }
}
