import Kernel

/// The input to a neuron in one step of the clock.
public struct StepInput {
  /// Sum of the weights that arrived in the step, for each receptor of the model in order.
  public var receptors: SIMD2<Double>
  /// Injected current.
  public var current: Double

  public init(receptors: SIMD2<Double>, current: Double = 0) {
    self.receptors = receptors
    self.current = current
  }
}

/// A neuron that advances on a grid by a pure step function of its state, input and constants.
///
/// The step from t - h to t receives the inputs that arrive in (t - h, t]; a spike is stamped t.
public protocol ClockedNeuron: NeuronModel {
  /// All stored properties must be `Double`, so that a block's state is a flat array.
  associatedtype State: BitwiseCopyable & Sendable
  associatedtype Constants: Sendable

  /// Constants of the step function, computed once per neuron, or once per block if parameters are the same for all.
  static func constants(_ parameters: NeuronParameters, step: Double) -> Constants
  /// The state at time zero, from the initial values of the variables in `info.state`.
  static func initialState(_ initial: (String) -> Double, _ constants: Constants) -> State
  /// Advances by one step; returns true for a spike.
  static func step(_ state: inout State, _ input: StepInput, _ constants: Constants) -> Bool
  /// Resets a neuron that is at its threshold, and returns true for this spike. Called at time zero, before any step.
  static func fire(_ state: inout State, _ constants: Constants) -> Bool
  /// Names of the parameters that are times and counted in steps; none by default. Constants round those that are drawn.
  static var parametersInSteps: [String] { get }
  /// Key paths of the variables in `info.state`, in the same order.
  static var variables: [KeyPath<State, Double> & Sendable] { get }
  /// Steps all neurons of a block; has a default implementation. It is a requirement so that the loop is compiled for
  /// each model: one call through the protocol per block and step, instead of one per neuron.
  static func stepAll(_ neurons: ClockedNeurons<State, Constants>, firing: (Int) -> Void)
}

/// The arrays of a block on which ``ClockedNeuron/stepAll(_:firing:)`` works.
public struct ClockedNeurons<State, Constants> {
  var count: Int
  var states: UnsafeMutablePointer<State>
  /// Constants of each neuron, or a single value for all.
  var constants: UnsafeBufferPointer<Constants>
  /// Input of each neuron in the step, per receptor; the step sets it back to 0.
  var input: UnsafeMutablePointer<SIMD2<Double>>
  /// Injected current of each neuron, or empty.
  var current: UnsafeBufferPointer<Double>
}

extension ClockedNeuron {
  public static var integrators: [Integrator] { [.clock] }
  public static var parametersInSteps: [String] { [] }

  public static func stepAll(_ neurons: ClockedNeurons<State, Constants>, firing: (Int) -> Void) {
    let stride = neurons.constants.count > 1 ? 1 : 0
    for neuron in 0..<neurons.count {
      let input = StepInput(
        receptors: neurons.input[neuron], current: neurons.current.isEmpty ? 0 : neurons.current[neuron])
      neurons.input[neuron] = .zero
      if step(&neurons.states[neuron], input, neurons.constants[neuron * stride]) { firing(neuron) }
    }
  }

  public static func makeBlock(_ slice: PopulationSlice, integrator: Integrator) throws -> NeuronBlock {
    ClockedBlock<Self>(slice)
  }
}

/// Advances a slice of a population on the network's clock: sums each step's input, then steps all neurons.
class GriddedBlock: NeuronBlock {
  private final let step: Int64
  /// Input of each neuron in the current step; padded, as vectors overrun the end.
  fileprivate final let input: UnsafeMutablePointer<SIMD2<Double>>
  /// Input from full rows in the current step, all of receptor 0 before receptor 1, contiguous. It is added to
  /// ``input`` only at the end of the step, so that no sum depends on the division into windows.
  fileprivate final let fullRowInput: UnsafeMutableBufferPointer<Double>
  @exclusivity(unchecked) fileprivate final var hasFullRowInput = false

  fileprivate override init(_ slice: PopulationSlice) {
    step = slice.clock.ticks
    input = .allocate(capacity: slice.count + 32)
    input.initialize(repeating: .zero, count: slice.count + 32)
    fullRowInput = .allocate(capacity: 2 * slice.count)
    fullRowInput.initialize(repeating: 0)
    super.init(slice)
  }

  deinit {
    input.deallocate()
    fullRowInput.deallocate()
  }

  /// Advances all neurons to `time`, the end of a step.
  fileprivate func update(at time: Int64, into spikes: inout SpikeBuffer) {}
  /// Fires the neurons that start at their threshold.
  fileprivate func start(into spikes: inout SpikeBuffer) {}

  final override var nextTransition: Int64 { reached < 0 ? 0 : (reached / step + 1) * step }

  final override func advance(
    through end: Int64, arrivals: UnsafeBufferPointer<Arrival>, into spikes: inout SpikeBuffer
  ) {
    var next = 0
    if reached < 0 { start(into: &spikes) }
    var stepEnd = (max(reached, 0) / step + 1) * step
    while stepEnd <= end {
      while next < arrivals.count, arrivals[next].time <= stepEnd {
        let ahead = next + arrivals[next].rowsAhead
        if ahead < arrivals.count {
          arrivals[ahead].prefetch()
          prefetchPlastic(arrivals[ahead])
        }
        add(transmitted(arrivals[next], spikes))
        next += 1
      }
      joinFullRowInput()
      for drive in drives { add(drive, upTo: stepEnd) }
      update(at: stepEnd, into: &spikes)
      stepEnd += step
    }
    // Arrivals after the end of the last step belong to the next step.
    for arrival in arrivals[next...] { add(transmitted(arrival, spikes)) }
    reached = end
  }

  /// Pointer to the sums of a receptor; those of receptor r are at 2 · neuron + r.
  private final func sums(_ receptor: Int) -> UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(input).assumingMemoryBound(to: Double.self) + receptor
  }

  private final func joinFullRowInput() {
    guard hasFullRowInput, let full = fullRowInput.baseAddress else { return }
    for neuron in 0..<count { input[neuron] += SIMD2(full[neuron], full[count + neuron]) }
    fullRowInput.update(repeating: 0)
    hasFullRowInput = false
  }

  private final func add(_ arrival: Arrival) {
    let sums = sums(Int(arrival.receptor))
    guard let targets = arrival.targets else {
      guard let full = fullRowInput.baseAddress else { return }
      let sums = full + Int(arrival.receptor) * count
      arrival.forEachOfFullRow { neuron, weight in sums[neuron] += weight }
      hasFullRowInput = true
      return
    }
    if arrival.weights != nil {
      arrival.forEachOwnWeight { k, weight in sums[2 * Int(targets[k])] += weight }
    } else {
      for k in 0..<Int(arrival.count) { sums[2 * Int(targets[k])] += arrival.weight }
    }
  }

  /// Adds Poisson input: the counts of the step, or single events if the stimulus uses exact times.
  private final func add(_ drive: PoissonDrive, upTo time: Int64) {
    let sums = sums(drive.receptor)
    let weight = drive.weight
    while drive.nextTime <= time {
      if drive.interval == nil {
        sums[2 * Int(drive.targets[drive.cursor])] += weight
        drive.step()
      } else if drive.neurons != nil {
        drive.takeCounts(each: { neuron, count in sums[2 * neuron] += count * weight })
      } else {
        let count = count
        drive.takeCountVectors { first, counts in
          for lane in 0..<8 {
            sums[2 * (first + lane)] += Double(counts.0[lane]) * weight
            sums[2 * (first + 8 + lane)] += Double(counts.1[lane]) * weight
            sums[2 * (first + 16 + lane)] += Double(counts.2[lane]) * weight
            sums[2 * (first + 24 + lane)] += Double(counts.3[lane]) * weight
          }
        }
        for padding in count..<(count + 32) { input[padding] = .zero }
      }
    }
  }
}

/// The part of a ``GriddedBlock`` that depends on the model.
final class ClockedBlock<Neuron: ClockedNeuron>: GriddedBlock {
  private let states: UnsafeMutableBufferPointer<Neuron.State>
  /// Constants of each neuron, or a single value if they are the same for all.
  private let constants: [Neuron.Constants]

  override init(_ slice: PopulationSlice) {
    let stepLength = slice.clock.milliseconds
    let distinct = slice.isHomogeneous ? min(1, slice.count) : slice.count
    constants = (0..<distinct).map { Neuron.constants(slice.parameters($0), step: stepLength) }
    states = .allocate(capacity: slice.count)
    for neuron in 0..<slice.count {
      let initial = { (name: String) in slice.initial(name)[neuron] }
      states.initializeElement(
        at: neuron, to: Neuron.initialState(initial, constants[distinct == 1 ? 0 : neuron]))
    }
    super.init(slice)
  }

  deinit { states.deallocate() }

  fileprivate override func update(at time: Int64, into spikes: inout SpikeBuffer) {
    constants.withUnsafeBufferPointer { constants in
      current.withUnsafeBufferPointer { current in
        let neurons = ClockedNeurons(
          count: count, states: states.baseAddress!, constants: constants, input: input, current: current)
        Neuron.stepAll(neurons) { spikes.append($0, at: time) }
      }
    }
  }

  fileprivate override func start(into spikes: inout SpikeBuffer) {
    for neuron in 0..<count where Neuron.fire(&states[neuron], constants[constants.count == 1 ? 0 : neuron]) {
      spikes.append(neuron, at: 0)
    }
  }

  override func value(of variable: String, neuron: Int) -> Double {
    guard let index = Neuron.info.state.firstIndex(where: { $0.name == variable }) else { return .nan }
    return states[neuron][keyPath: Neuron.variables[index]]
  }

  override var firstDivergent: Int? {
    let numbers = UnsafeRawBufferPointer(states).bindMemory(to: Double.self)
    guard count > 0, let place = numbers.firstIndex(where: { !$0.isFinite }) else { return nil }
    return place / (numbers.count / count)
  }

  override func save(into state: inout StateWriter) {
    super.save(into: &state)
    state.write("states", Array(UnsafeRawBufferPointer(states).bindMemory(to: Double.self)))
    state.write("stepInputs", (0..<count).flatMap { [input[$0][0], input[$0][1]] })
    state.write("fullRowInputs", hasFullRowInput ? Array(fullRowInput) : [])
  }

  override func restore(from state: StateReader) throws {
    try super.restore(from: state)
    let bytes = UnsafeMutableRawBufferPointer(states)
    let values = try state.reals("states", count: bytes.count / MemoryLayout<Double>.stride)
    values.withUnsafeBytes { bytes.copyMemory(from: $0) }
    let inputs = try state.reals("stepInputs", count: 2 * count)
    for neuron in 0..<count { input[neuron] = SIMD2(inputs[2 * neuron], inputs[2 * neuron + 1]) }
    let full = try state.reals("fullRowInputs", noneOr: 2 * count)
    hasFullRowInput = !full.isEmpty
    fullRowInput.update(repeating: 0)
    _ = fullRowInput.update(fromContentsOf: full)
  }
}
