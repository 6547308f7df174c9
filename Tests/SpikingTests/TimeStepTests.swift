import Foundation
import Kernel
import Simulation
import Spiking
import Testing

/// Times that are stated act when they are stated: those between two steps are refused. Those that are drawn are
/// rounded.
@Suite struct TimeStepTests {
  /// A time in a description.
  struct StatedTime: Sendable, CustomTestStringConvertible {
    var path: [String]
    /// Whether exact populations act at any such time.
    var isFreeWhenExact = true
    var state: @Sendable (inout SimulationDescription, Double) -> Void
    var testDescription: String { path.joined(separator: ".") }
  }

  private static func stimulus(_ kind: StimulusDescription.Kind) -> StimulusDescription {
    StimulusDescription(name: "i", to: ["n"], kind: kind)
  }

  static let times: [StatedTime] = [
    StatedTime(path: ["stimuli", "i", "stepCurrent", "times", "1"]) {
      $0.stimuli = [stimulus(.stepCurrent(times: [0, $1], amplitudes: [1, 2]))]
    },
    StatedTime(path: ["stimuli", "i", "noisyCurrent", "interval"]) {
      $0.stimuli = [stimulus(.noisyCurrent(mean: 0, deviation: 1, interval: $1))]
    },
    StatedTime(path: ["stimuli", "i", "spikes", "times", "0"]) {
      $0.stimuli = [stimulus(.spikes(times: [$1], weight: 1))]
    },
    StatedTime(path: ["stimuli", "i", "poisson", "grid"]) {
      $0.stimuli = [stimulus(.poisson(rate: 1000, weight: 1, sampling: .grid($1)))]
    },
    StatedTime(path: ["populations", "s", "spikeTimes", "1", "1"]) {
      $0.populations[1].spikeTimes = [[], [0, $1]]
    },
    StatedTime(path: ["populations", "n", "parameters", "refractoryPeriod"]) {
      $0.populations[0].parameters["refractoryPeriod"] = .constant($1)
    },
    StatedTime(path: ["recorders", "r", "state", "every"]) {
      $0.recorders = [ComponentDescription("r", StateRecorder(of: "n", variables: ["v"], every: milliseconds($1)))]
    },
    StatedTime(path: ["recorders", "r", "rate", "bin"]) {
      $0.recorders = [ComponentDescription("r", RateRecorder(of: ["s", "n"], bin: milliseconds($1)))]
    },
    StatedTime(path: ["recorders", "r", "waves", "every"]) {
      $0.recorders = [ComponentDescription("r", WaveRecorder(of: "n", every: milliseconds($1)))]
    },
    StatedTime(path: ["projections", "p", "delay", "axonal"], isFreeWhenExact: false) {
      $0.projections[0].delay = .axonal($1)
    },
    StatedTime(path: ["projections", "p", "delay", "dendritic"], isFreeWhenExact: false) {
      $0.projections[0].delay = Delay(axonal: 0, dendritic: .constant($1))
    },
    StatedTime(path: ["projections", "p", "delay"], isFreeWhenExact: false) {
      $0.projections[0].delay = Delay(axonal: 0.13, dendritic: .constant($1 - 0.13))
    },
  ]

  private func network(_ integrator: Integrator) -> SimulationDescription {
    let sheet = PositionsDescription(layout: .random, width: 1, height: 1)
    var network = SimulationDescription(
      name: "steps", duration: milliseconds(10),
      populations: [
        PopulationDescription(name: "n", size: 2, neuron: "lif-delta", positions: sheet),
        PopulationDescription(name: "s", size: 2, neuron: "spike-list", spikeTimes: [[], []]),
      ],
      projections: [ProjectionDescription(name: "p", from: "s", to: "n", rule: .allToAll, weight: 1, delay: .axonal(1))]
    )
    network.integrator = integrator
    return network
  }

  @Test("a stated time is refused with its neighbours where it could not act, else taken", arguments: times)
  func stated(_ time: StatedTime) throws {
    for integrator in Integrator.allCases {
      for (value, neighbours) in [(0.3, nil), (0.1 + 0.2, nil), (0.25, "0.2 ms or 0.3 ms"), (0.05, "0.1 ms")] {
        var network = network(integrator)
        time.state(&network, value)
        guard let neighbours, integrator == .clock || !time.isFreeWhenExact else {
          try network.validate()
          continue
        }
        let error = #expect(throws: DescriptionError.self) { try network.validate() }
        guard value != 0.05 || time.isFreeWhenExact else { continue }  // below the resolution
        #expect(error?.path == time.path)
        #expect(error?.message.contains("must be a multiple of 0.1 ms") == true, "\(error?.message ?? "")")
        #expect(error?.message.hasSuffix(neighbours) == true, "\(error?.message ?? "")")
      }
    }
  }

  @Test("an input at 0 cannot act on the clock, whose first step ends later")
  func inputAtZero() throws {
    var network = network(.clock)
    network.stimuli = [Self.stimulus(.spikes(times: [0], weight: 1))]
    let error = #expect(throws: DescriptionError.self) { try network.validate() }
    #expect(error?.message == "'times' must be a multiple of 0.1 ms, the clock of 'n', not 0 ms: write 0.1 ms")
    network.integrator = .exact
    try network.validate()
  }

  @Test("defaults and lists count as stated")
  func defaults() throws {
    var network = network(.clock)
    network.clock = milliseconds(0.3)
    network.resolution = milliseconds(0.3)
    network.projections = []
    let error = #expect(throws: DescriptionError.self) { try network.validate() }
    #expect(error?.path == ["populations", "n", "parameters", "refractoryPeriod"])
    #expect(error?.message.hasSuffix("not 2 ms: write 1.8 ms or 2.1 ms") == true)
    network.populations[0].parameters["refractoryPeriod"] = .list([0.9, 1])
    let second = #expect(throws: DescriptionError.self) { try network.validate() }
    #expect(second?.path == ["populations", "n", "parameters", "refractoryPeriod", "1"])
    network.populations[0].parameters["refractoryPeriod"] = .list([0.9, 0])
    try network.validate()
  }

  @Test("drawn times are rounded, and the plan says so")
  func drawn() throws {
    var network = network(.clock)
    #expect(try network.plan().roundedTimes == [])
    network.populations[0].parameters["refractoryPeriod"] = .uniform(low: 1, high: 2)
    network.populations[1].positions = network.populations[0].positions
    network.projections[0].delay = Delay(axonal: .uniform(low: 1, high: 2))
    network.projections.append(network.projections[0])
    network.projections[1].name = "q"
    network.projections[1].delay = Delay(axonal: .conduction(speed: 1, offset: 0.25))
    #expect(
      try network.plan().roundedTimes == [
        "delays of p are drawn and rounded to multiples of 0.1 ms",
        "delays of q are computed from distances and rounded to multiples of 0.1 ms",
        "values of 'refractoryPeriod' of n are drawn and rounded to multiples of 0.1 ms",
      ])
  }

  /// Two periods that differ by less than half a step: a model that counts steps cannot tell them apart.
  @Test(
    "models say which of their parameters they count in steps",
    arguments: NeuronRegistry.models.filter { $0.integrators.contains(.clock) }.map { $0.info.name })
  func parametersInSteps(_ name: String) throws {
    let model = try #require(NeuronRegistry.model(named: name) as? any ClockedNeuron.Type)
    for parameter in model.info.parameters where parameter.dimension == .time {
      let (inputs, size) = (AdvancingModel(model: model, integrator: .clock), 5)
      func values(_ number: Double) throws -> [Double] {
        let block = try makeBlock(model, size: size, parameters: [parameter.name: .constant(number)])
        let spikes = run(block, inputs: try inputs.inputs(size: size, duration: 100), to: 100)
        if parameter.name == "refractoryPeriod" { #expect(spikes.count > size) }
        return model.info.state.flatMap { variable in (0..<size).map { block.value(of: variable.name, neuron: $0) } }
      }
      let isCounted = model.parametersInSteps.contains(parameter.name)
      #expect((try values(1.01) == values(1.04)) == isCounted, "\(parameter.name)")
    }
  }

  @Test("a Poisson stimulus keeps its grid on the clock")
  func grid() throws {
    var network = network(.clock)
    network.populations[0].parameters = ["threshold": 1e6, "membraneTimeConstant": 1e6]
    network.stimuli = [Self.stimulus(.poisson(rate: 2000, weight: 1, sampling: .grid(0.5)))]
    network.recorders = [
      ComponentDescription("r", StateRecorder(of: "n", variables: ["v"], every: milliseconds(0.1)))
    ]
    let samples = try run(network).output.samples
    let changes = zip(samples, samples.dropFirst()).filter { abs($1.values[0] - $0.values[0]) > 0.5 }
    #expect(changes.count > 5)
    #expect(Set(changes.map { $1.time.ticks % milliseconds(0.5).ticks }).count == 1)
  }
}
