import Foundation
import Spiking
import Synchronization
import Testing

/// The team of threads that shares the work of every window.
@Suite struct WorkerPoolTests {
  /// Keeps processors busy until it is stopped.
  final class BusyLoops: Sendable {
    private let isDone = Atomic(false)
    private let ended = DispatchGroup()

    init(_ count: Int) {
      for _ in 0..<count {
        ended.enter()
        Thread { [self] in
          while !isDone.load(ordering: .relaxed) {}
          ended.leave()
        }.start()
      }
    }

    func stop() {
      isDone.store(true, ordering: .relaxed)
      ended.wait()
    }
  }

  /// Runs rounds in which every worker adds to a number of its own, which the caller checks after each round.
  static func count(rounds: Int, threads: Int, every pause: Int = .max) {
    let pool = WorkerPool(threads: threads)
    #expect(pool.threads == threads)
    let counts = UnsafeMutableBufferPointer<Int>.allocate(capacity: threads)
    counts.initialize(repeating: 0)
    defer { counts.deallocate() }
    var mistakes = 0
    for round in 1...rounds {
      // Not atomic: the round's begin and end alone make the numbers visible.
      pool.run { counts[$0] += round }
      let expected = round * (round + 1) / 2
      if !counts.allSatisfy({ $0 == expected }) { mistakes += 1 }
      // Long enough for the workers to fall asleep.
      if round % pause == 0 { usleep(1000) }
    }
    #expect(mistakes == 0)
  }

  @Test(arguments: [1, 2, 3, 8])
  func everyWorkerDoesItsPartOfEveryRound(threads: Int) {
    Self.count(rounds: 20_000, threads: threads)
    Self.count(rounds: 300, threads: threads, every: 1)
    Self.count(rounds: 300, threads: threads, every: 7)
  }

  /// With spinning threads, each round took as long as the system lets a thread spin before it gives others a turn.
  @Test func moreThreadsThanProcessorsOnABusyMachine() {
    let others = BusyLoops(2)
    defer { others.stop() }
    let took = ContinuousClock().measure { Self.count(rounds: 300, threads: 8) }
    #expect(took < .seconds(60), "\(took)")
  }

  @Test func waitingCallersAndWorkersSleep() {
    let pool = WorkerPool(threads: 2)
    let own = pthread_self()
    func secondsOfProcessor(_ thread: pthread_t) -> Double {
      var clock = clockid_t()
      var time = timespec()
      guard pthread_getcpuclockid(thread, &clock) == 0, clock_gettime(clock, &time) == 0 else { return .nan }
      return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
    let worker = Mutex<pthread_t>(own)
    pool.run { if $0 == 1 { worker.withLock { $0 = pthread_self() } } }
    let other = worker.withLock { $0 }
    #expect(pthread_equal(own, other) == 0)
    // Between rounds the worker sleeps.
    var before = secondsOfProcessor(other)
    usleep(300_000)
    #expect(secondsOfProcessor(other) - before < 0.02)
    // While the worker works, the caller sleeps.
    before = secondsOfProcessor(own)
    pool.run { if $0 == 1 { usleep(300_000) } }
    #expect(secondsOfProcessor(own) - before < 0.02)
    // Both are there again.
    let sum = Atomic(0)
    pool.run { sum.add($0 + 1, ordering: .relaxed) }
    #expect(sum.load(ordering: .relaxed) == 3)
  }

  /// Workers end whether they look for a round or sleep, and whether or not there ever was one.
  ///
  /// Other tests run in the same process. A thread takes its name from the thread that creates it, which tells the
  /// workers of these pools from other threads.
  @Test func poolsGoAway() throws {
    let ownThread = "/proc/thread-self"
    func name(of thread: String) -> String? {
      try? String(contentsOfFile: thread + "/comm", encoding: .utf8).trimmingCharacters(in: .newlines)
    }
    func rename(_ name: String) throws {
      try name.write(toFile: ownThread + "/comm", atomically: false, encoding: .utf8)
    }
    let formerName = try #require(name(of: ownThread))
    try rename("poolsGoAway")
    defer { try? rename(formerName) }
    func workers() throws -> Int {
      let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
      return threads.count { name(of: "/proc/self/task/\($0)") == "poolsGoAway" } - 1
    }
    let living = try withExtendedLifetime(WorkerPool(threads: 5)) { try workers() }
    #expect(living == 4)

    var survivors = 0
    for round in 0..<200 {
      var pool: WorkerPool? = WorkerPool(threads: 1 + round % 5)
      if round % 2 == 0 { pool?.run { _ in } }
      if round % 20 == 0 { usleep(1000) }
      weak var former = pool
      pool = nil
      if former != nil { survivors += 1 }
    }
    #expect(survivors == 0)
    // The system forgets an ended thread a moment after it was joined.
    for _ in 0..<1000 where try workers() > 0 { usleep(10_000) }
    #expect(try workers() == 0)
  }
}
