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

  /// Starts a run that would take hours, and waits until it has recorded something.
  private func startLong(_ environment: [String: String] = [:]) throws -> GyrusProcess.Running {
    let run = try gyrus.start("run", "tiny.yml", "--duration", "10 h", "--output", "out", environment: environment)
    let rates = gyrus.folder.appending(path: "out/rate.rate.csv").path()
    func size() -> Int { (try? FileManager.default.attributesOfItem(atPath: rates)[.size] as? Int) ?? 0 }
    // Recording has begun once the table holds more than its buffer.
    while size() < 4096, run.process.isRunning { usleep(10_000) }
    return run
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func interruptedRunKeepsWhatItDid(_ signal: Int32) throws {
    let run = try startLong()
    kill(run.process.processIdentifier, signal)
    let result = try run.finish()
    #expect(result.code == 75)
    #expect(result.output == "")
    let last = try #require(result.errors.split(separator: "\n").dropLast().last)
    #expect(last.hasPrefix("error: interrupted at "), "\(result.errors)")
    #expect(result.errors.hasSuffix("the results until then are in out, without the file 'complete'\n"))
    #expect(!gyrus.exists("out/complete") && !gyrus.exists("out/running"))
    #expect(try gyrus.text(of: "out/log.txt") == result.errors)
    let spikes = try SpikeFile.read(gyrus.folder.appending(path: "out/spikes.h5").path())
    // The numbers are of the time until then, and marked.
    let metrics = try object(try gyrus.text(of: "out/metrics.json"))
    let end = try #require(metrics["interrupted_at_s"] as? Double)
    #expect(try object(try gyrus.text(of: "out/provenance.json"))["interrupted_at_s"] as? Double == end)
    #expect(abs(try #require(metrics["biological_s"] as? Double) - (end - 0.05)) < 1e-9)
    let counted = spikes.reduce(0) { $0 + $1.times.count { $0 > 50 } }
    #expect(metrics["spikes"] as? Int == counted && counted > 0)
    let rate = try #require(metrics["mean_rate_hz"] as? Double)
    #expect(abs(rate - Double(counted) / 100 / (end - 0.05)) < 1e-6 * rate)
    #expect(try gyrus.text(of: "out/report.html").contains("Interrupted at "))
    #expect(gyrus.exists("out/figures/raster.csv"))
    // Readers say that it is not finished, and the folder may be used again.
    #expect(try gyrus.run("waves", "out").errors.contains("is the folder of an unfinished run"))
    #expect(try gyrus.run("run", "tiny.yml", "--output", "out", "--overwrite", "--quiet").code == 0)
  }

  @Test func aQuitRunEndsAtOnceAndGivesItsFolderUp() throws {
    let run = try startLong()
    #expect(try gyrus.run("waves", "out").errors.contains("is the folder of a run that is still going on (process "))
    let second = try gyrus.run("run", "tiny.yml", "--output", "out", "--overwrite")
    #expect(second.code == 73)
    #expect(
      second.errors.contains("out: is in use by another run (process \(run.process.processIdentifier) on "),
      "\(second.errors)")
    kill(run.process.processIdentifier, SIGQUIT)
    #expect(try run.finish().code == 128 + SIGQUIT)
    #expect(!gyrus.exists("out/complete") && gyrus.exists("out/spikes.h5"))
    #expect(try gyrus.run("run", "tiny.yml", "--output", "out", "--overwrite", "--quiet").code == 0)
  }

  /// A run under nohup outlives its terminal.
  @Test func anIgnoredHangupStaysIgnored() throws {
    let result = try gyrus.shell(
      """
      trap '' HUP; $gyrus run tiny.yml --duration '5 s' --output out --quiet >/dev/null & pid=$!
      until [[ -e out/spikes.h5 ]]; do sleep 0.02; done
      kill -HUP $pid; wait $pid
      """)
    #expect(result.code == 0 && gyrus.exists("out/complete"), "\(result.errors)")
  }

  /// A stream that nobody reads any more, or that was closed from the beginning.
  @Test(arguments: ["2> >(exec true)", "> >(exec true)", "> >(exec true) 2>&1", ">&-", "2>&-", ">&- 2>&- <&-"])
  func aRunGoesOnWithoutReaders(_ redirection: String) throws {
    let result = try gyrus.shell(
      "(sleep 0.2; exec $gyrus run tiny.yml --duration '2 s' --json --output out) \(redirection)")
    #expect(result.code == 0, "\(result.errors)")
    #expect(gyrus.exists("out/complete"))
    let spikes = try SpikeFile.read(gyrus.folder.appending(path: "out/spikes.h5").path())
    #expect(spikes.contains { !$0.times.isEmpty })
  }

  /// A gnuplot that never ends does not keep a run from stopping.
  @Test func aHangingProgramIsStoppedWithTheRun() throws {
    _ = try gyrus.shell(
      "mkdir bin; printf '#!/bin/sh\\ntouch started\\nsleep 300\\n' > bin/gnuplot; chmod +x bin/gnuplot")
    let path = gyrus.folder.appending(path: "bin").path() + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
    let run = try gyrus.start("run", "tiny.yml", "--output", "out", environment: ["PATH": path])
    while !gyrus.exists("out/figures/started"), run.process.isRunning { usleep(10_000) }
    let start = ContinuousClock.now
    kill(run.process.processIdentifier, SIGTERM)
    let result = try run.finish()
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(result.code == 75 && result.errors.contains("were not drawn"), "\(result.errors)")
    #expect(gyrus.exists("out/metrics.json") && gyrus.exists("out/report.html") && !gyrus.exists("out/complete"))
  }

  /// Few open files or little memory end in words or in results, in good time.
  @Test(arguments: [
    "-n 5", "-n 7", "-n 8", "-n 10", "-n 12", "-v 160000", "-v 170000", "-v 180000", "-v 200000", "-v 250000",
    "-v 300000", "-v 400000",
  ])
  func scarceResources(_ limit: String) throws {
    let result = try gyrus.shell(
      "ulimit -c 0; ulimit \(limit); exec timeout -k 1 60 $gyrus run tiny.yml --quiet --output out")
    #expect([0, 70, 73].contains(result.code), "\(limit): \(result.code) \(result.errors)")
    #expect(result.code == 0 || result.errors.contains("error: "), "\(limit): \(result.errors)")
    #expect((result.code == 0) == gyrus.exists("out/complete"))
  }

  @Test func aFolderThatMayNotBeMadeSaysWhy() throws {
    let prefix = getuid() == 0 ? "setpriv --reuid=65534 --clear-groups " : ""
    _ = try gyrus.shell("mkdir closed; chmod 555 closed; chmod 755 .")
    guard try gyrus.shell("\(prefix)true").code == 0 else {
      print("SKIPPED: a folder that may not be made; setpriv is not there")
      return
    }
    for output in ["", " --output out/a/b"] {
      let result = try gyrus.shell("cd closed; \(prefix)$gyrus run ../tiny.yml\(output)")
      #expect(result.code == 73, "\(result.errors)")
      #expect(result.errors.contains(": cannot create the folder: Permission denied"), "\(result.errors)")
    }
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
