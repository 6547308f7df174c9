import NetworkFiles
import Simulation
import Spiking
import Studies

/// Measures the run time of the stack of three layers on one thread.
struct TimingExperiment: Experiment {
  static let name = "timing"
  static let version = 2
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  private static let forms = ["clock", "exact"]
  /// Largest ratio of wall time to processor time at which the wall time counts; above it other programs distort it.
  private static let mostWaiting = 1.1

  struct Run: Codable, Sendable {
    /// Wall time and processor time of the simulation, s.
    var wall: Double
    var processor: Double
  }

  func trials() throws -> [Trial<[Run]>] {
    try Self.forms.map { form in
      let description = try networks.read(
        "layered-waves", seed: 1, duration: options.choose(nil, quick: "600 ms"), overrides: ["integrator=\(form)"])
      let runs = options.choose(5, quick: 1)
      var trial = Trial(
        form, inputs: [description.resolvedYAML, "\(runs) runs"], cost: Double(runs) * description.duration.seconds
      ) { try (0..<runs).map { _ in try Self.time(description) } }
      trial.runsAlone = true
      return trial
    }
  }

  private static func time(_ description: SimulationDescription) throws -> Run {
    let simulation = try Simulation(description)
    let start = ProcessorTime.now
    let summary = try simulation.run()
    return Run(wall: summary.simulationWallSeconds, processor: ProcessorTime.now - start)
  }

  func section(_ outputs: [[Run]], folder: String) throws -> Section {
    var section = Section(
      "Time",
      """
      `layered-waves.yml` on one thread, seed 1, \(options.choose("2000", quick: "600")) ms, nothing else of this \
      study beside it: \(options.choose("medians and ranges of 5 runs", quick: "one run")). Where the wall time is \
      longer than the processor's, other programs ran on this machine. A reference in numpy took 24 s for 2000 ms.
      """)
    var table = Table(["form", "wall time (s)", "processor time (s)"])
    var data = DataTable("timing", ["form", "run", "wall_s", "processor_s"])
    for (form, runs) in zip(Self.forms, outputs) {
      table.add([
        form, Spread(runs.map(\.wall)).medianText(digits: 2), Spread(runs.map(\.processor)).medianText(digits: 2),
      ])
      for (number, run) in runs.enumerated() { data.add([form, "\(number + 1)", "\(run.wall)", "\(run.processor)"]) }
    }
    if !options.isQuick {
      let (wall, processor) = (Spread(outputs[1].map(\.wall)).median, Spread(outputs[1].map(\.processor)).median)
      let text = "the exact form of three layers, 2000 ms, on one thread"
      section.claims = [
        Claim(text, measure: "wall time (s), median of 5 runs", .atMost(4), values: [wall]),
        Claim(text, measure: "processor time (s), median of 5 runs", .atMost(4), values: [processor]),
      ]
      if wall > Self.mostWaiting * processor {
        let waiting = Spread.number(wall / processor, digits: 1)
        section.notes = ["other programs ran beside the timing: the wall time is \(waiting) times the processor's"]
      }
    }
    section.tables = [table]
    section.data = [data]
    return section
  }
}
