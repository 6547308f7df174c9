import Files
import Foundation
import HDF5
import Results
import Testing

/// HDF5 files that claim what they do not hold.
@Suite struct DamagedFileTests {
  private func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

  private func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// Writes a recording whose times are in a growing dataset of `count` rows.
  private func writeRecording(_ path: String, count: Int) throws {
    let file = try HDF5File(creating: path)
    try file.write("sCount", [Int32(count - 2), 2])
    let times = try file.createGrowingDataset("spikes", of: Double.self, chunkRows: 64, isCompressed: true)
    try times.append((0..<(count - 2)).map { Double($0) } + [0.5, 1.5])
    try times.close()
    try file.write("epos", [10.0, 40, 0, 30], shape: [2, 2])
    try file.close()
  }

  private func little(_ number: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }

  @Test(arguments: [1 << 40, 1 << 28, 1 << 61, 1 << 62, .max - 1] as [UInt64])
  func moreValuesThanTheFileCanHold(_ claim: UInt64) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.h5"
    try writeRecording(path, count: 77)
    #expect(try RecordingFile.read(path).spikeCount == 77)
    var content = try bytes(path)
    // The extent, and after it the largest extent, which is unlimited.
    let pattern = little(77) + little(.max)
    let place = try #require(content.indices.dropLast(16).first { Array(content[$0..<($0 + 16)]) == pattern })
    content.replaceSubrange(place..<(place + 8), with: little(claim))
    try write(content, to: path)
    let error = #expect(throws: RecordingError.self) { try RecordingFile.read(path) }
    #expect(error?.dataset == "/spikes")
    #expect(
      error?.message.contains("the file claims more values than its") == true || claim > 1 << 62,
      "\(String(describing: error))")
  }

  /// Zeros that deflate packs as well as it can are believed.
  @Test func wellPackedDataAreRead() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.h5"
    let zeros = [Double](repeating: 0, count: 1 << 21)
    let file = try HDF5File(creating: path)
    let dataset = try file.createGrowingDataset("z", of: Double.self, chunkRows: 1 << 18, isCompressed: true)
    try dataset.append(zeros)
    try dataset.close()
    try file.close()
    #expect(try bytes(path).count < 1 << 18)
    #expect(try HDF5File(reading: path).dataset("z", of: Double.self).read() == zeros)
  }

  @Test func rowsBeyondTheEndAreAnError() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.h5"
    try writeRecording(path, count: 10)
    let dataset = try HDF5File(reading: path).dataset("spikes", of: Double.self)
    #expect(throws: OutputError.self) { try dataset.read(rows: 5..<11) }
    #expect(try dataset.read(rows: 8..<10) == [0.5, 1.5])
  }

  /// Every variant is read or refused; none crashes, hangs or allocates without bound.
  @Test func flippedBytes() throws {
    let folder = try TemporaryFolder()
    let (recording, spikes) = (folder.path + "/recording.h5", folder.path + "/spikes.h5")
    try writeRecording(recording, count: 30)
    try SpikeFileTests.write(SpikeFileTests.few, to: spikes)
    var random = SplitMix(state: 13)
    var refused = 0
    for (path, read) in [
      (recording, { (path: String) in _ = try RecordingFile.read(path) }),
      (spikes, { (path: String) in _ = try SpikeFile.read(path) }),
    ] {
      let sound = try bytes(path)
      for variant in 0..<1500 {
        var content = sound
        for _ in 0...(variant % 3) {
          content[Int.random(in: 0..<content.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        let damaged = folder.path + "/damaged.h5"
        try write(content, to: damaged)
        do { try read(damaged) } catch { refused += 1 }
      }
    }
    #expect(refused > 100)
  }
}
