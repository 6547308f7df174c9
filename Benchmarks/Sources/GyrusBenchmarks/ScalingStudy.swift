import Foundation
import Gyrus

/// Studies of the cost as a function of one property of a network, with the others fixed.
///
/// The networks consist of `lif-delta` neurons whose mean rate is prescribed: an evenly spread fraction are pacemakers
/// that fire at 50 Hz, the others stay below threshold. All have the same random synapses, four excitatory ones for
/// each inhibitory one of four times the weight, so that inputs cancel on average.
enum ScalingStudy: String, CaseIterable {
  case activity, size
  case inDegree = "in-degree"
  case delayClasses = "delay-classes"

  var values: [Double] {
    switch self {
    case .activity: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 50]
    case .size: [1e4, 3e4, 1e5, 3e5, 1e6]
    case .inDegree: [10, 30, 100, 300, 1000, 3000]
    case .delayClasses: [1, 2, 5, 10, 20, 40, 80]
    }
  }

  /// Label of the horizontal axis.
  var axis: String {
    switch self {
    case .activity: "mean rate (Hz)"
    case .size: "neurons"
    case .inDegree: "synapses per neuron"
    case .delayClasses: "different delays"
    }
  }

  /// Description of the fixed properties.
  var setting: String {
    switch self {
    case .activity: "100,000 neurons with 100 synapses each"
    case .size: "100 synapses per neuron, 5 Hz"
    case .inDegree: "20,000 neurons at 5 Hz"
    case .delayClasses: "20,000 neurons with 1000 synapses each, 5 Hz"
    }
  }

  func network(_ value: Double) throws -> SimulationDescription {
    switch self {
    case .activity: try Self.network(size: 100_000, inDegree: 100, rate: value, delayClasses: 1)
    case .size: try Self.network(size: Int(value), inDegree: 100, rate: 5, delayClasses: 1)
    case .inDegree: try Self.network(size: 20_000, inDegree: Int(value), rate: 5, delayClasses: 1)
    case .delayClasses: try Self.network(size: 20_000, inDegree: 1000, rate: 5, delayClasses: Int(value))
    }
  }

  private static func network(size: Int, inDegree: Int, rate: Double, delayClasses: Int) throws -> SimulationDescription
  {
    // With tau = 20 ms, reset 10 mV, threshold 20 mV and t_ref = 2 ms, a rest of 26.85 mV gives a period of 20 ms.
    let (pacemakerRate, pacemakerBias, otherBias) = (50.0, 26.85, 10.0)
    let share = rate / pacemakerRate
    func biases(_ count: Int) -> Value {
      .list((0..<count).map { Int(Double($0 + 1) * share) > Int(Double($0) * share) ? pacemakerBias : otherBias })
    }
    func population(_ name: String, _ count: Int) -> PopulationDescription {
      PopulationDescription(
        name: name, size: count, neuron: "lif-delta",
        parameters: [
          "membraneTimeConstant": 20, "restingPotential": 0, "threshold": 20, "resetPotential": 10,
          "refractoryPeriod": 2, "bias": biases(count),
        ], initial: ["v": .uniform(low: 5, high: 20)])
    }
    // Delays from the window upwards in steps of the resolution, with equal probability.
    let least = 1.5
    let delay =
      delayClasses == 1
      ? Delay.axonal(least)
      : Delay(axonal: .uniform(low: least - 0.0499, high: least - 0.0501 + 0.1 * Double(delayClasses)))
    // Input fluctuations do not depend on the in-degree, and are far too small to make the other neurons fire.
    let weight = 0.5 / Double(inDegree).squareRoot()
    // Costly networks run for a shorter time, with as many synaptic events as a second of the middle ones.
    let duration = min(1000, (2e11 / (Double(size) * rate * Double(inDegree))).rounded())
    var network = SimulationDescription(
      name: "scaling", duration: try SimulationTime(milliseconds: duration),
      populations: [population("excitatory", size * 4 / 5), population("inhibitory", size / 5)])
    network.warmup = try SimulationTime(milliseconds: 100)
    for target in ["excitatory", "inhibitory"] {
      for (source, count, weight) in [
        ("excitatory", inDegree * 4 / 5, weight), ("inhibitory", inDegree / 5, -4 * weight),
      ] {
        network.projections.append(
          ProjectionDescription(
            from: source, to: target, rule: .inDegree(count), weight: .constant(weight), delay: delay))
      }
    }
    return network
  }
}
