import Foundation
import Kernel
import Spiking

/// One weighted input to one neuron.
struct TestInput {
  var time: Double
  var neuron = 0
  var weight: Double
  var receptor = 0
}

/// A spike of a block: time in ticks, index within the block.
struct TestSpike: Equatable, Hashable {
  var time: Int64
  var neuron: Int

  var milliseconds: Double { Double(time) * 1e-9 }
}

func ticks(_ milliseconds: Double) -> Int64 { Int64((milliseconds * 1e9).rounded()) }

func makeBlock(
  _ model: any NeuronModel.Type, size: Int = 1, parameters: [String: Value] = [:], initial: [String: Value] = [:],
  integrator: Integrator = .clock, clock: Double = 0.1, range: Range<Int>? = nil, seed: UInt64 = 7
) throws -> NeuronBlock {
  let population = PopulationDescription(
    name: "cells", size: size, neuron: model.info.name, parameters: parameters, initial: initial)
  let range = range ?? 0..<size
  let slice = try PopulationSlice(
    population, model: model.info, range: range, firstNeuron: range.lowerBound, seed: seed,
    clock: SimulationTime(milliseconds: clock))
  return try model.makeBlock(slice, integrator: integrator)
}

/// Advances a block from its current time to `end` (ms) in windows, and returns its spikes in order. Its inputs are
/// those of `inputs` after its current time; simultaneous ones are delivered in the order given.
@discardableResult
func run(_ block: NeuronBlock, inputs: [TestInput] = [], to end: Double, window: Double = 1.5) -> [TestSpike] {
  var spikes = SpikeBuffer(neurons: 100)
  let due = inputs.enumerated()
    .map { (time: ticks($1.time), order: $0, input: $1) }
    .sorted { ($0.time, $0.order) < ($1.time, $1.order) }
  let targets = UnsafeMutablePointer<UInt16>.allocate(capacity: due.count + 1)
  // Only the engine can create arrivals; their fields are plain numbers, which are set here in zeroed memory.
  let bytes = UnsafeMutableRawBufferPointer.allocate(
    byteCount: (due.count + 1) * MemoryLayout<Arrival>.stride, alignment: MemoryLayout<Arrival>.alignment)
  bytes.initializeMemory(as: UInt8.self, repeating: 0)
  let arrivals = bytes.bindMemory(to: Arrival.self)
  defer {
    targets.deallocate()
    bytes.deallocate()
  }
  for (k, item) in due.enumerated() {
    targets[k] = UInt16(item.input.neuron)
    arrivals[k].time = item.time
    arrivals[k].targets = UnsafePointer(targets + k)
    arrivals[k].weight = item.input.weight
    arrivals[k].count = 1
    arrivals[k].receptor = Int16(item.input.receptor)
  }
  var next = 0
  while next < due.count, due[next].time <= block.reached { next += 1 }
  var reached = max(block.reached, 0)
  while reached < ticks(end) {
    reached = min(reached + ticks(window), ticks(end))
    let first = next
    while next < due.count, due[next].time <= reached { next += 1 }
    block.advance(
      through: reached, arrivals: UnsafeBufferPointer(rebasing: arrivals[first..<next]), into: &spikes)
  }
  return zip(spikes.times, spikes.neurons).map { TestSpike(time: $0, neuron: Int($1)) }
}

/// Reference solution of an equation of up to four variables: fourth-order Runge-Kutta with a tiny step, the crossing
/// of the first variable found by interpolation, inputs as jumps of the variables at their times.
struct ReferenceSolver {
  var derivative: (SIMD4<Double>) -> SIMD4<Double>
  var threshold = Double.infinity
  var reset: (inout SIMD4<Double>) -> Void = { _ in }
  var step = 1e-4

  func stepped(_ y: SIMD4<Double>, _ h: Double) -> SIMD4<Double> {
    let a = derivative(y)
    let b = derivative(y + h / 2 * a)
    let c = derivative(y + h / 2 * b)
    let d = derivative(y + h * c)
    return y + h / 6 * (a + 2 * b + 2 * c + d)
  }

  /// State at `end`, and the spike times.
  func solve(
    _ start: SIMD4<Double>, to end: Double, jumps: [(time: Double, jump: SIMD4<Double>)] = []
  ) -> (state: SIMD4<Double>, spikes: [Double]) {
    var (y, t, spikes) = (start, 0.0, [Double]())
    for (time, jump) in jumps.filter({ $0.time <= end }).sorted(by: { $0.time < $1.time }) + [(end, .zero)] {
      while time - t > 1e-12 {
        let h = min(step, time - t)
        let next = stepped(y, h)
        if next[0] >= threshold {
          var (low, high) = (0.0, h)
          for _ in 0..<50 {
            let middle = (low + high) / 2
            if stepped(y, middle)[0] >= threshold { high = middle } else { low = middle }
          }
          y = stepped(y, high)
          t += high
          spikes.append(t)
          reset(&y)
        } else {
          y = next
          t += h
        }
      }
      y += jump
    }
    return (y, spikes)
  }
}

/// Orders of convergence log2(e(h) / e(h/2)) of the errors of successively halved steps.
func orders(_ errors: [Double]) -> [Double] {
  zip(errors, errors.dropFirst()).map { log2($0 / $1) }
}
