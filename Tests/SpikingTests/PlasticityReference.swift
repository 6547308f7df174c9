import Foundation
import Spiking

/// Pair STDP from its definition, by brute force: all pairs of spikes of one synapse, in double precision.
struct PairReference {
  var tauPlus = 20.0
  var tauMinus = 20.0
  var learningRate = 0.05
  var asymmetry = 1.1
  var muPlus = 1.0
  var muMinus = 1.0
  var maximum = 0.001

  var description: PlasticityDescription {
    PlasticityDescription(
      "pair-stdp",
      parameters: [
        "tauPlus": tauPlus, "tauMinus": tauMinus, "learningRate": learningRate, "asymmetry": asymmetry,
        "muPlus": muPlus, "muMinus": muMinus, "maximumWeight": maximum,
      ])
  }

  /// The weight at `end`, to whose history belongs what has had its effect at the soma by then.
  /// - Parameters:
  ///   - pre: spikes of the source, ticks.
  ///   - post: spikes of the target, ticks.
  func weight(from start: Double, pre: [Int64], post: [Int64], axonal: Int64, dendritic: Int64, end: Int64) -> Double {
    let sources = pre.map { $0 + axonal }.filter { $0 + dendritic <= end }
    let targets = post.map { $0 + dendritic }.filter { $0 + dendritic <= end }
    // At one instant the source's come first.
    let events = (sources.map { ($0, 0) } + targets.map { ($0, 1) }).sorted { $0 < $1 }
    var weight = start
    for (time, kind) in events {
      if kind == 0 {
        let y = targets.filter { $0 < time }.reduce(0) { $0 + exp(-Double(time - $1) * 1e-9 / tauMinus) }
        weight -= asymmetry * learningRate * maximum * pow(weight / maximum, muMinus) * y
      } else {
        let x = sources.filter { $0 <= time }.reduce(0) { $0 + exp(-Double(time - $1) * 1e-9 / tauPlus) }
        weight += learningRate * maximum * pow(1 - weight / maximum, muPlus) * x
      }
      weight = min(max(weight, 0), maximum)
    }
    return weight
  }
}
