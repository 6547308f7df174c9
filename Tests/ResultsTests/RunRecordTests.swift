import Foundation
import Kernel
import NetworkFiles
import Results
import Simulation
import Spiking
import Statistics
import Testing

/// A component that shows one item of every kind.
private struct Showing: ComponentSettings {
  /// Whether the items have no values, as after a run that was interrupted early.
  var isEmpty = false
  static let info = ComponentInfo("showing", .bridge, summary: "shows one item of every kind")
  func validate(in outline: SimulationDescription) throws {}
  func make(in context: RunContext) throws -> any SimulationComponent { Running(context, isEmpty: isEmpty) }

  private final class Running: SimulationComponent {
    let name: String
    let priority = EventPriority.user
    let firstActivation: SimulationTime? = nil
    private let isEmpty: Bool
    init(_ context: RunContext, isEmpty: Bool) {
      name = context.name
      self.isEmpty = isEmpty
    }
    func activate(at time: SimulationTime, in scheduler: Scheduler) throws -> SimulationTime? { nil }
    func save(into state: inout StateWriter) {}
    func restore(from state: StateReader) throws {}

    var measures: [Measure] {
      [Measure("third", 1.0 / 3, unit: "mV", "a third"), Measure("unknown", .nan, "a value that is not known")]
    }

    func outcome() -> [OutcomeItem] {
      isEmpty ? emptyItems : items
    }

    private var emptyItems: [OutcomeItem] {
      [
        .curve(.init("loss", title: "Loss", xLabel: "", yLabel: "", series: [.init("none", [])])),
        .curve(.init("later", title: "Loss", xLabel: "", yLabel: "", series: [.init("one", [SIMD2(0, .nan)])])),
        .matrix(.init("weights", title: "Weights", rows: 0, columns: 0, values: [])),
        .imageGrid(.init("filters", title: "Filters", rows: 5, columns: 10, images: [])),
        .points(.init("places", title: "Places", xLabel: "", yLabel: "", groups: [.init("cells", [])])),
        .regions(.init("fields", title: "Fields", maps: [])),
        .bars(.init("accuracy", title: "Accuracy", yLabel: "", bars: [])),
      ]
    }

    private var items: [OutcomeItem] {
      let wave = (0..<50).map { Float(sin(Double($0) / 5)) }
      return [
        .curve(
          .init(
            "loss", title: "Loss", xLabel: "epoch", yLabel: "error",
            series: [.init("training", (0..<9).map { SIMD2(Double($0), 1 / Double($0 + 1)) })])),
        .matrix(
          .init(
            "weights", title: "Weights", rows: 5, columns: 10, values: wave, rowLabel: "source", columnLabel: "target")),
        .imageGrid(
          .init(
            "filters", title: "Filters", rows: 5, columns: 10,
            images: (0..<6).map { number in .init("unit \(number)", wave.map { $0 * Float(number + 1) }) })),
        .points(
          .init(
            "places", title: "Places", xLabel: "x (mm)", yLabel: "y (mm)",
            groups: [.init("cells", (0..<30).map { SIMD2(Double($0 % 6), Double($0 / 6)) })])),
        .regions(
          .init(
            "fields", title: "Fields",
            maps: [
              .init(
                label: "start", rows: 20, columns: 40, imageSide: 20, image: [Float](repeating: 0.5, count: 400),
                units: [
                  .init(
                    field: .init(rows: 0..<20, columns: 0..<10), writes: .init(rows: 0..<10, columns: 20..<30))
                ])
            ])),
        .bars(
          .init(
            "accuracy", title: "Accuracy", yLabel: "accuracy (%)", bars: [.init("linear", 91.5), .init("deep", 97)])),
        .table(.init("facts", title: "Facts", columns: ["what", "number"], rows: [["units", "7"], ["<b>", "8"]])),
        .parameters(.init([.init("unit_1/W", shape: [5, 10], values: wave)])),
      ]
    }
  }
}

@Suite struct RunRecordTests {
  private static let catalogue = ComponentCatalogue.builtIn.adding([Showing.self])

  private static var description: SimulationDescription {
    var description = SimulationDescription(
      name: "record", duration: .milliseconds(300),
      populations: [
        PopulationDescription(
          name: "sheet", size: 400, neuron: "lif-delta", initial: ["v": .uniform(low: 0, high: 20)],
          positions: PositionsDescription(layout: .grid(rows: 20, columns: 20), width: 20, height: 20)),
        PopulationDescription(name: "others", size: 100, neuron: "lif-exp"),
      ],
      projections: [
        ProjectionDescription(
          from: "sheet", to: "sheet", rule: .distance(.disc(radius: 2), probability: 1), weight: 3, delay: .axonal(1)),
        ProjectionDescription(from: "sheet", to: "others", rule: .inDegree(20), weight: 20, delay: .axonal(1.5)),
      ],
      stimuli: [
        StimulusDescription(name: "drive", to: ["sheet"], kind: .poisson(rate: 2500, weight: 0.5, sampling: .exact))
      ],
      components: [
        ComponentDescription("all", SpikeRecorder()), ComponentDescription("shown", Showing()),
        ComponentDescription("waves", WaveRecorder(of: "sheet", every: .milliseconds(1))),
      ])
    description.warmup = .milliseconds(20)
    return description
  }

  private func files(_ folder: String) throws -> [String: String] {
    var files: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      files[name] = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    }
    return files
  }

  @Test("results without values are remarks, not errors that hide the other results")
  func emptyOutcome() throws {
    let temporary = try TemporaryFolder()
    var description = SimulationDescription(
      name: "empty", duration: .milliseconds(1),
      populations: [PopulationDescription(name: "cell", size: 1, neuron: "lif-delta")])
    description.components = [
      ComponentDescription("nothing", Showing(isEmpty: true)), ComponentDescription("shown", Showing()),
    ]
    let folder = try RunFolder(
      path: temporary.path + "/run", description: description, populations: try description.plan().populations,
      overwrite: false, resolvedText: "")
    let summary = try Simulation(description, output: folder).run()
    let remarks = try folder.finish(summary: summary, log: "")
    for name in ["loss", "later", "weights", "filters", "places", "fields", "accuracy"] {
      #expect(remarks.contains("'\(name)' of 'nothing' has no value, so there is no figure of it"))
    }
    let scripts = try files(temporary.path + "/run/figures").keys.filter { $0.hasSuffix(".gp") }
    #expect(scripts.count { $0.hasPrefix("shown-") } == 6 && !scripts.contains { $0.hasPrefix("nothing-") })
  }

  @Test("a record that is read from its folder is the one in memory, and draws the same figures and page")
  func readingBack() throws {
    let temporary = try TemporaryFolder()
    let path = temporary.path + "/run"
    let description = Self.description
    let plan = try description.plan()
    let folder = try RunFolder(
      path: path, description: description, populations: plan.populations, overwrite: false,
      resolvedText: description.resolvedYAML)
    let memory = RunMemory()
    let kept = try Simulation(description, plan: plan, output: memory).run()
    let summary = try Simulation(description, plan: plan, output: folder).run()
    #expect(kept.spikeDigest == summary.spikeDigest && summary.spikes > 500)
    let remarks = try folder.finish(summary: summary, log: "")
    #expect(!remarks.contains { $0.contains("gnuplot says") }, "\(remarks)")

    let record = try RunFolder.read(path, catalogue: Self.catalogue)
    #expect(record.description == description.resolved)
    #expect(record.populations == plan.populations)
    // A measure that is not known is not equal to itself.
    #expect("\(record.summary)" == "\(summary)")
    #expect(record.summary.components.map(\.outcome) == summary.components.map(\.outcome))

    // From disk.
    let again = temporary.path + "/again"
    try FileManager.default.createDirectory(atPath: again, withIntermediateDirectories: true)
    let drawn = try record.drawFigures(in: again)
    let written = try files(path + "/figures")
    #expect(try files(again) == written)
    #expect(
      written.keys.filter { $0.hasSuffix(".gp") }.sorted() == [
        "distributions.gp", "raster.gp", "shown-accuracy.gp", "shown-fields.gp", "shown-filters.gp", "shown-loss.gp",
        "shown-places.gp", "shown-weights.gp", "snapshots-sheet.gp",
      ] + (written["wavefronts-sheet.gp"] == nil ? [] : ["wavefronts-sheet.gp"]))
    let page = record.reportPage(figures: drawn.figures, in: again, notes: drawn.notes)
    #expect(try String(contentsOfFile: path + "/report.html", encoding: .utf8) == page)
    #expect(page.contains("&lt;b&gt;") && !page.contains("<b>"))

    // From memory.
    let own = RunRecord(
      description: description, resolvedText: record.resolvedText, populations: plan.populations, summary: summary,
      provenance: record.provenance, spikes: MemorySpikes(memory, populations: plan.populations))
    let third = temporary.path + "/third"
    try FileManager.default.createDirectory(atPath: third, withIntermediateDirectories: true)
    _ = try own.drawFigures(in: third)
    #expect(try files(third) == written)
  }

  @Test func whatIsNoFinishedRunIsRefused() throws {
    let temporary = try TemporaryFolder()
    let error = #expect(throws: (any Error).self) {
      try RunFolder.read(temporary.path, catalogue: Self.catalogue)
    }
    #expect("\(String(describing: error))".contains("is not the folder of a finished run"))
  }
}
