import Files
import Foundation
import HDF5
import Simulation

/// The summary and provenance of a run, stored in two files: `record.json` contains the values, `record.h5` the long
/// arrays.
struct RecordFile: Codable {
  static let names = ["record.json", "record.h5"]
  /// The version of the file format, to be increased with every change of the format.
  private static let currentFormat = 1
  /// The largest `record.json` that is read, in bytes.
  private static let mostBytes = 1 << 30

  private var format = currentFormat
  var summary: RunSummary
  var provenance: Provenance

  init(summary: RunSummary, provenance: Provenance) {
    self.summary = summary
    self.provenance = provenance
  }

  /// - Throws: ``OutputError``.
  func write(to folder: String) throws {
    var short = self
    let path = "\(folder)/\(Self.names[1])"
    let file = try HDF5File(creating: path)
    try short.summary.forEachArray(
      reals: { name, values in
        try file.write(name, values)
        values = []
      },
      floats: { name, values in
        try file.write(name, values)
        values = []
      })
    try file.close()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = Self.words
    let json = "\(folder)/\(Self.names[0])"
    do {
      try TextFile.write(String(decoding: try encoder.encode(short), as: UTF8.self) + "\n", to: json)
    } catch let error as EncodingError {
      throw OutputError(json, "cannot be written: \(error)")
    }
  }

  /// - Throws: ``OutputError``.
  static func read(from folder: String) throws -> RecordFile {
    let json = "\(folder)/\(names[0])"
    let data = Data(try TextFile.read(json, upTo: mostBytes).utf8)
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    var record: RecordFile
    do {
      record = try decoder.decode(RecordFile.self, from: data)
    } catch {
      throw OutputError(json, "is not the record of a run: \(error)")
    }
    guard record.format == currentFormat else {
      throw OutputError(json, "has format \(record.format); this program reads format \(currentFormat)")
    }
    let file = try HDF5File(reading: "\(folder)/\(names[1])")
    try record.summary.forEachArray(
      reals: { name, values in values = try file.dataset(name, of: Double.self).read() },
      floats: { name, values in values = try file.dataset(name, of: Float.self).read() })
    return record
  }

  private static let words = JSONEncoder.NonConformingFloatEncodingStrategy.convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
}

extension RunSummary {
  /// Calls one of the closures with the name and the contents of every array that may be long.
  fileprivate mutating func forEachArray(
    reals: (String, inout [Double]) throws -> Void, floats: (String, inout [Float]) throws -> Void
  ) throws {
    for k in populations.indices {
      try reals("population_\(k)_rates", &populations[k].rates)
      try reals("population_\(k)_cvs", &populations[k].cvs)
    }
    for k in competitions.indices { try floats("competition_\(k)_weights", &competitions[k].weights) }
    for k in components.indices {
      for item in components[k].outcome.indices {
        try components[k].outcome[item].forEachArray(named: "component_\(k)_item_\(item)", floats)
      }
    }
  }
}

extension OutcomeItem {
  fileprivate mutating func forEachArray(
    named name: String, _ body: (String, inout [Float]) throws -> Void
  ) throws {
    switch self {
    case .matrix(var matrix):
      try body(name, &matrix.values)
      self = .matrix(matrix)
    case .film(var film):
      for index in film.frames.indices { try body("\(name)_frame_\(index)", &film.frames[index].values) }
      self = .film(film)
    case .imageGrid(var grid):
      for index in grid.images.indices { try body("\(name)_image_\(index)", &grid.images[index].values) }
      self = .imageGrid(grid)
    case .parameters(var parameters):
      for index in parameters.arrays.indices { try body("\(name)_array_\(index)", &parameters.arrays[index].values) }
      self = .parameters(parameters)
    case .curve, .points, .regions, .bars, .table: break
    }
  }
}
