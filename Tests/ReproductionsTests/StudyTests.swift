import Foundation
import NetworkFiles
import Reproductions
import Studies
import Synchronization
import Testing

@Suite struct TrialCacheTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func network(seed: UInt64) throws -> String {
    try NetworkFile(
      yaml: "{duration: 1 ms, populations: {a: {size: 2, neuron: lif-delta}}}", seed: seed
    ).description.resolvedYAML
  }

  @Test("the key is a function of the description, the experiment and the program")
  func keys() throws {
    let cache = TrialCache(folder: folder.path, code: "1")
    func key(_ seed: UInt64, _ experiment: String = "e", _ version: Int = 1, in cache: TrialCache) throws -> String {
      cache.key(experiment: experiment, version: version, inputs: [try network(seed: seed)])
    }
    let own = try key(1, in: cache)
    #expect(try key(1, in: cache) == own)
    #expect(try key(2, in: cache) != own)
    #expect(try key(1, "f", in: cache) != own)
    #expect(try key(1, "e", 2, in: cache) != own)
    #expect(try key(1, in: TrialCache(folder: folder.path, code: "2")) != own)
  }

  @Test func keptIsFound() throws {
    let cache = TrialCache(folder: folder.path, code: "1")
    try cache.keep([0.1, -1e300, 3], of: "a")
    try cache.keep(["x": 1.5], of: "b")
    #expect(cache.output(of: "a") == [0.1, -1e300, 3])
    #expect(cache.output(of: "b") == ["x": 1.5])
    #expect(cache.output(of: "c") as [Double]? == nil)
    // A result of another type.
    #expect(cache.output(of: "a") as [String: Double]? == nil)
    try cache.keep([7.0], of: "a")
    #expect(cache.output(of: "a") == [7.0])
    #expect(try folder.entries().count == 2)
  }

  /// Two studies at once, or a trial that two experiments share.
  @Test func manyMayKeepTheSameResult() throws {
    let cache = TrialCache(folder: folder.path + "/a/b", code: "1")
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 200) { number in
      do { try cache.keep([Double](repeating: 0.5, count: 1000), of: "\(number / 8)") } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(cache.output(of: "3") == [Double](repeating: 0.5, count: 1000))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/a/b").count == 25)
  }

  @Test("damaged files and those of another key count as none")
  func damage() throws {
    let cache = TrialCache(folder: folder.path, code: "1")
    try cache.keep([1.0], of: "a")
    let name = try #require(try folder.entries().first)
    let text = try folder.text(of: name)
    // Simulate another key with the same hash.
    try folder.write(text.replacing("\"a\"", with: "\"b\""), to: name)
    #expect(cache.output(of: "a") as [Double]? == nil)
    try folder.write(String(text.dropLast(4)), to: name)
    #expect(cache.output(of: "a") as [Double]? == nil)
  }
}

/// An experiment that squares numbers and counts its computations.
private struct Squares: Experiment {
  static let name = "squares"
  static let version = 1
  var numbers: [Double]
  let counter: Counter
  var runsAlone = false

  final class Counter: Sendable {
    let runs = Atomic<Int>(0)
    let running = Atomic<Int>(0)
    let most = Atomic<Int>(0)
  }
  struct Refused: Error {}

  func trials() -> [Trial<Double>] {
    numbers.map { number in
      var trial = Trial("\(number)", inputs: ["\(number)"], cost: number) {
        let beside = counter.running.add(1, ordering: .relaxed).newValue
        counter.most.max(beside, ordering: .relaxed)
        defer { counter.running.subtract(1, ordering: .relaxed) }
        guard number >= 0 else { throw Refused() }
        counter.runs.add(1, ordering: .relaxed)
        return number * number
      }
      trial.runsAlone = runsAlone
      return trial
    }
  }

  func section(_ outputs: [Double], folder: String) -> Section {
    Section("squares", outputs.map { "\($0)" }.joined(separator: " "))
  }
}

@Suite struct StudyTests {
  let folder: TemporaryFolder
  fileprivate let counter = Squares.Counter()

  init() throws { folder = try TemporaryFolder() }

  private func run(_ numbers: [Double], threads: Int, runsAlone: Bool = false) throws -> String {
    let study = Study(cache: TrialCache(folder: folder.path, code: "1"), threads: threads)
    return try study.run([Squares(numbers: numbers, counter: counter, runsAlone: runsAlone)], folder: folder.path)[0]
      .markdown
  }

  private var runs: Int { counter.runs.load(ordering: .relaxed) }

  @Test("outputs come in the order of the trials, and only what has changed is computed", arguments: [1, 2, 4])
  func order(threads: Int) throws {
    let numbers = (1...20).map(Double.init)
    let first = try run(numbers, threads: threads)
    #expect(first.contains(numbers.map { "\($0 * $0)" }.joined(separator: " ")))
    #expect(runs == 20)
    #expect(try run(numbers, threads: threads) == first)
    #expect(runs == 20)
    #expect(try run(numbers + [21], threads: threads).contains("400.0 441.0"))
    #expect(runs == 21)
  }

  @Test("a failure ends the study, and what was computed before is kept")
  func failure() throws {
    #expect(throws: Squares.Refused.self) { try run([3, 2, -1], threads: 1) }
    #expect(runs == 2)
    _ = try run([3, 2], threads: 1)
    #expect(runs == 2)
  }

  /// An experiment that is not chosen is not computed, but shown if its results are known.
  @Test func onlyChosenExperimentsAreComputed() throws {
    let study = Study(cache: TrialCache(folder: folder.path, code: "1"), threads: 1)
    func titles(_ chosen: Set<String>) throws -> [String] {
      try study.run([Squares(numbers: [2, 3], counter: counter)], chosen: chosen, folder: folder.path).map(\.title)
    }
    #expect(try titles(["cubes"]) == [] && runs == 0)
    #expect(try titles(["squares"]) == ["squares"] && runs == 2)
    #expect(try titles(["cubes"]) == ["squares"] && runs == 2)
  }

  @Test func trialsThatRunAloneDo() throws {
    _ = try run((1...12).map(Double.init), threads: 4, runsAlone: true)
    #expect(runs == 12 && counter.most.load(ordering: .relaxed) == 1)
  }

  @Test func progressAddsUp() throws {
    let seen = Mutex<[(done: Int, total: Int, left: Double?)]>([])
    let cache = TrialCache(folder: folder.path, code: "1")
    _ = try run([1, 2], threads: 1)
    let study = Study(cache: cache, threads: 2) { progress in
      seen.withLock { $0.append((progress.done, progress.total, progress.secondsLeft)) }
    }
    _ = try study.run([Squares(numbers: [1, 2, 3, 4, 5], counter: counter)], folder: folder.path)
    let steps = seen.withLock { $0 }
    #expect(steps.first?.done == 2 && steps.first?.left == nil)
    #expect(steps.last?.done == 5 && steps.last?.left == 0)
    #expect(steps.allSatisfy { $0.total == 5 } && zip(steps, steps.dropFirst()).allSatisfy { $0.done <= $1.done })
  }
}
