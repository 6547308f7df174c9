import Glibc

/// The memory of the computer, and the check that a description does not ask for more.
public enum Memory {
  /// Memory that this process can have, in bytes: that of the computer with its swap space, or the limit of the address
  /// space (`ulimit -v`) if it is lower. nil: unknown.
  public static var total: Double? {
    guard let addressSpace else { return computer }
    return min(computer ?? .infinity, addressSpace)
  }

  /// Checks that the libraries can start. Where the address space is smaller, they end the process by a signal.
  /// - Throws: ``AddressSpaceError`` when `ulimit -v` leaves too little.
  package static func requireAddressSpace() throws(AddressSpaceError) {
    guard let limit = addressSpace, limit < AddressSpaceError.least else { return }
    throw AddressSpaceError(limit: limit)
  }

  /// The limit of the address space in bytes; nil: there is none.
  private static var addressSpace: Double? {
    var limit = rlimit()
    let isLimited = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 && limit.rlim_cur < .max / 2
    return isLimited ? Double(limit.rlim_cur) : nil
  }

  /// Memory of the computer with its swap space. It is asked for before every read of an HDF5 file, so it is kept.
  private static let computer = entries(["MemTotal", "SwapTotal"]).map { $0.reduce(0, +) }

  /// ``total`` as a whole number; unknown memory is unlimited.
  package static var mostBytes: Int { total.flatMap { Int(exactly: $0.rounded()) } ?? .max }

  /// Memory that is free or can be freed, in bytes; nil: unknown.
  public static var available: Double? { entries(["MemAvailable"])?.first }

  /// - Parameters:
  ///   - bytes: the memory that is needed.
  ///   - purpose: what needs it, as in "1000000000 neurons".
  ///   - path: the place in the description that decides it.
  /// - Throws: ``DescriptionError`` when the process cannot have so much.
  package static func require(_ bytes: Double, for purpose: String, at path: [String]) throws {
    guard let total, !(bytes <= total) else { return }
    throw DescriptionError(
      at: path, "\(purpose) need about \(text(bytes)) of memory; this computer has \(text(total))")
  }

  /// A number of bytes with a binary prefix, such as "101 MiB".
  public static func text(_ bytes: Double) -> String {
    var (size, unit) = (bytes / 1024, "KiB")
    for larger in ["MiB", "GiB", "TiB", "PiB", "EiB"] where size >= 1024 { (size, unit) = (size / 1024, larger) }
    let scale = size >= 100 ? 1.0 : size >= 10 ? 10 : 100
    return "\(plainText((size * scale).rounded() / scale)) \(unit)"
  }

  /// Values of /proc/meminfo in bytes; nil if one is missing.
  private static func entries(_ keys: [String]) -> [Double]? {
    guard let file = fopen("/proc/meminfo", "re") else { return nil }
    defer { fclose(file) }
    var found: [String: Double] = [:]
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let words = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        .split(whereSeparator: \.isWhitespace)
      if words.count >= 2, let number = Double(words[1]) { found[String(words[0].dropLast())] = number * 1024 }
    }
    let values = keys.compactMap { found[$0] }
    return values.count == keys.count ? values : nil
  }
}

/// The error for a limit of the address space that leaves no room for the program itself.
package struct AddressSpaceError: Error, CustomStringConvertible {
  /// The program and its libraries take 150 MiB of address space before they compute anything.
  static let least = 176.0 * 1024 * 1024
  var limit: Double

  package var description: String {
    "the address space is limited to \(Memory.text(limit)) (ulimit -v); Gyrus needs at least \(Memory.text(Self.least))"
  }
}
