import Dispatch
import Files
import Results
import Synchronization

/// Progress of a study.
public struct StudyProgress: Sendable {
  public var done: Int
  public var total: Int
  /// Estimated time left, s; nil until a trial has been computed.
  public var secondsLeft: Double?
  /// The trial that started or ended last.
  public var label: String
}

/// Runs the trials of experiments that are not in the cache, several at a time, and then makes the sections.
package struct Study: Sendable {
  private let cache: TrialCache
  private let threads: Int
  private let progress: @Sendable (StudyProgress) -> Void

  /// - Parameter progress: is called by one thread at a time.
  package init(cache: TrialCache, threads: Int, progress: @escaping @Sendable (StudyProgress) -> Void = { _ in }) {
    self.cache = cache
    self.threads = threads
    self.progress = progress
  }

  /// - Parameters:
  ///   - chosen: the names of the experiments to compute; nil: all.
  ///   - folder: the folder of the page, which is created.
  /// - Returns: the sections of the chosen experiments, and of others whose results are all in the cache.
  /// - Throws: the error of the first trial that fails; trials that have started are finished and cached.
  package func run(_ experiments: [any Experiment], chosen: Set<String>? = nil, folder: String) throws -> [Section] {
    let prepared = try experiments.map { try prepare($0, folder: folder) }.filter {
      chosen?.contains($0.name) != false || $0.tasks.allSatisfy(\.isKnown)
    }
    // The folder is created only after all networks have been read.
    try Folder.create(folder)
    let tasks = prepared.flatMap(\.tasks)
    let course = Course(total: tasks.count, cost: tasks.reduce(0) { $0 + ($1.isKnown ? 0 : $1.cost) })
    course.skip(tasks.count { $0.isKnown })
    let open = tasks.filter { !$0.isKnown }
    // Long trials start first, so that the threads finish at about the same time.
    try run(open.filter { !$0.runsAlone }.sorted { $0.cost > $1.cost }, at: threads, course)
    try run(open.filter(\.runsAlone), at: 1, course)
    return try prepared.map { try $0.section() }
  }

  private struct Task: Sendable {
    var label: String
    var cost: Double
    var runsAlone: Bool
    var isKnown: Bool
    var run: @Sendable () throws -> Void
  }

  private struct Prepared {
    var name: String
    var tasks: [Task]
    var section: () throws -> Section
  }

  private final class Slots<Output: Sendable>: Sendable {
    let outputs: Mutex<[Output?]>
    init(_ outputs: [Output?]) { self.outputs = Mutex(outputs) }
  }

  private func prepare<E: Experiment>(_ experiment: E, folder: String) throws -> Prepared {
    let trials = try experiment.trials()
    let keys = trials.map { cache.key(experiment: E.name, version: E.version, inputs: $0.inputs) }
    let known: [E.Output?] = keys.map { cache.output(of: $0) }
    let slots = Slots(known)
    let tasks = trials.indices.map { index in
      let (trial, key) = (trials[index], keys[index])
      return Task(
        label: "\(E.name): \(trial.label)", cost: trial.cost, runsAlone: trial.runsAlone, isKnown: known[index] != nil
      ) {
        let output = try trial.run()
        try cache.keep(output, of: key)
        slots.outputs.withLock { $0[index] = output }
      }
    }
    return Prepared(name: E.name, tasks: tasks) {
      try experiment.section(slots.outputs.withLock { $0.map { $0! } }, folder: folder)
    }
  }

  private func run(_ tasks: [Task], at threads: Int, _ course: Course) throws {
    let next = Atomic<Int>(0)
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: min(threads, tasks.count)) { _ in
      while failure.withLock({ $0 == nil }) {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < tasks.count else { return }
        course.report(tasks[index].label, progress)
        do {
          try tasks[index].run()
          course.finish(tasks[index].cost)
          course.report(tasks[index].label, progress)
        } catch {
          failure.withLock { $0 = $0 ?? error }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  /// Counts finished trials and estimates the time left.
  private final class Course: Sendable {
    private struct State {
      var done = 0
      var costDone = 0.0
    }
    private let state = Mutex(State())
    private let total: Int
    private let cost: Double
    private let start = ContinuousClock.now

    init(total: Int, cost: Double) {
      self.total = total
      self.cost = cost
    }

    func skip(_ count: Int) { state.withLock { $0.done += count } }

    func finish(_ cost: Double) {
      state.withLock {
        $0.done += 1
        $0.costDone += cost
      }
    }

    func report(_ label: String, _ progress: (StudyProgress) -> Void) {
      state.withLock { state in
        let elapsed = (ContinuousClock.now - start) / .seconds(1)
        progress(
          StudyProgress(
            done: state.done, total: total,
            secondsLeft: state.costDone > 0 ? elapsed * (cost - state.costDone) / state.costDone : nil, label: label))
      }
    }
  }
}
