import Kernel
import Statistics

/// Constants of the membrane of a neuron with an exact integrator.
package struct MembraneConstants: Sendable {
  /// Time constant, ms.
  var timeConstant: Double
  /// Potential that V approaches without input.
  var rest: Double
  var threshold: Double
  var reset: Double
  /// Refractory period, ms.
  var refractoryPeriod: Double
  var acceptsInputAtRefractoryEnd: Bool

  init(
    timeConstant: Double, rest: Double, threshold: Double, reset: Double, refractoryPeriod: Double,
    acceptsInputAtRefractoryEnd: Bool = false
  ) {
    self.timeConstant = timeConstant
    self.rest = rest
    self.threshold = threshold
    self.reset = reset
    self.refractoryPeriod = refractoryPeriod
    self.acceptsInputAtRefractoryEnd = acceptsInputAtRefractoryEnd
  }

  /// Time from reset to the next spike without input, refractory period included, ms; infinite if the rest is not above
  /// the threshold.
  var ownInterval: Double {
    rest > threshold ? refractoryPeriod + timeConstant * Math.log((rest - reset) / (rest - threshold)) : .infinity
  }
}

/// The base of the exact integrators: order of events within a block, predicted crossings and refractory periods.
///
/// *Scaled coordinates.* Each variable of a linear model decays with a time constant common to the block, so variable ·
/// exp((t - T0)/tau) is constant between inputs: a neuron is accessed only at its own inputs, and one `exp` per instant
/// serves all targets. The origin T0 moves every 256 horizons.
///
/// *Crossings without input.* A neuron may reach its threshold between inputs. Time is divided into horizons; at the
/// start of each, and after every input, a cheap bound finds the neurons that may cross before the horizon ends. They
/// go on a heap with the time of their crossing. An entry is tested again at its time, so inhibition need not remove
/// entries. Times and tests depend on times only, never on the division of a run into windows.
///
/// *Order within an instant.* First deliveries (rows, drive) are summed, then thresholds are tested, then refractory
/// periods end, so that an input at the very end of a refractory period is discarded. Where such an input is accepted,
/// refractory periods end first.
class ExactBlock: NeuronBlock {
  final let refractoryTicks: Int64
  private final let acceptsInputAtRefractoryEnd: Bool
  final let tieRule: TieRule
  /// Length of a horizon; horizon number h covers (h · length, (h + 1) · length].
  final let horizon: Int64
  private static let horizonsPerOrigin: Int64 = 256
  @exclusivity(unchecked) final private(set) var horizonNumber: Int64 = -1
  @exclusivity(unchecked) final private(set) var origin: Int64 = 0

  @exclusivity(unchecked) final var crossings = TimedHeap()
  @exclusivity(unchecked) final var refractory = RefractoryQueue()
  final let thresholds: [Double]
  final let resets: [Double]
  /// Shift of the rest per unit of injected current.
  private final let restPerCurrent: Double
  /// Rests without injected current; `rests` are those with it.
  private final let baseRests: [Double]
  @exclusivity(unchecked) final private(set) var rests: [Double]

  /// Neurons to be tested at the end of the instant.
  @exclusivity(unchecked) final var candidates: [UInt16] = []

  /// Shortest allowed time constant or interval, ms: shorter ones are probably mistakes, and the run would not end.
  private static let shortestTime = 1e-3

  /// - Parameters:
  ///   - membranes: one per neuron, with equal time constants and refractory periods.
  ///   - otherTimeConstants: further time constants of the model, ms.
  ///   - restPerCurrent: shift of the rest per unit of injected current.
  /// - Throws: ``DescriptionError`` for time constants below a microsecond, and for a neuron that would fire more than
  ///   a million times per second without input.
  init(
    _ slice: PopulationSlice, model: NeuronModelInfo, membranes: [MembraneConstants], otherTimeConstants: [Double] = [],
    restPerCurrent: Double = 1
  ) throws {
    let path = ["populations", slice.population.name, "parameters"]
    let shortest = (otherTimeConstants + [membranes[0].timeConstant]).min()!
    guard shortest >= Self.shortestTime else {
      throw DescriptionError(
        at: path, "the exact integrator needs time constants of at least 1 us, not \(shortest) ms")
    }
    if let neuron = membranes.first(where: { $0.ownInterval < Self.shortestTime }) {
      throw DescriptionError(
        at: path,
        "a resting potential with bias of \(neuron.rest) mV makes a neuron fire every \(neuron.ownInterval) ms by "
          + "itself; the interval must be at least 1 us")
    }
    refractoryTicks = try SimulationTime(milliseconds: membranes[0].refractoryPeriod).ticks
    acceptsInputAtRefractoryEnd = membranes[0].acceptsInputAtRefractoryEnd
    tieRule = model.tieRule
    // Long horizons give more false predictions, short ones more tests; a bound by several terms loosens faster.
    horizon = max(1, try SimulationTime(milliseconds: shortest / (otherTimeConstants.isEmpty ? 8 : 16)).ticks)
    thresholds = membranes.map(\.threshold)
    resets = membranes.map(\.reset)
    self.restPerCurrent = restPerCurrent
    baseRests = membranes.map(\.rest)
    rests = baseRests
    super.init(slice)
  }

  final var horizonEnd: Int64 { (horizonNumber + 1) * horizon }
  /// The origin T0 of the present horizon, in ticks.
  private final var originOfHorizon: Int64 {
    max(0, horizonNumber) / Self.horizonsPerOrigin * Self.horizonsPerOrigin * horizon
  }
  /// Time since the origin, ms.
  @inline(__always)
  final func sinceOrigin(_ time: Int64) -> Double { Double(time - origin) * 1e-9 }

  /// The first tick that is not before `span` ms after `start`; nil if no tick count holds it.
  @inline(__always)
  static func tick(_ span: Double, after start: Int64) -> Int64? {
    let ticks = (span * 1e9).rounded(.up)
    // Sums of two numbers below 2^62 do not overflow; a span that is not a number fails as well.
    guard ticks > -0x1p62, ticks < 0x1p62 else { return nil }
    return start + Int64(ticks)
  }

  // MARK: Methods for subclasses to override

  /// Whether a neuron of this block can cross its threshold without input.
  var mayCrossAlone: Bool { true }
  /// Rescales the variables for an origin that is `span` ms later.
  func moveOrigin(by span: Double) {}
  /// Puts all neurons that may cross by the end of the horizon on ``crossings``; called at its start, after the origin
  /// has moved.
  func scanHorizon(from start: Int64) {}
  /// Called before the methods below are called for events at `time`.
  func prepareFactors(at time: Int64) {}
  func deliver(_ arrival: Arrival) {}
  /// Delivers a row and prefetches a later one.
  func deliver(_ arrival: Arrival, fetching later: UnsafePointer<Arrival>?) {
    later?.pointee.prefetch()
    deliver(arrival)
  }
  /// Delivers the drive's input at `drive.nextTime` and advances the drive.
  func deliver(_ drive: PoissonDrive) {}
  /// Whether the neuron is at its threshold now.
  func isAtThreshold(_ neuron: Int) -> Bool { false }
  /// First instant after `time`, within the horizon, at which the neuron crosses without further input.
  func crossing(of neuron: Int, after time: Int64) -> Int64? { nil }
  /// Puts the neuron into the refractory state, in which inputs are discarded.
  func silence(_ neuron: Int) {}
  /// Ends the refractory state: the neuron starts at its reset potential.
  func restart(_ neuron: Int) {}
  /// Raises the rest of the neuron by `shift` without changing its potential, at the instant of the prepared factors.
  func shiftRest(_ neuron: Int, by shift: Double) {}
  /// Called when rests have changed.
  func restsChanged() {}
  /// Processes the events of the drive before `bound`, with no other events in between; does nothing by default, which
  /// leaves them to the general loop.
  func run(_ drive: PoissonDrive, before bound: Int64, into spikes: inout SpikeBuffer) {}

  // MARK: Advancing

  final override var nextTransition: Int64 {
    var next = min(crossings.nextTime, refractory.nextTime, nextDrive)
    if mayCrossAlone { next = min(next, horizonEnd + 1) }
    return max(next, reached + 1)
  }

  final override func advance(
    through end: Int64, arrivals: UnsafeBufferPointer<Arrival>, into spikes: inout SpikeBuffer
  ) {
    var nextArrival = 0
    let isPlastic = !plasticTables.isEmpty
    // The block's own next event changes only at spikes and ends of periods, so it is not recomputed at every arrival.
    var ownTime = nextTransition
    while true {
      let arrivalTime = nextArrival < arrivals.count ? arrivals[nextArrival].time : .max
      let time = min(arrivalTime, ownTime)
      guard time <= end else { break }
      if time > horizonEnd || horizonNumber < 0 { enterHorizon(of: time) }
      if ownTime <= arrivalTime, drives.count == 1, drives[0].interval == nil, drives[0].nextTime == time {
        // Until the next other event only the drive acts, so its events are processed in one loop.
        let bound = min(arrivalTime, crossings.nextTime, refractory.nextTime, horizonEnd + 1, end + 1)
        if time < bound { run(drives[0], before: bound, into: &spikes) }
        if drives[0].nextTime != time {
          ownTime = nextTransition
          continue
        }
      }
      prepareFactors(at: time)
      if acceptsInputAtRefractoryEnd { acceptInputs(at: time) }
      while nextArrival < arrivals.count, arrivals[nextArrival].time == time {
        let arrival = arrivals[nextArrival]
        let ahead = nextArrival + arrival.rowsAhead
        if !isPlastic {
          deliver(arrival, fetching: ahead < arrivals.count ? arrivals.baseAddress! + ahead : nil)
        } else {
          if ahead < arrivals.count {
            arrivals[ahead].prefetch()
            prefetchPlastic(arrivals[ahead])
          }
          deliver(transmitted(arrival, spikes), fetching: nil)
        }
        nextArrival += 1
        if tieRule == .oneByOne { testCandidates(at: time, into: &spikes) }
      }
      if ownTime == time { actAlone(at: time, into: &spikes) }
      if !candidates.isEmpty {
        testCandidates(at: time, into: &spikes)
      } else if ownTime != time, tieRule == .summed {
        continue
      }
      while refractory.nextTime <= time {
        let neuron = refractory.removeFirst()
        restart(neuron)
        if let crossing = crossing(of: neuron, after: time) { crossings.push(neuron, at: crossing) }
      }
      ownTime = nextTransition
    }
    reached = end
  }

  /// Processes the block's own events at `time`: input of the drive, and neurons with predicted crossings.
  private final func actAlone(at time: Int64, into spikes: inout SpikeBuffer) {
    for drive in drives where drive.nextTime == time {
      deliver(drive)
      if tieRule == .oneByOne { testCandidates(at: time, into: &spikes) }
    }
    while crossings.nextTime <= time, let entry = crossings.pop() {
      candidates.append(UInt16(truncatingIfNeeded: entry.neuron))
    }
  }

  /// Ends the refractory periods that last until `time`, before the inputs of that instant. Crossings are predicted with
  /// these.
  @inline(never)
  private final func acceptInputs(at time: Int64) {
    while refractory.nextTime <= time {
      let neuron = refractory.removeFirst()
      restart(neuron)
      candidates.append(UInt16(truncatingIfNeeded: neuron))
    }
  }

  /// Tests the candidates after the inputs of the instant are summed: fires those at threshold and predicts crossings.
  final func testCandidates(at time: Int64, into spikes: inout SpikeBuffer) {
    for candidate in candidates {
      let neuron = Int(candidate)
      if isAtThreshold(neuron) {
        spikes.append(neuron, at: time)
        silence(neuron)
        refractory.append(neuron, until: time + refractoryTicks)
      } else if let crossing = crossing(of: neuron, after: time) {
        crossings.push(neuron, at: crossing)
      }
    }
    candidates.removeAll(keepingCapacity: true)
  }

  /// Moves to the horizon that contains `time`.
  final func enterHorizon(of time: Int64) {
    guard time > horizonEnd || horizonNumber < 0 else { return }
    horizonNumber = max(0, (time - 1) / horizon)
    let newOrigin = originOfHorizon
    if newOrigin != origin {
      moveOrigin(by: Double(newOrigin - origin) * 1e-9)
      origin = newOrigin
    }
    scanHorizon(from: horizonNumber * horizon)
  }

  /// Sets the injected current, which shifts the rest of every neuron. Neurons at the threshold fire at the next
  /// instant, those that start there at 0, and crossings are predicted anew.
  final override func setCurrent(_ values: [Double]) {
    let time = max(reached, 0)
    enterHorizon(of: time)
    prepareFactors(at: time)
    current = values
    for neuron in 0..<count {
      let rest = baseRests[neuron] + restPerCurrent * values[neuron]
      shiftRest(neuron, by: rest - rests[neuron])
      rests[neuron] = rest
    }
    restsChanged()
    crossings = TimedHeap()
    for neuron in 0..<count {
      if isAtThreshold(neuron) {
        crossings.push(neuron, at: reached + 1)
      } else if let crossing = crossing(of: neuron, after: time) {
        crossings.push(neuron, at: crossing)
      }
    }
  }

  // MARK: State

  override func save(into state: inout StateWriter) {
    super.save(into: &state)
    state.write("horizonNumber", horizonNumber)
    state.write("crossings") { crossings.save(into: &$0) }
    state.write("refractoryNeurons") { refractory.save(into: &$0) }
  }

  override func restore(from state: StateReader) throws {
    try super.restore(from: state)
    horizonNumber = try state.ticks("horizonNumber")
    guard horizonNumber >= -1, horizonNumber <= .max / 2 / horizon else {
      throw state.error("horizonNumber", "is \(horizonNumber), which no run reaches")
    }
    origin = originOfHorizon
    try state.read("crossings") { try crossings.restore(from: $0, neuronCount: count) }
    try state.read("refractoryNeurons") { try refractory.restore(from: $0, neuronCount: count) }
    rests = current.isEmpty ? baseRests : zip(baseRests, current).map { $0 + restPerCurrent * $1 }
    restsChanged()
  }
}

/// The refractory neurons. All periods are equally long, so they end in the order in which they began.
struct RefractoryQueue {
  private var times: [Int64] = []
  private var neurons: [UInt32] = []
  private var next = 0

  var nextTime: Int64 { next < times.count ? times[next] : .max }

  mutating func append(_ neuron: Int, until time: Int64) {
    times.append(time)
    neurons.append(UInt32(truncatingIfNeeded: neuron))
  }

  mutating func removeFirst() -> Int {
    defer {
      next += 1
      if next > 1024, next * 2 > times.count {
        times.removeFirst(next)
        neurons.removeFirst(next)
        next = 0
      }
    }
    return Int(neurons[next])
  }

  func save(into state: inout StateWriter) {
    state.write("ends", times[next...])
    state.write("neurons", Array(neurons[next...]))
  }

  /// - Parameter neuronCount: the number of neurons.
  mutating func restore(from state: StateReader, neuronCount: Int) throws {
    times = try state.integers("ends")
    neurons = try state.integers("neurons", in: 0..<neuronCount, as: UInt32.self, count: times.count)
    next = 0
  }
}

extension PopulationSlice {
  /// - Throws: ``DescriptionError`` when one of the parameters differs between neurons.
  func requireCommon(_ names: [String]) throws {
    for name in names where values(name).constant == nil {
      throw DescriptionError(
        at: ["populations", population.name, "parameters", name],
        "must be the same for all neurons with the exact integrator; 'integrator: clock' lets it vary")
    }
  }
}
