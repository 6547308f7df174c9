import CHDF5
import Files
import Glibc

/// Looks into the header of a dataset before HDF5 opens it: while it does, HDF5 1.10 divides by the size of a chunk,
/// which may be 0 in a damaged file.
///
/// Only headers of version 1 are read, in files without a user block. Those of version 2 have a checksum, which HDF5
/// compares.
///
/// Source: HDF5 File Format Specification, version 3.0, sections IV.A.1.a (header), IV.A.2.i (layout) and IV.A.2.q
/// (continuation).
struct HDF5ObjectHeader {
  private let descriptor: Int32
  private let path: String
  private let name: String

  /// - Parameters:
  ///   - name: a dataset.
  ///   - group: the group that contains it.
  /// - Throws: ``OutputError`` if the size of its chunks is 0.
  static func check(_ name: String, in group: hid_t, _ path: String) throws {
    guard let address = try? HDF5.call(path, "find '\(name)'", { gyrus_h5o_address(group, name) }) else { return }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    try HDF5ObjectHeader(descriptor: descriptor, path: path, name: name).check(at: Int(address))
  }

  private func check(at address: Int) throws {
    let prefix = bytes(at: address, count: 16)
    guard prefix.count == 16, prefix[0] == 1 else { return }
    var blocks = [(place: address + 16, count: Int(number(prefix, at: 8, bytes: 4)))]
    // A damaged header may lead in a circle.
    for index in 0..<64 where index < blocks.count {
      let block = bytes(at: blocks[index].place, count: blocks[index].count)
      var place = 0
      while place + 8 <= block.count {
        let (kind, length) = (number(block, at: place, bytes: 2), Int(number(block, at: place + 2, bytes: 2)))
        let message = Array(block[(place + 8)...].prefix(length))
        if kind == 0x08 { try checkLayout(message) }
        if kind == 0x10, message.count >= 16, let next = Int(exactly: number(message, at: 0, bytes: 8)),
          let count = Int(exactly: number(message, at: 8, bytes: 8))
        {
          blocks.append((next, count))
        }
        place += 8 + length
      }
    }
  }

  /// - Parameter message: how the data are laid out, versions 1 to 3.
  private func checkLayout(_ message: [UInt8]) throws {
    guard message.count > 2, 1...3 ~= message[0] else { return }
    let isThird = message[0] == 3
    let (kind, rank) = isThird ? (message[1], Int(message[2])) : (message[2], Int(message[1]))
    guard kind == 2 else { return }
    // After the address of the chunks follow their sizes, and the bytes of a value.
    let first = isThird ? 11 : 16
    for dimension in 0..<max(rank - 1, 0) {
      let place = first + 4 * dimension
      guard place + 4 <= message.count, number(message, at: place, bytes: 4) > 0 else {
        throw OutputError(path, "'\(name)' cannot be read: its chunks have no size; it is damaged")
      }
    }
  }

  private func bytes(at place: Int, count: Int) -> [UInt8] {
    // No header is this long.
    let count = max(min(count, 1 << 20), 0)
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
      read = max(pread(descriptor, buffer.baseAddress, count, place), 0)
    }
  }

  /// A little-endian number.
  private func number(_ bytes: [UInt8], at place: Int, bytes count: Int) -> UInt64 {
    bytes[place..<(place + count)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
