import Kernel
import Statistics

/// The numbers of sources and of targets that fired in each interval of the measured part of a run, and the relation of
/// the two time courses.
///
/// Measures:
/// - `lag_ms`: the lag at which the correlation of the two courses is largest, within ± 200 intervals; positive where
///   the targets follow.
/// - `longest_afterglow_ms`: the longest time from a source spike to a later target spike without another source spike
///   in between. It shows how long targets stay active after the sources have fallen silent.
struct ActivityCourse {
  private static let reach = 200
  private var sources: [Int32] = []
  private var targets: [Int32] = []

  mutating func append(sources: Int, targets: Int) {
    self.sources.append(Int32(truncatingIfNeeded: sources))
    self.targets.append(Int32(truncatingIfNeeded: targets))
  }

  func measures(interval: Double) -> [Measure] {
    var lastSource: Int?
    var longest = 0
    for k in targets.indices {
      if sources[k] > 0 { lastSource = k }
      if targets[k] > 0, let lastSource { longest = max(longest, k - lastSource) }
    }
    guard let lag else { return [] }
    return [
      Measure(
        "lag_ms", Double(lag) * interval, unit: "ms",
        "lag at which the targets' activity correlates most with that of the sources"),
      Measure(
        "longest_afterglow_ms", Double(longest) * interval, unit: "ms",
        "longest time from a spike of a source to one of a target without another spike of a source between"),
    ]
  }

  private var lag: Int? {
    let count = sources.count
    guard count > 4 * Self.reach else { return nil }
    func centred(_ course: [Int32]) -> [Float] {
      let mean = course.reduce(0) { $0 + Double($1) } / Double(count)
      return course.map { Float(Double($0) - mean) }
    }
    let (a, b) = (centred(sources), centred(targets))
    var best: (lag: Int, sum: Float)?
    for lag in -Self.reach...Self.reach {
      let first = max(0, -lag)
      var sum: Float = 0
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          for k in first..<(count - max(0, lag)) { sum += a[k] * b[k + lag] }
        }
      }
      sum /= Float(count - abs(lag))
      if sum > best?.sum ?? 0 { best = (lag, sum) }
    }
    return best?.lag
  }
}

extension ActivityCourse: StatefulValue {
  func save(into state: inout StateWriter) {
    state.write("sources", sources)
    state.write("targets", targets)
  }

  mutating func restore(from state: StateReader) throws {
    sources = try state.integers("sources", as: Int32.self)
    targets = try state.integers("targets", as: Int32.self, count: sources.count)
  }
}
