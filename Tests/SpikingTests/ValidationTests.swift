import Kernel
import Simulation
import Spiking
import Testing

/// Mistakes that network files cannot express, or only indirectly; the others are tested through files.
@Suite struct ValidationTests {
  private func network(_ change: (inout SimulationDescription) -> Void = { _ in }) -> SimulationDescription {
    let sheet = PositionsDescription(layout: .random, width: 10, height: 10, periodic: true)
    var network = SimulationDescription(
      name: "test", duration: SimulationTime(ticks: 1_000_000_000_000),
      populations: [
        PopulationDescription(name: "a", size: 10, neuron: "lif-delta", positions: sheet),
        PopulationDescription(name: "b", size: 4, neuron: "izhikevich", positions: sheet),
      ],
      projections: [
        ProjectionDescription(name: "ab", from: "a", to: "b", rule: .inDegree(5), weight: 1, delay: .axonal(1)),
        ProjectionDescription(name: "aa", from: "a", to: "a", rule: .bernoulli(0.5), weight: 1, delay: .axonal(1)),
      ])
    change(&network)
    return network
  }

  private func error(_ change: (inout SimulationDescription) -> Void) -> DescriptionError? {
    #expect(throws: DescriptionError.self) { try network(change).validate() }
  }

  private func time(_ milliseconds: Double) -> SimulationTime {
    SimulationTime(ticks: Int64((milliseconds * 1e9).rounded()))
  }

  @Test func soundNetworkPasses() throws { try network().validate() }

  @Test func namesAreUnique() {
    #expect(error { $0.populations[1].name = "a" }?.path == ["populations", "a"])
    #expect(error { $0.projections[1].name = "ab" }?.path == ["projections", "ab"])
  }

  @Test(arguments: ["", "a b", "a.b", "../a", "-a", "all"])
  func unusableNames(_ name: String) {
    #expect(error { $0.populations[0].name = name }?.path == ["populations", name])
  }

  @Test func noPopulations() { #expect(error { $0.populations = [] }?.path == ["populations"]) }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func numbersAreFinite(_ number: Double) {
    let places: [(inout SimulationDescription) -> Void] = [
      { $0.populations[0].parameters["threshold"] = .constant(number) },
      { $0.populations[0].parameters["threshold"] = .uniform(low: 0, high: number) },
      { $0.populations[0].parameters["threshold"] = .normal(mean: number, deviation: 1) },
      { $0.populations[0].parameters["threshold"] = .normal(mean: 1, deviation: number) },
      { $0.populations[0].parameters["threshold"] = .logNormal(mean: number, deviation: 1, bounds: Value.unbounded) },
      { $0.populations[0].parameters["threshold"] = .normalSquared(scale: number) },
      { $0.populations[0].parameters["threshold"] = .list(Array(repeating: number, count: 10)) },
      { $0.populations[0].initial["v"] = .constant(number) },
      { $0.populations[0].positions?.width = number },
      { $0.projections[0].weight = .constant(number) },
      { $0.projections[0].weight = .decay(amplitude: number, length: 1) },
      { $0.projections[0].weight = .decay(amplitude: 1, length: number) },
      { $0.projections[0].delay = .axonal(number) },
      { $0.projections[0].delay = Delay(axonal: .conduction(speed: number, offset: 1)) },
      { $0.projections[0].delay = Delay(axonal: .conduction(speed: 1, offset: number)) },
      { $0.projections[0].rule = .bernoulli(number) },
      { $0.projections[0].rule = .distance(.disc(radius: number), probability: 1) },
      { $0.projections[0].rule = .distance(.ring(inner: number, outer: .infinity), probability: 1) },
      { $0.projections[0].rule = .distance(.disc(radius: 1), probability: number) },
      {
        $0.stimuli = [
          StimulusDescription(name: "s", to: ["a"], kind: .poisson(rate: number, weight: 1, sampling: .exact))
        ]
      },
      {
        $0.components = [
          ComponentDescription("c", RateGuard(every: .maximum, maximum: number))
        ]
      },
    ]
    for change in places { #expect(error(change) != nil) }
  }

  @Test func nothingOverflows() {
    #expect(error { $0.populations[0].size = .max }?.path == ["populations", "a", "size"])
    #expect(error { $0.populations[0].size = .min }?.path == ["populations", "a", "size"])
    #expect(
      error { $0.projections[0].rule = .totalNumber(.max) }?.path == ["projections", "ab", "rule", "totalNumber"])
    #expect(error { $0.projections[0].rule = .inDegree(.max) }?.path == ["projections", "ab", "rule", "inDegree"])
    #expect(error { $0.populations[0].positions?.layout = .grid(rows: .max, columns: .max) } != nil)
    #expect(
      error {
        $0.duration = .maximum
        $0.warmup = .maximum
      }?.path == ["duration"])
  }

  @Test func distancesNeedSynapses() {
    #expect(error { $0.populations[0].parameters["bias"] = .decay(amplitude: 1, length: 1) } != nil)
    #expect(error { $0.populations[0].initial["v"] = .conduction(speed: 1, offset: 1) } != nil)
    #expect(error { $0.projections[0].weight = .conduction(speed: 1, offset: 1) } != nil)
    #expect(error { $0.projections[0].delay = Delay(axonal: 1, dendritic: .decay(amplitude: 1, length: 1)) } != nil)
  }

  @Test func periodicSheetsAreTheSame() throws {
    let byDistance = { (network: inout SimulationDescription) in
      network.projections[0].rule = .distance(.disc(radius: 1), probability: 1)
    }
    try network(byDistance).validate()
    let found = error {
      byDistance(&$0)
      $0.populations[1].positions?.width = 11
    }
    #expect(found?.path == ["projections", "ab", "rule"])
    try network {
      byDistance(&$0)
      $0.populations[0].positions?.periodic = false
      $0.populations[1].positions?.periodic = false
      $0.populations[1].positions?.width = 11
    }.validate()
  }

  /// Without autapses a neuron has one possible source fewer in its own population, but not in another.
  @Test func autapsesCountAsSources() throws {
    let change = { (degree: Int, autapses: Bool) in
      { (network: inout SimulationDescription) in
        network.projections[1].rule = .inDegree(degree)
        network.projections[1].autapses = autapses
        network.projections[1].multapses = false
      }
    }
    try network(change(10, true)).validate()
    try network(change(9, false)).validate()
    #expect(error(change(10, false))?.path == ["projections", "aa", "rule", "inDegree"])
    #expect(error(change(11, true)) != nil)
    try network {
      $0.projections[0].rule = .inDegree(10)
      $0.projections[0].autapses = false
      $0.projections[0].multapses = false
    }.validate()
    let alone = error {
      $0.populations[0].size = 1
      $0.projections[1].rule = .inDegree(1)
      $0.projections[1].autapses = false
    }
    #expect(alone?.message.contains("cannot be drawn") == true)
  }

  @Test func delayAndClock() throws {
    let change = { (delay: Delay, resolution: Double, clock: Double) in
      { (network: inout SimulationDescription) in
        network.projections[0].delay = delay
        network.projections[1].delay = .axonal(1.5)
        network.resolution = self.time(resolution)
        network.clock = self.time(clock)
      }
    }
    // b runs on the clock, the only integrator of its model.
    try network(change(.axonal(1.5), 0.1, 0.1)).validate()
    try network(change(.axonal(1.5), 0.1, 0.5)).validate()
    let between = error(change(.axonal(1.6), 0.1, 0.5))
    #expect(between?.path == ["projections", "ab", "delay", "axonal"])
    #expect(
      between?.message
        == "'delay' must be a multiple of 0.5 ms, common to the resolution, 0.1 ms, and the clock of 'b', 0.5 ms, not "
        + "1.6 ms: write 1.5 ms or 2 ms")
    // The clock need not be a multiple of the resolution.
    try network(change(.axonal(1.5), 0.3, 0.5)).validate()
    #expect(error(change(.axonal(1), 0.3, 0.5))?.message.contains("write 1.5 ms") == true)
    let spread = Delay(axonal: .uniform(low: 1, high: 2))
    #expect(error(change(spread, 0.1, 0.5))?.path == ["projections", "ab", "delay"])
    try network(change(spread, 0.5, 0.1)).validate()
    // The parts add up; 0.1 + 0.2 is not below 0.3.
    try network(change(Delay(axonal: 0.1, dendritic: 0.2), 0.3, 0.1)).validate()
    let short = error(change(Delay(axonal: 0.1, dendritic: 0.1), 0.3, 0.1))
    #expect(short?.message == "the shortest delay, 0.2 ms, is below the resolution, 0.3 ms")
  }

  @Test func integratorIsThatOfThePopulation() throws {
    var network = network { $0.integrator = .exact }
    #expect(network.network.integrator(of: network.populations[0]) == .exact)
    #expect(network.network.integrator(of: network.populations[1]) == .clock)
    network.populations[0].integrator = .clock
    #expect(network.network.integrator(of: network.populations[0]) == .clock)
    try network.validate()
    network.populations[1].integrator = .exact
    #expect(
      throws: DescriptionError(
        at: ["populations", "b", "integrator"], "'izhikevich' does not offer 'exact', only clock")
    ) {
      try network.validate()
    }
  }

  /// The model's own check gets the drawn values of the neurons, and the message names the first one that fails.
  @Test func drawnParametersAreCheckedTogether() throws {
    let found = error {
      $0.populations[0].parameters["threshold"] = .list([20, 20, 20, 9, 20, 20, 20, 20, 20, 20])
      $0.populations[0].parameters["resetPotential"] = 10
    }
    #expect(found?.path == ["populations", "a", "parameters", "resetPotential"])
    #expect(found?.message.contains("neuron 3") == true)
    try network { $0.populations[0].parameters["threshold"] = .uniform(low: 15, high: 20) }.validate()
  }

  @Test func inputsToSeveralPopulationsShareAUnit() {
    let found = error {
      $0.populations[1].neuron = "lif-adaptive-threshold"
      $0.stimuli = [
        StimulusDescription(name: "s", to: ["a", "b"], kind: .poisson(rate: 1, weight: 1, sampling: .exact))
      ]
    }
    #expect(found?.path == ["stimuli", "s", "to"])
    #expect(found?.message.contains("a voltage in 'a' but a plain number in 'b'") == true)
  }

  @Test func currentsHaveNoReceptor() {
    let found = error {
      $0.stimuli = [
        StimulusDescription(
          name: "s", to: ["a"], kind: .noisyCurrent(mean: 0, deviation: 1, interval: 1), receptor: "synapse")
      ]
    }
    #expect(found?.path == ["stimuli", "s", "receptor"])
  }
}

@Suite struct NearestWordTests {
  @Test(arguments: [
    ("sise", "size"), ("szie", "size"), ("threshhold", "threshold"), ("membrane_time_constant", "membraneTimeConstant"),
    ("Warmup", "warmup"), ("siz", "size"), ("sizee", "size"),
  ])
  func misspeltWordsAreFound(_ word: String, _ meant: String) {
    let words = ["size", "threshold", "membraneTimeConstant", "warmup", "seed"]
    #expect(NearestWord.nearest(to: word, among: words) == meant)
  }

  @Test(arguments: ["", "x", "rows", "delay", "thr", String(repeating: "size", count: 1000)])
  func otherWordsAreNot(_ word: String) {
    #expect(NearestWord.nearest(to: word, among: ["size", "threshold", "seed"]) == nil)
  }

  @Test func hintFallsBackToTheChoice() {
    #expect(NearestWord.hint(for: "x", among: ["size", "seed"]) == "; choose from: size, seed")
    #expect(NearestWord.hint(for: "x", among: []) == "; there is none")
    #expect(NearestWord.hint(for: "sead", among: ["size", "seed"]) == "; did you mean 'seed'?")
  }
}
