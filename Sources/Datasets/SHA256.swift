import Kernel

/// SHA-256 (FIPS 180-4), to check that a file is the published one.
///
/// For each block of 512 bits, W_t = M_t for t < 16, then σ1(W_{t-2}) + W_{t-7} + σ0(W_{t-15}) + W_{t-16}; 64 rounds of
///
///     T = h + Σ1(e) + Ch(e, f, g) + K_t + W_t;   h…a ← g, f, e, d + T, c, b, a, T + Σ0(a) + Maj(a, b, c)
///
/// K: the first 32 bits of the fractional parts of the cube roots of the first 64 primes; initial state: those of the
/// square roots of the first 8. Implemented here because no library that Gyrus links has it.
package struct SHA256 {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  /// Bytes of the last, incomplete block.
  private var rest: [UInt8] = []
  private var count: UInt64 = 0
  private var schedule = [UInt32](repeating: 0, count: 64)

  package init() {}

  /// The hash of bytes, in hexadecimal digits.
  package static func hash(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.finish()
  }

  /// The hash of a file on the disk, not unpacked.
  /// - Throws: ``DatasetError`` when it cannot be read.
  package static func hash(file path: String) throws(DatasetError) -> String {
    var hash = SHA256()
    do throws(InputFileError) {
      try InputFile.forEachPiece(of: path) { piece in
        hash.update(piece)
        return true
      }
    } catch {
      throw DatasetError(path, error.message)
    }
    return hash.finish()
  }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    count += UInt64(bytes.count)
    var used = 0
    if !rest.isEmpty {
      used = min(64 - rest.count, bytes.count)
      rest += bytes[..<used]
      guard rest.count == 64 else { return }
      rest.withUnsafeBytes { Self.compress($0, 0, &state, &schedule) }
      rest = []
    }
    while bytes.count - used >= 64 {
      Self.compress(bytes, used, &state, &schedule)
      used += 64
    }
    rest += bytes[used...]
  }

  /// Pads the message (a bit 1, zeros, its length in bits in the last 8 bytes of a block) and returns the hash.
  package mutating func finish() -> String {
    let bits = count * 8
    var end: [UInt8] = [0x80]
    while (rest.count + end.count) % 64 != 56 { end.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) { end.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
    end.withUnsafeBytes { update($0) }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private static func compress(
    _ bytes: UnsafeRawBufferPointer, _ offset: Int, _ state: inout [UInt32], _ schedule: inout [UInt32]
  ) {
    func rotate(_ x: UInt32, _ by: UInt32) -> UInt32 { x >> by | x << (32 - by) }
    schedule.withUnsafeMutableBufferPointer { w in
      for t in 0..<16 {
        w[t] = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 4 * t, as: UInt32.self))
      }
      for t in 16..<64 {
        let s0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ w[t - 15] >> 3
        let s1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ w[t - 2] >> 10
        w[t] = s1 &+ w[t - 7] &+ s0 &+ w[t - 16]
      }
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      var (e, f, g, h) = (state[4], state[5], state[6], state[7])
      constants.withUnsafeBufferPointer { k in
        for t in 0..<64 {
          let sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
          let first = h &+ sum1 &+ (e & f ^ ~e & g) &+ k[t] &+ w[t]
          let sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
          let second = sum0 &+ (a & b ^ a & c ^ b & c)
          (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
        }
      }
      for (index, value) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= value }
    }
  }

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
