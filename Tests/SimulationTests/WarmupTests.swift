import Foundation
import Kernel
import RateModels
import Simulation
import Spiking
import Testing

/// The warm-up enters no metric: a run with a warm-up has the metrics of a run that is given only what comes later.
@Suite struct WarmupTests {
  /// ms
  private static let warmup = 60.0
  private static let duration = 120.0

  /// Neurons without memory fire at given times: after `start` always the same, before it as strongly as in no later
  /// part. There is a component of every kind.
  private static func description(after start: Double) throws -> SimulationDescription {
    let isWarm = start > 0
    let sheet = PositionsDescription(layout: .grid(rows: 5, columns: 5), width: 5, height: 5)
    let cells = (0..<25).map { cell in
      var times: [Double] = []
      if isWarm {
        for spike in 0..<14 { times.append(0.2 + 0.1 * Double(cell % 10) + 1.3 * Double(spike)) }
        times.append(21.5)
      }
      // Three waves.
      for wave in [10.0, 50, 90] {
        let arrival = start + wave + 0.7 * Double(cell % 5)
        times += [arrival, arrival + 2]
      }
      return times
    }
    // The last instant of the warm-up, and the first one after it.
    let edge = (isWarm ? [1, 20, start] : []) + [1e-9, 30, 31.7, 45, 77.7].map { start + $0 }
    var competition = CompetitionDescription(thresholds: 60)
    competition.winners = 5
    competition.thresholdRate = 0
    var description = SimulationDescription(
      name: "warm", duration: milliseconds(duration),
      populations: [
        PopulationDescription(name: "cells", size: 25, neuron: "spike-list", positions: sheet, spikeTimes: cells),
        PopulationDescription(
          name: "edge", size: 25, neuron: "spike-list", positions: sheet,
          spikeTimes: [[Double]](repeating: edge, count: 25)),
        PopulationDescription(
          name: "stray", size: 1, neuron: "spike-list", spikeTimes: [isWarm ? [45] : []]),
        PopulationDescription(
          name: "pools", size: 5, neuron: "parrot",
          positions: PositionsDescription(layout: .random, width: 5, height: 5)),
        PopulationDescription(name: "quiet", size: 25, neuron: "lif-delta", positions: sheet),
      ],
      projections: [
        ProjectionDescription(
          name: "follow", from: "cells", to: "pools", rule: .inDegree(2), weight: 1, delay: .axonal(2.3)),
        ProjectionDescription(name: "stray", from: "stray", to: "pools", rule: .allToAll, weight: 1, delay: .axonal(1)),
        ProjectionDescription(
          name: "plastic", from: "cells", to: "quiet", rule: .inDegree(3), weight: .uniform(low: 0.01, high: 0.02),
          delay: .axonal(1),
          plasticity: PlasticityDescription("pair-stdp", parameters: ["maximumWeight": 1, "learningRate": 0])),
        ProjectionDescription(
          name: "compete", from: "cells", to: "pools", rule: .allToAll, weight: .decay(amplitude: 1, length: 3),
          delay: .axonal(0.1), competition: competition),
      ])
    description.integrator = .clock
    description.warmup = milliseconds(start)
    description.components = try ComponentCatalogue.standard.kinds.map { kind in
      ComponentDescription(name(of: kind), try settings(kind, after: start))
    }
    description.components.append(ComponentDescription("edge", WaveRecorder(of: "edge", every: milliseconds(0.5))))
    return description
  }

  private static func name(of kind: any ComponentSettings.Type) -> String {
    kind == AutoencoderHierarchySettings.self ? "model" : kind.info.kind
  }

  private static func settings(
    _ kind: any ComponentSettings.Type, after start: Double
  ) throws -> any ComponentSettings {
    switch kind.info.kind {
    case RateGuard.info.kind: return RateGuard(every: milliseconds(7), maximum: 1e4)
    case Lesion.info.kind: return Lesion(of: "edge", neurons: .list([3]), at: milliseconds(start + 50))
    case SpikeRecorder.info.kind: return SpikeRecorder()
    case StateRecorder.info.kind: return StateRecorder(of: "quiet", variables: ["v"], every: milliseconds(0.7))
    case WeightRecorder.info.kind: return WeightRecorder(of: "plastic", every: milliseconds(9))
    case RateRecorder.info.kind: return RateRecorder(of: ["all"], bin: milliseconds(4))
    case MeasureRecorder.info.kind: return MeasureRecorder(of: "model", every: milliseconds(6))
    case WaveRecorder.info.kind: return WaveRecorder(of: "cells", every: milliseconds(0.5))
    case AutoencoderHierarchySettings.info.kind:
      // Finished before either run ends.
      var hierarchy = ComponentStateTests.hierarchy
      hierarchy.learning.epochs = 1
      hierarchy.classifier.epochs = 1
      hierarchy.every = milliseconds(0.1)
      return hierarchy
    case ImageGatedNoise.info.kind:
      var noise = ComponentStateTests.noise
      noise.into = "quiet"
      noise.deviation = "0.01 mV"
      noise.interval = milliseconds(1)
      noise.timePerImage = milliseconds(13)
      return noise
    case RecursiveNetworkSettings.info.kind:
      var network = ComponentStateTests.recursive
      (network.points.dimension, network.neurons) = (25, 60)
      network.every = milliseconds(0.1)
      return network
    case SelfOrganisingMapSettings.info.kind: return ComponentStateTests.map
    case ConvolutionalNetworkSettings.info.kind:
      var network = ComponentStateTests.convolutional
      network.every = milliseconds(0.1)
      return network
    case RecursiveInference.info.kind:
      var inference = ComponentStateTests.inference
      inference.of = RecursiveNetworkSettings.info.kind
      inference.every = milliseconds(1)
      return inference
    default: throw DescriptionError(at: [kind.info.kind], "this test has no settings for the kind")
    }
  }

  /// Everything in a summary, by its path.
  private static func values(_ summary: RunSummary) throws -> [String: String] {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    var values: [String: String] = [:]
    func add(_ value: Any, _ path: String) {
      switch value {
      case let parts as [String: Any]: for (key, part) in parts { add(part, "\(path)/\(key)") }
      case let parts as [Any]: for (number, part) in parts.enumerated() { add(part, "\(path)/\(number)") }
      default: values[path] = "\(value)"
      }
    }
    add(try JSONSerialization.jsonObject(with: encoder.encode(summary)), "")
    return values
  }

  /// What may differ: the warm-up itself, the digest of all spikes, and what the run cost.
  private static let ownToARun = [
    "/warmupSeconds", "/spikeDigest", "/buildWallSeconds", "/simulationWallSeconds", "/peakResidentBytes",
  ]

  @Test("every number of a summary is that of a run which begins after the warm-up")
  func metrics() throws {
    let warm = try Simulation(try Self.description(after: Self.warmup)).run()
    let cold = try Simulation(try Self.description(after: 0)).run()
    #expect(warm.warmupSeconds == 0.06 && warm.spikeDigest != cold.spikeDigest)
    var (found, expected) = (try Self.values(warm), try Self.values(cold))
    for path in Self.ownToARun { (found[path], expected[path]) = (nil, nil) }

    // There is something to count.
    let rates = Dictionary(uniqueKeysWithValues: cold.populations.map { ($0.name, $0.spikes) })
    #expect(rates == ["cells": 150, "edge": 124, "stray": 0, "pools": 60, "quiet": 0])
    let competition = try #require(cold.competitions.first)
    #expect(abs(try #require(competition.measures["lag_ms"]) - 2.3) < 1e-9)
    #expect(try #require(cold[component: "waves"]?.measures["waves"]) > 2 && cold[component: "model"]?.ticks != nil)
    #expect(cold.cvISI != nil && cold.synapticEvents > 0)

    // A target that has won during the warm-up has learnt, so its win counts.
    let never = try #require(competition.measures.firstIndex { $0.name == "never_winning_units" })
    let path = "/competitions/0/measures/\(never)/value"
    #expect(found[path] == "0" && expected[path] == "5")
    (found[path], expected[path]) = (nil, nil)

    let differing = Set(found.keys).union(expected.keys).filter { found[$0] != expected[$0] }.sorted()
      .map { "\($0): \(found[$0] ?? "none"), not \(expected[$0] ?? "none")" }
    #expect(differing.isEmpty, "\(differing.prefix(20).joined(separator: "\n"))")
  }
}
