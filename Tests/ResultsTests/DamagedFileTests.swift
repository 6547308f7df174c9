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

  private func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { [UInt8]($0) }
  }

  /// Replaces the first place in a file where these bytes stand by others.
  private func replace(_ old: [UInt8], by new: [UInt8], in path: String) throws {
    var content = try bytes(path)
    let place = try #require(
      content.indices.dropLast(old.count - 1).first { content[$0..<($0 + old.count)].elementsEqual(old) })
    content.replaceSubrange(place..<(place + new.count), with: new)
    try write(content, to: path)
  }

  @Test(arguments: [1 << 40, 1 << 28, 1 << 61, 1 << 62, .max - 1] as [UInt64])
  func moreValuesThanTheFileCanHold(_ claim: UInt64) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.h5"
    try writeRecording(path, count: 77)
    #expect(try RecordingFile.read(path).spikeCount == 77)
    // The extent, and after it the largest extent, which is unlimited.
    try replace(little(77 as UInt64) + little(.max as UInt64), by: little(claim), in: path)
    let error = #expect(throws: RecordingError.self) { try RecordingFile.read(path) }
    #expect(error?.dataset == "/spikes")
    #expect(
      error?.message.contains("the file claims more values than its") == true || claim > 1 << 62,
      "\(String(describing: error))")
  }

  /// Writes a file with one dataset of 77 rows in packed chunks of 64.
  private func writeChunks(_ path: String) throws {
    let file = try HDF5File(creating: path)
    let dataset = try file.createGrowingDataset("x", of: Double.self, chunkRows: 64, isCompressed: true)
    try dataset.append((0..<77).map { Double($0) })
    try dataset.close()
    try file.close()
  }

  /// HDF5 1.10 would read beyond the end of a chunk that claims more rows than it unpacks to.
  @Test(arguments: [65, 128, 1 << 16, 1 << 31] as [UInt32])
  func chunksLargerThanTheirData(rows: UInt32) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.h5"
    try writeChunks(path)
    #expect(try HDF5File(reading: path).dataset("x", of: Double.self).read() == (0..<77).map { Double($0) })
    // The rows of a chunk, and after them the bytes of a value.
    try replace(little(64 as UInt32) + little(8 as UInt32), by: little(rows), in: path)
    let error = #expect(throws: OutputError.self) { try HDF5File(reading: path).dataset("x", of: Double.self).read() }
    let problem = "a chunk that should have \(8 * UInt64(rows)) bytes has 512; it is damaged"
    // HDF5 itself refuses chunks of 4 GiB.
    #expect(error?.message.contains(problem) == true || 8 * UInt64(rows) >= 1 << 32)
  }

  /// HDF5 1.10 would divide by the size of a chunk while it opens the dataset.
  @Test func chunksWithoutSize() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.h5"
    try writeChunks(path)
    try replace(little(64 as UInt32) + little(8 as UInt32), by: little(0 as UInt32), in: path)
    let error = #expect(throws: OutputError.self) { try HDF5File(reading: path).dataset("x", of: Double.self) }
    #expect(error?.message.contains("its chunks have no size; it is damaged") == true)
  }

  @Test func contiguousDataLargerThanTheirStorage() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.h5"
    let file = try HDF5File(creating: path)
    try file.write("x", (0..<77).map { Double($0) })
    try file.close()
    try replace(little(77 as UInt64) + little(77 as UInt64), by: little(99 as UInt64) + little(99 as UInt64), in: path)
    #expect(throws: OutputError.self) { try HDF5File(reading: path).dataset("x", of: Double.self).read() }
  }

  @Test func otherFiltersAreRefused() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.h5"
    try writeChunks(path)
    // The number of the filter, the length of its name, its flags, the number of its settings, its name.
    try replace([1, 0, 8, 0, 1, 0, 1, 0] + [UInt8]("deflate\0".utf8), by: [5], in: path)
    let error = #expect(throws: OutputError.self) { try HDF5File(reading: path).dataset("x", of: Double.self).read() }
    #expect(error?.message.contains("with HDF5's filter 5") == true)
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
