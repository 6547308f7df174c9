import Foundation
import Gyrus
import Testing

/// Runs that stop early: the exit code gives the reason, and there is no file `complete`.
@Suite struct StoppedRunTests {
  let gyrus: GyrusProcess

  init() throws {
    gyrus = try GyrusProcess()
    try gyrus.writeTiny()
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func interruptedRunKeepsWhatItRecorded(_ signal: Int32) throws {
    let run = try gyrus.start("run", "tiny.yml", "--duration", "10 h", "--output", "out")
    let rates = gyrus.folder.appending(path: "out/rate.rate.csv").path()
    func size() -> Int { (try? FileManager.default.attributesOfItem(atPath: rates)[.size] as? Int) ?? 0 }
    // Recording has begun once the table holds more than its buffer.
    while size() < 4096, run.process.isRunning { usleep(10_000) }
    kill(run.process.processIdentifier, signal)
    let result = try run.finish()
    #expect(result.code == 75)
    #expect(result.output == "")
    let last = try #require(result.errors.split(separator: "\n").dropLast().last)
    #expect(last.hasPrefix("error: interrupted at "))
    #expect(result.errors.hasSuffix("the recordings until then are in out, without the file 'complete'\n"))
    #expect(!gyrus.exists("out/complete") && !gyrus.exists("out/metrics.json"))
    #expect(try gyrus.text(of: "out/log.txt") == result.errors)
    let spikes = try SpikeFile.read(gyrus.folder.appending(path: "out/spikes.h5").path())
    #expect(spikes.contains { !$0.times.isEmpty })
  }

  @Test func rateGuardStopsTheRun() throws {
    let result = try gyrus.run(
      "run", "tiny.yml", "--set", "components.guard.rate-guard.maximum=1 Hz", "--output", "out")
    #expect(result.code == 65)
    #expect(result.output == "")
    #expect(result.errors.contains("error: stopped at 50 ms by component 'guard': population 'excitatory' fires at "))
    #expect(!gyrus.exists("out/complete"))
    #expect(gyrus.exists("out/spikes.h5"))
  }

  /// A limit on file size, enforced by the system for every user.
  @Test(arguments: [0, 1, 8, 100])
  func aFileThatCannotBeWrittenIsNotComplete(_ kibibytes: Int) throws {
    // Ignore the signal of the limit, so that the write fails instead.
    let result = try gyrus.shell(
      "(trap '' XFSZ; ulimit -f \(kibibytes); exec $gyrus run tiny.yml --duration '5 s' --quiet --output out) 2>&1 "
        + "| cat >&2; exit ${PIPESTATUS[0]}")
    #expect(result.code == 73, "\(result.errors)")
    #expect(result.errors.contains("error: out/"))
    #expect(!gyrus.exists("out/complete"))
  }

  @Test func fullDiskIsNotComplete() throws {
    let inside = "mkdir small && mount -t tmpfs -o size=300k tmpfs small"
    guard try gyrus.shell("unshare -rm bash -c '\(inside)'").code == 0 else {
      print("SKIPPED: a run on a full disk; this system does not let the test mount a small one")
      return
    }
    let result = try gyrus.shell(
      "rmdir small; unshare -rm bash -c '\(inside); $gyrus run tiny.yml --duration \"5 s\" --quiet --output small/out; "
        + "code=$?; ls small/out; exit $code'")
    #expect(result.code == 73, "\(result.errors)")
    #expect(result.errors.contains("No space left on device"), "\(result.errors)")
    #expect(result.output.contains("spikes.h5") && !result.output.contains("complete"))
  }

  @Test func stdoutThatCannotBeWrittenIsAnError() throws {
    for command in ["describe tiny.yml", "models", "run tiny.yml --json"] {
      let result = try gyrus.shell("$gyrus \(command) > /dev/full")
      #expect(result.code == 73, "\(command)")
      #expect(result.errors.contains("error: stdout: cannot write: No space left on device\n"))
    }
  }

  @Test(arguments: ["/proc/nothing", "/dev/null", "tiny.yml", "tiny.yml/out"])
  func folderThatCannotBeMade(_ path: String) throws {
    let result = try gyrus.run("run", "tiny.yml", "--output", path)
    #expect(result.code == 73)
    #expect(result.errors.hasPrefix("error: \(path)"))
  }

  @Test func defaultFolderThatCannotBeMade() throws {
    try gyrus.write("", to: "results")
    let result = try gyrus.run("run", "tiny.yml")
    #expect(result.code == 73)
    #expect(result.errors.hasPrefix("error: results/tiny/"))
  }
}
