/// Order in which events at the same instant are processed.
public enum EventPriority: UInt8, Comparable, Sendable, CaseIterable {
  case delivery, transition, clock, recorder, user
  /// The advance of a windowed component. It comes last, after all other events at the same instant.
  case advance

  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A priority queue of events ordered by (time, priority, sequence): events of equal time and priority are first-in,
/// first-out.
///
/// A 4-ary heap of positions in a slot table, so that an event can be cancelled or moved by its handle. All operations
/// are O(log n); peeking is O(1).
public struct EventQueue<Payload> {
  /// Identifies a scheduled event. It becomes invalid when the event fires or is cancelled, and is never reused.
  public struct Handle: Hashable, Sendable {
    fileprivate let slot: Int32
    fileprivate let sequence: UInt64
  }

  public struct Event {
    public let time: SimulationTime
    public let priority: EventPriority
    public let payload: Payload
  }

  private struct Key: Comparable {
    var time: SimulationTime
    var priority: EventPriority
    var sequence: UInt64

    static func < (a: Key, b: Key) -> Bool {
      if a.time != b.time { return a.time < b.time }
      if a.priority != b.priority { return a.priority < b.priority }
      return a.sequence < b.sequence
    }
  }

  private struct Slot {
    var key: Key
    var payload: Payload?
    var position: Int
  }

  private var slots: [Slot] = []
  private var freeSlots: [Int32] = []
  private var heap: [Int32] = []
  private var nextSequence: UInt64 = 0

  public init() {}

  public var count: Int { heap.count }
  public var isEmpty: Bool { heap.isEmpty }
  /// Time of the earliest event.
  public var nextTime: SimulationTime? { heap.first.map { slots[Int($0)].key.time } }

  @discardableResult
  public mutating func schedule(_ payload: Payload, at time: SimulationTime, priority: EventPriority) -> Handle {
    let key = Key(time: time, priority: priority, sequence: nextSequence)
    nextSequence += 1
    let slot: Int32
    if let free = freeSlots.popLast() {
      slot = free
      slots[Int(slot)] = Slot(key: key, payload: payload, position: heap.count)
    } else {
      slot = Int32(slots.count)
      slots.append(Slot(key: key, payload: payload, position: heap.count))
    }
    heap.append(slot)
    siftUp(heap.count - 1)
    return Handle(slot: slot, sequence: key.sequence)
  }

  /// Removes and returns the earliest event.
  public mutating func pop() -> Event? {
    guard let slot = heap.first else { return nil }
    let key = slots[Int(slot)].key
    return Event(time: key.time, priority: key.priority, payload: remove(at: 0))
  }

  /// Returns false if the handle is no longer valid.
  @discardableResult
  public mutating func cancel(_ handle: Handle) -> Bool {
    guard isCurrent(handle) else { return false }
    _ = remove(at: slots[Int(handle.slot)].position)
    return true
  }

  /// Moves an event to another instant, where it keeps its original place among events of equal time and priority.
  /// Returns false if the handle is no longer valid.
  @discardableResult
  public mutating func reschedule(_ handle: Handle, to time: SimulationTime) -> Bool {
    guard isCurrent(handle) else { return false }
    slots[Int(handle.slot)].key.time = time
    restoreOrder(at: slots[Int(handle.slot)].position)
    return true
  }

  // MARK: State

  /// An event with its key.
  package struct Entry {
    package var time: SimulationTime
    package var priority: EventPriority
    package var sequence: UInt64
    package var payload: Payload

    package init(time: SimulationTime, priority: EventPriority, sequence: UInt64, payload: Payload) {
      self.time = time
      self.priority = priority
      self.sequence = sequence
      self.payload = payload
    }
  }

  /// All events in the order in which they will come out.
  package var entries: [Entry] {
    heap.map { slots[Int($0)] }.sorted { $0.key < $1.key }.compactMap { slot in
      slot.payload.map {
        Entry(time: slot.key.time, priority: slot.key.priority, sequence: slot.key.sequence, payload: $0)
      }
    }
  }

  /// The sequence number of the next event.
  package var sequence: UInt64 { nextSequence }

  /// Replaces the contents of the queue by these events. Earlier handles become invalid.
  /// - Returns: a handle for each event, in the order given.
  @discardableResult
  package mutating func replace(with entries: [Entry], sequence: UInt64) -> [Handle] {
    slots = []
    freeSlots = []
    heap = []
    let handles = entries.map { entry in
      nextSequence = entry.sequence
      return schedule(entry.payload, at: entry.time, priority: entry.priority)
    }
    nextSequence = sequence
    return handles
  }

  private func isCurrent(_ handle: Handle) -> Bool {
    let index = Int(handle.slot)
    return index < slots.count && slots[index].payload != nil && slots[index].key.sequence == handle.sequence
  }

  private mutating func remove(at position: Int) -> Payload {
    let slot = heap[position]
    let last = heap.removeLast()
    if position < heap.count {
      heap[position] = last
      slots[Int(last)].position = position
      restoreOrder(at: position)
    }
    freeSlots.append(slot)
    return slots[Int(slot)].payload.take()!
  }

  private mutating func restoreOrder(at position: Int) {
    siftUp(position)
    siftDown(position)
  }

  private mutating func siftUp(_ start: Int) {
    var position = start
    let moving = heap[position]
    let key = slots[Int(moving)].key
    while position > 0 {
      let parent = (position - 1) / 4
      guard key < slots[Int(heap[parent])].key else { break }
      place(heap[parent], at: position)
      position = parent
    }
    place(moving, at: position)
  }

  private mutating func siftDown(_ start: Int) {
    var position = start
    let moving = heap[position]
    let key = slots[Int(moving)].key
    while true {
      let firstChild = 4 * position + 1
      guard firstChild < heap.count else { break }
      var least = firstChild
      for child in (firstChild + 1)..<max(firstChild + 1, min(firstChild + 4, heap.count))
      where slots[Int(heap[child])].key < slots[Int(heap[least])].key {
        least = child
      }
      guard slots[Int(heap[least])].key < key else { break }
      place(heap[least], at: position)
      position = least
    }
    place(moving, at: position)
  }

  private mutating func place(_ slot: Int32, at position: Int) {
    heap[position] = slot
    slots[Int(slot)].position = position
  }
}
