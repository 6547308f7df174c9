import CPlatform
import Glibc
import Synchronization

/// A fixed set of threads that synchronise at a spin barrier, because a window lasts microseconds and waking a sleeping
/// thread takes about as long.
final class WorkerPool: @unchecked Sendable {
  let threads: Int
  // The caller writes the body before it increments `round`; workers read it after they see the new `round`.
  private var body: ((Int) -> Void)?
  private let round = Atomic<Int>(0)
  private let running = Atomic<Int>(0)
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
      precondition(failed == 0, "the system cannot create another thread")
      handles.append(handle)
    }
  }

  deinit {
    team.dismiss()
    for handle in handles { pthread_join(handle, nil) }
  }

  /// Runs `body(worker)` on every worker, with the caller as worker 0, and returns when all have finished.
  func run(_ body: @escaping (Int) -> Void) {
    guard threads > 1 else { return body(0) }
    team.run(body)
  }

  private func work(as worker: Int) {
    var seen = 0
    while true {
      spin { round.load(ordering: .acquiring) != seen }
      seen += 1
      guard let body else { return }
      body(worker)
      running.subtract(1, ordering: .releasing)
    }
  }

  /// Spins for about the length of a window, then yields the processor between checks.
  @inline(__always)
  private func spin(until done: () -> Bool) {
    var looks = 0
    while !done() {
      looks += 1
      if looks > 2000 { sched_yield() }
    }
  }
}

/// What the threads of a pool share. They hold this and not the pool, which would otherwise live as long as they do.
private final class Team {
  private let threads: Int
  // The caller writes the body before it begins a round, and workers read it after they have seen the round begin.
  private var body: ((Int) -> Void)?
  /// Counts the rounds that have begun.
  private let round: Signal
  /// Counts the workers that have not finished the round.
  private let running: Signal

  init(threads: Int) {
    self.threads = threads
    let patience = Signal.patience(threads: threads)
    round = Signal(patience: patience)
    running = Signal(patience: patience)
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
    running.wait { $0 == 0 }
  }

  /// Lets all workers go: there will be no more rounds.
  func dismiss() {
    body = nil
    round.add(1)
  }

  func work(as worker: Int) {
    var seen: UInt32 = 0
    while true {
      round.wait { $0 != seen }
      seen &+= 1
      guard let body else { return }
      body(worker)
      running.subtractOne()
    }
  }
}

/// A number that threads wait for: they look at it for a while, then sleep until it changes.
private struct Signal {
  private typealias Word = UnsafeMutablePointer<Atomic<UInt32>>

  /// The distance of numbers that different threads change: two cache lines, as processors fetch lines in pairs.
  private static let spacing = 128

  /// The number itself; the kernel watches its address for those who sleep.
  private let number: Word
  /// The number of threads that sleep or are about to.
  private let sleepers: Word
  /// The time a thread looks before it sleeps, in nanoseconds.
  private let patience: UInt64

  /// The time to look before sleeping, in nanoseconds; none where threads would only keep processors from each other.
  static func patience(threads: Int) -> UInt64 {
    threads > platform_processors() ? 0 : 50_000
  }

  init(patience: UInt64) {
    self.patience = patience
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 2 * Signal.spacing, alignment: Signal.spacing)
    number = memory.bindMemory(to: Atomic<UInt32>.self, capacity: 1)
    sleepers = (memory + Signal.spacing).bindMemory(to: Atomic<UInt32>.self, capacity: 1)
    number.initialize(to: Atomic(0))
    sleepers.initialize(to: Atomic(0))
  }

  func free() { UnsafeMutableRawPointer(number).deallocate() }

  /// Changes the number while nobody waits for it.
  func set(_ value: UInt32) { number.pointee.store(value, ordering: .relaxed) }

  /// Adds to the number and wakes all who wait.
  func add(_ value: UInt32) {
    number.pointee.wrappingAdd(value, ordering: .sequentiallyConsistent)
    wake()
  }

  /// Subtracts one from the number, and wakes who waits when none is left.
  func subtractOne() {
    if number.pointee.wrappingSubtract(1, ordering: .sequentiallyConsistent).newValue == 0 { wake() }
  }

  /// Whoever sleeps has counted itself before its last look at the number; so either that look has seen the change, or
  /// this one sees the sleeper.
  private func wake() {
    if sleepers.pointee.load(ordering: .sequentiallyConsistent) != 0 { platform_wake(number) }
  }

  /// Returns once the number is as it should be.
  @inline(__always)
  func wait(until isReached: (UInt32) -> Bool) {
    guard !isReached(number.pointee.load(ordering: .acquiring)) else { return }
    if patience > 0 {
      let end = platform_nanoseconds() + patience
      repeat {
        for _ in 0..<16 {
          platform_pause()
          if isReached(number.pointee.load(ordering: .acquiring)) { return }
        }
      } while platform_nanoseconds() < end
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
