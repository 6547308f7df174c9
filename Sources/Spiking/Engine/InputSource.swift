/// A source of inputs to a block besides its synapses.
protocol InputSource: AnyObject {
  /// Time of the next input; `Int64.max` if there is none.
  var nextTime: Int64 { get }
  /// Appends the inputs up to and including `end`, in order of time.
  func take(through end: Int64, into arrivals: inout ArrivalBuffer)
}

/// Spikes at given times to given neurons of a block.
final class SpikeStimulus: InputSource {
  private let times: [Int64]
  private let weight: Double
  private let receptor: Int32
  private let targets: LargeArray<UInt16>
  @exclusivity(unchecked) private var next = 0

  init(times: [Int64], weight: Double, receptor: Int, targets: [UInt16]) {
    self.times = times.sorted()
    self.weight = weight
    self.receptor = Int32(receptor)
    self.targets = LargeArray(count: targets.count)
    for (k, target) in targets.enumerated() { self.targets.base[k] = target }
  }

  var nextTime: Int64 { next < times.count ? times[next] : .max }

  func take(through end: Int64, into arrivals: inout ArrivalBuffer) {
    while nextTime <= end {
      arrivals.append(
        Arrival(
          time: nextTime, targets: UnsafePointer(targets.base), weights: nil, weight: weight,
          count: Int32(targets.count), receptor: receptor))
      next += 1
    }
  }
}

/// One input at a time to all neurons of a block, with a value for each neuron: used by components of the scheduler.
final class PulseSource: InputSource {
  /// Value for each neuron. Changing them also changes a pending input.
  let values: LargeArray<Float>
  private let receptor: Int32
  @exclusivity(unchecked) private(set) var nextTime = Int64.max

  init(count: Int, receptor: Int) {
    self.receptor = Int32(receptor)
    values = LargeArray(count: count, zeroed: true)
  }

  /// Delivers ``values`` at `time`, which the block must not have reached.
  func send(at time: Int64) { nextTime = time }

  func take(through end: Int64, into arrivals: inout ArrivalBuffer) {
    guard nextTime <= end else { return }
    arrivals.append(
      Arrival(
        time: nextTime, targets: nil, weights: UnsafePointer(values.base), weight: 0, count: Int32(values.count),
        receptor: receptor))
    nextTime = .max
  }
}
