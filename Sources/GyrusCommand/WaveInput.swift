import Foundation
import Gyrus

/// Reads the input of `gyrus waves`: a recording, or one population of a finished run.
enum WaveInput {
  /// - Parameter population: the population of a run; nil: its only population with positions.
  /// - Throws: ``RecordingError``, ``NetworkFileError``.
  static func read(_ path: String, population: String?) throws -> SpikeRecording {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      return try RecordingFile.read(path)
    }
    do {
      let record = try RunFolder.read(path, catalogue: .standard)
      return try recording(of: try choose(population, of: record, path), record, path)
    } catch let error as OutputError {
      throw RecordingError(error.path, nil, error.message)
    }
  }

  private static func choose(_ name: String?, of record: RunRecord, _ path: String) throws -> PopulationInfo {
    let placed = record.populations.filter { $0.positions.count == $0.size && $0.size >= 2 }
    let names = placed.map(\.name)
    guard let name else {
      guard placed.count == 1 else {
        throw RecordingError(
          path, nil,
          placed.isEmpty
            ? "no population of the run has positions"
            : "several populations have positions; choose one with --population: \(names.joined(separator: ", "))")
      }
      return placed[0]
    }
    guard let found = placed.first(where: { $0.name == name }) else {
      throw RecordingError(
        path, nil, "there is no population '\(name)' with positions\(NearestWord.hint(for: name, among: names))")
    }
    return found
  }

  private static func recording(
    of population: PopulationInfo, _ record: RunRecord, _ path: String
  ) throws -> SpikeRecording {
    let description = record.description
    let file = path + "/" + RunFolder.spikeFile
    guard let spikes = record.spikes.recorded(population.name) else {
      throw RecordingError(file, nil, "the spikes of population '\(population.name)' were not recorded")
    }
    let all = try spikes.read(rows: 0..<spikes.count)
    if let neuron = all.neurons.first(where: { $0 >= population.size }) {
      throw RecordingError(
        file, "/spikes/\(population.name)/node_ids", "\(neuron) must be below the population's size, \(population.size)"
      )
    }
    let placed = "\(description.name) (seed \(description.seed))"
    return SpikeRecording(
      of: population, in: description.network,
      name: description.populations.count > 1 ? "\(placed), \(population.name)" : placed,
      spikes: zip(all.times, all.neurons).lazy.map { (time: $0, neuron: Int($1)) })
  }
}
