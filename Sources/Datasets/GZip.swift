import CZlib

/// Decompresses gzip files by zlib.
public enum GZip {
  /// The version of the linked zlib, such as "1.2.13".
  public static var version: String { String(cString: zlibVersion()) }

  static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1f, 0x8b]) }

  /// - Parameters:
  ///   - path: the path for messages.
  ///   - limit: the most unpacked bytes; more are an error.
  /// - Throws: ``DatasetError`` with the offset of the wrong byte in the compressed file.
  static func decompress(_ bytes: [UInt8], path: String, limit: Int) throws(DatasetError) -> [UInt8] {
    var stream = z_stream()
    // Adding 16 makes zlib expect gzip's header.
    let format = 16 + MAX_WBITS
    guard inflateInit2_(&stream, format, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw DatasetError(path, "zlib \(version) cannot start")
    }
    defer { inflateEnd(&stream) }
    var result: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    var used = 0
    while true {
      var status = Z_OK
      var produced = 0
      bytes.withUnsafeBufferPointer { input in
        piece.withUnsafeMutableBufferPointer { output in
          let available = min(input.count - used, Int(UInt32.max))
          stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress! + used)
          stream.avail_in = UInt32(available)
          stream.next_out = output.baseAddress
          stream.avail_out = UInt32(output.count)
          status = inflate(&stream, Z_NO_FLUSH)
          used += available - Int(stream.avail_in)
          produced = output.count - Int(stream.avail_out)
        }
      }
      result.append(contentsOf: piece[..<produced])
      guard result.count <= limit else {
        throw DatasetError(path, "unpacks to more than \(limit) bytes, which is the most that is read")
      }
      switch status {
      case Z_STREAM_END:
        if used == bytes.count { return result }
        // A gzip file may consist of several members.
        guard isCompressed(Array(bytes[used..<min(used + 2, bytes.count)])), inflateReset(&stream) == Z_OK else {
          throw DatasetError(path, at: used, "after the compressed data there are \(bytes.count - used) more bytes")
        }
      case Z_OK where produced > 0 || used < bytes.count: continue
      case Z_OK, Z_BUF_ERROR:
        throw DatasetError(path, at: bytes.count, "the compressed data end too early: the file is not complete")
      default:
        let reason = stream.msg.map { String(cString: $0) } ?? "error \(status)"
        throw DatasetError(path, at: used, "the compressed data are damaged there or before: \(reason)")
      }
    }
  }
}
