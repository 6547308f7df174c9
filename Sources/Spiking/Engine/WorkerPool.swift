import Glibc
import Synchronization

/// A fixed team of threads that meet at a spin barrier: a window lasts microseconds, and waking a sleeping thread alone
/// would cost as much.
final class WorkerPool: @unchecked Sendable {
  let threads: Int
  // The body is written by the caller before `round` is raised and read by workers after they see it raised.
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
      precondition(failed == 0, "the system refuses another thread")
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

  /// Runs `body(worker)` on every worker, the caller being worker 0, and returns when all are done.
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

  /// Spins for about as long as a window takes, then lets others have the processor between looks.
  @inline(__always)
  private func spin(until done: () -> Bool) {
    var looks = 0
    while !done() {
      looks += 1
      if looks > 2000 { sched_yield() }
    }
  }
}
