import Kernel

/// Feeds a ``WaveTracker`` with who fired in each sample (t, t + interval] of the measured part of the run.
final class WaveRecorder: ClockedComponent {
  let name: String
  let period: SimulationTime
  let phase: SimulationTime
  let priority = EventPriority.recorder
  private let population: PopulationInfo
  private let start: SimulationTime
  private var tracker: WaveTracker
  private var fired: [Int] = []

  init(_ name: String, population: PopulationInfo, interval: SimulationTime, from start: SimulationTime) {
    self.name = name
    self.population = population
    self.start = start
    period = interval
    phase = start
    tracker = WaveTracker(
      positions: population.positions, sheet: population.sheet, interval: interval.milliseconds)
  }

  func listen(times: UnsafeBufferPointer<Int64>, neurons: UnsafeBufferPointer<UInt32>) {
    for k in times.indices where times[k] > start.ticks && population.neurons.contains(Int(neurons[k])) {
      fired.append(Int(neurons[k]) - population.firstNeuron)
    }
  }

  func tick(at time: SimulationTime, in scheduler: Scheduler) throws {
    guard time > start else { return }
    tracker.sample(fired)
    fired.removeAll(keepingCapacity: true)
  }

  var summary: RunSummary.Waves {
    RunSummary.Waves(recorder: name, population: population.name, measures: tracker.measures)
  }
}
