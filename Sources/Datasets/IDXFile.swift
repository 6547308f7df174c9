/// An array of bytes read from a file in the IDX format, plain or compressed by gzip:
///
///     byte 0, 1     0
///     byte 2        type of the numbers; only 0x08, unsigned bytes, is supported
///     byte 3        rank
///     4 bytes each  dimensions, most significant byte first
///     then          the numbers, the last index varying fastest
///
/// Source: the page of the MNIST database, yann.lecun.com/exdb/mnist.
package struct IDXFile: Sendable, Equatable {
  package var dimensions: [Int]
  package var values: [UInt8]
  /// Size of the header, after which the numbers begin.
  package var headerBytes: Int { 4 + 4 * dimensions.count }

  private static let types = [0x09: "int8", 0x0B: "int16", 0x0C: "int32", 0x0D: "float32", 0x0E: "float64"]

  /// - Throws: ``DatasetError``.
  package init(reading path: String) throws(DatasetError) {
    try self.init(bytes: DataFile.contents(of: path), path: path)
  }

  init(bytes: [UInt8], path: String) throws(DatasetError) {
    guard bytes.count >= 4 else {
      throw DatasetError(path, at: bytes.count, "the file ends inside the header of an IDX file")
    }
    guard bytes[0] == 0, bytes[1] == 0 else {
      let place = bytes[0] == 0 ? 1 : 0
      throw DatasetError(path, at: place, "is \(Self.hex(bytes[place])), not 0x00: this is no IDX file")
    }
    guard bytes[2] == 0x08 else {
      let type = Self.types[Int(bytes[2])].map { " (\($0))" } ?? ""
      throw DatasetError(
        path, at: 2, "the type of the numbers is \(Self.hex(bytes[2]))\(type); 0x08 (unsigned bytes) can be read")
    }
    let rank = Int(bytes[3])
    guard 1...4 ~= rank else {
      throw DatasetError(path, at: 3, "the rank is \(rank); 1 to 4 can be read")
    }
    guard bytes.count >= 4 + 4 * rank else {
      throw DatasetError(path, at: bytes.count, "the file ends inside the header, which has \(4 + 4 * rank) bytes")
    }
    dimensions = (0..<rank).map { k in bytes[(4 + 4 * k)..<(8 + 4 * k)].reduce(0) { $0 << 8 | Int($1) } }
    var expected = 1
    for (k, dimension) in dimensions.enumerated() {
      let (product, overflow) = expected.multipliedReportingOverflow(by: dimension)
      guard !overflow, dimension > 0, product <= DataFile.mostBytes else {
        throw DatasetError(
          path, at: 4 + 4 * k,
          "dimension \(k) is \(dimension); dimensions are above 0, and their product is at most "
            + "\(DataFile.mostBytes)")
      }
      expected = product
    }
    let header = 4 + 4 * rank
    let shape = dimensions.map(String.init).joined(separator: " × ")
    guard bytes.count - header >= expected else {
      throw DatasetError(
        path, at: bytes.count,
        "the file ends too early: its header announces \(shape) bytes, up to \(header + expected)")
    }
    guard bytes.count - header == expected else {
      throw DatasetError(
        path, at: header + expected,
        "there are \(bytes.count - header - expected) bytes more than the \(shape) that the header announces")
    }
    values = Array(bytes[header...])
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "0x" + (digits.count < 2 ? "0" : "") + digits
  }
}
