import CPlatform
import Kernel

/// A row of synapses that one spike reaches at one instant.
public struct Arrival: BitwiseCopyable {
  public var time: Int64
  /// Indices within the block. nil for a full row: all neurons in order, with a weight each (-0 for no synapse).
  public var targets: UnsafePointer<UInt16>?
  /// Weight of each target, in ``precision``; nil if `weight` holds for all. Full rows are in single precision.
  public var weights: UnsafeRawPointer?
  public var weight: Double
  public var count: Int32
  public var receptor: Int16
  public var precision = WeightPrecision.single
  /// 0 for static synapses, else 1 + the number of the block's plastic table that contains ``row``.
  public var plasticTable: Int32 = 0
  public var row: Int32 = 0

  /// Number of rows to prefetch ahead, larger for shorter rows.
  @inline(__always)
  var rowsAhead: Int { count >= 48 ? 2 : 8 }

  /// Prefetches the row: rows are read in random order, and waiting for memory would take longer than delivering.
  @inline(__always)
  func prefetch() {
    let bytes = Int(count) * 2
    if let targets {
      let targets = UnsafeRawPointer(targets)
      for offset in stride(from: 0, to: bytes, by: 64) { platform_prefetch(targets + offset) }
    }
    if let weights {
      for offset in stride(from: 0, to: Int(count) * precision.bytes, by: 64) { platform_prefetch(weights + offset) }
    }
  }

  /// Calls `body` with (place in the row, weight) for all synapses of a row with a weight for each.
  @inline(__always)
  func forEachOwnWeight(_ body: (Int, Double) -> Void) {
    guard let weights else { return }
    if precision == .single {
      let weights = weights.assumingMemoryBound(to: Float.self)
      for place in 0..<Int(count) { body(place, Double(weights[place])) }
    } else {
      let weights = weights.assumingMemoryBound(to: Double.self)
      for place in 0..<Int(count) { body(place, weights[place]) }
    }
  }

  /// Calls `body` with (neuron, weight) for all neurons of a full row.
  @inline(__always)
  func forEachOfFullRow(_ body: (Int, Double) -> Void) {
    guard let weights = weights?.assumingMemoryBound(to: Float.self) else { return }
    for neuron in 0..<Int(count) { body(neuron, Double(weights[neuron])) }
  }
}

/// The arrivals of one block in one window: a growing array without bounds checks for each element.
struct ArrivalBuffer {
  private var storage = LargeArray<Arrival>(count: 256)
  var count = 0

  var base: UnsafeMutablePointer<Arrival> { storage.base }
  /// Pointer to the next free element.
  var end: UnsafeMutablePointer<Arrival> { storage.base + count }
  var buffer: UnsafeBufferPointer<Arrival> { UnsafeBufferPointer(start: storage.base, count: count) }

  mutating func removeAll() { count = 0 }

  /// Reserves space for `more` further elements.
  mutating func reserve(_ more: Int) {
    guard count + more > storage.count else { return }
    let larger = LargeArray<Arrival>(count: max(2 * storage.count, count + more))
    larger.base.initialize(from: storage.base, count: count)
    storage = larger
  }

  mutating func append(_ arrival: Arrival) {
    reserve(1)
    end.initialize(to: arrival)
    count += 1
  }
}

/// The spikes of one block in one window, in order of time.
public struct SpikeBuffer {
  public var times: [Int64] = []
  /// Indices within the block.
  public var neurons: [UInt32] = []
  /// ``NeuronBlock/silenced`` of the block that fires.
  var silenced: [Bool] = []
  /// Largest number of spikes that are kept.
  private let limit: Int
  /// Whether more spikes were fired than are kept: the network runs away.
  private(set) var hasOverflown = false

  /// - Parameter neurons: the number of neurons of the block.
  public init(neurons: Int) { limit = 4_000_000 + 64 * neurons }

  /// Appends a spike, unless the neuron is silenced.
  public mutating func append(_ neuron: Int, at time: Int64) {
    guard silenced.isEmpty || !silenced[neuron] else { return }
    guard times.count < limit else {
      hasOverflown = true
      return
    }
    times.append(time)
    neurons.append(UInt32(truncatingIfNeeded: neuron))
  }

  public mutating func removeAll() {
    times.removeAll(keepingCapacity: true)
    neurons.removeAll(keepingCapacity: true)
  }
}

/// The executing form of a population's slice in one partition: at most 65,536 neurons that advance through a window on
/// their own. Within a window no neuron can influence another, so blocks need nothing from each other.
///
/// Times are ticks (picoseconds) of Int64. A window is (reached, end].
///
/// Hot variables are marked `@exclusivity(unchecked)`: a block is touched by one thread at a time and never from within
/// its own accessors, and the run-time check of that would take a third of the time of a sparse network.
open class NeuronBlock: Stateful {
  public let slice: PopulationSlice
  public final var count: Int { slice.count }
  /// End of the last window.
  @exclusivity(unchecked) public internal(set) final var reached: Int64 = -1
  /// Injected current of each neuron, in the model's unit; empty until a stimulus sets it.
  @exclusivity(unchecked) public internal(set) final var current: [Double] = []
  /// Whether each neuron is silenced by a lesion; empty if none is.
  @exclusivity(unchecked) public internal(set) final var silenced: [Bool] = []
  /// The Poisson stimuli of this block.
  @exclusivity(unchecked) final var drives: [PoissonDrive] = []
  /// The plastic synapses that end on this block. Each of their arrivals passes through ``transmitted(_:_:)`` before it
  /// is delivered.
  @exclusivity(unchecked) final var plasticTables: [PlasticTable] = []

  public init(_ slice: PopulationSlice) { self.slice = slice }

  /// Processes all events in (reached, end]: `arrivals`, sorted by time, and the block's own transitions.
  open func advance(through end: Int64, arrivals: UnsafeBufferPointer<Arrival>, into spikes: inout SpikeBuffer) {
    preconditionFailure("a block must advance")
  }

  /// Earliest instant at which a spike can happen unless an input arrives; `Int64.max` if there is none.
  open var nextTransition: Int64 { reached + 1 }

  /// The value of a state variable of one neuron at `reached`.
  open func value(of variable: String, neuron: Int) -> Double { .nan }

  /// The first neuron whose state is not finite; nil if there is none.
  open var firstDivergent: Int? { nil }

  /// Sets the injected current from `reached` on.
  open func setCurrent(_ values: [Double]) { current = values }

  /// Saves the state common to all blocks; subclasses add their own variables. Plastic synapses are saved separately.
  open func save(into state: inout StateWriter) {
    state.write("reached", reached)
    state.write("currents", current)
    state.write("silenced", silenced)
    state.write("poissonStimuli", parts: drives)
  }

  open func restore(from state: StateReader) throws {
    reached = try state.ticks("reached")
    guard reached >= -1 else { throw state.error("reached", "lies before time zero") }
    current = try state.reals("currents", noneOr: count)
    silenced = try state.flags("silenced", noneOr: count)
    try state.read("poissonStimuli", parts: drives)
    guard nextDrive > reached else {
      throw state.error("poissonStimuli", "holds an event before the instant that the neurons have reached")
    }
  }

  /// Prefetches the state that a plastic delivery needs besides its row.
  @inline(__always)
  final func prefetchPlastic(_ arrival: Arrival) {
    if arrival.plasticTable != 0 { plasticTables[Int(arrival.plasticTable) - 1].prefetch(arrival.row) }
  }

  /// Returns the arrival with the current weights of its synapses, and then changes plastic weights.
  @inline(__always)
  final func transmitted(_ arrival: Arrival, _ spikes: SpikeBuffer) -> Arrival {
    arrival.plasticTable == 0 ? arrival : plasticTables[Int(arrival.plasticTable) - 1].transmit(arrival, spikes)
  }

  final var nextDrive: Int64 { drives.reduce(.max) { min($0, $1.nextTime) } }
}
