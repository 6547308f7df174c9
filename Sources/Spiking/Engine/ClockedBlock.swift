import Kernel

/// What reaches a neuron in one step of the clock.
public struct StepInput {
  /// The sum of the weights that arrived in the step, per receptor, in the order of the model's receptors.
  public var receptors: SIMD2<Double>
  /// Injected current.
  public var current: Double

  public init(receptors: SIMD2<Double>, current: Double = 0) {
    self.receptors = receptors
    self.current = current
  }
}

/// A neuron that advances on a grid: a pure step function of a state value and a constants value.
///
/// The step from t - h to t is given the inputs that arrive in (t - h, t]; a spike is stamped t.
public protocol ClockedNeuron: NeuronModel {
  /// Every stored property is a `Double`, so that a block's state is a flat array.
  associatedtype State: BitwiseCopyable & Sendable
  associatedtype Constants: Sendable

  /// What the step function needs, computed once per neuron (or once per block when parameters are the same for all).
  static func constants(_ parameters: NeuronParameters, step: Double) -> Constants
  /// The state at time zero, from the initial values of the variables in `info.state`.
  static func initialState(_ initial: (String) -> Double, _ constants: Constants) -> State
  /// Advances by one step; returns true for a spike.
  static func step(_ state: inout State, _ input: StepInput, _ constants: Constants) -> Bool
  /// Where the variables in `info.state` are, in the same order.
  static var variables: [KeyPath<State, Double> & Sendable] { get }
}

extension ClockedNeuron {
  public static var integrators: [Integrator] { [.clock] }

  public static func makeBlock(_ slice: PopulationSlice, integrator: Integrator) throws -> NeuronBlock {
    ClockedBlock<Self>(slice)
  }
}

/// Advances a slice of a population on the network's clock.
public final class ClockedBlock<Neuron: ClockedNeuron>: NeuronBlock {
  private let step: Int64
  private let states: UnsafeMutableBufferPointer<Neuron.State>
  /// One per neuron, or a single one when all are the same.
  private let constants: [Neuron.Constants]
  /// Per neuron, the input of the step in progress.
  private let input: UnsafeMutableBufferPointer<SIMD2<Double>>

  public override init(_ slice: PopulationSlice) {
    step = slice.clock.ticks
    let stepLength = slice.clock.milliseconds
    let distinct = slice.isHomogeneous ? min(1, slice.count) : slice.count
    constants = (0..<distinct).map { Neuron.constants(slice.parameters($0), step: stepLength) }
    states = .allocate(capacity: slice.count)
    input = .allocate(capacity: slice.count)
    input.initialize(repeating: .zero)
    for neuron in 0..<slice.count {
      let initial = { (name: String) in slice.initial(name)[neuron] }
      states.initializeElement(
        at: neuron, to: Neuron.initialState(initial, constants[distinct == 1 ? 0 : neuron]))
    }
    super.init(slice)
  }

  deinit {
    states.deallocate()
    input.deallocate()
  }

  public override var nextTransition: Int64 { (max(reached, 0) / step + 1) * step }

  public override func advance(
    through end: Int64, arrivals: UnsafeBufferPointer<Arrival>, into spikes: inout SpikeBuffer
  ) {
    var next = 0
    var stepEnd = nextTransition
    let input = input.baseAddress!
    while stepEnd <= end {
      while next < arrivals.count, arrivals[next].time <= stepEnd {
        let arrival = arrivals[next]
        next += 1
        let receptor = Int(arrival.receptor)
        if let weights = arrival.weights {
          for k in 0..<Int(arrival.count) { input[Int(arrival.targets[k])][receptor] += Double(weights[k]) }
        } else {
          for k in 0..<Int(arrival.count) { input[Int(arrival.targets[k])][receptor] += arrival.weight }
        }
      }
      for drive in drives { add(drive, upTo: stepEnd) }
      update(at: stepEnd, into: &spikes)
      stepEnd += step
    }
    // Arrivals after the last step end belong to the next step.
    while next < arrivals.count {
      let arrival = arrivals[next]
      next += 1
      for k in 0..<Int(arrival.count) {
        let weight = arrival.weights.map { Double($0[k]) } ?? arrival.weight
        input[Int(arrival.targets[k])][Int(arrival.receptor)] += weight
      }
    }
    reached = end
  }

  /// Poisson input: counts of the step, or events one by one where the stimulus asks for exact times.
  private func add(_ drive: PoissonDrive, upTo time: Int64) {
    let input = input.baseAddress!
    if drive.interval == nil {
      while drive.nextTime <= time {
        input[Int(drive.targets[drive.cursor])][drive.receptor] += drive.weight
        drive.step()
      }
    } else {
      while drive.nextTime <= time {
        drive.takeCounts(each: { neuron, count in input[neuron][drive.receptor] += count * drive.weight })
      }
    }
  }

  private func update(at time: Int64, into spikes: inout SpikeBuffer) {
    let states = states.baseAddress!
    let input = input.baseAddress!
    let count = count
    constants.withUnsafeBufferPointer { constants in
      current.withUnsafeBufferPointer { current in
        let stride = constants.count > 1 ? 1 : 0
        for neuron in 0..<count {
          let stepInput = StepInput(receptors: input[neuron], current: current.isEmpty ? 0 : current[neuron])
          input[neuron] = .zero
          if Neuron.step(&states[neuron], stepInput, constants[neuron * stride]) { spikes.append(neuron, at: time) }
        }
      }
    }
  }

  public override func value(of variable: String, neuron: Int) -> Double {
    guard let index = Neuron.info.state.firstIndex(where: { $0.name == variable }) else { return .nan }
    return states[neuron][keyPath: Neuron.variables[index]]
  }

  public override var state: [String: StateArray] {
    get {
      var all = super.state
      all["states"] = .reals(Array(UnsafeRawBufferPointer(states).bindMemory(to: Double.self)))
      all["input"] = .reals(Array(UnsafeRawBufferPointer(input).bindMemory(to: Double.self)))
      return all
    }
    set {
      super.state = newValue
      newValue["states"]?.reals.withUnsafeBytes { UnsafeMutableRawBufferPointer(states).copyMemory(from: $0) }
      newValue["input"]?.reals.withUnsafeBytes { UnsafeMutableRawBufferPointer(input).copyMemory(from: $0) }
    }
  }
}
