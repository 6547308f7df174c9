import Kernel
import Statistics

/// The membrane of an exact neuron.
public struct MembraneConstants: Sendable {
  /// ms
  public var timeConstant: Double
  /// The potential approached without input.
  public var rest: Double
  public var threshold: Double
  public var reset: Double
  /// ms
  public var refractoryPeriod: Double

  public init(timeConstant: Double, rest: Double, threshold: Double, reset: Double, refractoryPeriod: Double) {
    self.timeConstant = timeConstant
    self.rest = rest
    self.threshold = threshold
    self.reset = reset
    self.refractoryPeriod = refractoryPeriod
  }

  /// From reset to the next spike without input, refractory period included, ms; infinite where the rest is not above the
  /// threshold.
  var ownInterval: Double {
    rest > threshold ? refractoryPeriod + timeConstant * Math.log((rest - reset) / (rest - threshold)) : .infinity
  }
}

/// What the exact forms have in common: the order of events within a block, predicted crossings and refractory periods.
///
/// *Scaled coordinates.* Every variable of a linear model decays with a time constant common to the block, so that
/// variable · exp((t - T0)/tau) stays constant between inputs: no neuron is touched except by its own inputs, and one
/// `exp` per instant serves all targets. The origin T0 moves on every 256 horizons.
///
/// *Crossings without input.* A neuron may reach its threshold between inputs. Time is cut into horizons; at the start
/// of each, and after every input, a cheap bound finds those that may cross before the horizon ends. They go on a heap with
/// the instant of their crossing. An entry is looked at again when its time comes, so that inhibition removes nothing.
/// Instants and tests depend on times alone, never on how a run is cut into windows.
///
/// *Order within an instant.* Deliveries (rows, drive) are summed; then thresholds are tested; then refractory periods
/// end, so that an input at the very end of one is discarded.
class ExactBlock: NeuronBlock {
  final let refractoryTicks: Int64
  final let tieRule: TieRule
  /// Length of a horizon; number h covers (h · length, (h + 1) · length].
  final let horizon: Int64
  private static let horizonsPerOrigin: Int64 = 256
  @exclusivity(unchecked) final private(set) var horizonNumber: Int64 = -1
  @exclusivity(unchecked) final private(set) var origin: Int64 = 0

  @exclusivity(unchecked) final var crossings = TimedHeap()
  @exclusivity(unchecked) final var refractory = RefractoryQueue()
  final let thresholds: [Double]
  final let resets: [Double]
  /// By how much a unit of injected current shifts a rest.
  private final let restPerCurrent: Double
  /// Without injected current, and with it.
  private final let baseRests: [Double]
  @exclusivity(unchecked) final private(set) var rests: [Double]

  /// Neurons to be tested at the end of the instant.
  @exclusivity(unchecked) final var candidates: [UInt16] = []

  /// ms. Shorter time constants or intervals than a microsecond are taken for mistakes: the run would never end.
  private static let shortestTime = 1e-3

  /// - Parameters:
  ///   - membranes: one per neuron, of one time constant and refractory period.
  ///   - otherTimeConstants: in ms; further decays of the model.
  ///   - restPerCurrent: by how much a unit of injected current shifts the rest.
  /// - Throws: ``DescriptionError`` for decays faster than a microsecond, and for a neuron that would fire more than a
  ///   million times a second by itself.
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
          + "itself; at least 1 us must lie between its spikes")
    }
    refractoryTicks = try SimulationTime(milliseconds: membranes[0].refractoryPeriod).ticks
    tieRule = model.tieRule
    // Long ones mean more false alarms, short ones more looks; a bound by several terms loosens faster.
    horizon = max(1, try SimulationTime(milliseconds: shortest / (otherTimeConstants.isEmpty ? 8 : 16)).ticks)
    thresholds = membranes.map(\.threshold)
    resets = membranes.map(\.reset)
    self.restPerCurrent = restPerCurrent
    baseRests = membranes.map(\.rest)
    rests = baseRests
    super.init(slice)
  }

  final var horizonEnd: Int64 { (horizonNumber + 1) * horizon }
  /// Where the origin lies while the present horizon lasts.
  private final var originOfHorizon: Int64 {
    max(0, horizonNumber) / Self.horizonsPerOrigin * Self.horizonsPerOrigin * horizon
  }
  /// Milliseconds since the origin.
  @inline(__always)
  final func sinceOrigin(_ time: Int64) -> Double { Double(time - origin) * 1e-9 }

  // MARK: What a model supplies

  /// Can a neuron of this block cross its threshold without input?
  var mayCrossAlone: Bool { true }
  /// Multiplies the scaled variables for an origin that lies `span` ms later.
  func moveOrigin(by span: Double) {}
  /// Called when a horizon begins, after the origin has moved: puts on ``crossings`` whoever may cross by its end.
  func scanHorizon(from start: Int64) {}
  /// Called before the hooks below are called for events at `time`.
  func prepareFactors(at time: Int64) {}
  func deliver(_ arrival: Arrival) {}
  /// Delivers a row and asks for a later one to be in the cache.
  func deliver(_ arrival: Arrival, fetching later: UnsafePointer<Arrival>?) {
    later?.pointee.prefetch()
    deliver(arrival)
  }
  /// Delivers what the drive has for `drive.nextTime`, and moves it on.
  func deliver(_ drive: PoissonDrive) {}
  /// Is the neuron at its threshold now?
  func isAtThreshold(_ neuron: Int) -> Bool { false }
  /// The first instant after `time`, by the end of the horizon, at which the neuron crosses without further input.
  func crossing(of neuron: Int, after time: Int64) -> Int64? { nil }
  /// Puts the neuron into the state that swallows inputs.
  func silence(_ neuron: Int) {}
  /// Starts the neuron again from its reset potential.
  func restart(_ neuron: Int) {}
  /// The rest of the neuron goes up by `shift` at the instant whose factors are prepared; the potential itself stays.
  func shiftRest(_ neuron: Int, by shift: Double) {}
  /// Called when rests have changed.
  func restsChanged() {}
  /// Acts on the events of the drive before `bound`, at which nothing else happens; does nothing where there is no
  /// faster way than the general one.
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
    // The block's own next event changes only when something fires or ends: no need to ask before every arrival.
    var ownTime = nextTransition
    while true {
      let arrivalTime = nextArrival < arrivals.count ? arrivals[nextArrival].time : .max
      let time = min(arrivalTime, ownTime)
      guard time <= end else { break }
      if time > horizonEnd || horizonNumber < 0 { enterHorizon(of: time) }
      if ownTime <= arrivalTime, drives.count == 1, drives[0].interval == nil, drives[0].nextTime == time {
        // Between two other events only the drive acts: run through it without looking left or right.
        let bound = min(arrivalTime, crossings.nextTime, refractory.nextTime, horizonEnd + 1, end + 1)
        if time < bound { run(drives[0], before: bound, into: &spikes) }
        if drives[0].nextTime != time {
          ownTime = nextTransition
          continue
        }
      }
      prepareFactors(at: time)
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

  /// What comes from within the block at `time`: the drive's input, and neurons whose crossing was predicted.
  private final func actAlone(at time: Int64, into spikes: inout SpikeBuffer) {
    for drive in drives where drive.nextTime == time {
      deliver(drive)
      if tieRule == .oneByOne { testCandidates(at: time, into: &spikes) }
    }
    while crossings.nextTime <= time, let entry = crossings.pop() {
      candidates.append(UInt16(truncatingIfNeeded: entry.neuron))
    }
  }

  /// After the inputs of the instant are summed: who fires, and who will within the horizon.
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

  /// Goes to the horizon that holds `time`.
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

  /// A new current shifts the rest of every neuron: who is at the threshold fires at the next instant, and crossings are
  /// predicted anew.
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
        crossings.push(neuron, at: time + 1)
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

/// Refractory neurons. All periods are equally long, so they end in the order they began.
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

  /// - Parameter neuronCount: the number of neurons that there are.
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
