import Foundation
import Simulation
import Spiking
import Testing

/// Properties of every registered rule, also of new ones.
@Suite struct PlasticityRegistryTests {
  @Test("names, parameters and defaults of rules and operators")
  func specifications() {
    let rules = PlasticityRegistry.rules.map { $0.info }
    let operators = WeightOperatorRegistry.kinds.map { $0.info }
    let all: [any PlasticityInfo] = rules + operators
    #expect(Set(all.map(\.name)).count == all.count)
    // Names of operators and these keys are on the same level in network files.
    #expect(operators.allSatisfy { !["rule", "parameters", "outOfRange"].contains($0.name) })
    for info in all {
      #expect(!info.summary.isEmpty && !info.equations.isEmpty && !info.source.isEmpty)
      #expect(Set(info.parameters.map(\.name)).count == info.parameters.count)
      #expect(info.weightParameters.isSubset(of: info.parameters.map(\.name)))
      for parameter in info.parameters {
        #expect(!parameter.meaning.isEmpty)
        // Required parameters and optional ones without a value have no finite default.
        #expect(!parameter.standard.isFinite || parameter.allowed.contains(parameter.standard))
        if info.weightParameters.contains(parameter.name) {
          #expect(!parameter.standard.isFinite || parameter.standard == 0)
        }
      }
    }
    for rule in rules { #expect(rule.weightParameters.isSuperset(of: ["minimumWeight", "maximumWeight"])) }
    for info in operators { #expect(!info.parameters.contains { ["every", "atTargetSpikes"].contains($0.name) }) }
  }

  @Test(
    "every rule is executed as its members say, for weights of either sign",
    arguments: MemberReference.all, [(1.0, 0.0, 1.0), (0.5, 0.5, -1), (0.3, 1.7, -1), (2, 3, 1)])
  func execution(rule: MemberReference, how: (axonal: Double, dendritic: Double, sign: Double)) throws {
    let isInhibitory = PlasticityRegistry.rules.first { $0.info.name == rule.description.rule }?.info.isInhibitory
    let sign = isInhibitory == true ? -1 : how.sign
    var trains = PlasticTrains(axonal: how.axonal, dendritic: how.dendritic, sign: sign)
    trains.leastMoved = 0.1
    try trains.compare(rule)
  }

  @Test(
    "changes are finite and go beyond the bounds, which clip them; with a trace of 0 the target's spikes change nothing",
    arguments: PlasticityRegistry.rules.indices, [0, 0.0003])
  func bounds(number: Int, minimumWeight: Double) {
    let rule = MemberReference(PlasticityRegistry.rules[number], minimumWeight: minimumWeight)
    let bounds = rule.update.bounds
    #expect(bounds == minimumWeight...rule.scale)
    let weights = [0, 1e-8, 0.1, 0.2, 0.4, 0.6, 0.9, 1].map {
      Float(min(bounds.lowerBound + $0 * (bounds.upperBound - bounds.lowerBound), bounds.upperBound))
    }
    for trace: Float in [0, 1e-30, 0.5, 3, 1e8] {
      var (before, after) = (weights, weights)
      let traces = [Float](repeating: trace, count: 8)
      before.withUnsafeMutableBufferPointer { rule.update.onPre($0.baseAddress!, traces, count: 8) }
      after.withUnsafeMutableBufferPointer { rule.update.onPost($0.baseAddress!, traces, count: 8) }
      #expect((before + after).allSatisfy { $0.isFinite })
      let sums = zip(weights, before).map { $0 + $1 } + zip(weights, after).map { $0 + $1 }
      if trace == 1e8 { #expect(sums.contains { !bounds.contains(Double($0)) }) }
      if trace == 0 { #expect(after.allSatisfy { $0 == 0 }) }
    }
    for trace: Float in [0, 1, 1e30] {
      #expect(rule.update.preStrength(trace) >= 0 && rule.update.postStrength(trace) >= 0)
    }
  }

  @Test(
    "weights stay above a minimum in whole runs, for weights of either sign; removed synapses stay at 0",
    arguments: PlasticityRegistry.rules.indices, [nil, false, true])
  func minimum(number: Int, atTargetSpikes: Bool?) throws {
    let type = PlasticityRegistry.rules[number]
    let rule = MemberReference(type, minimumWeight: 0.0004)
    for sign in type.info.isInhibitory ? [-1.0] : [1, -1] {
      var trains = PlasticTrains(dendritic: 0.5, sign: sign)
      if atTargetSpikes == nil { try trains.compare(rule) }
      trains.leastMoved = 0
      var plasticity = rule.description
      if let atTargetSpikes {
        plasticity.operators = [
          WeightOperatorDescription(
            "normalisation", parameters: ["mean": 0.0005], every: milliseconds(20), atTargetSpikes: atTargetSpikes)
        ]
      }
      var network = trains.network(plasticity, scale: rule.scale)
      for (name, population) in [("below", "s"), ("above", "n")] {
        network.components.append(
          ComponentDescription(
            name, Lesion(of: population, neurons: .list([3]), at: milliseconds(100), kind: .remove)))
      }
      let snapshot = try #require(try run(network).output.snapshots.last)
      var cut = 0
      for k in snapshot.weights.indices {
        let weight = sign * snapshot.weights[k]
        if snapshot.sources[k] == 3 || snapshot.targets[k] == 3 {
          cut += 1
          #expect(weight == 0)
        } else {
          #expect((Double(Float(0.0004))...Double(Float(0.001))).contains(weight))
        }
      }
      #expect(cut > 0)
    }
  }

  /// A recurrent network in which the rule and all operators together change the spikes.
  private func recurrent(_ rule: any PlasticityRule.Type, atTargetSpikes: Bool? = nil) -> SimulationDescription {
    var network = NetworkTests.balanced()
    network.duration = milliseconds(50)
    network.partitions = 4
    let projection = rule.info.isInhibitory ? 1 : 0
    let typical = rule.info.isInhibitory ? 1.5 : 0.4
    network.projections[projection].delay = Delay(axonal: .uniform(low: 0.3, high: 2.5), dendritic: 0.2)
    network.projections[projection].plasticity = PlasticityDescription(
      rule.info.name, parameters: rule.info.weights(bounds: 0...3 * typical, others: 0.2 * typical))
    if let atTargetSpikes {
      network.projections[projection].plasticity?.operators = [
        WeightOperatorDescription(
          "homeostasis", parameters: ["targetRate": 8, "timeConstant": 20, "rateTimeConstant": 30],
          every: milliseconds(3.3)),
        WeightOperatorDescription(
          "normalisation", parameters: ["mean": typical], every: milliseconds(7), atTargetSpikes: atTargetSpikes),
      ]
    }
    return network
  }

  private func plastic(_ summary: RunSummary) -> RunSummary.Projection { summary.projections[0] }

  @Test("one result for 1, 2 and 4 threads", arguments: MemberReference.all, [nil, false, true])
  func threads(rule: MemberReference, atTargetSpikes: Bool?) throws {
    let type = try #require(PlasticityRegistry.rule(named: rule.description.rule ?? ""))
    let network = recurrent(type, atTargetSpikes: atTargetSpikes)
    let summaries = try [1, 2, 4].map { try run(network, threads: $0).summary }
    #expect(summaries[0].spikes > 200)
    #expect(Set(summaries.map(\.spikeDigest)).count == 1)
    #expect(Set(summaries.map { plastic($0).meanWeight }).count == 1)
    #expect(Set(summaries.map { plastic($0).weightDeviation }).count == 1)
    if atTargetSpikes == nil {
      var fixed = network
      for k in fixed.projections.indices { fixed.projections[k].plasticity = nil }
      #expect(try run(fixed).summary.spikeDigest != summaries[0].spikeDigest)
    }
  }

  @Test("one result for any number of partitions", arguments: MemberReference.all, [nil, false, true])
  func partitions(rule: MemberReference, atTargetSpikes: Bool?) throws {
    let isInhibitory = PlasticityRegistry.rule(named: rule.description.rule ?? "")?.info.isInhibitory == true
    var plasticity = rule.description
    if let atTargetSpikes {
      plasticity.operators = [
        WeightOperatorDescription("homeostasis", parameters: ["targetRate": 50], every: milliseconds(11)),
        WeightOperatorDescription(
          "normalisation", parameters: ["sum": 0.005], every: milliseconds(70), atTargetSpikes: atTargetSpikes),
      ]
    }
    var network = PlasticTrains(dendritic: 0.5, sign: isInhibitory ? -1 : 1).network(plasticity, scale: rule.scale)
    let results = try [1, 2, 5].map { partitions in
      network.partitions = partitions
      let snapshot = try #require(try run(network).output.snapshots.last)
      return Dictionary(
        uniqueKeysWithValues: snapshot.weights.indices.map { k in
          (SIMD2(snapshot.sources[k], snapshot.targets[k]), snapshot.weights[k])
        })
    }
    #expect(results[0].count == PlasticTrains.sources * PlasticTrains.targets)
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test("recording weights at other times changes nothing", arguments: MemberReference.all, [nil, true])
  func windows(rule: MemberReference, atTargetSpikes: Bool?) throws {
    let type = try #require(PlasticityRegistry.rule(named: rule.description.rule ?? ""))
    let network = recurrent(type, atTargetSpikes: atTargetSpikes)
    var recorded = network
    let projection = type.info.isInhibitory ? "i->e" : "e->e"
    recorded.recorders = [
      ComponentDescription("w", WeightRecorder(of: projection, every: milliseconds(2.7))),
      ComponentDescription("r", RateRecorder(of: ["e"], bin: milliseconds(1.3))),
    ]
    let plain = try run(network).summary
    let (output, summary) = try run(recorded)
    #expect(summary.spikeDigest == plain.spikeDigest)
    #expect(plastic(summary).meanWeight == plastic(plain).meanWeight)
    #expect(plastic(summary).weightDeviation == plastic(plain).weightDeviation)
    // All snapshots but the first ones differ.
    #expect(Set(output.snapshots.map(\.weights)).count > output.snapshots.count - 5)
  }
}
