import Foundation
import Results

/// Results of trials, by what they depend on: one file each, named by a hash of that. The file holds it in full as
/// well, so that two that share a hash are not mistaken for each other.
public struct TrialCache: Sendable {
  private let folder: String
  private let code: String
  /// Raised when the files come to look different.
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

  /// FNV-1a of 64 bits.
  static func hash(_ key: String) -> UInt64 {
    key.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  private func path(_ key: String) -> String { "\(folder)/\(String(Self.hash(key), radix: 16)).json" }

  /// nil where there is none, or none that can be read.
  public func output<Output: Codable>(of key: String) -> Output? {
    guard let data = FileManager.default.contents(atPath: path(key)),
      let entry = try? JSONDecoder().decode(Entry<Output>.self, from: data), entry.key == key
    else { return nil }
    return entry.output
  }

  /// By rename: who stops the study leaves no half of a file.
  /// - Throws: ``OutputError``; `EncodingError` for numbers that are not finite.
  public func keep<Output: Codable>(_ output: Output, of key: String) throws {
    let data = try JSONEncoder().encode(Entry(key: key, output: output))
    let path = path(key)
    try Folder.create(folder)
    try TextFile.write(String(decoding: data, as: UTF8.self), to: path + ".partial")
    guard rename(path + ".partial", path) == 0 else { throw OutputError.system(path, "create the file") }
  }
}
