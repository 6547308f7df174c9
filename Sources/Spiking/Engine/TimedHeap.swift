import Kernel

/// A binary heap of (time, neuron) for predicted threshold crossings. Entries are never removed early; an outdated
/// entry is recognised when its time comes.
struct TimedHeap {
  struct Entry {
    var time: Int64
    var neuron: UInt32

    @inline(__always)
    static func < (a: Entry, b: Entry) -> Bool { (a.time, a.neuron) < (b.time, b.neuron) }
  }
  private(set) var entries: [Entry] = []

  var nextTime: Int64 { entries.first?.time ?? .max }

  mutating func push(_ neuron: Int, at time: Int64) {
    entries.append(Entry(time: time, neuron: UInt32(truncatingIfNeeded: neuron)))
    var position = entries.count - 1
    while position > 0 {
      let parent = (position - 1) / 2
      guard entries[position] < entries[parent] else { break }
      entries.swapAt(position, parent)
      position = parent
    }
  }

  mutating func pop() -> Entry? {
    guard let first = entries.first else { return nil }
    let last = entries.removeLast()
    guard !entries.isEmpty else { return first }
    entries[0] = last
    var position = 0
    while true {
      var child = 2 * position + 1
      guard child < entries.count else { break }
      if child + 1 < entries.count, entries[child + 1] < entries[child] { child += 1 }
      guard entries[child] < entries[position] else { break }
      entries.swapAt(position, child)
      position = child
    }
    return first
  }

  /// Saves the entries in the order in which the array holds them.
  func save(into state: inout StateWriter) {
    state.write("times", entries.map(\.time))
    state.write("neurons", entries.map(\.neuron))
  }

  /// - Parameter neuronCount: the number of neurons.
  mutating func restore(from state: StateReader, neuronCount: Int) throws {
    let times = try state.integers("times")
    let neurons = try state.integers("neurons", in: 0..<neuronCount, as: UInt32.self, count: times.count)
    entries = zip(times, neurons).map { Entry(time: $0, neuron: $1) }
  }
}
