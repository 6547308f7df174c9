import Files
import Foundation
import HDF5
import Results
import Testing
import Waves

@Suite struct RecordingFileTests {
  /// Writes the three datasets; nil leaves one out.
  static func write(
    to path: String, counts: [Int32]? = [3, 2], times: [Double]? = [1, 2, 4, 0.5, 3.5],
    positions: [Double]? = [10, 40, 0, 30], columns: Int = 2
  ) throws {
    let file = try HDF5File(creating: path)
    if let counts { try file.write("sCount", counts) }
    if let times { try file.write("spikes", times) }
    if let positions {
      let dataset = try file.createGrowingDataset(
        "epos", of: Double.self, columns: columns, chunkRows: 2, isCompressed: true)
      try dataset.append(positions)
      try dataset.close()
    }
    try file.close()
  }

  @Test func theLayoutIsRead() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/Someone2001_P4.h5"
    try Self.write(to: path)
    let recording = try RecordingFile.read(path)
    #expect(recording.name == "Someone2001_P4" && recording.timeUnit == "s" && recording.lengthUnit == "µm")
    #expect(recording.trains == [[1, 2, 4], [0.5, 3.5]])
    #expect(recording.positions == [SIMD2(10, 0), SIMD2(40, 30)])
    #expect(recording.start == 0.5 && recording.end == 4 && recording.period == nil)
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    var counts: [Int32]? = [3, 2]
    var times: [Double]? = [1, 2, 4, 0.5, 3.5]
    var positions: [Double]? = [10, 40, 0, 30]
    var columns = 2
    let dataset: String?
    let says: String
    var testDescription: String { says }
  }

  @Test(arguments: [
    Mistake(times: nil, dataset: nil, says: "there is no dataset '/spikes'"),
    Mistake(counts: nil, dataset: nil, says: "there is no dataset '/sCount'"),
    Mistake(positions: nil, dataset: nil, says: "there is no dataset '/epos'"),
    Mistake(counts: [5, 0], dataset: "/sCount", says: "unit 1 (counted from 0) has no spikes"),
    Mistake(counts: [6, -1], dataset: "/sCount", says: "-1.0 is not a number of spikes"),
    Mistake(counts: [5], dataset: "/sCount", says: "has 1 units; at least 2"),
    Mistake(counts: [3, 3], dataset: "/spikes", says: "has 5 times, but /sCount adds up to 6"),
    Mistake(
      times: [1, 2, 4, 3.5, 0.5], dataset: "/spikes",
      says: "unit 1 (counted from 0) do not ascend: 0.5 s follows 3.5 s"),
    Mistake(times: [1, 2, 4, 0.5, .nan], dataset: "/spikes", says: "spike 1 of unit 1 (counted from 0) is at nan s"),
    Mistake(times: [1, 1, 1, 1, 1], dataset: "/spikes", says: "all times are the same, 1.0 s"),
    Mistake(positions: [1, 2, 3, 4, 5, 6], dataset: "/epos", says: "must be 2 × 2 numbers (µm)"),
    Mistake(positions: [1, 2, 3, 4, 5, 6], columns: 3, dataset: "/epos", says: "not 2 × 3 of float64"),
    Mistake(positions: [1, .nan, 3, 4], dataset: "/epos", says: "unit 1 (counted from 0) is at (nan, 4.0)"),
  ])
  func mistakesAreNamed(_ mistake: Mistake) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.h5"
    try Self.write(
      to: path, counts: mistake.counts, times: mistake.times, positions: mistake.positions, columns: mistake.columns)
    let error = #expect(throws: RecordingError.self) { try RecordingFile.read(path) }
    #expect(error?.file == path && error?.dataset == mistake.dataset, "\(String(describing: error))")
    #expect(error?.message.contains(mistake.says) == true, "\(String(describing: error))")
  }

  @Test func filesThatAreNoRecordingsAreNamed() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.h5"
    var error = #expect(throws: RecordingError.self) { try RecordingFile.read(path) }
    #expect(error?.description == "\(path): there is no such file")
    error = #expect(throws: RecordingError.self) { try RecordingFile.read(folder.path) }
    #expect(error?.message == "is a folder")
    try TextFile.write("words", to: path)
    error = #expect(throws: RecordingError.self) { try RecordingFile.read(path) }
    #expect(error?.message.hasPrefix("cannot open the file: ") == true)
    try Self.write(to: path)
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    try data.prefix(data.count - 200).write(to: URL(fileURLWithPath: path))
    error = #expect(throws: RecordingError.self) { try RecordingFile.read(path) }
    #expect(error?.message.contains("truncated") == true, "\(String(describing: error))")
    // A group where a dataset should be, a list where a table should be.
    let file = try HDF5File(creating: path)
    try file.createGroup("spikes")
    try file.write("sCount", [1, 1] as [Int32])
    try file.write("epos", [1, 2, 3, 4] as [Double])
    try file.close()
    error = #expect(throws: RecordingError.self) { try RecordingFile.read(path) }
    #expect(error?.dataset == "/spikes")
  }

  static let real = ProcessInfo.processInfo.environment["GYRUS_DATA"].map { $0 + "/retinal-waves" }
    .flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }

  /// Compares with numbers in the description of the data.
  @Test(
    .enabled(if: real != nil, "set GYRUS_DATA to a folder with retinal-waves/ to read the real recordings"),
    arguments: [
      ("Wong1993_P0", 39, 13_336), ("Wong1993_P5", 91, 19_277),
      ("Stafford2009_WT_37C_Ventral_2008-10-11-1", 181, 414_797),
      ("Maccione2014_P6_25sept_spont1_SpkTs_bursts_filtered", 988, 231_009),
      ("Maccione2014_P9_29March11_control_SpkTs_bursts_filtered", 1142, 355_361),
    ])
  func realRecordings(_ name: String, _ units: Int, _ spikes: Int) throws {
    let recording = try RecordingFile.read("\(try #require(Self.real))/\(name).h5")
    #expect(recording.trains.count == units && recording.spikeCount == spikes)
    let analysis = WaveAnalysis(recording, parameters: WaveParameters())
    // As expected of retinal waves, neighbours fire together far more often than by chance and than distant units.
    let bins = analysis.correlation.bins
    #expect(bins[0].mean > 3 && bins[0].mean > 2 * (bins.last?.mean ?? .infinity))
    let decay = try #require(analysis.correlation.decay)
    #expect(decay.length > 20 && decay.length < 2000 && decay.lengthError < decay.length)
    #expect(analysis.waves.waves.count > 3)
    let speed = try #require(Quartiles(analysis.front.speeds)).median
    #expect(speed > 20 && speed < 1000)
  }

  @Test func figuresAreDrawnForRecordingsAndRuns() throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder.path + "/a_{1}.h5")
    let recording = try RecordingFile.read(folder.path + "/a_{1}.h5")
    var run = recording
    run.timeUnit = "ms"
    run.lengthUnit = "units"
    run.name = "a \"run\", with signs_"
    run.trains[0] = []
    let analyses = [recording, run].map { WaveAnalysis($0, parameters: WaveParameters()) }
    let drawing = try WaveFigures(analyses).write(to: folder.path)
    for name in ["correlation-index", "wave-rasters"] {
      #expect(FileManager.default.fileExists(atPath: "\(folder.path)/\(name).gp"))
      if drawing.figures.contains(where: { $0.name == name }) {
        let svg = try String(contentsOfFile: "\(folder.path)/\(name).svg", encoding: .utf8)
        #expect(svg.contains("</svg>"))
      }
    }
    // The figures are drawn, or a note says that gnuplot is missing.
    #expect(drawing.figures.count == 2 || drawing.notes.allSatisfy { $0.contains("not installed") }, "\(drawing.notes)")
  }
}
