import Kernel
import NetworkFiles
import Rate
import Simulation
import Spiking
import Statistics

/// Reads the network files of the checkout.
struct CheckoutNetworks: Sendable {
  let root: String

  /// - Parameter seed, duration: override those of the file; nil: use the file's.
  /// - Throws: ``NetworkFileError``.
  func read(
    _ name: String, seed: UInt64? = nil, duration: String? = nil, overrides: [String] = []
  ) throws -> SimulationDescription {
    try NetworkFile(
      path: "\(root)/networks/\(name).yml", overrides: overrides, seed: seed, duration: duration, catalogue: .standard
    ).description
  }
}

/// Measures of each population by name: of its waves and of the competitive projection that ends there.
typealias Measures = [String: [String: Double]]

extension RunSummary {
  /// - Parameter projections: the projections of the network, to find the target of each.
  func measures(_ projections: [ProjectionDescription]) -> Measures {
    var result: Measures = [:]
    for recorder in components(in: WaveRecorder.info.group) {
      guard let population = recorder.fact("population") else { continue }
      result[population, default: [:]].merge(finite(recorder.measures)) { $1 }
    }
    for competition in competitions {
      guard let projection = projections.first(where: { $0.name == competition.projection }) else { continue }
      result[projection.target, default: [:]].merge(finite(competition.measures)) { $1 }
    }
    return result
  }

  private func finite(_ measures: [Measure]) -> [String: Double] {
    Dictionary(measures.filter { $0.value.isFinite }.map { ($0.name, $0.value) }) { $1 }
  }
}

extension SimulationDescription {
  /// Runs the network on one thread, as seeds run in parallel, and returns its measures.
  func measured() throws -> Measures { try Simulation(self).run().measures(network.projections) }

  /// The network with constant weights and thresholds.
  package var frozen: SimulationDescription {
    var frozen = self
    for index in network.projections.indices {
      frozen.projections[index].plasticity = nil
      frozen.projections[index].competition?.thresholdRate = 0
      frozen.projections[index].competition?.thresholdTimeConstant = nil
      frozen.projections[index].competition?.revival = nil
    }
    return frozen
  }

  /// The same network with other noise, as random streams depend on the names of stimuli.
  package func withNoise(named suffix: String) -> SimulationDescription {
    var renamed = self
    for index in network.stimuli.indices { renamed.stimuli[index].name += "-\(suffix)" }
    return renamed
  }

  /// The network reduced to these populations.
  package func keeping(_ names: Set<String>) -> SimulationDescription {
    var kept = self
    kept.populations.removeAll { !names.contains($0.name) }
    kept.projections.removeAll { !names.contains($0.source) || !names.contains($0.target) }
    kept.stimuli.removeAll { !names.isSuperset(of: $0.targets) }
    kept.components.removeAll { component in
      guard component.info.family == .recorder else { return false }
      return (component.settings as? WaveRecorder).map { !names.contains($0.of) } ?? true
    }
    return kept
  }

  package func recordingSpikes() -> SimulationDescription {
    var recording = self
    recording.components.append(ComponentDescription("all-spikes", SpikeRecorder()))
    return recording
  }
}

/// The learnt weights and thresholds of the competitive projections of a network, in their order.
package struct LearntWeights: Sendable {
  package struct Projection: Sendable {
    package var sources: Int
    package var targets: Int
    /// The weights, sources × targets, row-major.
    package var weights: [Double]
    package var thresholds: [Double]
    package var presence: Double

    package init(sources: Int, targets: Int, weights: [Double], thresholds: [Double], presence: Double) {
      self.sources = sources
      self.targets = targets
      self.weights = weights
      self.thresholds = thresholds
      self.presence = presence
    }

    /// The projection with its targets in another order.
    package func permuted(_ order: [Int]) -> Projection {
      var permuted = self
      permuted.thresholds = order.map { thresholds[$0] }
      for source in 0..<sources {
        for (place, target) in order.enumerated() {
          permuted.weights[source * targets + place] = weights[source * targets + target]
        }
      }
      return permuted
    }
  }
  package var projections: [Projection]

  package init(projections: [Projection]) { self.projections = projections }

  /// Effective receptive fields of the last layer in the first, through all weights between them:
  ///
  ///     F = W_1 W_2 … W_L, each column scaled to sum 1;  [unit of the last layer][unit of the first layer]
  package var pathFields: [[Float]] {
    let matrices = projections.map { projection in
      var matrix = Matrix(
        rows: projection.sources, columns: projection.targets, values: projection.weights.map { Float($0) })
      for column in 0..<matrix.columns {
        let sum = (0..<matrix.rows).reduce(Float(0)) { $0 + matrix[$1, column] }
        for row in 0..<matrix.rows where sum > 0 { matrix[row, column] /= sum }
      }
      return matrix
    }
    guard let first = matrices.first else { return [] }
    let product = matrices.dropFirst().reduce(first) { $0 * $1 }
    return (0..<product.columns).map { column in (0..<product.rows).map { product[$0, column] } }
  }
}

extension Simulation {
  package var learnt: LearntWeights {
    LearntWeights(
      projections: network.competitions.map { competition in
        let weights = competition.weights
        return LearntWeights.Projection(
          sources: weights.sourceCount, targets: weights.targetCount,
          weights: (0..<weights.sourceCount).flatMap { source in
            (0..<weights.targetCount).map { weights[source, $0] }
          },
          thresholds: competition.thresholds, presence: competition.presence)
      })
  }

  package func load(_ learnt: LearntWeights) {
    for (competition, projection) in zip(network.competitions, learnt.projections) {
      competition.load(weights: projection.weights, thresholds: projection.thresholds)
    }
  }
}
