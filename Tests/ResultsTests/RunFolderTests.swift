import Files
import Foundation
import Kernel
import Results
import Simulation
import Spiking
import Testing

@Suite struct RunFolderTests {
  private func write(
    _ run: SyntheticRun, to path: String, overwrite: Bool = false, size: Int = 5000
  ) throws -> RunFolder {
    let folder = try RunFolder(
      path: path, description: run.network, populations: run.populations, overwrite: overwrite,
      resolvedText: "name: synthetic\n")
    try run.train.send(to: folder, of: run.populations, size: size)
    return folder
  }

  private func empty(_ path: String, overwrite: Bool = false) throws -> RunFolder {
    try RunFolder(
      path: path, description: SimulationDescription(name: "n", duration: .zero, populations: []), populations: [],
      overwrite: overwrite, resolvedText: "name: n\n")
  }

  private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
  private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  private func object(_ path: String) throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
    return try #require(json as? [String: Any])
  }

  @Test func everythingIsThereAndCompleteComesLast() throws {
    let temporary = try TemporaryFolder()
    let path = temporary.path + "/a/b"
    let run = try SyntheticRun()
    let folder = try write(run, to: path)
    #expect(try text(path + "/network.resolved.yml") == "name: synthetic\n")
    #expect(!exists(path + "/complete"))
    let remarks = try folder.finish(summary: run.summary, log: "a word")
    #expect(
      Set(try FileManager.default.contentsOfDirectory(atPath: path)) == [
        "complete", "figures", "files.txt", "log.txt", "metrics.json", "network.resolved.yml", "provenance.json",
        "record.h5", "record.json", "report.html", "spikes.h5",
      ])
    #expect(try text(path + "/complete") == "0123456789abcdef\n")
    #expect(try text(path + "/log.txt") == "a word\n" + remarks.map { $0 + "\n" }.joined())
    #expect(try text(path + "/metrics.json") == metricsJSON(run.summary))
    #expect(try SpikeFile.read(path + "/spikes.h5").map(\.times.count).reduce(0, +) == run.train.times.count)
    let provenance = try object(path + "/provenance.json")
    #expect(provenance["seed"] as? UInt64 == .max)
    #expect(provenance["spike_digest"] as? String == "0123456789abcdef")
    for key in ["gyrus_version", "compiler", "gsl_version", "hdf5_version", "openblas", "system", "date"] {
      #expect((provenance[key] as? String)?.isEmpty == false)
    }
    #expect(provenance["cores"] as? Int ?? 0 > 0)
  }

  @Test func figuresAreDrawnOrTheRemarksSayWhyNot() throws {
    let temporary = try TemporaryFolder()
    let run = try SyntheticRun()
    let remarks = try write(run, to: temporary.path + "/run").finish(summary: run.summary, log: "")
    let figures = temporary.path + "/run/figures/"
    let report = try text(temporary.path + "/run/report.html")
    for name in ["raster", "distributions", "snapshots-sheet", "wavefronts-sheet"] {
      #expect(exists(figures + name + ".gp"))
      if remarks.isEmpty {
        let svg = try text(figures + name + ".svg")
        #expect(svg.contains("</svg>"))
        #expect(report.contains(Data(svg.utf8).base64EncodedString()))
      } else {
        #expect(!exists(figures + name + ".svg"))
        #expect(report.contains("gnuplot"))
      }
    }
  }

  @Test func theMapOfAWaveGrowsWithTheDistanceFromItsOrigin() throws {
    let temporary = try TemporaryFolder()
    let run = try SyntheticRun()
    try write(run, to: temporary.path + "/run").finish(summary: run.summary, log: "")
    let lines = try text(temporary.path + "/run/figures/wavefronts-sheet.csv").split(separator: "\n").dropFirst()
    let rows = lines.map { $0.split(separator: ",").compactMap { Double($0) } }
    #expect(rows.count > 1500)
    // The wave is one of the synthetic ones: its first neuron is at an origin, and the others are reached after
    // distance / speed. At most 1 in 50 stray spikes may come just before the front.
    let first = try #require(rows.first { row in run.origins.contains { abs($0.point.x - row[0]) < 1.5 } })
    let origin = try #require(
      run.origins.min { a, b in
        abs(a.point.x - first[0]) + abs(a.point.y - first[1]) < abs(b.point.x - first[0]) + abs(b.point.y - first[1])
      })
    let offsets = rows.map { row in
      let offset = SIMD2(row[0], row[1]) - origin.point
      return row[2] - (offset.x * offset.x + offset.y * offset.y).squareRoot() / SyntheticRun.speed
    }.sorted()
    let middle = offsets[offsets.count / 2]
    #expect(offsets.count { abs($0 - middle) > 0.5 } < rows.count / 50)
  }

  @Test func randomActivityHasNoWaveFronts() throws {
    let temporary = try TemporaryFolder()
    let run = try SyntheticRun()
    let sheet = run.populations[2]
    let folder = try RunFolder(
      path: temporary.path + "/run", description: run.network, populations: run.populations, overwrite: false,
      resolvedText: "")
    let train = SpikeTrain(
      SpikeTrain.poisson(
        count: sheet.size, first: sheet.firstNeuron, rate: 5, duration: SyntheticRun.duration, seed: 8))
    try train.send(to: folder, of: run.populations, size: 1000)
    let remarks = try folder.finish(summary: run.summary, log: "")
    #expect(remarks.contains { $0.contains("no wave fronts of 'sheet'") })
    #expect(exists(temporary.path + "/run/figures/snapshots-sheet.csv"))
    #expect(!exists(temporary.path + "/run/figures/wavefronts-sheet.csv"))
  }

  @Test func aSilentNetworkHasAReportToo() throws {
    let temporary = try TemporaryFolder()
    let run = try SyntheticRun(side: 8)
    let folder = try RunFolder(
      path: temporary.path + "/run", description: run.network, populations: run.populations, overwrite: false,
      resolvedText: "")
    _ = try folder.openSpikes(of: run.populations)
    var summary = run.summary
    summary.spikes = 0
    summary.meanRate = 0
    for index in summary.populations.indices {
      summary.populations[index].rates = []
      summary.populations[index].cvs = []
      summary.populations[index].meanRate = .nan
    }
    let remarks = try folder.finish(summary: summary, log: "")
    #expect(remarks.contains { $0.contains("sheet") && $0.contains("did not spike") })
    #expect(!remarks.contains { $0.contains("gnuplot says") }, "\(remarks)")
    #expect(exists(temporary.path + "/run/complete"))
  }

  @Test func namesCannotBreakThePageOrTheFigures() throws {
    let temporary = try TemporaryFolder()
    let name = "E_1^{x} 'a' \"b\" <i> 50% @&~\\"
    let population = PopulationInfo(
      name: name, size: 30, firstNeuron: 0, positions: (0..<30).map { SIMD2(Double($0) / 30, 0.5) },
      sheet: PositionsDescription(layout: .random, width: 1, height: 1))
    var network = SimulationDescription(
      name: "<b>", duration: try SimulationTime(milliseconds: 100),
      populations: [PopulationDescription(name: name, size: 30, neuron: "lif-delta")])
    network.components = [ComponentDescription("s", SpikeRecorder(of: [name]))]
    let folder = try RunFolder(
      path: temporary.path + "/run", description: network, populations: [population], overwrite: false,
      resolvedText: "")
    let train = SpikeTrain((0..<30).map { (k: Int) in (time: Int64(k) * 1_000_000_000, neuron: UInt32(k)) })
    try train.send(to: folder, of: [population], size: 10)
    var summary = try SyntheticRun(side: 4).summary
    summary.name = "<b>"
    summary.biologicalSeconds = 0.1
    summary.populations = [
      .init(name: name, size: 30, spikes: 30, meanRate: 10, cvISI: nil, activeShare: 1, rates: [10, 10], cvs: [])
    ]
    let remarks = try folder.finish(summary: summary, log: "")
    #expect(!remarks.contains { $0.contains("gnuplot says") }, "\(remarks)")
    let report = try text(temporary.path + "/run/report.html")
    #expect(!report.contains("<b>") && !report.contains("<i>"))
    let metrics = try object(temporary.path + "/run/metrics.json")
    #expect((metrics["populations"] as? [String: Any])?[name] != nil)
  }

  @Test func anExistingFolderIsKeptUnlessItIsARunAndMayBeReplaced() throws {
    let temporary = try TemporaryFolder()
    let run = try SyntheticRun(side: 8)
    let path = temporary.path + "/run"
    try write(run, to: path).finish(summary: run.summary, log: "first")
    let before = try text(path + "/log.txt")
    let error = #expect(throws: OutputError.self) { try write(run, to: path) }
    #expect(error?.description.contains(path) == true)
    #expect(error?.message.contains("--overwrite") == true)
    #expect(try text(path + "/log.txt") == before)

    // Replaced: no file of the old run remains.
    let second = try write(run, to: path, overwrite: true)
    #expect(!exists(path + "/complete") && !exists(path + "/metrics.json") && !exists(path + "/figures/raster.svg"))
    try second.finish(summary: run.summary, log: "second")
    #expect(try text(path + "/log.txt").hasPrefix("second"))

    // A folder with something else in it is not touched.
    try TextFile.write("mine", to: path + "/notes.txt")
    let foreign = #expect(throws: OutputError.self) { try write(run, to: path, overwrite: true) }
    #expect(foreign?.message.contains("notes.txt") == true)
    #expect(exists(path + "/complete"))

    let other = temporary.path + "/other"
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
    try TextFile.write("mine", to: other + "/log.txt")
    #expect(throws: OutputError.self) { try empty(other, overwrite: true) }
    #expect(try text(other + "/log.txt") == "mine")
  }

  /// As with two runs at the same time: the second changes nothing.
  @Test func aFolderBelongsToOneRunAtATime() throws {
    let temporary = try TemporaryFolder()
    let run = try SyntheticRun(side: 8)
    let path = temporary.path + "/run"
    let first = try write(run, to: path)
    for overwrite in [false, true] {
      let error = #expect(throws: OutputError.self) { try write(run, to: path, overwrite: overwrite) }
      #expect(error?.message.contains("is in use by another run (process ") == true, "\(error?.message ?? "")")
    }
    let reading = #expect(throws: OutputError.self) { try RunFolder.read(path, catalogue: .builtIn) }
    #expect(reading?.message.contains("is the folder of a run that is still going on (process ") == true)
    try first.finish(summary: run.summary, log: "first")
    #expect(exists(path + "/complete") && !exists(path + "/running"))
    #expect(try SpikeFile.read(path + "/spikes.h5").map(\.times.count).reduce(0, +) == run.train.times.count)

    // A run that was stopped or killed leaves no owner.
    try write(run, to: path, overwrite: true).abandon(log: "")
    #expect(!exists(path + "/running"))
    try TextFile.write("process 1 on nowhere\n", to: path + "/running")
    let unfinished = #expect(throws: OutputError.self) { try RunFolder.read(path, catalogue: .builtIn) }
    #expect(unfinished?.message.contains("is the folder of an unfinished run") == true)
    try write(run, to: path, overwrite: true).finish(summary: run.summary, log: "")
    #expect(exists(path + "/complete") && !exists(path + "/running"))
  }

  @Test func aFolderThatIsNoRunIsNotEvenLocked() throws {
    let temporary = try TemporaryFolder()
    for name in ["log.txt", "running"] {
      try TextFile.write("mine", to: temporary.path + "/" + name)
      try TextFile.write("mine", to: temporary.path + "/notes.txt")
      for overwrite in [false, true] {
        #expect(throws: OutputError.self) { try empty(temporary.path, overwrite: overwrite) }
        #expect(try text(temporary.path + "/" + name) == "mine")
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path).count == 3)
  }

  /// Everything is there but the file that says that the run came to its end.
  @Test func anInterruptedRunIsMarked() throws {
    let temporary = try TemporaryFolder()
    let path = temporary.path + "/run"
    let run = try SyntheticRun(side: 8)
    var summary = run.summary
    summary.interruptedSeconds = 0.25
    try write(run, to: path).finish(summary: summary, log: "")
    #expect(!exists(path + "/complete") && !exists(path + "/running"))
    #expect(try object(path + "/metrics.json")["interrupted_at_s"] as? Double == 0.25)
    #expect(try object(path + "/provenance.json")["interrupted_at_s"] as? Double == 0.25)
    let page = try text(path + "/report.html")
    #expect(page.contains("Interrupted at 0.25 s of 0.6 s: this page shows the run until then."))
    #expect(exists(path + "/figures/raster.gp") && exists(path + "/record.json") && exists(path + "/record.h5"))
  }

  @Test func anEmptyFolderIsTaken() throws {
    let temporary = try TemporaryFolder()
    _ = try empty(temporary.path)
    #expect(exists(temporary.path + "/network.resolved.yml"))
  }

  @Test func whatCannotBeWrittenIsAnOutputError() throws {
    let temporary = try TemporaryFolder()
    let file = temporary.path + "/file"
    try TextFile.write("", to: file)
    let exists = #expect(throws: OutputError.self) { try empty(file) }
    #expect(exists?.message.contains("not a folder") == true)
    let below = #expect(throws: OutputError.self) { try empty(file + "/run") }
    #expect(below?.message.contains("Not a directory") == true, "\(below?.message ?? "")")
    #expect(throws: OutputError.self) { try empty("/proc/no/such/folder") }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskAtTheEndLeavesNoComplete() throws {
    let temporary = try TemporaryFolder()
    let run = try SyntheticRun(side: 8)
    for name in ["metrics.json", "report.html", "log.txt", "figures/raster.csv", "complete.partial"] {
      let path = temporary.path + "/" + name.replacing("/", with: "-")
      let folder = try write(run, to: path)
      try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: "/dev/full")
      let error = #expect(throws: OutputError.self) { try folder.finish(summary: run.summary, log: "a") }
      #expect(error?.message.contains("No space left on device") == true)
      #expect(!exists(path + "/complete"))
    }
  }
}
