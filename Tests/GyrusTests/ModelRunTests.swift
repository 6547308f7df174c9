import Foundation
import Gyrus
import Testing

/// Rate models on the scheduler, alone and together with spiking networks.
@Suite struct ModelRunTests {
  private static let small = """
    name: small
    models:
      hierarchy:
        autoencoder-hierarchy:
          images: {set: glyph-digits, crop: 20, count: 1024}
          learning: {epochs: 2}
          classifier: {epochs: 4}
    """
  private static let neurons = """

    duration: 30 ms
    populations: {cells: {size: 50, neuron: lif-delta}}
    stimuli: {drive: {to: cells, poisson: {rate: 20000 Hz, weight: 0.3 mV, grid: none}}}
    recorders: {spikes: {spikes: all}}
    """

  private func run(_ yaml: String, threads: Int = 1) throws -> RunSummary {
    try Simulation(try NetworkFile(yaml: yaml).description, threads: threads).run()
  }

  private func measures(_ summary: RunSummary) throws -> [String: Double] {
    let model = try #require(summary.components(in: "models").first)
    return Dictionary(uniqueKeysWithValues: model.measures.map { ($0.name, $0.value) })
  }

  @Test("a hierarchy learns digits, and stops when it is finished")
  func alone() throws {
    let summary = try run(Self.small)
    let found = try measures(summary)
    // Ten classes; features after two epochs of 1,024 images classify most digits.
    #expect(try #require(found["accuracy"]) > 0.5)
    let ticks = try #require(summary.components[0].ticks)
    // 8 batches per epoch: 2 epochs of the units, at most 4 of the classifier; and 16, 8 and 16 batches of images that
    // become features for validation, learning and test.
    #expect(ticks > 16 + 40 && ticks <= 16 + 40 + 32)
    #expect(abs(summary.biologicalSeconds - Double(ticks) / 1000) < 1e-9)
    let curves = Dictionary(uniqueKeysWithValues: summary.components[0].curves.map { ($0.name, $0.series) })
    #expect(curves["loss"]?.count == 3 && curves["loss"]?[0].points.count == 2)
    #expect(curves["entropy"]?[0].points.last?.y == found["entropy_of_unit_1_bits"])
    let parameters = summary.components[0].parameters
    #expect(
      parameters.map(\.shape) == Array(repeating: [[200, 100], [100], [100, 200], [200]], count: 3).flatMap { $0 })
  }

  @Test("the number of threads changes nothing", arguments: [2, 4])
  func threads(_ threads: Int) throws {
    let yaml = Self.small + Self.neurons.replacing("30 ms", with: "100 ms")
    let (one, more) = (try run(yaml), try run(yaml, threads: threads))
    #expect(one.components[0].parameters.map(\.values) == more.components[0].parameters.map(\.values))
    #expect(try measures(one) == measures(more))
    #expect(one.spikeDigest == more.spikeDigest)
  }

  @Test("a model does not change spikes, and a run that ends early leaves the model unfinished")
  func besideSpikes() throws {
    let together = try run(Self.small + Self.neurons)
    let alone = try run("name: small" + Self.neurons)
    #expect(together.spikeDigest == alone.spikeDigest && together.spikes == alone.spikes && together.spikes > 0)
    // Ticks at 1, 2, … 30 ms; the first 16 are the units' two epochs.
    #expect(together.components[0].ticks == 30)
    #expect(try #require(try measures(together)["accuracy"]).isNaN)
    #expect(together.components[0].curves.first { $0.name == "loss" }?.series[0].points.count == 2)
  }

  @Test("a search moves fields, and every stage is evaluated")
  func search() throws {
    let yaml = Self.small + "\n      search: {steps: 2, images: 256, epochs: 1, attempts: 3}"
    let summary = try run(yaml)
    let found = try measures(summary)
    let accuracy = try #require(summary.components[0].curves.first { $0.name == "accuracy" }).series[0].points
    #expect(100 * (try #require(found["accuracy"])) == accuracy.last?.y)
    #expect(100 * (try #require(found["accuracy_before_search"])) == accuracy.first?.y)
    #expect(summary.components[0].regions[0].maps.map(\.label) == ["before", "after \(accuracy.count - 1) steps"])
    #expect(try #require(found["candidates"]) <= 2 * 3 * 3)
  }

  @Test("the command writes what a model has learnt, its figures and a page")
  func command() throws {
    let gyrus = try GyrusProcess()
    try gyrus.write(Self.small + "\nrecorders: {losses: {measures: {of: hierarchy, every: 4 ms}}}", to: "small.yml")
    let result = try gyrus.run("run", "small.yml", "--output", "out")
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("accuracy") && !result.output.contains("Hz"))
    #expect(gyrus.exists("out/complete") && gyrus.exists("out/hierarchy.model.h5"))
    let curves = try gyrus.text(of: "out/hierarchy.curves.csv")
    #expect(curves.hasPrefix("curve,series,x,y\nloss,unit 1,1.0,"))
    // After 4, 8, 12 and 16 mini-batches, of which 8 are an epoch.
    let losses = try gyrus.text(of: "out/losses.measures.csv").split(separator: "\n")
      .filter { $0.contains("loss_of_unit_1") }.map { $0.split(separator: ",") }
    #expect(losses.prefix(4).map { $0[0] } == ["4.0", "8.0", "12.0", "16.0"])
    let epochs = curves.split(separator: "\n").filter { $0.hasPrefix("loss,unit 1,") }.map {
      $0.split(separator: ",")[3]
    }
    #expect([losses[1][2], losses[3][2]] == epochs)
    let page = try gyrus.text(of: "out/report.html")
    #expect(page.contains("hierarchy (autoencoder-hierarchy)") && !page.contains("mean rate"))
    #expect(try gyrus.run("run", "small.yml", "--output", "out", "--overwrite", "--quiet").code == 0)
  }

  @Test("learning that becomes infinite or NaN ends with an error, and a field as large as the map does not move")
  func edges() throws {
    let gyrus = try GyrusProcess()
    try gyrus.write(Self.small, to: "small.yml")
    let path = "models.hierarchy.autoencoder-hierarchy"
    let wild = try gyrus.run("run", "small.yml", "--set", "\(path).learning.learningRate=1e6", "--output", "wild")
    #expect(wild.code == 70 && wild.errors.contains("no longer a finite number"), "\(wild.errors)")
    #expect(wild.errors.contains(/stopped at [0-9]+ ms in model 'hierarchy'/), "\(wild.errors)")
    #expect(!gyrus.exists("wild/complete"))
    let decayed = try gyrus.run(
      "run", "small.yml", "--set", "\(path).learning.weightDecay=1e300", "--output", "decayed")
    #expect([65, 70].contains(decayed.code) && !gyrus.exists("decayed/complete"), "\(decayed.errors)")
    let whole = "[{receptiveField: {rows: [0, 20], columns: [0, 30]}, writes: {rows: [0, 10], columns: [20, 30]}}]"
    for algorithm in ["local-search", "hill-climbing", "random-search"] {
      let search = "{steps: 1, attempts: 2, images: 128, epochs: 1, algorithm: \(algorithm)}"
      let result = try gyrus.run(
        "run", "small.yml", "--set", "\(path).topology={rows: 20, columns: 30, units: \(whole)}", "--set",
        "\(path).search=\(search)", "--output", algorithm)
      #expect(result.code == 0, "\(result.errors)")
    }
  }

  /// Sizes and counts that no computer has the memory or the time for are refused before anything is computed with them.
  @Test("huge numbers of a model are refused", arguments: [4_294_967_295, 1 << 62, Int.max])
  func hugeNumbers(_ number: Int) throws {
    let model = "models.hierarchy.autoencoder-hierarchy"
    let field = "{receptiveField: {rows: [0, 20], columns: [0, 20]}, writes: {rows: [0, 10], columns: [20, 30]}}"
    let overrides =
      ["epochs", "batch", "classifier.epochs", "classifier.hidden", "classifier.batch"].map { key in
        let place = key.hasPrefix("classifier") ? key : "learning.\(key)"
        return "\(model).\(place)=\(number)"
      }
      + ["rows: [0, 20]", "columns: [0, 20]", "rows: [0, 10]", "columns: [20, 30]"].flatMap { span in
        [[0, number], [number - 1, number]].map { bounds in
          let wild = field.replacing(span, with: "\(span.prefix { $0 != ":" }): \(bounds)")
          return "\(model).topology={rows: 20, columns: 30, units: [\(wild)]}"
        }
      }
    for override in overrides {
      #expect(throws: NetworkFileError.self, "\(override)") {
        let file = try NetworkFile(yaml: Self.small, overrides: [override])
        _ = try file.placing { try file.description.plan() }
      }
    }
  }
}
