import ArgumentParser
import Foundation
import Gyrus
import Results

struct DataListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the data sets and their folders.")

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    try StandardStream.output.write(json ? Self.report : Self.table)
  }

  /// The folder of a data set, and the number and total bytes of its files; nil if it is not on this computer.
  private static func place(_ source: any FileDatasetSource.Type) -> (folder: String, files: Int, bytes: Int)? {
    guard let folder = try? DatasetFolder.find(source) else { return nil }
    let sizes = source.paths(in: folder).map { path in
      (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int ?? 0
    }
    return (folder, sizes.count, sizes.reduce(0, +))
  }

  private static var table: String {
    var table = TextTable(.left, .left, .right, .left)
    for source in DatasetRegistry.sources {
      guard let files = source as? any FileDatasetSource.Type else {
        table.add(source.name, source.summary, "", "made by code")
        continue
      }
      guard let place = place(files) else {
        table.add(source.name, source.summary, "", "not downloaded")
        continue
      }
      let part = place.files < files.files.count ? ", \(place.files) of \(files.files.count) files" : ""
      table.add(source.name, source.summary, Memory.text(Double(place.bytes)), place.folder + part)
    }
    return table.text
  }

  private static var report: String {
    JSON.array(DatasetRegistry.sources.map { json(of: $0) }).text
  }

  private static func json(of source: any DatasetSource.Type) -> JSON {
    let files = source as? any FileDatasetSource.Type
    var place: (folder: String, files: Int, bytes: Int)?
    if let files { place = Self.place(files) }
    let count: JSON = place.map { .integer($0.files) } ?? .null
    let bytes: JSON = place.map { .integer($0.bytes) } ?? .null
    return .object([
      ("name", .text(source.name)), ("summary", .text(source.summary)), ("made_by_code", .bool(files == nil)),
      ("folder", .text(orNull: place?.folder)), ("files", count), ("bytes", bytes),
    ])
  }
}
