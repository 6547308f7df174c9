import Kernel
import Learning
import NetworkFiles
import RateModels
import Simulation
import Spiking
import Testing

private let hierarchy = """
  name: pictures
  models:
    hierarchy:
      autoencoder-hierarchy:
        every: 2 ms
        images: {set: glyph-digits, crop: 20}
        topology:
          rows: 20
          columns: 40
          units:
            - {receptiveField: {rows: [0, 20], columns: [0, 10]}, writes: {rows: [0, 10], columns: [20, 30]}}
            - receptiveField: {rows: [0, 10], columns: [20, 30]}
              writes: {rows: [10, 20], columns: [20, 30]}
        learning: {dropout: 0.1, decoder: identity}
        search: {images: 500}
  """

@Suite struct ModelFileTests {
  private func settings(_ file: NetworkFile) throws -> AutoencoderHierarchySettings {
    try #require(file.description.components.first?.settings as? AutoencoderHierarchySettings)
  }

  @Test("written settings are used, and the others have their defaults")
  func reading() throws {
    let file = try NetworkFile(yaml: hierarchy, catalogue: .standard)
    var expected = AutoencoderHierarchySettings()
    expected.every = .milliseconds(2)
    expected.images.set = "glyph-digits"
    expected.images.crop = 20
    expected.topology.units = [
      HierarchyTopology.Unit(
        receptiveField: MapRectangle(rows: 0..<20, columns: 0..<10),
        writes: MapRectangle(rows: 0..<10, columns: 20..<30)),
      HierarchyTopology.Unit(
        receptiveField: MapRectangle(rows: 0..<10, columns: 20..<30),
        writes: MapRectangle(rows: 10..<20, columns: 20..<30)),
    ]
    expected.learning.dropout = 0.1
    expected.learning.decoder = .identity
    expected.search.images = 500
    #expect(try settings(file) == expected)
    #expect(try settings(file).every == .milliseconds(2))
    #expect(file.description.duration == .zero && file.description.populations.isEmpty)
  }

  @Test func resolvedFileReadsBack() throws {
    let file = try NetworkFile(yaml: hierarchy, catalogue: .standard)
    let again = try NetworkFile(yaml: file.resolvedText, catalogue: .standard)
    #expect(again.description == file.description)
    #expect(file.resolvedText.contains("learningRate: 0.01\n"))
    #expect(file.resolvedText.contains("- {receptiveField: {rows: [0, 20], columns: [0, 10]}, writes:"))
  }

  @Test func optionsReachIntoModels() throws {
    let path = "models.hierarchy.autoencoder-hierarchy"
    let file = try NetworkFile(
      yaml: hierarchy,
      overrides: [
        "\(path).learning.epochs=3", "\(path).topology.units.1.writes.columns=[30, 40]", "\(path).search.steps=2",
      ], catalogue: .standard)
    #expect(try settings(file).learning.epochs == 3)
    #expect(try settings(file).topology.units[1].writes.columns == 30..<40)
    #expect(try settings(file).search.steps == 2)
  }

  @Test(
    "mistakes are named with their place",
    arguments: [
      ("autoencoder-hierarchy:", "autoencoder-hierachy:", 4, "did you mean 'autoencoder-hierarchy'"),
      ("dropout: 0.1", "droput: 0.1", 14, "did you mean 'dropout'"),
      ("dropout: 0.1", "dropout: 1", 14, "below 1, not 1"),
      ("dropout: 0.1", "dropout: much", 14, "'much' is not a number"),
      ("decoder: identity", "decoder: rely", 14, "did you mean 'relu'"),
      ("crop: 20", "crop: -1", 6, "must be 0 or more"),
      // Keys that may be missing, too, are offered.
      ("crop: 20", "resiz: 20", 6, "did you mean 'resize'"),
      ("crop: 20", "augmentation: {miror: true}", 6, "did you mean 'mirror'"),
      ("crop: 20", "augmentation: {x: 1}", 6, "choose from: mirror, shift, rotation, fill"),
      ("set: glyph-digits", "set: glyph-digit", 6, "did you mean 'glyph-digits'"),
      ("columns: [20, 30]}}", "columns: [35, 45]}}", 11, "not inside a map of 20 × 40"),
      ("writes: {rows: [10, 20]", "writes: {rows: [5, 15]", 13, "write to the same places"),
      (
        "receptiveField: {rows: [0, 10]", "receptiveField: {rows: [10, 0]", 12,
        "lowerBound (10) greater than upperBound (0)"
      ),
      ("receptiveField: {rows: [0, 10]", "receptiveField: {rows: [0]", 12, "too short"),
      ("every: 2 ms", "every: 0 ms", 5, "must be above 0"),
      ("search: {images: 500}", "search: 5", 15, "must be a mapping"),
    ] as [(String, String, Int, String)])
  func mistakes(_ right: String, _ wrong: String, _ line: Int, _ message: String) throws {
    #expect(hierarchy.contains(right))
    #expect {
      _ = try NetworkFile(yaml: hierarchy.replacing(right, with: wrong, maxReplacements: 1), catalogue: .standard)
    } throws: { error in
      guard let error = error as? NetworkFileError else { return false }
      let isRight = error.line == line && error.message.contains(message)
      if !isRight { print("\(error)") }
      return isRight
    }
  }

  @Test func populationsNeedADuration() {
    #expect {
      _ = try NetworkFile(
        yaml: hierarchy + "\npopulations: {a: {size: 2, neuron: lif-delta}}", catalogue: .standard)
    } throws: { "\($0)".contains("needs 'duration'") }
    #expect { _ = try NetworkFile(yaml: "name: nothing\nduration: 1 s") } throws: { "\($0)".contains("population") }
  }
}
