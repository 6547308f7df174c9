import Kernel
import Simulation
import Spiking
import Statistics
import Testing

/// Whole networks: invariance of their spikes, counts, and the order of simultaneous events.
@Suite struct NetworkTests {
  /// A small recurrent network with drive and two delays.
  static func balanced(neuron: String = "lif-delta", seed: UInt64 = 1) -> SimulationDescription {
    let currents = neuron == "lif-exp"
    let initial: [String: Value] = ["v": currents ? .uniform(low: -60, high: -50) : .uniform(low: 0, high: 20)]
    let bias: [String: Value] = currents ? [:] : ["bias": .normal(mean: 17, deviation: 2)]
    var description = SimulationDescription(
      name: "balanced", duration: milliseconds(150),
      populations: [
        PopulationDescription(name: "e", size: 800, neuron: neuron, parameters: bias, initial: initial),
        PopulationDescription(name: "i", size: 203, neuron: neuron, parameters: bias, initial: initial),
      ])
    description.seed = seed
    description.warmup = milliseconds(20)
    let scale = currents ? 6.0 : 1.0
    for target in ["e", "i"] {
      description.projections += [
        ProjectionDescription(
          from: "e", to: target, rule: .inDegree(40), weight: .normal(mean: 0.4 * scale, deviation: 0.05),
          delay: Delay(axonal: .uniform(low: 0.3, high: 2.5))),
        ProjectionDescription(
          from: "i", to: target, rule: .bernoulli(0.05), weight: .constant(-1.5 * scale), delay: .axonal(1.1)),
      ]
    }
    description.stimuli = [
      StimulusDescription(name: "exact", to: ["e"], kind: .poisson(rate: 900, weight: 0.3 * scale, sampling: .exact)),
      StimulusDescription(
        name: "grid", to: ["i"], kind: .poisson(rate: 2000, weight: 0.2 * scale, sampling: .grid(0.1))),
      StimulusDescription(
        name: "noise", to: ["e", "i"], neurons: .range(start: 5, end: 200, step: 3),
        kind: .noisyCurrent(mean: 0.5, deviation: 1.5, interval: 1)),
    ]
    return description
  }

  @Test(
    "one spike train for 1, 2 and 4 threads, for every way to advance; another for another seed",
    arguments: ["lif-delta", "lif-exp"], Integrator.allCases)
  func threads(neuron: String, integrator: Integrator) throws {
    var description = Self.balanced(neuron: neuron)
    description.partitions = 4
    description.integrator = integrator
    let summaries = try [1, 2, 4].map { try run(description, threads: $0).summary }
    #expect(summaries[0].spikes > 500)
    #expect(Set(summaries.map(\.spikeDigest)).count == 1)
    #expect(Set(summaries.map(\.synapticEvents)).count == 1)
    description.seed = 2
    #expect(try run(description).summary.spikeDigest != summaries[0].spikeDigest)
  }

  @Test("recorders, which cut windows short, change nothing", arguments: ["lif-delta", "lif-exp"])
  func windows(neuron: String) throws {
    let description = Self.balanced(neuron: neuron)
    var recorded = description
    recorded.recorders = [
      ComponentDescription(
        "v", StateRecorder(of: "e", variables: ["v"], neurons: .list([0, 399, 799]), every: milliseconds(0.07))),
      ComponentDescription("r", RateRecorder(of: ["i", "e"], bin: milliseconds(1.3))),
      ComponentDescription("w", WeightRecorder(of: "i->e", every: milliseconds(100))),
    ]
    recorded.components += [
      ComponentDescription("g", RateGuard(every: milliseconds(0.9), maximum: 1e6))
    ]
    let plain = try run(description).summary
    let (output, summary) = try run(recorded)
    #expect(summary.spikeDigest == plain.spikeDigest)
    #expect(output.samples.count == Int(170 / 0.07) + 1)
    #expect(output.snapshots.count == 2)
  }

  @Test("rates, events and populations add up to the recorded spikes")
  func bookkeeping() throws {
    var description = Self.balanced()
    description.recorders = [ComponentDescription("r", RateRecorder(of: ["i", "e"], bin: milliseconds(10)))]
    let (output, summary) = try run(description)
    let measured = output.spikes.filter { $0.time > description.warmup.ticks }
    #expect(summary.spikes == measured.count)
    #expect(summary.populations.map(\.spikes).reduce(0, +) == measured.count)
    #expect(
      output.spikes.indices.dropFirst().allSatisfy {
        (output.spikes[$0 - 1].time, output.spikes[$0 - 1].neuron) <= (output.spikes[$0].time, output.spikes[$0].neuron)
      })
    let counted = output.rates.reduce((0.0, 0.0)) { ($0.0 + $1.hertz[0] * 203 * 0.01, $0.1 + $1.hertz[1] * 800 * 0.01) }
    #expect(abs(counted.0 + counted.1 - Double(output.spikes.count)) < 1e-6)
    // Out-degrees: count the synapses of every source from a snapshot of each projection.
    var degrees = [Int](repeating: 0, count: 1003)
    for projection in description.projections {
      var one = description
      one.recorders = [ComponentDescription("w", WeightRecorder(of: projection.name, every: milliseconds(1000)))]
      let snapshot = try run(one).output.snapshots[0]
      for source in snapshot.sources { degrees[Int(source) + (projection.source == "i" ? 800 : 0)] += 1 }
    }
    #expect(summary.synapses == degrees.reduce(0, +))
    #expect(summary.synapticEvents == measured.reduce(0) { $0 + degrees[$1.neuron] })
  }

  // MARK: The order within an instant

  /// Spikes of `targets` neurons for inputs at given times, with one weight per projection.
  static func driven(
    _ neuron: String, parameters: [String: Value] = [:], initial: [String: Value] = [:],
    trains: [(times: [Double], weight: Double)]
  ) throws -> [Double] {
    var description = SimulationDescription(
      name: "instant", duration: milliseconds(50),
      populations: [PopulationDescription(name: "n", size: 1, neuron: neuron, parameters: parameters, initial: initial)]
    )
    for (k, train) in trains.enumerated() {
      description.populations.append(
        PopulationDescription(name: "s\(k)", size: 1, neuron: "spike-list", spikeTimes: [train.times]))
      description.projections.append(
        ProjectionDescription(
          from: "s\(k)", to: "n", rule: .allToAll, weight: .constant(train.weight), delay: .axonal(1)))
    }
    return try run(description).output.times(of: 0)
  }

  @Test("simultaneous inputs are summed before the threshold is tested")
  func summed() throws {
    #expect(try Self.driven("lif-delta", trains: [([1], 25), ([1], -10)]).isEmpty)
    #expect(try Self.driven("lif-delta", trains: [([1], -10), ([1], 25)]).isEmpty)
    #expect(try Self.driven("lif-delta", trains: [([1], 15), ([1], -5), ([1], 10)]) == [2])
  }

  @Test("IntFire takes simultaneous inputs one by one, in the order of their sources")
  func oneByOne() throws {
    #expect(try Self.driven("intfire", trains: [([1], 1.5), ([1], -1)]) == [2])
    #expect(try Self.driven("intfire", trains: [([1], -1), ([1], 1.5)]).isEmpty)
  }

  @Test("IntFire takes simultaneous inputs with shorter delays first, whatever the order of their populations")
  func oneByOneByDelay() throws {
    // An excitatory and an inhibitory input that reach the neuron at 3 ms.
    for (first, second, delays, spikes) in [
      (1.5, -1.0, (1.0, 2.0), [3.0]), (1.5, -1, (2, 1), []), (-1, 1.5, (1, 2), []), (-1, 1.5, (2, 1), [3]),
    ] as [(Double, Double, (Double, Double), [Double])] {
      var description = SimulationDescription(
        name: "order", duration: milliseconds(5),
        populations: [
          PopulationDescription(name: "n", size: 1, neuron: "intfire"),
          PopulationDescription(name: "a", size: 1, neuron: "spike-list", spikeTimes: [[3 - delays.0]]),
          PopulationDescription(name: "b", size: 1, neuron: "spike-list", spikeTimes: [[3 - delays.1]]),
        ])
      description.projections = [
        ProjectionDescription(
          from: "a", to: "n", rule: .allToAll, weight: .constant(first), delay: .axonal(delays.0)),
        ProjectionDescription(
          from: "b", to: "n", rule: .allToAll, weight: .constant(second), delay: .axonal(delays.1)),
      ]
      #expect(try run(description).output.times(of: 0) == spikes, "\(first) after \(delays.0) ms")
    }
  }

  @Test("IntFire fires strictly above 1, discards input while refractory, restarts at 0")
  func intFire() throws {
    #expect(try Self.driven("intfire", trains: [([1], 1)]).isEmpty)
    #expect(try Self.driven("intfire", trains: [([1], 1.0000001)]) == [2])
    // Spike at 2, refractory through 7: the input at 6.9 is lost, as is the one at 7; 0.9 at 7.1 alone stays below.
    #expect(try Self.driven("intfire", trains: [([1], 1.5), ([5.9, 6], 5), ([6.1], 0.9)]) == [2])
    #expect(try Self.driven("intfire", trains: [([1], 1.5), ([6.1, 6.2], 0.9)]) == [2, 7.2])
  }

  @Test("the threshold of the LIF is reached, not passed")
  func reached() throws {
    #expect(try Self.driven("lif-delta", trains: [([1], 20)]) == [2])
  }

  @Test("the refractory period is (t, t + t_ref]: input at its very end is discarded")
  func refractoryEnd() throws {
    #expect(try Self.driven("lif-delta", trains: [([1, 3], 20)]) == [2])
    #expect(try Self.driven("lif-delta", trains: [([1, 3.000000001], 20)]).count == 2)
    #expect(
      try Self.driven("lif-delta", parameters: ["refractoryPeriod": 0], trains: [([1, 1.5, 1.500000001], 20)]).count
        == 3)
  }

  @Test("with 'accepted', input at the very end of the refractory period acts on the reset potential")
  func refractoryEndAccepted() throws {
    let accepted: [String: Value] = ["inputAtRefractoryEnd": 1]
    // Spike at 2, reset to 10 at 4.
    #expect(try Self.driven("lif-delta", parameters: accepted, trains: [([1, 3], 20)]) == [2, 4])
    #expect(try Self.driven("lif-delta", parameters: accepted, trains: [([1, 3], 9)]).isEmpty)
    #expect(try Self.driven("lif-delta", parameters: accepted, trains: [([1], 20), ([3], 9), ([3], 1)]) == [2, 4])
    #expect(try Self.driven("lif-delta", parameters: accepted, trains: [([1, 2.999999999], 20)]) == [2])
    #expect(try Self.driven("intfire", parameters: accepted, trains: [([1], 1.5), ([6], 1.2)]) == [2, 7])
    #expect(try Self.driven("intfire", parameters: accepted, trains: [([1], 1.5), ([6], 0.7), ([6], 0.6)]) == [2, 7])
    // Without a period it ends at the spike, whose inputs have been summed.
    let none = accepted.merging(["refractoryPeriod": 0]) { $1 }
    #expect(try Self.driven("lif-delta", parameters: none, trains: [([1], 20), ([1], 20)]) == [2])
    // An oscillator goes on from the reset and the input together.
    let oscillator = accepted.merging(["bias": 21]) { $1 }
    let times = try Self.driven("lif-delta", parameters: oscillator, initial: ["v": 20], trains: [([1], 4)])
    #expect(times.count > 1 && times[0] == 0 && abs(times[1] - (2 + 20 * Math.log(7))) < 1e-8)
  }

  @Test("a neuron that starts at its threshold fires at zero, also with a current", arguments: Integrator.allCases)
  func startsAbove(integrator: Integrator) throws {
    var description = SimulationDescription(
      name: "start", duration: milliseconds(1),
      populations: [PopulationDescription(name: "n", size: 1, neuron: "lif-delta", initial: ["v": 20])])
    description.integrator = integrator
    #expect(try run(description).output.times(of: 0) == [0])
    description.stimuli = [
      StimulusDescription(name: "i", to: ["n"], kind: .stepCurrent(times: [0], amplitudes: [-1]))
    ]
    #expect(try run(description).output.times(of: 0) == [0])
  }

  @Test("a spike at zero arrives after its delay; parrots repeat at the instant of arrival")
  func parrots() throws {
    var description = SimulationDescription(
      name: "chain", duration: milliseconds(10),
      populations: [
        PopulationDescription(name: "s", size: 1, neuron: "spike-list", spikeTimes: [[0, 2]]),
        PopulationDescription(name: "p", size: 2, neuron: "parrot"),
      ])
    description.projections = [
      ProjectionDescription(from: "s", to: "p", rule: .allToAll, weight: 1, delay: .axonal(0.5)),
      ProjectionDescription(from: "p", to: "p", rule: .oneToOne, weight: 1, delay: .axonal(4)),
    ]
    let output = try run(description).output
    #expect(output.times(of: 1) == [0.5, 2.5, 4.5, 6.5, 8.5])
    #expect(output.times(of: 2) == output.times(of: 1))
  }

  // MARK: Stimuli and sources

  @Test("Poisson sources: counts and intervals of the stated law, for equal and for different rates")
  func poissonSources() throws {
    let rates = (0..<40).map { Double($0) * 5 }
    var description = SimulationDescription(
      name: "poisson", duration: milliseconds(20_000),
      populations: [
        PopulationDescription(name: "same", size: 40, neuron: "poisson", parameters: ["rate": 50]),
        PopulationDescription(name: "varied", size: 40, neuron: "poisson", parameters: ["rate": .list(rates)]),
      ])
    description.partitions = 2
    let (output, summary) = try run(description)
    // Counts are Poisson(rate · 20 s): beyond 5 standard deviations with probability 6e-7 each.
    for (population, expected) in [(0, [Double](repeating: 50, count: 40)), (1, rates)] {
      for (rate, mean) in zip(summary.populations[population].rates, expected) {
        #expect(abs(rate - mean) * 20 <= 5 * (mean * 20).squareRoot())
      }
    }
    // Intervals of a Poisson process have a CV of 1; over 1000 intervals its standard error is about 0.03.
    #expect(abs(try #require(summary.populations[0].cvISI) - 1) < 0.03)
    let times = output.times(of: 0)
    let intervals = zip(times.dropFirst(), times).map { $0 - $1 }
    // Kolmogorov-Smirnov against 1 - exp(-rate t) at 1e-6.
    let sorted = intervals.sorted()
    let n = Double(sorted.count)
    let distance = sorted.enumerated().map { k, t in
      let law = 1 - Math.exp(-0.05 * t)
      return max(abs(law - Double(k) / n), abs(Double(k + 1) / n - law))
    }.max()!
    #expect(distance * n.squareRoot() < 2.7)
  }

  @Test("the drive's mean and variance, exact and on a grid", arguments: [PoissonSampling.exact, .grid(0.1), .grid(1)])
  func drive(sampling: PoissonSampling) throws {
    // Shot noise without threshold: mean w r tau, variance w² r tau / 2, from 4000 neurons at one instant.
    var description = SimulationDescription(
      name: "shot", duration: milliseconds(200),
      populations: [
        PopulationDescription(name: "n", size: 4000, neuron: "lif-delta", parameters: ["threshold": 1e6])
      ])
    description.stimuli = [
      StimulusDescription(name: "d", to: ["n"], kind: .poisson(rate: 5000, weight: 0.1, sampling: sampling))
    ]
    description.recorders = [
      ComponentDescription("v", StateRecorder(of: "n", variables: ["v"], every: milliseconds(200)))
    ]
    let values = try #require(try run(description).output.samples.last).values
    let mean = values.reduce(0, +) / 4000
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3999
    // On a grid of step h the sum over past steps replaces the integral: mean w r h / (1 - e^(-h/tau)), similarly below.
    var (expectedMean, expectedVariance) = (0.1 * 5 * 20, 0.01 * 5 * 10.0)
    if case .grid(let h) = sampling {
      expectedMean = 0.1 * 5 * h / (1 - Math.exp(-h / 20))
      expectedVariance = 0.01 * 5 * h / (1 - Math.exp(-2 * h / 20))
    }
    // Five standard errors.
    #expect(abs(mean - expectedMean) < 5 * (expectedVariance / 4000).squareRoot())
    #expect(abs(variance / expectedVariance - 1) < 5 * (2.0 / 4000).squareRoot())
  }

  @Test("a step current: the exact potential is the closed form", arguments: ["lif-delta", "lif-exp"])
  func stepCurrent(neuron: String) throws {
    var description = SimulationDescription(
      name: "step", duration: milliseconds(60),
      populations: [
        PopulationDescription(
          name: "n", size: 3, neuron: neuron,
          parameters: ["restingPotential": 0, "threshold": 1000, "resetPotential": -1])
      ])
    description.stimuli = [
      StimulusDescription(
        name: "i", to: ["n"], neurons: .list([1]), kind: .stepCurrent(times: [10.05, 40], amplitudes: [7, -2]))
    ]
    description.recorders = [
      ComponentDescription("v", StateRecorder(of: "n", variables: ["v"], every: milliseconds(15)))
    ]
    let samples = try run(description).output.samples
    let at30 = 7 * (1 - Math.exp(-(30 - 10.05) / 20))
    let at40 = 7 * (1 - Math.exp(-(40 - 10.05) / 20))
    let at60 = -2 + (at40 + 2) * Math.exp(-1)
    #expect(abs(samples[2].values[1] - at30) < 1e-12)
    #expect(abs(samples[4].values[1] - at60) < 1e-12)
    #expect(samples.allSatisfy { $0.values[0] == 0 && $0.values[2] == 0 })
  }

  @Test(
    "a current lifts a neuron over its threshold at the root of the closed form", arguments: ["lif-delta", "lif-exp"])
  func currentCrossing(neuron: String) throws {
    var description = SimulationDescription(
      name: "step", duration: milliseconds(60),
      populations: [
        PopulationDescription(
          name: "n", size: 1, neuron: neuron, parameters: ["restingPotential": 0, "threshold": 20, "resetPotential": 0])
      ])
    description.stimuli = [
      StimulusDescription(name: "i", to: ["n"], kind: .stepCurrent(times: [3], amplitudes: [30]))
    ]
    let first = try #require(try run(description).output.times(of: 0).first)
    #expect(abs(first - (3 + 20 * Math.log(3))) < 1e-8)
  }

  @Test("currents of a stimulus and of a script add up, also if they have one name")
  func currentsAddUp() throws {
    var description = SimulationDescription(
      name: "sum", duration: milliseconds(30),
      populations: [
        PopulationDescription(name: "n", size: 1, neuron: "lif-delta", parameters: ["threshold": 1000])
      ])
    description.stimuli = [
      StimulusDescription(name: "i", to: ["n"], kind: .stepCurrent(times: [0], amplitudes: [7]))
    ]
    let simulation = try Simulation(description)
    try simulation.scheduler.schedule("script", at: milliseconds(10)) {
      try $0.ports.input(of: "n").inject(currents: [5], from: "i")
    }
    _ = try simulation.run()
    let at10 = 7 * (1 - Math.exp(-10 / 20))
    let at30 = 12 + (at10 - 12) * Math.exp(-20 / 20)
    let found = simulation.network.probe(population: 0, neurons: [0]).values(of: "v")
    #expect(abs(found[0] - at30) < 1e-12)
  }

  @Test("the rate guard ends a run that runs away, and says why")
  func rateGuard() throws {
    var description = Self.balanced()
    description.components = [
      ComponentDescription("g", RateGuard(every: milliseconds(10), maximum: 0.5))
    ]
    #expect(throws: SimulationError.self) { try run(description) }
  }

  @Test("an empty network of silent neurons is a valid result")
  func silence() throws {
    let summary = try run(
      SimulationDescription(
        name: "silent", duration: milliseconds(1e6),
        populations: [PopulationDescription(name: "n", size: 10, neuron: "lif-delta")])
    ).summary
    #expect(summary.spikes == 0 && summary.cvISI == nil && summary.meanRate == 0)
  }
}
