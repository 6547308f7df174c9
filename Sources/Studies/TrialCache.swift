import Files
import Foundation
import Results

/// A cache of trial results. The key of a result contains all inputs on which it depends. Each result has one file,
/// named by a hash of the key; the file also contains the full key, so that hash collisions are detected.
public struct TrialCache: Sendable {
  private let folder: String
  private let code: String
  /// Version of the file format; increase it when the format changes.
  private static let format = 1

  public init(folder: String, code: String) {
    self.folder = folder
    self.code = code
  }

  private struct Entry<Output: Codable>: Codable {
    var key: String
    var output: Output
  }

  public func key(experiment: String, version: Int, inputs: [String]) -> String {
    (["format \(Self.format)", "code \(code)", "\(experiment) \(version)"] + inputs).joined(separator: "\n")
  }

  /// The 64-bit FNV-1a hash.
  static func hash(_ key: String) -> UInt64 {
    key.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  private func path(_ key: String) -> String { "\(folder)/\(String(Self.hash(key), radix: 16)).json" }

  /// The cached result; nil if there is none or it cannot be read.
  public func output<Output: Codable>(of key: String) -> Output? {
    guard let data = FileManager.default.contents(atPath: path(key)),
      let entry = try? JSONDecoder().decode(Entry<Output>.self, from: data), entry.key == key
    else { return nil }
    return entry.output
  }

  /// Stores a result. It is written to a file of its own, which is then renamed: an interrupted study leaves no partial
  /// result, and studies that find the same result at the same time do not disturb each other.
  /// - Throws: ``OutputError``; `EncodingError` for numbers that are not finite.
  public func keep<Output: Codable>(_ output: Output, of key: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(Entry(key: key, output: output))
    let path = path(key)
    try Folder.create(folder)
    let partial = "\(path).\(UUID().uuidString).partial"
    try TextFile.write(String(decoding: data, as: UTF8.self), to: partial)
    guard rename(partial, path) == 0 else { throw OutputError.system(path, "create the file") }
  }
}
