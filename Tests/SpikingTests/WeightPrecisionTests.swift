import Foundation
import Simulation
import Spiking
import Testing

/// Weights in single and in double precision.
@Suite struct WeightPrecisionTests {
  /// Rules so slow that each change is far below the last digit of a weight in single precision.
  static let slow: [any SynapseReference] = [
    PairReference(learningRate: 1e-9, muPlus: 0, muMinus: 0), PairReference(isNearest: true, learningRate: 1e-9),
    PairReference(learningRate: 1e-9, muPlus: 0.3, muMinus: 0.7), AdditiveReference(plus: 1e-11, minus: 3e-12),
    TripletReference(pairPlus: 4e-10, tripletPlus: 6e-10, pairMinus: 7e-10, tripletMinus: 3e-10),
    InhibitoryReference(learningRate: 1e-12),
  ]

  /// Largest relative error of the changes of weights, and their mean size.
  private func error(
    _ rule: any SynapseReference, precision: WeightPrecision?, sign: Double, dendritic: Double = 0
  ) throws -> Double {
    var trains = PlasticTrains(dendritic: dendritic, sign: sign)
    trains.duration = 200
    var network = trains.network(rule.description, scale: 0.9 * rule.scale)
    network.projections[0].precision = precision
    let output = try run(network).output
    let (first, last) = (try #require(output.snapshots.first), try #require(output.snapshots.last))
    let spikes = Dictionary(grouping: output.spikes, by: \.neuron).mapValues { $0.map(\.time) }
    var (most, largest) = (0.0, 0.0)
    for k in first.weights.indices {
      let start = sign * first.weights[k]
      let expected = rule.weight(
        from: start, pre: spikes[PlasticTrains.targets + Int(first.sources[k])] ?? [],
        post: spikes[Int(first.targets[k])] ?? [], axonal: ticks(1), dendritic: ticks(dendritic),
        end: network.duration.ticks)
      most = max(most, abs(sign * last.weights[k] - expected))
      largest = max(largest, abs(expected - start))
    }
    return most / largest
  }

  @Test("slow learning is kept without asking, by every rule", arguments: slow.indices, [0, 1.5])
  func slowLearning(number: Int, dendritic: Double) throws {
    let rule = Self.slow[number]
    let isInhibitory = rule is InhibitoryReference
    for sign in isInhibitory ? [-1.0] : [1, -1] {
      #expect(try error(rule, precision: nil, sign: sign, dendritic: dendritic) < 1e-5)
    }
    // What single precision loses.
    #expect(try error(rule, precision: .single, sign: isInhibitory ? -1 : 1, dendritic: dendritic) > 0.5)
  }

  @Test("the precision follows from the rule's steps unless it is given")
  func automatic() throws {
    func precision(_ rule: any SynapseReference, _ given: WeightPrecision? = nil) throws -> WeightPrecision? {
      var network = PlasticTrains().network(rule.description, scale: rule.scale)
      network.projections[0].precision = given
      return try NetworkPlan(network.network).storedPrecision(0)
    }
    #expect(try precision(PairReference(learningRate: 0.01)) == .single)
    #expect(try precision(PairReference(learningRate: 1e-4)) == .double)
    #expect(try precision(PairReference(learningRate: 0)) == .single)
    #expect(try precision(TripletReference()) == .single)
    #expect(try precision(TripletReference(), .double) == .double)
    #expect(try precision(PairReference(learningRate: 1e-4), .single) == .single)
    var homeostasis = PairReference(learningRate: 0.01).description
    for (timeConstant, expected) in [(1e4, WeightPrecision.single), (1e7, .double)] {
      homeostasis.operators = [
        WeightOperatorDescription(
          "homeostasis", parameters: ["targetRate": 5, "timeConstant": timeConstant], every: milliseconds(10))
      ]
      #expect(
        try NetworkPlan(PlasticTrains().network(homeostasis, scale: 0.001).network).storedPrecision(0) == expected)
    }
    // The other projection has one weight for all.
    #expect(
      try NetworkPlan(PlasticTrains().network(PairReference().description, scale: 0.001).network).storedPrecision(1)
        == nil)
  }

  @Test("slow operators act on weights in double precision, alone and at target spikes", arguments: [false, true])
  func operators(atTargetSpikes: Bool) throws {
    let rule = PairReference(learningRate: 1e-9, muPlus: 0, muMinus: 0)
    var plasticity = rule.description
    plasticity.operators = [
      WeightOperatorDescription(
        "normalisation", parameters: ["mean": 0.0005], every: atTargetSpikes ? nil : milliseconds(10),
        atTargetSpikes: atTargetSpikes)
    ]
    let output = try run(PlasticTrains().network(plasticity, scale: rule.scale)).output
    for snapshot in output.snapshots.suffix(1) {
      for target in 0..<UInt32(PlasticTrains.targets) {
        let own = snapshot.weights.indices.filter { snapshot.targets[$0] == target }.map { snapshot.weights[$0] }
        #expect(abs(own.reduce(0, +) / Double(own.count) - 0.0005) < 1e-9)
        #expect(own.contains { Double(Float($0)) != $0 })
      }
    }
  }

  @Test(
    "a weight of its own in double precision acts as one weight for all, on every target",
    arguments: PlasticTarget.all, [false, true])
  func deliveries(target: PlasticTarget, isPlastic: Bool) throws {
    func network(_ weight: Value, _ precision: WeightPrecision?) -> SimulationDescription {
      var network = SimulationDescription(
        name: "delivery", duration: milliseconds(20),
        populations: [
          PopulationDescription(name: "s", size: 1, neuron: "spike-list", spikeTimes: [[1, 2.3, 7, 7.1, 11]]),
          PopulationDescription(name: "n", size: 1, neuron: target.neuron),
        ])
      network.integrator = target.integrator
      var rule = PairReference(scale: 5).description
      rule.parameters["learningRate"] = 0
      network.projections = [
        ProjectionDescription(
          name: "p", from: "s", to: "n", rule: .allToAll, weight: weight, delay: .axonal(1), precision: precision,
          plasticity: isPlastic && precision != nil ? rule : nil)
      ]
      let variable = NeuronRegistry.model(named: target.neuron)?.info.state.first?.name ?? "v"
      network.recorders = [
        ComponentDescription("v", StateRecorder(of: "n", variables: [variable], every: milliseconds(1)))
      ]
      return network
    }
    let range = Value.uniform(low: 0.01, high: 0.3)
    let plan = try NetworkPlan(network(range, .double).network)
    var drawn = 0.0
    try plan.build().forEachSynapse(of: 0) { drawn = $2 }
    #expect(drawn > 0 && Double(Float(drawn)) != drawn)
    func trace(_ weight: Value, _ precision: WeightPrecision?) throws -> [Double] {
      let memory = RunMemory()
      _ = try Simulation(network(weight, precision), output: memory).run()
      return memory.states["v", default: []].flatMap(\.values)
    }
    let expected = try trace(.constant(drawn), nil)
    #expect(try trace(range, .double) == expected && expected.count > 10)
    #expect(try trace(range, .single) != expected)
  }
}
