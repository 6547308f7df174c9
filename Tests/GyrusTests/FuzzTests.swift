import Foundation
import Gyrus
import Testing

/// Damaged and extreme network files never end in a signal, take no more than 5 s and 2 GiB, and are refused with file,
/// line and column.
///
/// `scripts/fuzz` tries many more; it sets GYRUS_FUZZ to the number of inputs and GYRUS_FUZZ_SEED to the seed.
@Suite struct FuzzTests {
  static let environment = ProcessInfo.processInfo.environment
  static let count = environment["GYRUS_FUZZ"].flatMap(Int.init) ?? 300
  static let seed = environment["GYRUS_FUZZ_SEED"].flatMap(UInt64.init) ?? 1

  /// The inputs are dealt to a few workers.
  private static let workers = 2

  /// One of these many inputs is given to the program, in a process of its own; the others of a long run are validated
  /// here, which takes a tenth of the time. A crash then ends the tests, and the input is found in the temporary folder.
  private static let processShare = count > 1000 ? 20 : 1

  /// One of these many inputs that are valid is run as well.
  private static let share = 4

  private static let networks: [(name: String, mutator: NetworkMutator)] = {
    let folder = GyrusProcess.package + "/networks"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yml") }.sorted().compactMap { name in
      (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)).map { (name, NetworkMutator($0)) }
    }
  }()

  @Test(arguments: 0..<workers)
  func noInputCrashes(worker: Int) throws {
    let gyrus = try GyrusProcess()
    let extremes = Self.networks.flatMap { network in
      (0..<network.mutator.extremeCount).map { (network, $0) }
    }
    #expect(Self.networks.count >= 13 && extremes.count > 4000)
    var outcomes: [String: Int] = [:]
    for number in stride(from: worker, to: Self.count, by: Self.workers) {
      let random = RandomStream(seed: Self.seed, entity: "fuzz", purpose: "changes", index: UInt64(number))
      let text: String
      // A run of all extremes takes each once; a smaller one draws from them.
      if number % 2 == 0 {
        let all = Self.count >= 2 * extremes.count
        let (network, index) = extremes[all ? number / 2 % extremes.count : random.uniform(below: extremes.count)]
        text = network.mutator.extreme(index)
      } else {
        text = Self.networks[random.uniform(below: Self.networks.count)].mutator.structural(random)
      }
      guard random.uniform(below: Self.processShare) == 0 else {
        outcomes["in this process: \(try validate(text, number, worker))", default: 0] += 1
        continue
      }
      try gyrus.write(text, to: "net.yml")
      let validation = try attempt("validate net.yml", in: gyrus)
      outcomes["validate: \(try check(validation, number, text, gyrus))", default: 0] += 1
      guard validation.code == 0, random.uniform(below: Self.share) == 0, !text.contains("models:") else { continue }
      let run = try attempt(
        "run net.yml --duration '1 ms' --set warmup='0 ms' --quiet --output out --overwrite", in: gyrus)
      outcomes["run: \(try check(run, number, text, gyrus))", default: 0] += 1
    }
    let counts = outcomes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    print("fuzz worker \(worker), seed \(Self.seed): \(counts.joined(separator: ", "))")
  }

  /// Validates an input in this process, within 5 s.
  /// - Returns: the outcome in a word.
  private func validate(_ text: String, _ number: Int, _ worker: Int) throws -> String {
    let path = FileManager.default.temporaryDirectory.appending(path: "gyrus-fuzz-\(Self.seed)-worker-\(worker).yml")
    try text.write(to: path, atomically: false, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: path) }
    let clock = ContinuousClock()
    let start = clock.now
    var outcome = "sound"
    do {
      let file = try NetworkFile(path: path.path())
      _ = try file.placing { try file.description.plan() }
    } catch let error as NetworkFileError where error.line != nil && error.column != nil {
      outcome = "refused"
    } catch {
      outcome = "failed"
      try keep(text, number, "\(error)")
    }
    let time = clock.now - start
    if time > .seconds(5) { try keep(text, number, "took \(time)") }
    return outcome
  }

  /// Runs the program within 5 s of processor time and 2 GiB of address space, and therefore of memory.
  private func attempt(_ arguments: String, in gyrus: GyrusProcess) throws -> GyrusProcess.Result {
    try gyrus.shell("ulimit -v 2097152 -t 5; $gyrus \(arguments)", environment: ["OPENBLAS_NUM_THREADS": "1"])
  }

  /// - Returns: the outcome in a word.
  private func check(
    _ result: GyrusProcess.Result, _ number: Int, _ text: String, _ gyrus: GyrusProcess
  ) throws -> String {
    let isRefused = result.code == 65 && result.errors.contains(#/net\.yml:[0-9]+:[0-9]+: error: |warmup=/#)
    // What shows only during a run has no line.
    let isStopped =
      (result.code == 65 && result.errors.contains("runs away"))
      || (result.code == 70 && result.errors.contains("no longer a finite number"))
    if result.code == 0 { return "sound" }
    if isRefused { return "refused" }
    if isStopped { return "stopped" }
    try keep(text, number, "exit code \(result.code): \(result.errors.suffix(600))")
    return "failed"
  }

  private func keep(_ text: String, _ number: Int, _ problem: String) throws {
    let kept = FileManager.default.temporaryDirectory.appending(path: "gyrus-fuzz-\(Self.seed)-\(number).yml")
    try text.write(to: kept, atomically: true, encoding: .utf8)
    Issue.record("input \(number) (\(kept.path())): \(problem)")
  }
}
