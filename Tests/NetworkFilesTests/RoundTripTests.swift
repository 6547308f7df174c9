import Foundation
import Kernel
import NetworkFiles
import RateModels
import Simulation
import Spiking
import Testing

/// The network files of the repository.
let networkFiles: [String] = {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("networks")
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
  return names.filter { $0.hasSuffix(".yml") }.sorted().map { folder.appendingPathComponent($0).path }
}()

@Suite struct RoundTripTests {
  @Test func networksExist() {
    let names = networkFiles.map { URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent }
    #expect(
      Set(["brunel-delta", "brunel-stdp", "brette-4", "cuba", "cuba-large", "sparse-wave", "retinal-waves"]).isSubset(
        of: names))
  }

  @Test(arguments: networkFiles)
  func resolvedNetworkReadsBack(_ path: String) throws {
    let file = try NetworkFile(path: path, catalogue: .standard)
    #expect(file.description.name == URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent)
    let again = try NetworkFile(yaml: file.resolvedText, file: "resolved.yml", catalogue: .standard)
    #expect(again.description == file.description.resolved)
    #expect(again.description.resolved == again.description)
    #expect(again.resolvedText == file.resolvedText)
  }

  @Test(arguments: networkFiles)
  func eitherIntegratorIsAccepted(_ path: String) throws {
    for integrator in Integrator.allCases {
      let network = try NetworkFile(path: path, overrides: ["integrator=\(integrator)"], catalogue: .standard)
        .description
      #expect(network.integrator == integrator)
    }
  }

  @Test func resolvedFileWithEverySectionReadsBack() throws {
    let file = try NetworkFile(yaml: sound)
    let again = try NetworkFile(yaml: file.resolvedText)
    #expect(again.description == file.description.resolved)
  }

  /// Forms that no other test covers, and numbers without a short decimal form.
  @Test func everyFormReadsBack() throws {
    let places = PositionsDescription(
      layout: .list([SIMD2(0.1 + 0.2, 1e-7), SIMD2(1, 2.0 / 3)]), width: 1, height: 2, periodic: false)
    let random = PositionsDescription(layout: .random, width: 1, height: 2)
    var network = SimulationDescription(
      name: "null", duration: SimulationTime(ticks: 123_456_789_012),
      populations: [
        PopulationDescription(
          name: "null", size: 2, neuron: "lif-delta",
          parameters: [
            "bias": .list([0.1 + 0.2, -1e-9]), "threshold": .logNormal(mean: 20, deviation: 1, bounds: 15...30),
            "membraneTimeConstant": .normal(mean: 20, deviation: 2, bounds: 0.5 ... .infinity),
            "refractoryPeriod": .normalSquared(scale: 0.3), "inputAtRefractoryEnd": .list([0, 1]),
          ], positions: places, integrator: .clock),
        PopulationDescription(name: "true", size: 3, neuron: "izhikevich", positions: random),
        PopulationDescription(name: "7", size: 2, neuron: "poisson", parameters: ["rate": .constant(1.0 / 3)]),
      ],
      stimuli: [
        StimulusDescription(
          name: "a", to: ["null"], neurons: .list([1]), kind: .spikes(times: [0.1, 0.1 + 0.2], weight: -2.5),
          receptor: "synapse"),
        StimulusDescription(
          name: "b", to: ["true"], neurons: .range(start: 0, end: 3, step: 2),
          kind: .stepCurrent(times: [0, 10], amplitudes: [1e-3, 0])),
        StimulusDescription(name: "c", to: ["null"], kind: .poisson(rate: 1e5, weight: 0.1, sampling: .exact)),
      ])
    network.seed = .max
    network.partitions = 3
    let rules: [ConnectionRule] = [
      .oneToOne, .allToAll, .inDegree(1), .outDegree(1), .totalNumber(3), .bernoulli(1.0 / 3),
      .distance(.disc(radius: 0.7), probability: 1), .distance(.ring(inner: 0, outer: .infinity), probability: 0.5),
      .distance(.ring(inner: 0.1, outer: 2), probability: 0.5),
      .distance(.gaussian(sigma: 1, cutoff: 3), probability: 1),
      .distance(.gaussian(sigma: 1, cutoff: .infinity), probability: 1),
      .distance(.exponential(length: 1, cutoff: 3), probability: 1),
    ]
    network.projections = rules.enumerated().map { index, rule in
      ProjectionDescription(
        name: "p\(index)", from: "null", to: "null", rule: rule, weight: .uniform(low: -1, high: 1.0 / 3),
        delay: Delay(axonal: 0.1, dendritic: .conduction(speed: 1.0 / 3, offset: 0.7)), autapses: index == 0)
    }
    network.projections[0].autapses = true
    network.components = [ComponentDescription("g", RateGuard(every: SimulationTime(ticks: 7)))]
    try network.validate()
    let again = try NetworkFile(yaml: network.resolvedYAML)
    #expect(again.description == network.resolved)
  }
}
