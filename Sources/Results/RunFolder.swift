import Foundation
import Kernel
import Spiking

/// The output folder of a run. Recordings are streamed into it during the run. ``finish(summary:log:)`` adds the
/// numbers, the figures, the page and, last, the file `complete`, which a failed or killed run does not have.
public final class RunFolder: RunOutput {
  public let path: String
  private let description: NetworkDescription
  private let populations: [PopulationInfo]
  private let spikeWriter: SpikeWriter
  private var recordings: [String: Recording] = [:]
  private let sizes: [String: Int]

  private enum Recording {
    case state(columns: Int, [FrameReportWriter])
    case weights(WeightWriter)
    case rate(RateTable)
    case measures(TextFile)
  }

  package static let spikeFile = "spikes.h5"
  package static let network = "network.resolved.yml"
  package static let marker = "complete"
  /// The files and folders of a run folder other than those of recorders and models.
  static let ownEntries: Set = [
    spikeFile, network, marker, marker + ".partial", "metrics.json", "provenance.json", "report.html", "log.txt",
    "figures",
  ]
  /// Suffixes of the files of recorders and models.
  static let suffixes = [".state.h5", ".weights.h5", ".rate.csv", ".measures.csv"] + ModelFiles.suffixes

  /// Creates the folder and the files of all recorders.
  /// - Parameters:
  ///   - overwrite: whether an existing folder may be replaced, which must contain only a run.
  ///   - resolvedYAML: the network file with all defaults and overrides.
  /// - Throws: ``OutputError``.
  public init(
    path: String, description: NetworkDescription, populations: [PopulationInfo], overwrite: Bool, resolvedYAML: String
  ) throws {
    self.path = path
    self.description = description
    self.populations = populations
    sizes = Dictionary(populations.map { ($0.name, $0.size) }) { first, _ in first }
    try RunFolder.prepare(path, overwrite: overwrite)
    try TextFile.write(resolvedYAML, to: path + "/" + RunFolder.network)
    var recorded = Set<String>()
    for case .spikes(let names) in description.recorders.map(\.kind) {
      recorded.formUnion(names.isEmpty ? populations.map(\.name) : names)
    }
    spikeWriter = try SpikeWriter(path: path + "/" + RunFolder.spikeFile, populations: populations, recorded: recorded)
    for recorder in description.recorders { recordings[recorder.name] = try open(recorder) }
  }

  // MARK: RunOutput

  public func spikes(times: UnsafeBufferPointer<Int64>, neurons: UnsafeBufferPointer<UInt32>) throws {
    try spikeWriter.write(times: times, neurons: neurons)
  }

  public func state(recorder: String, time: SimulationTime, values: [Double]) throws {
    guard case .state(let columns, let writers) = recordings[recorder] else { throw unknown(recorder, "state") }
    guard values.count == columns * writers.count else {
      throw OutputError(path, "recorder '\(recorder)' sent \(values.count) values, not \(columns * writers.count)")
    }
    for (index, writer) in writers.enumerated() {
      try writer.write(time: time, values: values[(index * columns)..<((index + 1) * columns)])
    }
  }

  public func weights(
    recorder: String, time: SimulationTime, sources: [UInt32], targets: [UInt32], weights: [Float]
  ) throws {
    guard case .weights(let writer) = recordings[recorder] else { throw unknown(recorder, "weights") }
    try writer.write(time: time, sources: sources, targets: targets, weights: weights)
  }

  public func rates(recorder: String, time: SimulationTime, hertz: [Double]) throws {
    guard case .rate(let table) = recordings[recorder] else { throw unknown(recorder, "rate") }
    try table.write(time: time, hertz: hertz)
  }

  public func measures(recorder: String, time: SimulationTime, _ measures: [(name: String, value: Double)]) throws {
    guard case .measures(let table) = recordings[recorder] else { throw unknown(recorder, "measures") }
    for (name, value) in measures where value.isFinite { try table.write("\(time.milliseconds),\(name),\(value)\n") }
  }

  // MARK: The end

  /// Closes all recordings and writes all other files.
  /// - Returns: notes, for instance about a figure that could not be drawn; they are also in `log.txt`.
  /// - Throws: ``OutputError``; then there is no file `complete`.
  @discardableResult
  public func finish(summary: RunSummary, log: String) throws -> [String] {
    try closeRecordings()
    for model in summary.models { try ModelFiles.write(model, to: path) }
    let provenance = Provenance(summary, description: description)
    try TextFile.write(metricsJSON(summary), to: path + "/metrics.json")
    try TextFile.write(provenance.json, to: path + "/provenance.json")
    let drawing = try FigureSet(
      folder: path + "/figures", spikes: SpikeFile(reading: path + "/" + RunFolder.spikeFile),
      description: description, populations: populations, summary: summary
    ).draw()
    let report = Report(
      summary: summary, provenance: provenance, figures: drawing.figures, folder: path, notes: drawing.notes)
    try TextFile.write(report.html(), to: path + "/report.html")
    let remarks = drawing.notes.map { $0 + "\n" }.joined()
    let separator = log.isEmpty || log.hasSuffix("\n") ? "" : "\n"
    try TextFile.write(log + separator + remarks, to: path + "/log.txt")
    let partial = path + "/" + RunFolder.marker + ".partial"
    try TextFile.write("\(summary.spikeDigest)\n", to: partial)
    guard rename(partial, path + "/" + RunFolder.marker) == 0 else {
      throw OutputError.system(path + "/" + RunFolder.marker, "create the file")
    }
    return drawing.notes
  }

  /// Closes the recordings of a run that stopped early, so that they can be read, and writes the log, but not
  /// `complete`.
  /// - Throws: ``OutputError``.
  public func abandon(log: String) throws {
    try TextFile.write(log, to: path + "/log.txt")
    try closeRecordings()
  }

  private func closeRecordings() throws {
    try spikeWriter.close()
    for recorder in description.recorders {
      switch recordings[recorder.name] {
      case .state(_, let writers): for writer in writers { try writer.close() }
      case .weights(let writer): try writer.close()
      case .rate(let table): try table.close()
      case .measures(let table): try table.close()
      case nil: break
      }
    }
  }

  // MARK: The beginning

  private static func prepare(_ path: String, overwrite: Bool) throws {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    if manager.fileExists(atPath: path, isDirectory: &isFolder) {
      guard isFolder.boolValue else { throw OutputError(path, "exists and is not a folder") }
      let entries = try failing(path, "read the folder") { try manager.contentsOfDirectory(atPath: path) }
      if !entries.isEmpty {
        guard overwrite else {
          throw OutputError(path, "the folder exists and is not empty; choose another or give --overwrite")
        }
        try clear(path, entries)
      }
    }
    try createFolder(path + "/figures")
  }

  /// Creates a folder and all folders above it. (Foundation would hide the reason of a failure.)
  package static func createFolder(_ path: String) throws {
    if mkdir(path, 0o777) == 0 { return }
    let reason = errno
    var isFolder: ObjCBool = false
    if reason == EEXIST, FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      return
    }
    let parent = (path as NSString).deletingLastPathComponent
    guard reason == ENOENT, !parent.isEmpty, parent != path else {
      throw OutputError(path, "cannot create the folder: \(String(cString: strerror(reason)))")
    }
    try createFolder(parent)
    guard mkdir(path, 0o777) == 0 else { throw OutputError.system(path, "create the folder") }
  }

  /// Removes an earlier run, starting with its file `complete`.
  private static func clear(_ path: String, _ entries: [String]) throws {
    func isOwn(_ entry: String) -> Bool {
      ownEntries.contains(entry) || suffixes.contains { entry.hasSuffix($0) }
    }
    guard entries.contains(network) else {
      throw OutputError(path, "will not be overwritten: it does not look like a run (there is no \(network))")
    }
    if let foreign = entries.sorted().first(where: { !isOwn($0) }) {
      throw OutputError(path, "will not be overwritten: '\(foreign)' is not part of a run")
    }
    let order = entries.filter { $0 == marker } + entries.filter { $0 != marker && $0 != network } + [network]
    for entry in order {
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

  private func open(_ recorder: RecorderDescription) throws -> Recording? {
    let stem = path + "/" + FileName.safe(recorder.name)
    switch recorder.kind {
    case .state(let variables, let name, let neurons, let interval):
      let chosen = neurons.indices(below: sizes[name] ?? 0)
      let states = description.populations.first { $0.name == name }
        .flatMap { NeuronRegistry.model(named: $0.neuron) }?.info.state
      let writers = try variables.map { variable in
        try FrameReportWriter(
          path: "\(stem).\(FileName.safe(variable)).state.h5", population: name, neurons: chosen,
          unit: states?.first { $0.name == variable }?.dimension.canonicalUnit ?? "", interval: interval)
      }
      return .state(columns: chosen.count, writers)
    case .weights(let projection, _):
      let target = description.projections.first { $0.name == projection }?.target
      let neuron = description.populations.first { $0.name == target }?.neuron
      let unit = neuron.flatMap { NeuronRegistry.model(named: $0) }?.info.weight.canonicalUnit ?? ""
      return .weights(try WeightWriter(path: "\(stem).weights.h5", projection: projection, unit: unit))
    case .rate(let names, _):
      return .rate(try RateTable(path: "\(stem).rate.csv", populations: names))
    case .measures:
      let table = try TextFile(creating: "\(stem).measures.csv")
      try table.write("time_ms,measure,value\n")
      return .measures(table)
    case .spikes, .waves:
      return nil
    }
  }

  private func unknown(_ recorder: String, _ kind: String) -> OutputError {
    OutputError(path, "there is no \(kind) recorder '\(recorder)'")
  }
}

extension NeuronSelection {
  /// The chosen neurons of a population of this size, in the order given.
  fileprivate func indices(below size: Int) -> [Int] {
    switch self {
    case .all: Array(0..<size)
    case .list(let neurons): neurons
    case .range(let start, let end, let step): Array(stride(from: start, to: min(end, size), by: max(step, 1)))
    }
  }
}
