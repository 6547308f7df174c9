import Files
import Foundation
import HDF5
import Kernel
import Results
import Spiking
import Testing

@Suite struct SpikeFileTests {
  static let populations = [
    PopulationInfo(name: "b", size: 3, firstNeuron: 0), PopulationInfo(name: "empty", size: 4, firstNeuron: 3),
    PopulationInfo(name: "a", size: 5, firstNeuron: 7),
  ]

  static func write(
    _ train: SpikeTrain, to path: String, populations: [PopulationInfo] = populations, batch: Int = 65_536,
    size: Int = .max / 2
  ) throws {
    let writer = try SpikeWriter(
      path: path, populations: populations, recorded: Set(populations.map(\.name)), batch: batch)
    try train.send(to: writer.write, size: size)
    try writer.close()
  }

  static let few = SpikeTrain([
    (100_000_000, 8), (100_000_000, 7), (100_000_000, 2), (1_500_000_000, 0), (2_000_000_001, 11),
  ])

  @Test func layoutIsThatOfSONATA() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/spikes.h5"
    try Self.write(Self.few, to: path)
    let file = try HDF5File(reading: path)
    #expect(try file.attribute("magic", of: UInt32.self) == [0x0A7A])
    #expect(try file.attribute("version", of: UInt32.self) == [0, 1])
    #expect(try file.names() == ["spikes"])
    let spikes = try file.group("spikes")
    #expect(try spikes.names() == ["a", "b", "empty"])
    for name in ["a", "b", "empty"] {
      let group = try spikes.group(name)
      #expect(try group.names() == ["node_ids", "timestamps"])
      let sorting = try group.enumerationAttribute("sorting")
      #expect(sorting == HDF5Enumeration(members: ["none", "by_id", "by_time"], value: 2))
      let times = try group.dataset("timestamps", of: Double.self)
      #expect(try times.textAttribute("units") == "ms")
      #expect(try times.storedType() == "float64")
      #expect(try group.dataset("node_ids", of: UInt64.self).storedType() == "uint64")
    }
    let a = try spikes.group("a")
    #expect(try a.dataset("timestamps", of: Double.self).read() == [0.1, 0.1, 2.000000001])
    #expect(try a.dataset("node_ids", of: UInt64.self).read() == [0, 1, 4])
    #expect(try spikes.group("empty").dataset("timestamps", of: Double.self).extent() == [0])
  }

  @Test(arguments: [(1, 1), (7, 100), (1000, 3), (40_000, 2500)])
  func piecesMakeTheSameFileAsOneWrite(batch: Int, size: Int) throws {
    let folder = try TemporaryFolder()
    let train = SpikeTrain(
      SpikeTrain.poisson(count: 3, first: 0, rate: 200, duration: 1000, seed: 5)
        + SpikeTrain.poisson(count: 5, first: 7, rate: 300, duration: 1000, seed: 6))
    try Self.write(train, to: folder.path + "/one.h5")
    try Self.write(train, to: folder.path + "/many.h5", batch: batch, size: size)
    let one = try SpikeFile.read(folder.path + "/one.h5")
    #expect(try SpikeFile.read(folder.path + "/many.h5") == one)
    for spikes in one {
      let population = try #require(Self.populations.first { $0.name == spikes.population })
      let expected = zip(train.times, train.neurons).filter { population.neurons.contains(Int($0.1)) }
      #expect(spikes.times == expected.map { Double($0.0) / 1e9 })
      #expect(spikes.neurons == expected.map { UInt64(Int($0.1) - population.firstNeuron) })
      #expect(spikes.sorting == .byTime)
    }
  }

  @Test func stretchesAreFoundByBisection() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/spikes.h5"
    let train = SpikeTrain(
      (0..<1000).map { (k: Int) in (time: Int64(k / 2) * 1_000_000_000, neuron: UInt32(7 + k % 2)) })
    try Self.write(train, to: path)
    let a = try #require(try SpikeFile(reading: path)["a"])
    #expect(try a.rows(from: 10, to: 20) == 20..<40)
    #expect(try a.rows(from: 10.5, to: 11.5) == 22..<24)
    #expect(try a.rows(from: -5, to: 1e9) == 0..<1000)
    #expect(try a.rows(from: 600, to: 700).isEmpty)
    #expect(try a.rows(from: 20, to: 10).isEmpty)
    #expect(try a.read(rows: 20..<22).times == [10, 10])
  }

  @Test func populationsThatAreNotRecordedAreAbsent() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/spikes.h5"
    let writer = try SpikeWriter(path: path, populations: Self.populations, recorded: ["empty"])
    try Self.few.send(to: writer.write, size: 2)
    try writer.close()
    // Spikes of populations that are not recorded are kept.
    #expect(try SpikeFile.read(path).map(\.population) == ["a", "b", "empty"])
    try SpikeWriter(path: path, populations: Self.populations, recorded: ["b"]).close()
    #expect(try SpikeFile.read(path).map(\.population) == ["b"])
  }

  @Test func neuronsOfNoPopulationAreRefused() throws {
    let folder = try TemporaryFolder()
    #expect(throws: OutputError.self) {
      try Self.write(SpikeTrain([(1, 12)]), to: folder.path + "/spikes.h5")
    }
  }

  @Test func namesThatWouldMakeNestedGroupsAreRefused() throws {
    let folder = try TemporaryFolder()
    for name in ["a/b", ".", "", "/"] {
      #expect(throws: OutputError.self) {
        try Self.write(
          SpikeTrain(), to: folder.path + "/spikes.h5",
          populations: [PopulationInfo(name: name, size: 1, firstNeuron: 0)])
      }
    }
  }

  @Test func olderLayoutsAreRead() throws {
    let folder = try TemporaryFolder()
    // No population, "gids", no units, sorting as a text.
    let old = folder.path + "/old.h5"
    var file = try HDF5File(creating: old)
    var group = try file.createGroup("spikes")
    try group.setAttribute("sorting", "by_gid")
    try group.write("timestamps", [3, 1.5] as [Double])
    try group.write("gids", [0, 4] as [UInt32])
    try file.close()
    #expect(
      try SpikeFile.read(old) == [.init(population: "default", sorting: .byID, times: [3, 1.5], neurons: [0, 4])])

    // Sorting as a text, times as float32 in seconds, ids as int32.
    let text = folder.path + "/text.h5"
    file = try HDF5File(creating: text)
    group = try file.createGroup("spikes").createGroup("v1")
    try group.setAttribute("sorting", "by_time")
    try group.write("timestamps", [0.25, 0.5] as [Float])
    try group.dataset("timestamps", of: Float.self).setAttribute("units", "s")
    try group.write("node_ids", [2, 1] as [Int32])
    try file.createGroup("other")
    try file.close()
    #expect(
      try SpikeFile.read(text) == [.init(population: "v1", sorting: .byTime, times: [250, 500], neurons: [2, 1])])
  }

  @Test func malformedFilesAreRefusedWithTheirName() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/other.h5"
    var error = #expect(throws: OutputError.self) { try SpikeFile.read(path) }
    #expect(error?.description.contains(path) == true)
    #expect(error?.message.contains("there is no such file") == true)
    try TextFile.write("words", to: path)
    #expect(throws: OutputError.self) { try SpikeFile.read(path) }
    var file = try HDF5File(creating: path)
    try file.close()
    error = #expect(throws: OutputError.self) { try SpikeFile.read(path) }
    #expect(error?.message.contains("/spikes") == true)
    file = try HDF5File(creating: path)
    let group = try file.createGroup("spikes").createGroup("p")
    try group.write("timestamps", [1, 2] as [Double])
    try group.write("node_ids", [1] as [UInt64])
    try file.close()
    error = #expect(throws: OutputError.self) { try SpikeFile.read(path) }
    #expect(error?.message.contains("2 timestamps, but 1 node ids") == true)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsAnError() throws {
    let error = #expect(throws: OutputError.self) { try Self.write(Self.few, to: "/dev/full") }
    #expect(error?.path == "/dev/full")
    #expect(error?.message.contains("No space left on device") == true)
  }
}
