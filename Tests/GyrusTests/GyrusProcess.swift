import Foundation
import Testing

/// Runs the `gyrus` that was built with the tests, in a temporary folder.
final class GyrusProcess {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "gyrus-command-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  struct Result {
    var code: Int32
    var output: String
    var errors: String
  }

  /// The program, which is in the folder of the test bundle.
  static let binary = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "gyrus").path()

  /// The top folder of the package.
  static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized.path()

  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Result {
    try run(list: arguments, environment: environment)
  }

  func run(list arguments: [String], environment: [String: String] = [:]) throws -> Result {
    try launch(Self.binary, arguments, environment: environment).finish()
  }

  /// Runs a shell command in which $gyrus is the program.
  func shell(_ command: String, environment: [String: String] = [:]) throws -> Result {
    try launch("/bin/bash", ["-c", command], environment: environment).finish()
  }

  func start(_ arguments: String..., environment: [String: String] = [:]) throws -> Running {
    try start(list: arguments, environment: environment)
  }

  func start(list arguments: [String], environment: [String: String] = [:]) throws -> Running {
    try launch(Self.binary, arguments, environment: environment)
  }

  struct Running {
    let process: Process
    let output: URL
    let errors: URL

    func finish() throws -> Result {
      process.waitUntilExit()
      // Killed by a signal: 128 + signal, as in a shell.
      let code = process.terminationStatus + (process.terminationReason == .uncaughtSignal ? 128 : 0)
      return Result(
        code: code, output: try String(contentsOf: output, encoding: .utf8),
        errors: try String(contentsOf: errors, encoding: .utf8))
    }
  }

  private func launch(_ program: String, _ arguments: [String], environment: [String: String]) throws -> Running {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment
      .merging(["gyrus": Self.binary]) { $1 }.merging(environment) { $1 }
    // Files instead of pipes, which would have to be read while the program runs.
    let name = UUID().uuidString
    let running = Running(
      process: process, output: folder.appending(path: ".\(name).out"), errors: folder.appending(path: ".\(name).err"))
    for (url, key) in [(running.output, \Process.standardOutput), (running.errors, \Process.standardError)] {
      try Data().write(to: url)
      process[keyPath: key] = try FileHandle(forWritingTo: url)
    }
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return running
  }

  // MARK: Files

  func write(_ text: String, to name: String) throws {
    try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
  }

  func text(of name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.appending(path: name).path()) }

  /// The entries of a folder except the captured streams, sorted; empty if there is no folder.
  func entries(of name: String = ".") -> [String] {
    let all = try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: name).path())
    return (all ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Writes `tiny.yml`, the network that most tests run; one part of it may be replaced.
  func writeTiny(replacing old: String = "", with new: String = "") throws {
    #expect(old.isEmpty || tiny.contains(old))
    try write(old.isEmpty ? tiny : tiny.replacing(old, with: new), to: "tiny.yml")
  }
}

/// Runs in a fraction of a second; four partitions, so that threads share the work.
let tiny = """
  name: tiny
  seed: 5
  duration: 200 ms
  warmup: 50 ms
  partitions: 4
  populations:
    excitatory: {size: 80, neuron: lif-delta, initial: {v: {uniform: [0 mV, 20 mV]}}}
    inhibitory: {size: 20, neuron: lif-delta}
  projections:
    forward:
      from: excitatory
      to: [excitatory, inhibitory]
      rule: {inDegree: 10}
      weight: 0.2 mV
      delay: 1.5 ms
    back:
      from: inhibitory
      to: excitatory
      rule: {inDegree: 5}
      weight: -1 mV
      delay: {uniform: [1 ms, 2 ms]}
  stimuli:
    drive: {to: [excitatory, inhibitory], poisson: {rate: 20 kHz, weight: 0.1 mV}}
  recorders:
    spikes: {spikes: all}
    rate: {rate: {of: all, bin: 5 ms}}
  components:
    guard: {rate-guard: {every: 50 ms, maximum: 400 Hz}}

  """

/// Parses JSON text as a dictionary.
func object(_ text: String) throws -> [String: Any] {
  try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
}
