import Foundation
import Kernel
import Spiking
import Statistics
import Testing

/// A model with one of its integrators.
struct AdvancingModel: CustomTestStringConvertible, Sendable {
  var model: any NeuronModel.Type
  var integrator: Integrator

  var testDescription: String { "\(model.info.name), \(integrator.rawValue)" }

  static let all = NeuronRegistry.models.flatMap { model in
    model.integrators.map { AdvancingModel(model: model, integrator: $0) }
  }
  /// The models that take inputs.
  static let receiving = all.filter { !$0.model.info.receptors.isEmpty }

  /// The standard initial value of a variable.
  func standard(_ variable: StateSpecification) throws -> Double {
    switch variable.standard {
    case .number(let value): return value
    case .parameter(let name):
      return try #require(model.info.parameters.first { $0.name == name }, "no parameter \(name)").standard
    }
  }

  func block(
    size: Int = 1, parameters: [String: Value] = [:], initial: [String: Value] = [:], range: Range<Int>? = nil
  ) throws -> NeuronBlock {
    try makeBlock(
      model, size: size, parameters: parameters, initial: initial, integrator: integrator, range: range)
  }

  /// Random trains to `size` neurons on a grid of 0.1 ms, all receptors, with weights that sum without rounding and let
  /// the neurons fire often, but not at every input.
  func inputs(size: Int, duration: Double, mean: Double = 1) throws -> [TestInput] {
    let stream = RandomStream(seed: 5, entity: "test", purpose: "inputs")
    let receptors = model.info.receptors.count
    var inputs: [TestInput] = []
    for neuron in 0..<size {
      var time = 0.3
      while time < duration {
        let receptor = stream.uniform(below: 5) == 0 ? receptors - 1 : 0
        let weight = Double(16 + stream.uniform(below: 48)) / 32 * (receptors > 1 && receptor > 0 ? -1 : 1)
        inputs.append(TestInput(time: (time * 10).rounded() / 10, neuron: neuron, weight: weight, receptor: receptor))
        time += stream.exponential(mean: mean)
      }
    }
    func scaled(_ factor: Double) -> [TestInput] {
      inputs.map {
        var input = $0
        input.weight *= factor
        return input
      }
    }
    for power in -4...10 {
      let trial = scaled(pow(2, Double(power)))
      let spikes = run(try block(size: size), inputs: trial, to: duration)
      if Double(spikes.count) > Double(size) * duration / 60 { return trial }
    }
    return scaled(1)
  }

  /// Clocked spikes agree exactly; exact ones to 1 ns, as sums may round differently.
  func agree(_ a: [TestSpike], _ b: [TestSpike]) -> Bool {
    guard a.count == b.count else { return false }
    let tolerance: Int64 = integrator == .clock ? 0 : 1000
    // Nearly coincident spikes of different neurons may be in either order.
    let order = { (x: TestSpike, y: TestSpike) in (x.neuron, x.time) < (y.neuron, y.time) }
    return zip(a.sorted(by: order), b.sorted(by: order))
      .allSatisfy { $0.neuron == $1.neuron && abs($0.time - $1.time) <= tolerance }
  }
}

@Suite struct RegistryPropertyTests {
  @Test("names of models, parameters, variables and receptors are unique")
  func names() {
    let models = NeuronRegistry.models.map { $0.info }
    #expect(Set(models.map(\.name)).count == models.count)
    for info in models {
      let found = NeuronRegistry.model(named: info.name).map { $0.info.name }
      #expect(found == info.name)
      let names = info.parameters.map(\.name) + info.state.map(\.name)
      #expect(Set(names).count == names.count, "\(info.name)")
      #expect(Set(info.receptors).count == info.receptors.count)
      #expect(info.receptors.count <= 2)
      #expect(!info.summary.isEmpty && !info.equations.isEmpty)
      for parameter in info.parameters {
        #expect(!parameter.meaning.isEmpty)
        guard case .below(let limit) = parameter.allowed else { continue }
        #expect(info.parameters.contains { $0.name == limit && $0.dimension == parameter.dimension }, "\(info.name)")
      }
    }
    let missing = NeuronRegistry.model(named: "no such model").map { $0.info.name }
    #expect(missing == nil)
  }

  @Test("defaults are allowed, and initial values exist", arguments: AdvancingModel.all)
  func defaults(_ model: AdvancingModel) throws {
    let info = model.model.info
    for parameter in info.parameters {
      #expect(parameter.allowed.contains(parameter.standard), "\(parameter.name) = \(parameter.standard)")
    }
    let block = try model.block()
    try block.slice.requireOrder()
    for variable in info.state {
      let expected = try model.standard(variable)
      #expect(block.value(of: variable.name, neuron: 0) == expected, "\(variable.name)")
    }
    #expect(block.value(of: "no such variable", neuron: 0).isNaN)
  }

  @Test("a parameter that must be below another one is refused where it is not, in whichever neuron")
  func order() throws {
    var found = 0
    for info in NeuronRegistry.models.map({ $0.info }) {
      for parameter in info.parameters {
        guard case .below(let name) = parameter.allowed else { continue }
        found += 1
        let limit = try #require(info.parameters.first { $0.name == name }).standard
        let list = Value.list([limit - 1, limit, limit - 1])
        for (value, neuron) in [(Value.constant(limit), ""), (list, " (neuron 1)")] {
          let population = PopulationDescription(
            name: "a", size: 3, neuron: info.name, parameters: [parameter.name: value], integrator: .clock)
          let network = NetworkDescription(
            name: "order", duration: try SimulationTime(milliseconds: 1), populations: [population])
          let error = #expect(throws: DescriptionError.self) { try NetworkPlan(network) }
          #expect(error?.path == ["populations", "a", "parameters", parameter.name])
          let text = parameter.dimension.text(limit)
          #expect(error?.message == "must be below the \(name) (\(text)), not \(text)\(neuron)")
        }
      }
    }
    #expect(found >= 5)
  }

  @Test("every variable in info can be set and read independently", arguments: AdvancingModel.all)
  func variables(_ model: AdvancingModel) throws {
    let state = model.model.info.state
    if let clocked = model.model as? any ClockedNeuron.Type { #expect(variableCount(of: clocked) == state.count) }
    // Close to the defaults, so that no value is above a threshold.
    let values = try state.enumerated().map { index, variable in
      try model.standard(variable) + Double(index + 1) / 64
    }
    let initial = Dictionary(uniqueKeysWithValues: zip(state.map(\.name), values.map(Value.constant)))
    let block = try model.block(initial: initial)
    for (variable, value) in zip(state, values) {
      #expect(abs(block.value(of: variable.name, neuron: 0) - value) < 1e-9, "\(variable.name)")
    }
  }

  private func variableCount<Neuron: ClockedNeuron>(of model: Neuron.Type) -> Int { model.variables.count }

  @Test("splitting and reordering simultaneous inputs changes no spike", arguments: AdvancingModel.receiving)
  func simultaneousInputs(_ model: AdvancingModel) throws {
    // A model without state is a relay, which counts its inputs, so splitting them matters.
    guard model.model.info.tieRule == .summed, !model.model.info.state.isEmpty else { return }
    let inputs = try model.inputs(size: 20, duration: 200)
    let whole = run(try model.block(size: 20), inputs: inputs, to: 200)
    #expect(whole.count > 20)
    let parts = inputs.flatMap { input in
      [0.25, 0.5, 0.25].map { share in
        var part = input
        part.weight *= share
        return part
      }
    }
    #expect(model.agree(run(try model.block(size: 20), inputs: parts, to: 200), whole))
    #expect(model.agree(run(try model.block(size: 20), inputs: parts.reversed(), to: 200), whole))
  }

  @Test("how a run is cut into windows changes no spike", arguments: AdvancingModel.all)
  func windows(_ model: AdvancingModel) throws {
    let inputs = try model.model.info.receptors.isEmpty ? [] : model.inputs(size: 10, duration: 200)
    let whole = run(try model.block(size: 10), inputs: inputs, to: 200)
    for window in [0.1, 0.37, 200] {
      #expect(run(try model.block(size: 10), inputs: inputs, to: 200, window: window) == whole, "window \(window)")
    }
  }

  @Test("varying parameters give the same spikes as blocks with constant ones", arguments: AdvancingModel.receiving)
  func varyingParameters(_ model: AdvancingModel) throws {
    let inputs = try model.inputs(size: 1, duration: 300)
    for parameter in model.model.info.parameters {
      let unit = max(abs(parameter.standard), 1) / 64
      let values = (0..<4).map { parameter.standard + Double($0) * unit }
      let spread = inputs.flatMap { input in
        values.indices.map { neuron in
          var copy = input
          copy.neuron = neuron
          return copy
        }
      }
      let mixed: NeuronBlock
      do {
        mixed = try model.block(size: values.count, parameters: [parameter.name: .list(values)])
      } catch is DescriptionError {
        continue  // An exact form may ask for some parameters to be the same for all.
      }
      let spikes = run(mixed, inputs: spread, to: 300)
      for (neuron, value) in values.enumerated() {
        let single = try model.block(parameters: [parameter.name: .constant(value)])
        let expected = run(single, inputs: inputs, to: 300)
        let found = spikes.filter { $0.neuron == neuron }.map { TestSpike(time: $0.time, neuron: 0) }
        #expect(model.agree(found, expected), "\(parameter.name) = \(value)")
      }
    }
  }

  @Test("a slice of a population behaves like that part of the whole population", arguments: AdvancingModel.receiving)
  func slices(_ model: AdvancingModel) throws {
    let inputs = try model.inputs(size: 12, duration: 200)
    var initial: [String: Value] = [:]
    if let variable = model.model.info.state.first {
      let centre = try model.standard(variable)
      initial[variable.name] = .uniform(low: centre - 1, high: centre)
    }
    let whole = run(try model.block(size: 12, initial: initial), inputs: inputs, to: 200)
    let slice = try model.block(size: 12, initial: initial, range: 5..<9)
    let own = inputs.filter { (5..<9).contains($0.neuron) }.map { input in
      var copy = input
      copy.neuron -= 5
      return copy
    }
    let found = run(slice, inputs: own, to: 200).map { TestSpike(time: $0.time, neuron: $0.neuron + 5) }
    #expect(model.agree(found, whole.filter { (5..<9).contains($0.neuron) }))
  }
}
