import ArgumentParser
import Foundation
import Gyrus
import Results

struct DataListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the data sets, and where they are.")

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    try StandardStream.output.write(json ? Self.report : Self.table)
  }

  /// Where a data set's files are, and how many bytes; nil: not here.
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
        table.add(source.name, source.summary, "", "not here")
        continue
      }
      let part = place.files < files.files.count ? ", \(place.files) of \(files.files.count) files" : ""
      table.add(source.name, source.summary, NumberText.bytes(Double(place.bytes)), place.folder + part)
    }
    return table.text
  }

  private static var report: String {
    JSON.array(
      DatasetRegistry.sources.map { source in
        let files = source as? any FileDatasetSource.Type
        let place = files.flatMap { place($0) }
        return .object([
          ("name", .text(source.name)), ("summary", .text(source.summary)), ("made_by_code", .bool(files == nil)),
          ("folder", .text(orNull: place?.folder)), ("files", place.map { .integer($0.files) } ?? .null),
          ("bytes", place.map { .integer($0.bytes) } ?? .null),
        ])
      }
    ).text
  }
}
