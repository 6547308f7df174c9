import Spiking

/// Iterates over the spikes in a time interval, reading them in pieces of bounded size.
struct SpikeSample {
  let file: any RecordedSpikes
  static let piece = 1 << 18

  /// Calls `body` with (time in ms, neuron within the population) for start ≤ time < end, in the order of time, for at
  /// most the first `limit` spikes.
  func forEach(
    of population: String, from start: Double, to end: Double, limit: Int = .max, _ body: (Double, Int) -> Void
  ) throws {
    guard let spikes = file.recorded(population) else { return }
    let rows = try spikes.rows(from: start, to: end)
    let last = rows.lowerBound + min(rows.count, limit)
    for first in stride(from: rows.lowerBound, to: last, by: Self.piece) {
      let piece = try spikes.read(rows: first..<min(first + Self.piece, last))
      for (time, neuron) in zip(piece.times, piece.neurons) { body(time, Int(neuron)) }
    }
  }

  /// The time of the `limit`-th last spike of the population, or `start` if that is later.
  func start(ofLast limit: Int, of population: String, notBefore start: Double) throws -> Double {
    guard let spikes = file.recorded(population), spikes.count > limit else { return start }
    let row = spikes.count - limit
    return max(start, try spikes.read(rows: row..<(row + 1)).times[0])
  }
}

enum Nice {
  /// The largest of 1, 2, 5 · 10^k that is at most `value`.
  static func below(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 1 }
    var power = 1.0
    while power > value { power /= 10 }
    while power * 10 <= value { power *= 10 }
    return power * ([5, 2, 1].first { power * $0 <= value } ?? 1)
  }

  /// The smallest of 1, 2, 5 · 10^k that is at least `value`.
  static func above(_ value: Double) -> Double {
    let low = below(value)
    guard low < value else { return low }
    return [2, 2.5, 5].map { low * $0 }.first { Self.below($0 * 1.0000001) >= value } ?? low * 2
  }

  /// The number with at most `digits` decimals, without trailing zeros.
  static func text(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() ? String(Int64(rounded)) : "\(rounded)"
  }
}
