import Adapters
import Kernel
import Rate
import Reproductions
import Spiking
import Statistics
import Testing

/// A run output that keeps samples of state.
private final class StateMemory: RunOutput {
  var samples: [[Double]] = []
  func spikes(times: UnsafeBufferPointer<Int64>, neurons: UnsafeBufferPointer<UInt32>) {}
  func state(recorder: String, time: SimulationTime, values: [Double]) { samples.append(values) }
  func weights(recorder: String, time: SimulationTime, sources: [UInt32], targets: [UInt32], weights: [Float]) {}
  func rates(recorder: String, time: SimulationTime, hertz: [Double]) {}
}

@Suite struct ImageDriveTests {
  private static let units = 4000
  private static let deviation = 3.0

  /// The potentials, every ms, of units on a 2 × 1 sheet that never fire.
  private static func potentials(_ images: Matrix, duration: Double, partitions: Int = 1) throws -> [[Double]] {
    var network = NetworkDescription(
      name: "gate", duration: try SimulationTime(milliseconds: duration),
      populations: [
        PopulationDescription(
          name: "u", size: units, neuron: "lif-adaptive-threshold",
          parameters: ["restingThreshold": 1e9, "membraneTimeConstant": 2], initial: ["v": 0, "theta": 1e9],
          positions: PositionsDescription(
            layout: .list((0..<units).map { SIMD2($0 % 2 == 0 ? 0.5 : 1.5, 0.5) }), width: 2, height: 1))
      ],
      recorders: [
        RecorderDescription(
          name: "v", kind: .state(variables: ["v"], population: "u", neurons: .all, interval: 1))
      ])
    network.integrator = .clock
    network.partitions = partitions
    let output = StateMemory()
    let simulation = try Simulation(network, output: output)
    simulation.scheduler.add(
      ImageGatedNoise(
        name: "images", into: 0, of: simulation.network, images: images, rows: 1, columns: 2,
        timePerImage: try SimulationTime(milliseconds: 2), deviation: deviation,
        interval: try SimulationTime(milliseconds: 1), seed: 5))
    _ = try simulation.run()
    return output.samples
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

  @Test func pixelsOfPlaces() {
    let places = [SIMD2(0.0, 0.0), SIMD2(9.99, 0), SIMD2(10, 5), SIMD2(3.4, 2.6)]
    #expect(ImageSampling.pixels(at: places, width: 10, height: 5, rows: 2, columns: 3) == [0, 2, 5, 4])
  }
}

@Suite struct LearntWeightsTests {
  /// Two small layers that learn.
  static func network() throws -> NetworkDescription {
    var layers = [LayerDescription("a")]
    layers[0].size = 60
    layers[0].sheet = PositionsDescription(layout: .random, width: 4, height: 4)
    layers.append(LayerDescription("b", above: layers[0]))
    layers[1].size = 20
    layers[1].feedForward?.competition.thresholdTimeConstant = 100
    var network = NetworkDescription(
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

    let memory = SpikeMemory()
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
    let same = SpikeMemory()
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
    #expect(kept.populations.map(\.name) == ["a"] && kept.stimuli.count == 1 && kept.recorders.count == 1)
    #expect(kept.projections.allSatisfy { $0.source == "a" && $0.target == "a" })
    try kept.validate()
  }
}
