import Kernel
import Rate
import Simulation
import Spiking
import Statistics

/// A recursive network at work, one iteration in each tick, with the weights that its model has by then:
///
///     N ← φ(W N + b), as the rule of the model has it
///
/// Without spikes it is shown the model's test samples: every I ticks N begins anew as the next sample, and I ticks later
/// its outputs are the scores of that sample. With spikes, the input neurons also receive x_i = gain · (spikes of neuron i
/// since the last tick) in each tick, so that activity goes on without end. After the warm-up, samples begin with the
/// first one again, and measures at 0.
///
/// The activities of all neurons are published as rates under the component's name. Those of the output neurons can drive
/// a population by currents.
///
/// Source: Golkar, arXiv:1911.11691 (2019), equations (3), (6), (7); spikes in and out of it are our own addition.
public struct RecursiveInference: ComponentSettings {
  public static let info = ComponentInfo(
    "recursive-inference", .rateModel,
    summary: "a recursive network that takes one iteration in each tick, on samples or on spikes",
    equations: [
      "N <- relu(W N + b), by the rule of the model;  x_i = gain · spikes of neuron i since the last tick, to inputs",
      "current into neuron i = amount · activity of output neuron i",
    ],
    source: "Golkar, arXiv:1911.11691 (2019); spikes in and out of it are our own addition", required: ["of"],
    meanings: [
      "of": "recursive network of this run, whose weights are used; it must come before this one",
      "every": "simulated time between two ticks; a tick is one iteration",
      "from": "population that drives the input neurons, one neuron for each; without it the model's test samples do",
      "gain": "input for each spike in a tick",
      "into": "population that the output neurons drive by currents, one neuron for each",
      "amount": "current for an activity of 1",
    ])

  public var of = ""
  public var every = SimulationTime(ticks: SimulationTime.ticksPerMillisecond)
  public var from = ""
  public var gain = 1.0
  public var into = ""
  public var amount: Amount = "1"

  public init() {}

  public func validate(in outline: SimulationDescription) throws {
    let component = try outline.component(of, "model", at: ["of"])
    guard let model = component.settings as? RecursiveNetworkSettings else {
      throw DescriptionError(at: ["of"], "'\(of)' is no recursive network, but \(component.info.kind)")
    }
    try outline.network.checkPeriod(every, "every", at: [])
    guard gain.isFinite else { throw DescriptionError(at: ["gain"], "must be finite, not \(gain)") }
    func check(_ name: String, _ key: String, _ count: Int, _ neurons: String) throws {
      let size = try outline.network.population(name, at: [key]).size
      guard size == count else {
        throw DescriptionError(
          at: [key], "'\(name)' has \(size) neurons; it must have \(count), one for each of the \(neurons) neurons")
      }
    }
    if !from.isEmpty { try check(from, "from", model.sizes.inputs, "input") }
    guard !into.isEmpty else { return }
    try check(into, "into", model.sizes.outputs, "output")
    let dimension = try outline.network.currentDimension(of: [into], at: ["into"])
    try QuantityCheck(name: "amount", dimension: dimension, allowed: .any)
      .check(amount.value(in: dimension, at: ["amount"]), at: ["amount"])
  }

  public func make(in context: RunContext) throws -> any SimulationComponent {
    guard let model = context.components[of] as? RecursiveNetworkModel else {
      throw DescriptionError(at: ["of"], "'\(of)' must come before this component")
    }
    return try RunningInference(self, model, in: context)
  }
}

private final class RunningInference: SimulationComponent, ClockedComponent {
  let name: String
  let period: SimulationTime
  private let model: RecursiveNetworkModel
  private let rates: RatePort
  private let target: (port: any InputPort, amount: Double)?
  private let gain: Float
  private let isDriven: Bool
  private let warmup: SimulationTime
  private var isWarm: Bool
  private var state: [Float]
  /// Spikes of the driving population since the last tick.
  private var spikes: [Int]
  private var ticks = 0
  private var shown = 0
  private var right = 0

  init(_ settings: RecursiveInference, _ model: RecursiveNetworkModel, in context: RunContext) throws {
    name = context.name
    period = settings.every
    self.model = model
    let shape = model.training.network.shape
    gain = Float(settings.gain)
    isDriven = !settings.from.isEmpty
    warmup = context.warmup
    isWarm = warmup == .zero
    rates = try context.ports.publish(name, count: shape.neurons)
    state = [Float](repeating: 0, count: shape.neurons)
    spikes = [Int](repeating: 0, count: shape.inputs)
    if settings.into.isEmpty {
      target = nil
    } else {
      let dimension = try context.plan.description.currentDimension(of: [settings.into], at: ["into"])
      target = (
        try context.ports.input(of: settings.into), try settings.amount.value(in: dimension, at: ["amount"])
      )
    }
    guard isDriven else { return }
    let source = try context.ports.spikes(of: settings.from)
    context.ports.onSpikes { [unowned self] batch in
      batch.forEach(in: source.neurons) { _, neuron in spikes[neuron] += 1 }
    }
  }

  var phase: SimulationTime { period }

  func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
    if !isWarm, time > warmup {
      isWarm = true
      (ticks, shown, right) = (0, 0, 0)
    }
    let network = model.training.network
    let (shape, test) = (network.shape, model.training.samples.test)
    let sample = ticks / shape.iterations % test.labels.count
    let input = isDriven ? spikes.map { gain * Float($0) } : Array(test.features.row(sample))
    if !isDriven, ticks % shape.iterations == 0 {
      state = input + [Float](repeating: 0, count: shape.neurons - shape.inputs)
    }
    state = network.iterated(state, input: input)
    if isDriven, shape.rule != .residualInput { for i in input.indices { state[i] += input[i] } }
    for i in spikes.indices { spikes[i] = 0 }
    ticks += 1
    let outputs = state.suffix(shape.outputs)
    if !isDriven, ticks % shape.iterations == 0 {
      shown += 1
      if outputs.placeOfLargest == Int(test.labels[sample]) { right += 1 }
    }
    try rates.send(state, at: time)
    target?.port.inject(currents: outputs.map { (target?.amount ?? 0) * Double($0) }, from: name)
  }

  var measures: [Measure] {
    guard !isDriven else {
      return [Measure("iterations", Double(ticks), "number of iterations so far")]
    }
    return [
      Measure("shown_samples", Double(shown), "number of test samples that were shown to the end"),
      Measure(
        "accuracy", shown > 0 ? Double(right) / Double(shown) : .nan,
        "share of them that are put into their class by the outputs at their last iteration"),
    ]
  }

  func save(into state: inout StateWriter) {
    state.write("state", self.state)
    state.write("spikes", spikes)
    state.write("isWarm", isWarm)
    state.write("ticks", ticks)
    state.write("shown", shown)
    state.write("right", right)
  }

  func restore(from state: StateReader) throws {
    self.state = try state.floats("state", count: self.state.count)
    spikes = try state.integers("spikes", as: Int.self, count: spikes.count)
    isWarm = try state.flag("isWarm")
    ticks = try state.integer("ticks")
    shown = try state.integer("shown")
    right = try state.integer("right")
  }
}
