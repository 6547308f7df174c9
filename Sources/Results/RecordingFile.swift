import Files
import Foundation
import HDF5
import Kernel
import Waves

/// Reads multielectrode recordings in the layout of the retinal wave repository, HDF5 files with
///
///     /sCount   N     spikes of each unit
///     /spikes   S     times in s, unit by unit, ascending within each unit; S = Σ sCount
///     /epos     2 × N position of each unit in µm: all x, then all y
///
/// and datasets that are not read here (/names, /array, /meta, /summary). The recorded time is taken from the first to
/// the last spike, as some recordings begin long after 0.
///
/// Source: Eglen, Weeks, Jessop, Simonotto, Jackson, Sernagor, GigaScience 3:3 (2014).
public enum RecordingFile {
  /// - Throws: ``RecordingError``.
  public static func read(_ path: String) throws -> SpikeRecording {
    do {
      return try Reader(path: path, file: HDF5File(reading: path)).recording()
    } catch let error as OutputError {
      throw RecordingError(path, nil, error.message)
    }
  }

  private struct Reader {
    let path: String
    let file: HDF5File

    func recording() throws -> SpikeRecording {
      for name in ["spikes", "sCount", "epos"] where try !file.contains(name) {
        throw RecordingError(
          path, nil,
          "there is no dataset '/\(name)'; a recording has /spikes, /sCount and /epos"
            + NearestWord.hint(for: name, among: try file.names()))
      }
      let counts = try values("sCount", rank: 1, allowed: "one number of spikes for each unit").map { count in
        guard count >= 0, count == count.rounded(), count < 1e15 else {
          throw RecordingError(path, "/sCount", "\(count) is not a number of spikes")
        }
        return Int(count)
      }
      guard counts.count >= 2 else {
        throw RecordingError(path, "/sCount", "has \(counts.count) units; at least 2 are needed")
      }
      if let empty = counts.firstIndex(of: 0) {
        throw RecordingError(path, "/sCount", "unit \(empty) (counted from 0) has no spikes")
      }
      let times = try values("spikes", rank: 1, allowed: "times in s, unit after unit")
      // In floating point, as whole numbers from a damaged file might overflow to the right sum.
      let total = counts.reduce(0.0) { $0 + Double($1) }
      guard total == Double(times.count) else {
        throw RecordingError(path, "/spikes", "has \(times.count) times, but /sCount adds up to \(plainText(total))")
      }
      let positions = try positions(units: counts.count)
      let trains = try trains(times, counts)
      let (start, end) = (times.min()!, times.max()!)
      guard end > start else { throw RecordingError(path, "/spikes", "all times are the same, \(start) s") }
      let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      return SpikeRecording(
        name: name, timeUnit: "s", lengthUnit: "µm", trains: trains, positions: positions, start: start, end: end)
    }

    private func values(_ name: String, rank: Int, allowed: String) throws -> [Double] {
      let dataset = try open(name)
      let extent = try reading(name) { try dataset.extent() }
      guard extent.count == rank, try dataset.storedType() != "other" else {
        throw RecordingError(path, "/\(name)", "must be \(allowed), not \(try Self.words(dataset, extent))")
      }
      return try reading(name) { try dataset.read() }
    }

    private func open(_ name: String) throws -> HDF5Dataset<Double> {
      try reading(name) { try file.dataset(name, of: Double.self) }
    }

    /// Adds the dataset's name to an HDF5 error.
    private func reading<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
      do {
        return try body()
      } catch let error as OutputError {
        throw RecordingError(path, "/\(name)", error.message)
      }
    }

    private static func words(_ dataset: HDF5Dataset<Double>, _ extent: [Int]) throws -> String {
      let type = try dataset.storedType()
      let shape = extent.isEmpty ? "a single value" : extent.map(String.init).joined(separator: " × ")
      return "\(shape) of \(type == "other" ? "values that are not numbers" : type)"
    }

    private func positions(units: Int) throws -> [SIMD2<Double>] {
      let dataset = try open("epos")
      let extent = try reading("epos") { try dataset.extent() }
      guard extent == [2, units], try dataset.storedType() != "other" else {
        throw RecordingError(
          path, "/epos",
          "must be 2 × \(units) numbers (µm), as there are \(units) units, not "
            + (try Self.words(dataset, extent)))
      }
      let values = try reading("epos") { try dataset.read() }
      return try (0..<units).map { unit in
        let position = SIMD2(values[unit], values[units + unit])
        guard position.x.isFinite, position.y.isFinite else {
          throw RecordingError(path, "/epos", "unit \(unit) (counted from 0) is at (\(position.x), \(position.y))")
        }
        return position
      }
    }

    private func trains(_ times: [Double], _ counts: [Int]) throws -> [[Double]] {
      var first = 0
      return try counts.enumerated().map { unit, count in
        let train = Array(times[first..<(first + count)])
        first += count
        for (k, time) in train.enumerated() {
          guard time.isFinite else {
            throw RecordingError(path, "/spikes", "spike \(k) of unit \(unit) (counted from 0) is at \(time) s")
          }
          guard k == 0 || time >= train[k - 1] else {
            throw RecordingError(
              path, "/spikes",
              "the times of unit \(unit) (counted from 0) do not ascend: \(time) s follows \(train[k - 1]) s")
          }
        }
        return train
      }
    }
  }
}
