import Datasets
import Foundation
import Testing

@Suite struct IDXTests {
  static let sound: [UInt8] = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255]

  @Test func plainAndCompressedFilesAreRead() throws {
    let folder = try Folder()
    let plain = try IDXFile(reading: folder.write(Self.sound, to: "a"))
    #expect(plain.dimensions == [2, 3] && plain.values == [1, 2, 3, 4, 5, 255] && plain.headerBytes == 12)
    #expect(try IDXFile(reading: folder.compress("a")) == plain)
    // Two gzip members in one file.
    _ = try folder.write(Array(Self.sound[..<7]), to: "b")
    _ = try folder.write(Array(Self.sound[7...]), to: "c")
    let both = try folder.bytes(of: folder.compress("b")) + folder.bytes(of: folder.compress("c"))
    #expect(try IDXFile(reading: folder.write(both, to: "both.gz")) == plain)
  }

  @Test func dimensionsHaveTheirMostSignificantByteFirst() throws {
    let folder = try Folder()
    let bytes: [UInt8] = [0, 0, 8, 1, 0, 0, 1, 2] + [UInt8](repeating: 7, count: 258)
    #expect(try IDXFile(reading: folder.write(bytes, to: "a")).dimensions == [258])
  }

  static let wrong: [(bytes: [UInt8], offset: Int?, says: String)] = [
    ([], 0, "ends inside the header"),
    ([0, 0, 8], 3, "ends inside the header"),
    ([80, 75, 8, 1], 0, "is 0x50, not 0x00"),
    ([0, 1, 8, 1], 1, "is 0x01, not 0x00"),
    ([0, 0, 0x0D, 1, 0, 0, 0, 0], 2, "0x0D (float32); 0x08"),
    ([0, 0, 0x42, 1, 0, 0, 0, 0], 2, "0x42; 0x08"),
    ([0, 0, 8, 0], 3, "the rank is 0; 1 to 4"),
    ([0, 0, 8, 9], 3, "the rank is 9"),
    ([0, 0, 8, 3, 0, 0, 0, 1], 8, "which has 16 bytes"),
    ([0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 0], 8, "dimension 1 is 0"),
    ([0, 0, 8, 4] + [UInt8](repeating: 255, count: 16), 4, "dimension 0 is 4294967295"),
    (Array(sound.dropLast(2)), 16, "announces 2 × 3 bytes, up to 18"),
    (sound + [0], 18, "1 bytes more than the 2 × 3"),
  ]

  @Test(arguments: wrong)
  func wrongFilesAreNamedWithTheByte(_ wrong: (bytes: [UInt8], offset: Int?, says: String)) throws {
    let folder = try Folder()
    let path = try folder.write(wrong.bytes, to: "file")
    let error = #expect(throws: DatasetError.self) { try IDXFile(reading: path) }
    #expect(error?.path == path && error?.offset == wrong.offset, "\(String(describing: error))")
    #expect(error?.message.contains(wrong.says) == true, "\(String(describing: error))")
  }

  @Test func damagedCompressionIsNamedWithTheByte() throws {
    let folder = try Folder()
    _ = try folder.write([0, 0, 8, 1, 0, 0, 39, 16] + (0..<10_000).map { UInt8(($0 * $0) & 0xFF) }, to: "a")
    let bytes = try folder.bytes(of: folder.compress("a"))
    var error = #expect(throws: DatasetError.self) {
      try IDXFile(reading: folder.write(Array(bytes.dropLast(20)), to: "short.gz"))
    }
    #expect(error?.offset == bytes.count - 20 && error?.message.contains("not complete") == true)
    var damaged = bytes
    damaged[bytes.count - 6] ^= 1
    error = #expect(throws: DatasetError.self) { try IDXFile(reading: folder.write(damaged, to: "damaged.gz")) }
    #expect(error?.message.contains("damaged there or before: incorrect data check") == true)
    error = #expect(throws: DatasetError.self) { try IDXFile(reading: folder.write(bytes + [1, 2], to: "more.gz")) }
    #expect(error?.offset == bytes.count && error?.message.contains("2 more bytes") == true)
    error = #expect(throws: DatasetError.self) { try IDXFile(reading: folder.write([0x1f, 0x8b], to: "two.gz")) }
    #expect(error?.offset == 2)
    error = #expect(throws: DatasetError.self) { try IDXFile(reading: folder.path + "/none") }
    #expect(error?.message == "there is no such file")
    error = #expect(throws: DatasetError.self) { try IDXFile(reading: folder.path) }
    #expect(error?.message == "is a folder")
    mkfifo(folder.path + "/fifo", 0o600)
    error = #expect(throws: DatasetError.self) { try IDXFile(reading: folder.path + "/fifo") }
    #expect(error?.message == "is a fifo, not a file")
    #expect(throws: DatasetError.self) { try SHA256.hash(file: folder.path + "/fifo") }
  }
}
