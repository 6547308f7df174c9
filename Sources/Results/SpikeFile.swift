import Files
import HDF5

/// Spikes read back from a file in SONATA's layout.
///
/// Also reads older variants: `sorting` as a text or missing, times without units, `gids` instead of `node_ids`, and
/// `/spikes/{gids, timestamps}` without a population, which is then called "default".
public final class SpikeFile {
  /// The order of spikes in the file; the raw values are SONATA's.
  public enum Sorting: UInt8, Sendable {
    case none = 0
    case byID = 1
    case byTime = 2

    var enumeration: HDF5Enumeration { HDF5Enumeration(members: ["none", "by_id", "by_time"], value: rawValue) }

    init(name: String?) {
      switch name {
      case "by_time": self = .byTime
      case "by_id", "by_gid": self = .byID
      default: self = .none
      }
    }
  }

  /// Spikes of one population; entry k of both arrays is one spike.
  public struct Spikes: Sendable, Equatable {
    public var population: String
    public var sorting: Sorting
    /// Spike times, ms.
    public var times: [Double]
    /// Indices of the neurons within the population.
    public var neurons: [UInt64]

    public init(population: String, sorting: Sorting, times: [Double], neurons: [UInt64]) {
      self.population = population
      self.sorting = sorting
      self.times = times
      self.neurons = neurons
    }
  }

  static let magic: UInt32 = 0x0A7A
  static let chunk = 16_384

  public let populations: [Population]

  /// - Throws: ``OutputError`` when the file cannot be read or is not a spike file.
  public init(reading path: String) throws {
    let file = try HDF5File(reading: path)
    guard try file.contains("spikes") else { throw OutputError(path, "not a spike file: it has no group /spikes") }
    let spikes = try file.group("spikes")
    if try spikes.contains("timestamps") {
      populations = [try Population(spikes, name: "default", path: path)]
    } else {
      populations = try spikes.names().map { try Population(try spikes.group($0), name: $0, path: path) }
    }
  }

  public subscript(population: String) -> Population? { populations.first { $0.name == population } }

  /// Reads all spikes of a file, with populations in alphabetical order.
  /// - Throws: ``OutputError``.
  public static func read(_ path: String) throws -> [Spikes] {
    try SpikeFile(reading: path).populations.map { try $0.read(rows: 0..<$0.count) }
  }

  /// Access to the spikes of one population in the file.
  public final class Population {
    public let name: String
    public let sorting: Sorting
    public let count: Int
    private let timestamps: HDF5Dataset<Double>
    private let nodeIDs: HDF5Dataset<UInt64>
    private let millisecondsPerUnit: Double

    fileprivate init(_ group: HDF5Group, name: String, path: String) throws {
      self.name = name
      if try !group.hasAttribute("sorting") {
        sorting = .none
      } else if let value = try group.enumerationAttribute("sorting") {
        sorting = Sorting(name: value.name)
      } else {
        sorting = Sorting(name: try group.textAttribute("sorting"))
      }
      timestamps = try group.dataset("timestamps", of: Double.self)
      nodeIDs = try group.dataset(try group.contains("node_ids") ? "node_ids" : "gids", of: UInt64.self)
      count = try timestamps.count
      guard try nodeIDs.count == count else {
        throw OutputError(path, "population '\(name)' has \(count) timestamps, but \(try nodeIDs.count) node ids")
      }
      let unit = try timestamps.hasAttribute("units") ? try timestamps.textAttribute("units") : "ms"
      switch unit {
      case "ms": millisecondsPerUnit = 1
      case "s": millisecondsPerUnit = 1000
      default: throw OutputError(path, "population '\(name)' has times in '\(unit)'; 'ms' or 's' can be read")
      }
    }

    /// Reads the spikes in a range of rows of the file.
    public func read(rows: Range<Int>) throws -> Spikes {
      Spikes(
        population: name, sorting: sorting,
        times: try timestamps.read(rows: rows).map { $0 * millisecondsPerUnit },
        neurons: try nodeIDs.read(rows: rows))
    }

    /// The rows with `start` ≤ time < `end` (ms) in a file sorted by time, found by bisection.
    public func rows(from start: Double, to end: Double) throws -> Range<Int> {
      let first = try row(atOrAfter: start)
      return first..<max(first, try row(atOrAfter: end))
    }

    private func row(atOrAfter time: Double) throws -> Int {
      var low = 0
      var high = count
      while low < high {
        let middle = (low + high) / 2
        let value = try timestamps.read(rows: middle..<(middle + 1))[0] * millisecondsPerUnit
        if value < time { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }
}
