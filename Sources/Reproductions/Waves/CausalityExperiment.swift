import Kernel
import Simulation
import Spiking
import Studies

/// Tests whether the waves of a layer are caused by those below: when a layer is silenced, the layers above must fall
/// silent, too.
struct CausalityExperiment: Experiment {
  static let name = "causality"
  static let version = 1
  let options: ReproductionOptions
  let networks: CheckoutNetworks
  private static let layers = ["retina", "geniculate", "cortex"]
  /// Time after the silencing in which waves that have already started may end, ms.
  private static let settling = 100.0

  /// Spike counts of one layer when another is silenced.
  struct Course: Codable, Sendable {
    /// Number of spikes in the second half of the time before the silencing, during settling, and after it.
    var before = 0
    var settling = 0
    var after = 0
    /// Time from the silencing to the last spike, ms.
    var last = 0.0
  }

  private var half: Double { options.choose(1000, quick: 400) }

  func trials() throws -> [Trial<[String: Course]>] {
    try Self.layers.dropLast().flatMap { silenced in
      try options.seeds.map { seed in
        var description = try networks.read("layered-waves", seed: seed).recordingSpikes()
        let cut = half
        description.duration = try SimulationTime(milliseconds: 2 * cut)
        description.components.append(
          ComponentDescription("silence", Lesion(of: silenced, at: try SimulationTime(milliseconds: cut))))
        let network = description
        return Trial(
          "\(silenced) silenced, seed \(seed)", inputs: [network.resolvedYAML, "settling \(Self.settling)"],
          cost: 2 * cut / 1000
        ) { try Self.courses(network, cut: cut) }
      }
    }
  }

  private static func courses(_ network: SimulationDescription, cut: Double) throws -> [String: Course] {
    let spikes = RunMemory()
    let simulation = try Simulation(network, output: spikes)
    _ = try simulation.run()
    var courses: [String: Course] = [:]
    for population in simulation.plan.populations {
      var course = Course()
      spikes.forEachSpike(of: population) { time, _ in
        if time > cut {
          course.last = time - cut
          if time > cut + settling { course.after += 1 } else { course.settling += 1 }
        } else if time > cut / 2 {
          course.before += 1
        }
      }
      courses[population.name] = course
    }
    return courses
  }

  func section(_ outputs: [[String: Course]], folder: String) throws -> Section {
    var section = Section(
      "Causality",
      """
      All units of a layer of `layered-waves.yml` are silenced at \(Int(half)) ms. Spikes per ms in the \
      \(Int(half / 2)) ms before, in the \(Int(Self.settling)) ms after, in which what has been ignited may run out, \
      and from then on to the end.
      """)
    var table = Table(["silenced", "layer", "before (/ms)", "settling (/ms)", "after (/ms)", "last spike (ms after)"])
    var data = DataTable(
      "causality", ["silenced", "layer", "seed", "before", "settling", "after", "last_spike_after_ms"])
    let seeds = options.seeds
    for (index, silenced) in Self.layers.dropLast().enumerated() {
      let courses = Array(outputs[(index * seeds.count)..<((index + 1) * seeds.count)])
      for (number, layer) in Self.layers.enumerated() {
        let own = courses.map { $0[layer] ?? Course() }
        func rate(_ count: (Course) -> Int, _ span: Double) -> String {
          Spread(own.map { Double(count($0)) / span }).text(digits: 1)
        }
        table.add([
          silenced, "\(number + 1) \(layer)", rate(\.before, half / 2), rate(\.settling, Self.settling),
          rate(\.after, half - Self.settling), Spread(own.map(\.last)).text(digits: 1),
        ])
        for (seed, course) in zip(seeds, own) {
          data.add([
            silenced, layer, "\(seed)", "\(course.before)", "\(course.settling)", "\(course.after)", "\(course.last)",
          ])
        }
        guard number > index else { continue }
        section.claims.append(
          Claim(
            "layer \(number + 1) is silent when layer \(index + 1) is", measure: "spikes after settling",
            .atMost(0), values: own.map { Double($0.after) }, digits: 0))
      }
    }
    section.tables = [table]
    section.data = [data]
    return section
  }
}
