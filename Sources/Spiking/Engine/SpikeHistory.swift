import Kernel

/// The spikes of the network that may still arrive somewhere, ordered by (time, neuron).
///
/// No event queue is needed: as spikes are in order, the arrivals of each delay are in order too, so one cursor per
/// distinct delay replaces one queued event per spike and delay.
struct SpikeHistory {
  private(set) var times: [Int64] = []
  /// Network-wide neuron numbers.
  private(set) var neurons: [UInt32] = []
  /// Distinct delays, ascending.
  let delays: [Int64]
  /// Index of the first spike that has not arrived, for each delay.
  private var cursors: [Int]

  init(delays: [Int64]) {
    self.delays = delays
    cursors = delays.map { _ in 0 }
  }

  /// Time of the next arrival.
  var nextArrival: Int64 {
    var next = Int64.max
    for (k, cursor) in cursors.enumerated() where cursor < times.count { next = min(next, times[cursor] + delays[k]) }
    return next
  }

  /// Returns, for each delay, the spikes that arrive up to and including `end`, and moves the cursors past them.
  mutating func takeArrivals(through end: Int64, into ranges: inout [Range<Int>]) {
    ranges.removeAll(keepingCapacity: true)
    for k in delays.indices {
      let first = cursors[k]
      var cursor = first
      while cursor < times.count, times[cursor] + delays[k] <= end { cursor += 1 }
      cursors[k] = cursor
      ranges.append(first..<cursor)
    }
  }

  /// Calls `body` with (number of the delay, time, neuron) of every spike that arrives up to and including `end` and has
  /// not been taken, in the order of the delays.
  func forEachArrival(through end: Int64, _ body: (Int, Int64, Int) -> Void) {
    for k in delays.indices {
      var cursor = cursors[k]
      while cursor < times.count, times[cursor] + delays[k] <= end {
        body(k, times[cursor] + delays[k], Int(neurons[cursor]))
        cursor += 1
      }
    }
  }

  mutating func append(_ time: Int64, _ neuron: UInt32) {
    times.append(time)
    neurons.append(neuron)
  }

  /// Removes spikes that have arrived everywhere. Ranges returned before become invalid.
  mutating func trim() {
    let done = cursors.min() ?? times.count
    guard done > 4096, done * 2 > times.count else { return }
    times.removeFirst(done)
    neurons.removeFirst(done)
    for k in cursors.indices { cursors[k] -= done }
  }

  /// Saves the spikes that have not arrived everywhere, and per delay how many of them have arrived.
  func save(into state: inout StateWriter) {
    let first = cursors.min() ?? times.count
    state.write("times", times[first...])
    state.write("neurons", Array(neurons[first...]))
    state.write("arrived", cursors.map { $0 - first })
  }

  /// - Parameter neuronCount: the number of neurons in the network.
  mutating func restore(from state: StateReader, neuronCount: Int) throws {
    times = try state.integers("times")
    neurons = try state.integers("neurons", in: 0..<neuronCount, as: UInt32.self, count: times.count)
    cursors = try state.integers("arrived", in: 0..<(times.count + 1), count: delays.count)
  }
}
