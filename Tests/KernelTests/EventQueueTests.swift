import Kernel
import Testing

@Suite struct EventQueueTests {
  private struct Reference {
    var time: SimulationTime
    var priority: EventPriority
    var sequence: Int
    var payload: Int
  }

  /// Random schedules, cancellations, moves and pops against an array searched by brute force.
  @Test(arguments: 0..<20)
  func agreesWithBruteForce(seed: UInt64) {
    var random = SplitMix(state: seed)
    var queue = EventQueue<Int>()
    var reference: [Reference] = []
    var handles: [(handle: EventQueue<Int>.Handle, payload: Int)] = []
    func before(_ a: Reference, _ b: Reference) -> Bool {
      (a.time.ticks, a.priority.rawValue, a.sequence) < (b.time.ticks, b.priority.rawValue, b.sequence)
    }
    // Few different times, so that ties are frequent; growing and shrinking phases.
    for step in 0..<3000 {
      let time = SimulationTime(ticks: Int64.random(in: 0..<30, using: &random))
      let growing = (step / 500) % 2 == 0
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<(growing ? 5 : 2):
        let priority = EventPriority.allCases.randomElement(using: &random)!
        handles.append((queue.schedule(step, at: time, priority: priority), step))
        reference.append(Reference(time: time, priority: priority, sequence: step, payload: step))
      case 8:
        guard let (handle, payload) = handles.randomElement(using: &random) else { continue }
        let index = reference.firstIndex { $0.payload == payload }
        let cancelled = queue.cancel(handle)
        #expect(cancelled == (index != nil))
        if let index { reference.remove(at: index) }
      case 9:
        guard let (handle, payload) = handles.randomElement(using: &random) else { continue }
        let index = reference.firstIndex { $0.payload == payload }
        let moved = queue.reschedule(handle, to: time)
        #expect(moved == (index != nil))
        if let index { reference[index].time = time }
      default:
        let expected = reference.min(by: before)
        let event = queue.pop()
        #expect(event?.payload == expected?.payload)
        #expect(event?.time == expected?.time)
        #expect(event?.priority == expected?.priority)
        reference.removeAll { $0.payload == expected?.payload }
      }
      #expect(queue.count == reference.count)
      #expect(queue.nextTime == reference.min(by: before)?.time)
    }
    while let event = queue.pop() {
      #expect(event.payload == reference.min(by: before)?.payload)
      reference.removeAll { $0.payload == event.payload }
    }
    #expect(reference.isEmpty && queue.isEmpty)
  }

  @Test func prioritiesActInTheirOrder() {
    var queue = EventQueue<EventPriority>()
    for priority in EventPriority.allCases.reversed() { queue.schedule(priority, at: .zero, priority: priority) }
    var order: [EventPriority] = []
    while let event = queue.pop() { order.append(event.payload) }
    #expect(order == [.delivery, .transition, .clock, .recorder, .user, .advance])
  }

  @Test func staleHandlesStayStale() {
    var queue = EventQueue<String>()
    let first = queue.schedule("a", at: .zero, priority: .user)
    let cancelled = queue.cancel(first)
    let second = queue.schedule("b", at: .zero, priority: .user)  // takes the place of the first
    let cancelledAgain = queue.cancel(first)
    let moved = queue.reschedule(first, to: .maximum)
    let popped = queue.pop()?.payload
    let cancelledLate = queue.cancel(second)
    #expect((cancelled, cancelledAgain, moved, cancelledLate) == (true, false, false, false))
    #expect(popped == "b")
    #expect(queue.isEmpty && queue.nextTime == nil)
    #expect(queue.pop() == nil)
  }

  @Test func movedEventsKeepTheirPlaceAmongTies() {
    var queue = EventQueue<Int>()
    let first = queue.schedule(1, at: SimulationTime(ticks: 9), priority: .user)
    queue.schedule(2, at: SimulationTime(ticks: 5), priority: .user)
    queue.reschedule(first, to: SimulationTime(ticks: 5))
    let order = [queue.pop()?.payload, queue.pop()?.payload]
    #expect(order == [1, 2])
  }
}
