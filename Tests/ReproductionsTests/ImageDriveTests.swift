import Datasets
import Kernel
import Learning
import NetworkFiles
import Rate
import RateModels
import Reproductions
import Simulation
import Spiking
import Statistics
import Testing

@Suite struct ImageDriveTests {
  private static let units = 4000
  private static let deviation = 3.0

  /// Units on a sheet that never fire, their potentials recorded every ms.
  private static func network(
    _ positions: [SIMD2<Double>], width: Double, height: Double, duration: Double
  ) throws -> SimulationDescription {
    var network = SimulationDescription(
      name: "gate", duration: try SimulationTime(milliseconds: duration),
      populations: [
        PopulationDescription(
          name: "u", size: positions.count, neuron: "lif-adaptive-threshold",
          parameters: ["restingThreshold": 1e9, "membraneTimeConstant": 2], initial: ["v": 0, "theta": 1e9],
          positions: PositionsDescription(layout: .list(positions), width: width, height: height))
      ],
      components: [
        ComponentDescription(
          "v", StateRecorder(of: "u", variables: ["v"], every: try SimulationTime(milliseconds: 1)))
      ])
    network.integrator = .clock
    network.seed = 5
    return network
  }

  private static func potentials(
    _ network: SimulationDescription, adding gate: ((Simulation) throws -> ImageGate)? = nil
  ) throws -> [[Double]] {
    let output = RunMemory()
    let simulation = try Simulation(network, output: output)
    if let gate { simulation.scheduler.add(try gate(simulation)) }
    _ = try simulation.run()
    return try #require(output.states["v"]).map(\.values)
  }

  /// Images of two pixels over a 2 × 1 sheet.
  private static func potentials(_ images: Matrix, duration: Double, partitions: Int = 1) throws -> [[Double]] {
    var network = try network(
      (0..<units).map { SIMD2($0 % 2 == 0 ? 0.5 : 1.5, 0.5) }, width: 2, height: 1, duration: duration)
    network.partitions = partitions
    return try potentials(network) { simulation in
      ImageGate(
        name: "images", into: try simulation.scheduler.ports.input(of: "u"), images: images,
        pixels: (0..<units).map { $0 % 2 }, timePerImage: try SimulationTime(milliseconds: 2), deviation: deviation,
        interval: try SimulationTime(milliseconds: 1), seed: 5)
    }
  }

  /// The current that changes v from `before` to `after` within a ms:  v' = -v / 2 + eta.
  private static func current(_ before: Double, _ after: Double) -> Double {
    let decay = Math.exp(-0.5)
    return (after - before * decay) / (2 * (1 - decay))
  }

  @Test("units receive noise of the source's strength times their pixel, and it ends with the images")
  func gate() throws {
    // Image 0 lets noise through on the left, image 1 half of it on the right.
    let images = Matrix(rows: 2, columns: 2, values: [1, 0, 0, 0.5])
    let v = try Self.potentials(images, duration: 6)
    func currents(_ step: Int, side: Int) -> [Double] {
      stride(from: side, to: Self.units, by: 2).map { Self.current(v[step][$0], v[step + 1][$0]) }
    }
    for step in 0..<6 {
      for side in 0..<2 {
        let found = currents(step, side: side)
        let expected = [[1, 0], [1, 0], [0, 0.5], [0, 0.5], [0, 0], [0, 0]][step][side] * Self.deviation
        guard expected > 0 else {
          #expect(found.allSatisfy { abs($0) < 1e-9 }, "step \(step), side \(side)")
          continue
        }
        // Standard errors of 2000 draws: 1 / sqrt(2000) and 1 / sqrt(4000) of the deviation; five of them.
        #expect(abs(Descriptive.mean(found)) < 5 * expected / 2000.0.squareRoot())
        #expect(abs(Descriptive.standardDeviation(found) / expected - 1) < 5 / 4000.0.squareRoot())
      }
    }
    // The noise is redrawn every ms.
    let (first, second) = (currents(0, side: 0), currents(1, side: 0))
    let product = zip(first, second).reduce(0) { $0 + $1.0 * $1.1 } / 2000 / (Self.deviation * Self.deviation)
    #expect(abs(product) < 5 / 2000.0.squareRoot())
  }

  @Test("the same draws whatever the pixels and the partitions")
  func draws() throws {
    let whole = try Self.potentials(Matrix(rows: 1, columns: 2, values: [1, 1]), duration: 1)
    let half = try Self.potentials(Matrix(rows: 1, columns: 2, values: [0.5, 0.25]), duration: 1, partitions: 3)
    for unit in 0..<Self.units {
      #expect(abs(half[1][unit] - (unit % 2 == 0 ? 0.5 : 0.25) * whole[1][unit]) < 1e-6)
    }
  }

  /// Units on the places of the pixels of 28 × 28 images.
  private static func glyphs(_ noise: ImageGatedNoise, duration: Double = 5) throws -> SimulationDescription {
    let places: [SIMD2<Double>] = (0..<784).map { (place: Int) -> SIMD2<Double> in
      SIMD2(Double(place % 28) + 0.5, Double(place / 28) + 0.5)
    }
    var network = try network(places, width: 28, height: 28, duration: duration)
    network.components.insert(ComponentDescription("images", noise), at: 0)
    return network
  }

  private static func noise(_ change: (inout ImageGatedNoise) -> Void = { _ in }) throws -> ImageGatedNoise {
    var noise = ImageGatedNoise()
    noise.into = "u"
    noise.images = ImageTask(GlyphDigits.name)
    noise.deviation = "3"
    noise.timePerImage = try SimulationTime(milliseconds: 2)
    change(&noise)
    return noise
  }

  @Test("settings choose the images, which a unit sees at its place", arguments: ImageGatedNoise.Part.allCases)
  func settings(_ part: ImageGatedNoise.Part) throws {
    let noise = try Self.noise { ($0.part, $0.first, $0.count) = (part, 3, 2) }
    let own = try Self.potentials(Self.glyphs(noise))
    let samples = try noise.images.samples(in: .shared, seed: 5)
    let (pictures, numbers) =
      switch part {
      case .training: (samples.training, [3, 4])
      case .learning: (samples.training, Array(samples.learning[3...4]))
      case .validation: (samples.training, Array(samples.validation[3...4]))
      case .test: (samples.test, [3, 4])
      }
    var alone = try Self.glyphs(noise)
    alone.components.removeFirst()
    let other = try Self.potentials(alone) { simulation in
      ImageGate(
        name: "images", into: try simulation.scheduler.ports.input(of: "u"),
        images: Matrix(rows: 2, columns: 784, values: numbers.flatMap { pictures.picture($0) }),
        pixels: Array(0..<784), timePerImage: noise.timePerImage, deviation: 3, interval: noise.interval, seed: 5)
    }
    #expect(own == other && own[1] != own[0])
    // Units that see no ink get nothing.
    let first = pictures.picture(numbers[0])
    #expect(first.indices.allSatisfy { (own[1][$0] != 0) == (first[$0] > 0) })
  }

  @Test("its settings stand in the resolved file, which describes the same run")
  func resolved() throws {
    let network = try Self.glyphs(Self.noise { ($0.part, $0.count) = (.test, 7) })
    let text = network.resolvedYAML
    for word in ["image-gated-noise", "part: test", "count: 7", "set: glyph-digits", "timePerImage: 2 ms"] {
      #expect(text.contains(word), "\(text)")
    }
    #expect(try NetworkFile(yaml: text, catalogue: .standard).description.components == network.components)
  }

  @Test func mistakes() throws {
    let mistakes: [((inout ImageGatedNoise) -> Void, String, String)] = [
      ({ $0.into = "v" }, "into", "there is no population 'v'"),
      ({ $0.images.set = "glyph-digit" }, "set", "did you mean 'glyph-digits'"),
      ({ $0.images.augmentation = Augmentation.Settings() }, "augmentation", "leave it out"),
      ({ $0.first = -1 }, "first", "must be 0 or more"),
      ({ ($0.part, $0.count) = (.test, 2001) }, "count", "there are 2000 images in the part 'test'"),
      ({ ($0.part, $0.first) = (.validation, 2000) }, "first", "there are 2000 images"),
      ({ $0.interval = .zero }, "interval", "must be above 0"), ({ $0.deviation = "-1" }, "deviation", "-1"),
      ({ $0.deviation = "much" }, "deviation", "much"),
    ]
    for (change, key, message) in mistakes {
      let network = try Self.glyphs(Self.noise(change))
      let error = #expect(throws: DescriptionError.self) { try network.validate() }
      #expect(error?.path.last == key && error?.message.contains(message) == true, "\(String(describing: error))")
    }
  }

  @Test func pixelsOfPlaces() {
    let places = [SIMD2(0.0, 0.0), SIMD2(9.99, 0), SIMD2(10, 5), SIMD2(3.4, 2.6)]
    #expect(ImageSampling.pixels(at: places, width: 10, height: 5, rows: 2, columns: 3) == [0, 2, 5, 4])
  }
}

@Suite struct LearntWeightsTests {
  /// Two small layers that learn.
  static func network() throws -> SimulationDescription {
    var layers = [LayerDescription("a")]
    layers[0].size = 60
    layers[0].sheet = PositionsDescription(layout: .random, width: 4, height: 4)
    layers.append(LayerDescription("b", above: layers[0]))
    layers[1].size = 20
    layers[1].feedForward?.competition.thresholdTimeConstant = 100
    var network = SimulationDescription(
      name: "small", duration: try SimulationTime(milliseconds: 150), populations: [])
    network.integrator = .clock
    return network.stacking(layers)
  }

  @Test("a frozen network uses another network's learnt weights and does not change them")
  func frozen() throws {
    let network = try Self.network()
    let trained = try Simulation(network)
    let initial = trained.learnt.projections[0]
    _ = try trained.run()
    let learnt = trained.learnt.projections[0]
    #expect(learnt.weights != initial.weights && learnt.thresholds != initial.thresholds)

    let memory = RunMemory()
    let frozen = try Simulation(network.frozen.withNoise(named: "other").recordingSpikes(), output: memory)
    frozen.load(trained.learnt)
    _ = try frozen.run()
    let after = frozen.learnt.projections[0]
    #expect(after.thresholds == learnt.thresholds)
    #expect(after.weights == learnt.weights)
    // Units win with these weights.
    #expect(frozen.network.competitions[0].wins.reduce(0, +) > 0 && !memory.times.isEmpty)
    // The same sheets under other noise.
    #expect(frozen.plan.populations.map(\.positions) == trained.plan.populations.map(\.positions))
    let same = RunMemory()
    _ = try Simulation(network.recordingSpikes(), output: same).run()
    #expect(Array(same.neurons.prefix(200)) != Array(memory.neurons.prefix(200)))
  }

  @Test("measures of pools use the learnt weights")
  func organisation() throws {
    let simulation = try Simulation(try Self.network())
    var learnt = simulation.learnt
    // Target 0 has weights only from its own corner, the others from all sources.
    let positions = simulation.plan.populations[0].positions
    for (source, place) in positions.enumerated() where place.x + place.y > 2 {
      learnt.projections[0].weights[source * 20] = 0
    }
    simulation.load(learnt)
    let found = simulation.network.competitions[0].organisation
    let corner = positions.indices.filter { positions[$0].x + positions[$0].y <= 2 }
    #expect(found.isCompact[0] && !found.isCompact[1])
    #expect(found.isCovered == positions.indices.map { corner.contains($0) })
    #expect(found.fanIns[0] == corner.count && found.fanIns[1] == 60)
  }

  @Test func keepingDropsWhatConcernsOthers() throws {
    let kept = try Self.network().keeping(["a"])
    #expect(
      kept.populations.map(\.name) == ["a"] && kept.stimuli.count == 1 && kept.components.map(\.name) == ["a-waves"])
    #expect(kept.projections.allSatisfy { $0.source == "a" && $0.target == "a" })
    try kept.validate()
  }
}
