import Files
import Foundation
import HDF5
import Kernel
import NetworkFiles
import Simulation
import Spiking

/// The folder with the results of a run. Recordings are written during the run. ``finish(summary:log:)`` adds the
/// numbers, the figures, the page and finally the file `complete`, which is missing if the run was interrupted, failed or
/// was killed. ``read(_:catalogue:)`` reads a finished folder.
///
/// A folder belongs to one run at a time, from its creation to ``finish(summary:log:)`` or ``abandon(log:)``; meanwhile
/// the file `running` names the process.
public final class RunFolder: RunOutput {
  public let path: String
  private let description: SimulationDescription
  private let resolvedText: String
  private let populations: [PopulationInfo]
  private let spikeWriter: SpikeWriter
  /// Functions that close the files opened by recorders.
  private var closings: [() throws -> Void] = []
  /// The list of files that are specific to this run, `files.txt`.
  private let manifest: TextFile
  private let lock: FolderLock

  package static let spikeFile = "spikes.h5"
  package static let network = "network.resolved.yml"
  package static let marker = "complete"
  private static let files = "files.txt"
  /// Names of the files and folders in every run folder. All other files of the run are listed in `files.txt`.
  private static let ownEntries: Set = Set(
    [
      spikeFile, network, marker, marker + ".partial", files, "metrics.json", "provenance.json", "report.html",
      "log.txt", "figures", FolderLock.file,
    ] + RecordFile.names)
  /// The largest list of files that is read, in bytes.
  private static let mostListed = 1 << 26

  /// Creates the folder.
  /// - Parameters:
  ///   - overwrite: whether to replace an existing folder, provided that it contains only a run.
  ///   - resolvedText: the network file with all defaults and overrides written out.
  /// - Throws: ``OutputError``.
  public init(
    path: String, description: SimulationDescription, populations: [PopulationInfo], overwrite: Bool,
    resolvedText: String
  ) throws {
    self.path = path
    self.description = description
    self.resolvedText = resolvedText
    self.populations = populations
    lock = try RunFolder.take(path, overwrite: overwrite)
    manifest = try TextFile(creating: path + "/" + RunFolder.files)
    try TextFile.write(resolvedText, to: path + "/" + RunFolder.network)
    spikeWriter = try SpikeWriter(path: path + "/" + RunFolder.spikeFile, populations: populations, recorded: [])
  }

  // MARK: RunOutput

  public func openSpikes(of populations: [PopulationInfo]) throws -> any SpikeStream {
    try spikeWriter.open(populations.map(\.name))
    return spikeWriter
  }

  public func openStates(_ recording: StateRecording) throws -> any StateStream {
    let writers = try recording.variables.map { variable in
      try FrameReportWriter(
        path: try newFile(recording.recorder, "\(FileName.safe(variable.name)).state.h5"),
        population: recording.population.name, neurons: recording.neurons, unit: variable.unit,
        interval: recording.interval.milliseconds)
    }
    closings += writers.map { writer in { try writer.close() } }
    return StateWriters(writers: writers, columns: recording.neurons.count, path: path)
  }

  public func openWeights(_ recording: WeightRecording) throws -> any WeightStream {
    let writer = try WeightWriter(path: try newFile(recording.recorder, "weights.h5"), recording)
    closings.append { try writer.close() }
    return writer
  }

  public func openTable(of recorder: String, _ suffix: String, columns: [String]) throws -> any TableStream {
    let table = try TableWriter(path: try newFile(recorder, "\(suffix).csv"), columns: columns)
    closings.append { try table.close() }
    return table
  }

  /// The path of a new file of the run. The file is listed before it is created.
  private func newFile(_ owner: String, _ rest: String) throws -> String {
    let name = "\(FileName.safe(owner)).\(rest)"
    try list(name)
    return "\(path)/\(name)"
  }

  private func list(_ file: String) throws {
    try manifest.write(file + "\n")
    try manifest.flush()
  }

  // MARK: The end

  /// Closes all recordings and writes everything else. The file `complete` is not written for a run that was interrupted,
  /// or if the user asks to stop meanwhile.
  /// - Returns: remarks, for example about a figure that could not be drawn; `log.txt` contains them too.
  /// - Throws: ``OutputError``; the file `complete` is then missing.
  @discardableResult
  public func finish(summary: RunSummary, log: String) throws -> [String] {
    try closeRecordings()
    let record = RunRecord(
      summary, of: description, resolvedText: resolvedText, populations: populations,
      spikes: try SpikeFile(reading: path + "/" + RunFolder.spikeFile))
    for component in summary.components {
      for file in try OutcomeFiles.write(component, to: path) { try list(file) }
    }
    try manifest.close()
    try TextFile.write(metricsJSON(summary), to: path + "/metrics.json")
    try TextFile.write(record.provenance.json, to: path + "/provenance.json")
    try RecordFile(summary: summary, provenance: record.provenance).write(to: path)
    let figureFolder = path + "/figures"
    let drawing = try record.drawFigures(in: figureFolder)
    let page = record.reportPage(figures: drawing.figures, in: figureFolder, notes: drawing.notes)
    try TextFile.write(page, to: path + "/report.html")
    let remarks = drawing.notes.map { $0 + "\n" }.joined()
    let separator = log.isEmpty || log.hasSuffix("\n") ? "" : "\n"
    try TextFile.write(log + separator + remarks, to: path + "/log.txt")
    defer { lock.release() }
    guard summary.interruptedSeconds == nil, !Interruption.isRequested else { return drawing.notes }
    let partial = path + "/" + RunFolder.marker + ".partial"
    try TextFile.write("\(summary.spikeDigest)\n", to: partial)
    guard rename(partial, path + "/" + RunFolder.marker) == 0 else {
      throw OutputError.system(path + "/" + RunFolder.marker, "create the file")
    }
    return drawing.notes
  }

  /// Closes the recordings of a run that stopped before its end, so that they can be read, and writes the log. The file
  /// `complete` is not written.
  /// - Throws: ``OutputError``.
  public func abandon(log: String) throws {
    defer { lock.release() }
    try TextFile.write(log, to: path + "/log.txt")
    try closeRecordings()
    try manifest.close()
  }

  private func closeRecordings() throws {
    try spikeWriter.close()
    for close in closings { try close() }
    closings = []
  }

  // MARK: Reading back

  /// The record of a finished run.
  /// - Parameter catalogue: the kinds of components that the run may contain.
  /// - Throws: ``OutputError`` for a folder without a finished run, and ``NetworkFileError``.
  public static func read(_ path: String, catalogue: ComponentCatalogue) throws -> RunRecord {
    if let owner = FolderLock.owner(of: path) {
      throw OutputError(path, "is the folder of a run that is still going on (\(owner)); wait for its end")
    }
    func has(_ entry: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + entry) }
    if has(network), has(spikeFile), !has(marker) {
      throw OutputError(
        path, "is the folder of an unfinished run, which was interrupted, failed or was killed: it has no \(marker)")
    }
    for entry in [network, spikeFile, marker] + RecordFile.names where !has(entry) {
      throw OutputError(path, "is not the folder of a finished run: it has no \(entry)")
    }
    let file = try NetworkFile(path: path + "/" + network, catalogue: catalogue)
    let record = try RecordFile.read(from: path)
    return RunRecord(
      description: file.description,
      resolvedText: try TextFile.read(path + "/" + network, upTo: NetworkFile.mostBytes),
      populations: try file.placing { try file.description.plan() }.populations, summary: record.summary,
      provenance: record.provenance, spikes: try SpikeFile(reading: path + "/" + spikeFile))
  }

  // MARK: The beginning

  /// Creates the folder or takes it over, and removes an earlier run from it.
  private static func take(_ path: String, overwrite: Bool) throws -> FolderLock {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      guard isFolder.boolValue else { throw OutputError(path, "exists and is not a folder") }
    } else {
      try Folder.create(path)
    }
    // What cannot be replaced is left as it is, without even a lock.
    if FolderLock.owner(of: path) == nil { _ = try checkedEntries(of: path, overwrite) }
    let lock = try FolderLock(path)
    // Until the folder was locked, another run may have written into it.
    let earlier = try checkedEntries(of: path, overwrite)
    try clear(path, earlier)
    try Folder.create(path + "/figures")
    return lock
  }

  /// What is in a folder besides its lock: nothing, or a run that may be replaced.
  private static func checkedEntries(of path: String, _ overwrite: Bool) throws -> [String] {
    let entries = try failing(path, "read the folder") {
      try FileManager.default.contentsOfDirectory(atPath: path).filter { $0 != FolderLock.file }
    }
    guard !entries.isEmpty else { return [] }
    guard overwrite else {
      throw OutputError(path, "the folder exists and is not empty; choose another or give --overwrite")
    }
    guard entries.contains(network) else {
      throw OutputError(path, "will not be overwritten: it does not look like a run (there is no \(network))")
    }
    let listed = (try? TextFile.read(path + "/" + files, upTo: mostListed)) ?? ""
    let own = ownEntries.union(listed.split(separator: "\n").map(String.init))
    if let foreign = entries.sorted().first(where: { !own.contains($0) }) {
      throw OutputError(path, "will not be overwritten: '\(foreign)' is not part of a run")
    }
    return entries
  }

  /// Removes an earlier run, the file `complete` first.
  private static func clear(_ path: String, _ entries: [String]) throws {
    let last = [files, network]
    let order = entries.filter { $0 == marker } + entries.filter { $0 != marker && !last.contains($0) }
    for entry in order + last.filter(entries.contains) {
      try failing(path + "/" + entry, "remove the file") {
        try FileManager.default.removeItem(atPath: path + "/" + entry)
      }
    }
  }

  private static func failing<Result>(_ path: String, _ action: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      let system = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
      let reason =
        system.domain == NSPOSIXErrorDomain
        ? String(cString: strerror(Int32(system.code))) : error.localizedDescription
      throw OutputError(path, "cannot \(action): \(reason)")
    }
  }
}

/// Writes one file for each state variable of a recorder.
private final class StateWriters: StateStream {
  private let writers: [FrameReportWriter]
  private let columns: Int
  private let path: String

  init(writers: [FrameReportWriter], columns: Int, path: String) {
    self.writers = writers
    self.columns = columns
    self.path = path
  }

  func write(time: SimulationTime, values: [Double]) throws {
    guard values.count == columns * writers.count else {
      throw OutputError(path, "a recorder sent \(values.count) values, not \(columns * writers.count)")
    }
    for (index, writer) in writers.enumerated() {
      try writer.write(time: time, values: values[(index * columns)..<((index + 1) * columns)])
    }
  }
}

/// Writes a table in tidy form: each call writes one row, with numbers in full precision.
private final class TableWriter: TableStream {
  private let file: TextFile

  init(path: String, columns: [String]) throws {
    file = try TextFile(creating: path)
    try file.write(CSV.line(columns))
  }

  func write(_ row: [TableCell]) throws {
    let fields = row.map { cell in
      switch cell {
      case .text(let text): text
      case .number(let number): "\(number)"
      }
    }
    try file.write(CSV.line(fields))
  }

  func close() throws { try file.close() }
}
