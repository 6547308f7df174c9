import Foundation

/// Runs each measurement in its own process, so that peak memory is that of the run and no run warms up the next.
struct Measurer {
  var quick: Bool

  func measure(_ benchmark: BenchmarkCase, root: String, threads: Int, run: Int) -> [Measurement] {
    measure(["--benchmark", benchmark.name, "--root", root], "\(benchmark.name)", threads: threads, run: run)
  }

  func measure(_ study: ScalingStudy, _ value: Double, threads: Int, run: Int) -> [Measurement] {
    measure(
      ["--benchmark", study.rawValue, "--value", "\(value)"], "\(study.rawValue) \(value)", threads: threads, run: run)
  }

  private func measure(_ arguments: [String], _ label: String, threads: Int, run: Int) -> [Measurement] {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
    let all = ["measure"] + arguments + ["--threads", "\(threads)"] + (quick ? ["--quick"] : [])
    return runMeasurement(program, all, label: "\(label), gyrus, \(threads) threads, run \(run)", run: run)
  }
}

/// Runs other simulators on the same networks, through `Benchmarks/peers/run.py`.
struct PeerRunner {
  var python: String
  var root: String

  func measure(_ benchmark: BenchmarkCase, _ peer: BenchmarkCase.Peer, threads: Int, run: Int, quick: Bool)
    -> [Measurement]
  {
    let arguments = [
      root + "/Benchmarks/peers/run.py", "--benchmark", benchmark.name, "--simulator", peer.simulator, "--network",
      peer.network, "--threads", "\(threads)", "--duration", "\(quick ? 0.02 : peer.duration)", "--warmup",
      "\(quick ? 0.02 : 0.1)",
    ]
    let label = "\(benchmark.name), \(peer.simulator), \(threads) threads, run \(run)"
    return runMeasurement(python, arguments, label: label, run: run)
  }
}

/// Runs a program whose last line of output is a ``Measurement`` in JSON; a failing program is reported and left out.
private func runMeasurement(_ program: String, _ arguments: [String], label: String, run: Int) -> [Measurement] {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  do {
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0, let line = output.split(separator: UInt8(ascii: "\n")).last else {
      note("\(label): failed")
      return []
    }
    var measurement = try JSONDecoder().decode(Measurement.self, from: line)
    measurement.run = run
    note("\(label): \(String(format: "%.4g", measurement.secondsPerSecond)) s per s")
    return [measurement]
  } catch {
    note("\(label): \(error)")
    return []
  }
}
