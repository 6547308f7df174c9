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

  init(threads: Int) {
    self.threads = max(1, threads)
    for worker in 1..<max(2, self.threads) where self.threads > 1 {
      let start = Unmanaged.passRetained(Start(pool: self, worker: worker))
      var handle = pthread_t()
      let failed = pthread_create(
        &handle, nil,
        { argument in
          let start = Unmanaged<Start>.fromOpaque(argument!).takeRetainedValue()
          start.pool.work(as: start.worker)
          return nil
        }, start.toOpaque())
      precondition(failed == 0, "the system cannot create another thread")
      handles.append(handle)
    }
  }

  private final class Start {
    unowned(unsafe) let pool: WorkerPool
    let worker: Int
    init(pool: WorkerPool, worker: Int) {
      self.pool = pool
      self.worker = worker
    }
  }

  deinit {
    body = nil
    round.add(1, ordering: .releasing)
    for handle in handles { pthread_join(handle, nil) }
  }

  /// Runs `body(worker)` on every worker, with the caller as worker 0, and returns when all have finished.
  func run(_ body: @escaping (Int) -> Void) {
    guard threads > 1 else { return body(0) }
    self.body = body
    running.store(threads - 1, ordering: .relaxed)
    round.add(1, ordering: .releasing)
    body(0)
    spin { running.load(ordering: .acquiring) == 0 }
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
