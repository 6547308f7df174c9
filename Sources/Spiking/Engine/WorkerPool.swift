import CPlatform
import Glibc
import Synchronization

/// A fixed group of threads that share the work of each window and wait for each other at its end.
///
/// A window takes microseconds, less than waking a sleeping thread. A waiting thread therefore polls for a short time
/// and sleeps only if nothing has happened by then. Waking needs a system call only if a thread sleeps.
package final class WorkerPool: @unchecked Sendable {
  package let threads: Int
  private let team: Team
  private var handles: [pthread_t] = []

  package init(threads: Int) {
    self.threads = max(1, threads)
    team = Team(threads: self.threads)
    for worker in 1..<max(2, self.threads) where self.threads > 1 {
      let start = Unmanaged.passRetained(Start(team: team, worker: worker))
      var handle = pthread_t()
      let failed = pthread_create(
        &handle, nil,
        { argument in
          let start = Unmanaged<Start>.fromOpaque(argument!).takeRetainedValue()
          start.team.work(as: start.worker)
          return nil
        }, start.toOpaque())
      precondition(failed == 0, "the system refuses another thread")
      handles.append(handle)
    }
  }

  deinit {
    team.dismiss()
    for handle in handles { pthread_join(handle, nil) }
  }

  /// Runs `body(worker)` on every worker, the caller being worker 0, and returns when all are done.
  package func run(_ body: @escaping (Int) -> Void) {
    guard threads > 1 else { return body(0) }
    team.run(body)
  }

  private final class Start {
    let team: Team
    let worker: Int
    init(team: Team, worker: Int) {
      self.team = team
      self.worker = worker
    }
  }
}

/// The data shared by the threads of a pool. The threads hold this object and not the pool, so that the pool can be
/// released before them.
private final class Team {
  private let threads: Int
  // The caller writes the body before it begins a round, and workers read it after they have seen the round begin.
  private var body: ((Int) -> Void)?
  /// Counts the rounds that have begun.
  private let round: Signal
  /// Counts the workers that have not finished the round.
  private let running: Signal
  /// The polling time before sleeping; each thread has its own copy.
  private let patience: Patience
  @exclusivity(unchecked) private var callersPatience: Patience

  init(threads: Int) {
    self.threads = threads
    patience = Patience(threads: threads)
    callersPatience = patience
    round = Signal()
    running = Signal()
  }

  deinit {
    round.free()
    running.free()
  }

  func run(_ body: @escaping (Int) -> Void) {
    self.body = body
    running.set(UInt32(threads - 1))
    round.add(1)
    body(0)
    running.wait(&callersPatience) { $0 == 0 }
  }

  /// Ends all workers.
  func dismiss() {
    body = nil
    round.add(1)
  }

  func work(as worker: Int) {
    var seen: UInt32 = 0
    var patience = patience
    while true {
      round.wait(&patience) { $0 != seen }
      seen &+= 1
      guard let body else { return }
      body(worker)
      running.subtractOne()
    }
  }
}

/// A number for which threads can wait: they poll it for a short time, then sleep until it changes.
private struct Signal {
  private typealias Word = UnsafeMutablePointer<Atomic<UInt32>>

  /// Distance in bytes between numbers that different threads change: two cache lines, as processors fetch lines in
  /// pairs.
  private static let spacing = 128

  /// The number. The kernel uses its address to wake sleeping threads.
  private let number: Word
  /// The number of threads that sleep or are about to.
  private let sleepers: Word

  init() {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 2 * Signal.spacing, alignment: Signal.spacing)
    number = memory.bindMemory(to: Atomic<UInt32>.self, capacity: 1)
    sleepers = (memory + Signal.spacing).bindMemory(to: Atomic<UInt32>.self, capacity: 1)
    number.initialize(to: Atomic(0))
    sleepers.initialize(to: Atomic(0))
  }

  func free() { UnsafeMutableRawPointer(number).deallocate() }

  /// Sets the number; no thread may be waiting for it.
  func set(_ value: UInt32) { number.pointee.store(value, ordering: .relaxed) }

  /// Adds to the number and wakes all waiting threads.
  func add(_ value: UInt32) {
    number.pointee.wrappingAdd(value, ordering: .sequentiallyConsistent)
    wake()
  }

  /// Subtracts one from the number, and wakes the waiting thread when it reaches 0.
  func subtractOne() {
    if number.pointee.wrappingSubtract(1, ordering: .sequentiallyConsistent).newValue == 0 { wake() }
  }

  /// Wakes sleeping threads. A thread counts itself as a sleeper before it reads the number for the last time.
  /// Therefore either that read sees the change, or this function sees the sleeper.
  private func wake() {
    if sleepers.pointee.load(ordering: .sequentiallyConsistent) != 0 { platform_wake(number) }
  }

  /// Waits until the number meets the condition.
  @inline(__always)
  func wait(_ patience: inout Patience, until isReached: (UInt32) -> Bool) {
    guard !isReached(number.pointee.load(ordering: .acquiring)) else { return }
    if patience.allowsLooking() {
      let end = platform_nanoseconds() + Patience.nanoseconds
      repeat {
        for _ in 0..<16 {
          platform_pause()
          if isReached(number.pointee.load(ordering: .acquiring)) { return patience.lookingHelped() }
        }
      } while platform_nanoseconds() < end
      patience.lookingFailed()
    }
    sleepers.pointee.wrappingAdd(1, ordering: .sequentiallyConsistent)
    while true {
      let value = number.pointee.load(ordering: .sequentiallyConsistent)
      if isReached(value) { break }
      platform_sleep(number, value)
    }
    sleepers.pointee.wrappingSubtract(1, ordering: .relaxed)
  }
}

/// Decides whether a thread polls before it sleeps.
///
/// On a busy machine a polling thread takes processor time from the others. After polling in vain three times in a row,
/// a thread therefore sleeps at once the next time, then the next two times, four times and so on, up to 32, until
/// polling succeeds again.
private struct Patience {
  /// Longest polling time, ns.
  static let nanoseconds: UInt64 = 50_000

  /// Whether polling is useful: false if there are more threads than processors.
  private let isWorthLooking: Bool
  private var failures = 0
  private var sleepsLeft = 0

  init(threads: Int) { isWorthLooking = threads <= platform_processors() }

  mutating func allowsLooking() -> Bool {
    guard sleepsLeft > 0 else { return isWorthLooking }
    sleepsLeft -= 1
    return false
  }

  mutating func lookingHelped() { failures = 0 }

  mutating func lookingFailed() {
    failures = min(failures + 1, 8)
    if failures >= 3 { sleepsLeft = 1 << (failures - 3) }
  }
}
