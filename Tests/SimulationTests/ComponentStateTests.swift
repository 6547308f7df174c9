import Datasets
import Kernel
import RateModels
import Simulation
import Spiking
import Testing

/// Every kind of component of the catalogue: run to T, save, restore into a fresh run, run on to 2T; the same as a run
/// that never stopped, bit for bit.
@Suite struct ComponentStateTests {
  /// Settings with which a kind has something to do, by its name. A kind that is missing here fails the test.
  private static let settings: [String: any ComponentSettings] = [
    RateGuard.info.kind: RateGuard(every: milliseconds(7), maximum: 1e4),
    Lesion.info.kind: Lesion(of: "cells", neurons: .list([1, 5]), at: milliseconds(31), kind: .remove),
    SpikeRecorder.info.kind: SpikeRecorder(),
    StateRecorder.info.kind: StateRecorder(of: "cells", variables: ["v"], every: milliseconds(0.7)),
    WeightRecorder.info.kind: WeightRecorder(of: "recurrent", every: milliseconds(9)),
    RateRecorder.info.kind: RateRecorder(of: ["all"], bin: milliseconds(4)),
    MeasureRecorder.info.kind: MeasureRecorder(of: "model", every: milliseconds(6)),
    WaveRecorder.info.kind: WaveRecorder(of: "cells", every: milliseconds(0.5)),
    AutoencoderHierarchySettings.info.kind: hierarchy,
    ImageGatedNoise.info.kind: noise,
    RecursiveNetworkSettings.info.kind: recursive,
    RecursiveInference.info.kind: inference,
    SelfOrganisingMapSettings.info.kind: map,
    ConvolutionalNetworkSettings.info.kind: convolutional,
  ]

  static var convolutional: ConvolutionalNetworkSettings {
    var settings = ConvolutionalNetworkSettings()
    settings.images.set = "glyph-digits"
    settings.images.crop = 12
    settings.images.count = 200
    settings.images.validationShare = 0.01
    settings.layers = [
      ConvolutionalLayerSettings(side: 3, stride: 2, mask: .input, steps: 20),
      ConvolutionalLayerSettings(maps: 2, side: 3, mask: .between, steps: 15),
    ]
    settings.learning.batch = 16
    settings.learning.normalisation = .paper
    settings.learning.masks = .noise
    settings.images.augmentation = .init()
    settings.learning.augmented = true
    settings.readoutBatch = 64
    settings.reconstructed = 2
    return settings
  }

  static var map: SelfOrganisingMapSettings {
    var settings = SelfOrganisingMapSettings()
    settings.points.set = .colours
    settings.points.trainingCount = 200
    settings.points.testCount = 50
    settings.learning.epochs = 3
    settings.learning.method = .batch
    return settings
  }

  static var inference: RecursiveInference {
    var inference = RecursiveInference()
    inference.of = "network"
    inference.from = "cells"
    inference.every = milliseconds(0.9)
    inference.gain = 0.3
    return inference
  }

  static var recursive: RecursiveNetworkSettings {
    var settings = RecursiveNetworkSettings()
    settings.neurons = 60
    settings.points.trainingCount = 150
    settings.points.testCount = 70
    settings.learning.batch = 20
    settings.lessons = [RecursiveLesson(epochs: 3), RecursiveLesson(epochs: 2, damage: 0.3, newNeurons: 6)]
    settings.learning.testEvery = 2
    settings.learning.learningRate = 5e-3
    return settings
  }

  static var hierarchy: AutoencoderHierarchySettings {
    var settings = AutoencoderHierarchySettings()
    settings.images.set = "glyph-digits"
    settings.images.crop = 20
    settings.images.count = 256
    settings.learning.epochs = 2
    return settings
  }

  static var noise: ImageGatedNoise {
    var noise = ImageGatedNoise()
    noise.into = "cells"
    noise.images.set = "glyph-digits"
    noise.timePerImage = milliseconds(13.2)
    noise.interval = milliseconds(1.1)
    noise.deviation = "3 mV"
    return noise
  }

  /// A driven recurrent sheet with plastic weights, a rate model, and a component of the kind.
  private func description(_ kind: any ComponentSettings.Type) throws -> SimulationDescription {
    let settings = try #require(Self.settings[kind.info.kind], "give settings for '\(kind.info.kind)'")
    var description = SimulationDescription(
      name: "state", duration: milliseconds(80),
      populations: [
        PopulationDescription(
          name: "cells", size: 100, neuron: "lif-delta", initial: ["v": .uniform(low: 0, high: 20)],
          positions: PositionsDescription(layout: .random, width: 10, height: 10))
      ],
      projections: [
        ProjectionDescription(
          name: "recurrent", from: "cells", to: "cells", rule: .inDegree(20), weight: 0.3,
          delay: Delay(axonal: 1.3, dendritic: 0.2),
          plasticity: PlasticityDescription("pair-stdp", parameters: ["maximumWeight": 1]))
      ],
      stimuli: [
        StimulusDescription(
          name: "drive", to: ["cells"], kind: .poisson(rate: 9000, weight: 0.2, sampling: .exact))
      ])
    description.warmup = milliseconds(5)
    if kind == MeasureRecorder.self { description.components.append(ComponentDescription("model", Self.hierarchy)) }
    if kind == RecursiveInference.self {
      var model = Self.recursive
      (model.points.dimension, model.neurons) = (100, 150)
      description.components.append(ComponentDescription("network", model))
    }
    description.components.append(ComponentDescription("tested", settings))
    return description
  }

  @Test(
    "a restored run is the run that never stopped", arguments: ComponentCatalogue.standard.kinds.map { $0.info.kind },
    [3.0, 40, 57.35])
  func restoring(_ kind: String, _ pause: Double) throws {
    let description = try description(try #require(ComponentCatalogue.standard[kind]))
    let whole = RunMemory()
    let unbroken = try Simulation(description, output: whole)
    let expected = try unbroken.run()

    let paused = RunMemory()
    let stopped = try Simulation(description, output: paused)
    try stopped.advance(to: milliseconds(pause))
    let state = stopped.saveState()
    let first = Recorded(paused)
    let second = RunMemory()
    let resumed = try Simulation(description, threads: 2, output: second)
    try resumed.restore(from: state)
    #expect(resumed.saveState() == state)
    let found = try resumed.run()

    // The scheduler counts activations, of which a stop makes one more: that state is compared with a run that stopped
    // there, too, and went on.
    _ = try stopped.run()
    #expect(resumed.saveState() == stopped.saveState())
    #expect(found.spikeDigest == expected.spikeDigest && expected.spikes > 100)
    #expect(found.components.map(\.outcome) == expected.components.map(\.outcome))
    #expect(
      found.components.flatMap(\.measures).map { "\($0)" } == expected.components.flatMap(\.measures).map { "\($0)" })
    let (rest, all) = (Recorded(second), Recorded(whole))
    #expect(first.times + rest.times == all.times && first.neurons + rest.neurons == all.neurons)
    #expect(first.states + rest.states == all.states && first.weights + rest.weights == all.weights)
    #expect(first.rows + rest.rows == all.rows)
  }

  @Test(
    "a run that is no longer used leaves nothing in memory",
    arguments: ComponentCatalogue.standard.kinds.map { $0.info.kind })
  func releasing(_ kind: String) throws {
    let description = try description(try #require(ComponentCatalogue.standard[kind]))
    weak var simulation: Simulation?
    weak var network: SpikingNetwork?
    weak var component: AnyObject?
    do {
      let run = try Simulation(description, threads: 2, output: RunMemory())
      _ = try run.run()
      (simulation, network, component) = (run, run.network, run[component: "tested"])
      #expect(component != nil)
    }
    #expect(simulation == nil && network == nil && component == nil)
  }

  @Test("state of a component that the run does not have, or has and the state has not, is refused")
  func foreignState() throws {
    let guarded = try description(RateGuard.self)
    let waves = try description(WaveRecorder.self)
    let state = try Simulation(guarded).saveState()
    #expect(throws: StateError.self) { try Simulation(waves).restore(from: state) }
    #expect(throws: StateError.self) { try Simulation(waves.network).restore(from: state) }
  }
}

/// What one recorder of each kind has recorded so far.
private struct Recorded {
  let times: [Int64]
  let neurons: [UInt32]
  let states: [Double]
  let weights: [Double]
  let rows: [[TableCell]]

  init(_ memory: RunMemory) {
    (times, neurons) = (memory.times, memory.neurons)
    states = memory.states.values.flatMap { $0.flatMap(\.values) }
    weights = memory.weights.values.flatMap { $0.flatMap(\.weights) }
    rows = memory.tables.values.flatMap { $0 }
  }
}

func milliseconds(_ value: Double) -> SimulationTime { SimulationTime(ticks: Int64((value * 1e9).rounded())) }
