/// Waves of a population: times when many units are active together.
///
/// Time is divided into bins, the samples of ``WaveDefinition``: a wave has one bin in which at least the share of the
/// units is active, and half of that throughout.
public struct PopulationWaves: Sendable {
  public struct Wave: Sendable, Equatable {
    /// The start of its first bin and the end of its last.
    public var start: Double
    public var end: Double
    /// Fraction of the units that fired at least once during the wave.
    public var participation: Double
    /// Whether it began before or ended after the recording, so that its duration is unknown.
    public var isCut: Bool
  }

  public let waves: [Wave]
  /// Fraction of active units in each bin.
  public let activeShare: [Double]

  /// - Parameters:
  ///   - bin: length of a bin in the recording's unit of time; above 0.
  ///   - share: fraction of active units that makes a wave, above 0 and at most 1.
  public init(_ recording: SpikeRecording, bin: Double, share: Double) {
    let units = recording.trains.count
    let bins = max(Int((recording.duration / bin).rounded(.up)), 1)
    func place(_ time: Double) -> Int {
      // Rounding must not put a spike at the edge of a bin into the bin before.
      min(max(Int((time - recording.start) / bin + 1e-6), 0), bins - 1)
    }
    var active = [Int](repeating: 0, count: bins)
    for train in recording.trains {
      var last = -1
      for time in train where place(time) != last {
        last = place(time)
        active[last] += 1
      }
    }
    activeShare = active.map { Double($0) / Double(max(units, 1)) }
    let definition = WaveDefinition.aboveBackground(share: share, units: units)
    var stretches: [Range<Int>] = []
    var first = 0
    while first < bins {
      guard definition.continues(with: active[first]) else {
        first += 1
        continue
      }
      var end = first + 1
      while end < bins, definition.continues(with: active[end]) { end += 1 }
      if active[first..<end].contains(where: definition.isPeak) { stretches.append(first..<end) }
      first = end
    }
    let limits = stretches.map { stretch in
      (recording.start + Double(stretch.lowerBound) * bin, recording.start + Double(stretch.upperBound) * bin)
    }
    var taking = [Int](repeating: 0, count: stretches.count)
    for train in recording.trains {
      var index = 0
      for (wave, stretch) in stretches.enumerated() {
        while index < train.count, place(train[index]) < stretch.lowerBound { index += 1 }
        if index < train.count, place(train[index]) < stretch.upperBound { taking[wave] += 1 }
      }
    }
    waves = stretches.indices.map { k in
      Wave(
        start: limits[k].0, end: min(limits[k].1, recording.end),
        participation: Double(taking[k]) / Double(units),
        isCut: stretches[k].lowerBound == 0 || stretches[k].upperBound == bins)
    }
  }

  /// Times from the start of one wave to the start of the next. A wave already active in the first bin is left out, as
  /// its start is unknown.
  public var intervals: [Double] {
    let known = waves.dropFirst(waves.first?.isCut == true ? 1 : 0)
    return zip(known, known.dropFirst()).map { $1.start - $0.start }
  }

  /// Durations of the waves that began and ended during the recording.
  public var durations: [Double] { waves.filter { !$0.isCut }.map { $0.end - $0.start } }
}
