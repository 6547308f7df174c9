import Kernel

/// A source of inputs to a block other than its synapses.
protocol InputSource: Stateful {
  /// The instant of the next input; `Int64.max` if there is none.
  var nextTime: Int64 { get }
  /// Appends the inputs up to and including `end`, in order of time.
  func take(through end: Int64, into arrivals: inout ArrivalBuffer)
}

/// Spikes at given times to given neurons of a block.
final class SpikeStimulus: InputSource {
  private let times: [Int64]
  private let weight: Double
  private let receptor: Int16
  private let targets: LargeArray<UInt16>
  @exclusivity(unchecked) private var next = 0

  init(times: [Int64], weight: Double, receptor: Int, targets: [UInt16]) {
    self.times = times.sorted()
    self.weight = weight
    self.receptor = Int16(receptor)
    self.targets = LargeArray(count: targets.count)
    for (k, target) in targets.enumerated() { self.targets.base[k] = target }
  }

  var nextTime: Int64 { next < times.count ? times[next] : .max }

  func take(through end: Int64, into arrivals: inout ArrivalBuffer) {
    while nextTime <= end {
      arrivals.append(
        Arrival(
          time: nextTime, targets: UnsafePointer(targets.base), weights: nil, weight: weight,
          count: Int32(targets.count), receptor: receptor))
      next += 1
    }
  }
}

extension SpikeStimulus: Stateful {
  func save(into state: inout StateWriter) { state.write("next", next) }
  func restore(from state: StateReader) throws { next = try state.integer("next", in: 0..<(times.count + 1)) }
}

/// A source of simultaneous inputs to all neurons of a block, one value per neuron, sent by a component of the
/// scheduler.
final class PulseSource: InputSource {
  /// Value for each neuron. Changing them also changes a pending input.
  let values: LargeArray<Float>
  private let receptor: Int16
  @exclusivity(unchecked) private(set) var nextTime = Int64.max

  init(count: Int, receptor: Int) {
    self.receptor = Int16(receptor)
    values = LargeArray(count: count, zeroed: true)
  }

  /// Delivers ``values`` at `time`, which the block must not have reached.
  func send(at time: Int64) { nextTime = time }

  func take(through end: Int64, into arrivals: inout ArrivalBuffer) {
    guard nextTime <= end else { return }
    arrivals.append(
      Arrival(
        time: nextTime, targets: nil, weights: UnsafeRawPointer(values.base), weight: 0, count: Int32(values.count),
        receptor: receptor))
    nextTime = .max
  }
}

extension PulseSource: Stateful {
  /// Values belong to the state until they are delivered.
  func save(into state: inout StateWriter) {
    state.write("nextTime", nextTime)
    state.write("values", nextTime == .max ? [] : Array(values.buffer))
  }

  func restore(from state: StateReader) throws {
    nextTime = try state.ticks("nextTime")
    let pending = try state.floats("values", count: nextTime == .max ? 0 : values.count)
    _ = values.buffer.update(fromContentsOf: pending)
  }
}

/// Spikes that components of the scheduler send to neurons of a block during the run.
final class InjectedSpikes: InputSource {
  private struct Event {
    let time: Int64
    let targets: LargeArray<UInt16>
    let weight: Double
    let receptor: Int16
  }
  /// Ascending by time; spikes of one instant in the order in which they were sent.
  @exclusivity(unchecked) private var pending: [Event] = []
  /// The events of the present window; its arrivals point into this array.
  @exclusivity(unchecked) private var delivered: [Event] = []
  /// Number of neurons in the block.
  private let neuronCount: Int

  init(neuronCount: Int) { self.neuronCount = neuronCount }

  /// - Parameter time: an instant that the block has not reached.
  func add(time: Int64, targets: [UInt16], weight: Double, receptor: Int) {
    let event = Event(time: time, targets: LargeArray(copying: targets), weight: weight, receptor: Int16(receptor))
    let place = pending.lastIndex { $0.time <= time }.map { $0 + 1 } ?? 0
    pending.insert(event, at: place)
  }

  var nextTime: Int64 { pending.first?.time ?? .max }

  func take(through end: Int64, into arrivals: inout ArrivalBuffer) {
    let count = pending.prefix { $0.time <= end }.count
    delivered = Array(pending[..<count])
    pending.removeFirst(count)
    for event in delivered {
      arrivals.append(
        Arrival(
          time: event.time, targets: UnsafePointer(event.targets.base), weights: nil, weight: event.weight,
          count: Int32(event.targets.count), receptor: event.receptor))
    }
  }
}

extension InjectedSpikes: Stateful {
  func save(into state: inout StateWriter) {
    state.write("times", pending.map(\.time))
    state.write("weights", pending.map(\.weight))
    state.write("receptors", pending.map(\.receptor))
    state.write("counts", pending.map { Int64($0.targets.count) })
    state.write("targets", pending.flatMap { Array($0.targets.buffer) })
  }

  func restore(from state: StateReader) throws {
    let times = try state.integers("times")
    let weights = try state.reals("weights", count: times.count)
    let receptors = try state.integers("receptors", in: 0..<2, as: Int16.self, count: times.count)
    let counts = try state.integers("counts", in: 0..<Int(Int32.max), count: times.count)
    let targets = try state.integers("targets", in: 0..<neuronCount, as: UInt16.self, count: counts.reduce(0, +))
    var first = 0
    pending = times.indices.map { k in
      defer { first += counts[k] }
      return Event(
        time: times[k], targets: LargeArray(copying: Array(targets[first..<(first + counts[k])])), weight: weights[k],
        receptor: receptors[k])
    }
    delivered = []
  }
}
