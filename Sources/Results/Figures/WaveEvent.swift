import Spiking

/// One wave on a sheet: its first arrival at each neuron.
///
/// A neuron's onset is a spike after a silence of half a cycle, where the cycle is the time-weighted median of the
/// inter-spike intervals. Onsets belong to one event if they are close in space (about 20 neighbours) and in time (four
/// times the usual delay between neighbours); the event that reaches most neurons is chosen.
struct WaveEvent {
  /// Neurons and arrival times (ms), in the order of time.
  var arrivals: [(neuron: Int, time: Double)]

  /// The time by which the fraction `quantile` of the neurons was reached.
  func time(at quantile: Double) -> Double {
    arrivals[min(Int(quantile * Double(arrivals.count)), arrivals.count - 1)].time
  }
}

/// The part of a run in which a sheet is most active.
struct ActiveStretch {
  /// Start, end and cycle in ms.
  var start: Double
  var end: Double
  var cycle: Double
}

struct WaveFinder {
  let sample: SpikeSample
  let population: PopulationInfo
  let sheet: PositionsDescription
  /// Largest number of spikes used, counted from the end of the run.
  static let limit = 2_000_000

  /// - Returns: nil when the population did not spike between `start` and `end` (ms).
  func mostActiveStretch(from start: Double, to end: Double) throws -> ActiveStretch? {
    let first = try sample.start(ofLast: Self.limit, of: population.name, notBefore: start)
    var last = [Double](repeating: -.infinity, count: population.size)
    var intervals: [Double] = []
    var spikes = 0
    try sample.forEach(of: population.name, from: first, to: end, limit: Self.limit) { time, neuron in
      guard neuron < last.count else { return }
      spikes += 1
      let interval = time - last[neuron]
      if interval.isFinite, interval > 0 { intervals.append(interval) }
      last[neuron] = time
    }
    guard spikes > 0, end > first else { return nil }
    let cycle = min(weightedMedian(intervals) ?? (end - first), end - first)
    let bin = cycle / 20
    var counts = [Int](repeating: 0, count: min(Int((end - first) / bin) + 1, 4_000_000))
    try sample.forEach(of: population.name, from: first, to: end, limit: Self.limit) { time, _ in
      counts[min(Int((time - first) / bin), counts.count - 1)] += 1
    }
    var best = 0
    var bestSum = -1
    var sum = 0
    for index in counts.indices {
      sum += counts[index] - (index >= 20 ? counts[index - 20] : 0)
      if sum > bestSum { (best, bestSum) = (max(index - 19, 0), sum) }
    }
    let found = first + Double(best) * bin
    return ActiveStretch(start: found, end: min(found + cycle, end), cycle: cycle)
  }

  /// The time-weighted median: intervals up to this length make up half of the total time.
  private func weightedMedian(_ intervals: [Double]) -> Double? {
    let sorted = intervals.sorted()
    let half = sorted.reduce(0, +) / 2
    var sum = 0.0
    return sorted.first {
      sum += $0
      return sum >= half
    }
  }

  /// The largest event around a stretch, if it travels and reached at least `least` neurons.
  func largestEvent(around stretch: ActiveStretch, least: Int = 20) throws -> WaveEvent? {
    let silence = stretch.cycle / 2
    var last = [Double](repeating: -.infinity, count: population.size)
    var onsets: [(neuron: Int, time: Double)] = []
    let start = stretch.start - silence
    try sample.forEach(
      of: population.name, from: start - silence, to: stretch.end + silence, limit: Self.limit
    ) { time, neuron in
      guard neuron < last.count else { return }
      if time - last[neuron] >= silence, time >= start { onsets.append((neuron, time)) }
      last[neuron] = time
    }
    var largest: [(neuron: Int, time: Double)] = []
    for var event in groups(onsets).map({ group in group.map { onsets[$0] } }) where event.count > largest.count {
      var seen = Set<Int>()
      event.removeAll { !seen.insert($0.neuron).inserted }
      if event.count > largest.count { largest = event }
    }
    let event = WaveEvent(arrivals: largest)
    return largest.count >= max(least, 1) && travels(event) ? event : nil
  }

  /// Whether an event is a travelling wave: it reaches neighbours at similar times, while in random activity the times
  /// of neighbours differ as much as those of any two neurons.
  private func travels(_ event: WaveEvent) -> Bool {
    let grid = CellGrid(sheet, neurons: event.arrivals.count)
    var cells = [[(neuron: Int, time: Double)]](repeating: [], count: grid.columns * grid.rows)
    for arrival in event.arrivals { cells[grid.cell(population.positions[arrival.neuron])].append(arrival) }
    var differences: [Double] = []
    for cell in cells {
      // At most 20 neurons per cell: enough for a median, and it bounds the quadratic cost.
      for (index, arrival) in cell.prefix(20).enumerated() {
        let point = population.positions[arrival.neuron]
        let others = cell.indices.prefix(20).filter { $0 != index }
        let nearest = others.min {
          distance(point, population.positions[cell[$0].neuron])
            < distance(point, population.positions[cell[$1].neuron])
        }
        if let nearest { differences.append(abs(cell[nearest].time - arrival.time)) }
      }
    }
    differences.sort()
    let spread = event.time(at: 0.75) - event.time(at: 0.25)
    return !differences.isEmpty && differences[differences.count / 2] <= 0.3 * spread
  }

  /// Groups of linked onsets, as lists of indices; onsets and indices are in the order of time.
  private func groups(_ onsets: [(neuron: Int, time: Double)]) -> [[Int]] {
    let grid = CellGrid(sheet, neurons: population.size)
    let (columns, rows, radius) = (grid.columns, grid.rows, grid.radius)
    var cells = [[Int]](repeating: [], count: columns * rows)
    // Visits earlier onsets near this one, latest first in each cell; `visit` returns whether to continue in the cell.
    func forEachNeighbour(of index: Int, _ visit: (Int) -> Bool) {
      let point = population.positions[onsets[index].neuron]
      let (row, column) = grid.cell(point).quotientAndRemainder(dividingBy: columns)
      var visited = Set<Int>()
      for dy in -1...1 {
        for dx in -1...1 {
          var (x, y) = (column + dx, row + dy)
          if sheet.periodic { (x, y) = ((x + columns) % columns, (y + rows) % rows) }
          guard (0..<columns).contains(x), (0..<rows).contains(y), visited.insert(y * columns + x).inserted else {
            continue
          }
          for other in cells[y * columns + x].reversed()
          where distance(point, population.positions[onsets[other].neuron]) <= radius {
            if !visit(other) { break }
          }
        }
      }
    }
    func place(_ index: Int) {
      cells[grid.cell(population.positions[onsets[index].neuron])].append(index)
    }

    var delays: [Double] = []
    for index in onsets.indices {
      var delay = Double.infinity
      forEachNeighbour(of: index) { other in
        delay = min(delay, onsets[index].time - onsets[other].time)
        return false
      }
      if delay.isFinite { delays.append(delay) }
      place(index)
    }
    delays.sort()
    let usual = delays.isEmpty ? 0 : delays[delays.count / 2]
    let reach = 4 * usual + 0.2

    for index in cells.indices { cells[index].removeAll(keepingCapacity: true) }
    var parent = Array(onsets.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while parent[index] != index {
        parent[index] = parent[parent[index]]
        index = parent[index]
      }
      return index
    }
    for index in onsets.indices {
      forEachNeighbour(of: index) { other in
        guard onsets[index].time - onsets[other].time <= reach else { return false }
        parent[root(index)] = root(other)
        return true
      }
      place(index)
    }
    var groups = [[Int]](repeating: [], count: onsets.count)
    for index in onsets.indices { groups[root(index)].append(index) }
    return groups.filter { !$0.isEmpty }.sorted { $0[0] < $1[0] }
  }

  private func distance(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double {
    var x = abs(a.x - b.x)
    var y = abs(a.y - b.y)
    if sheet.periodic {
      x = min(x, sheet.width - x)
      y = min(y, sheet.height - y)
    }
    return (x * x + y * y).squareRoot()
  }
}

/// A grid of equal cells over a sheet, at least as wide as a circle that contains about 20 neurons.
private struct CellGrid {
  let sheet: PositionsDescription
  let radius: Double
  let columns: Int
  let rows: Int

  init(_ sheet: PositionsDescription, neurons: Int) {
    self.sheet = sheet
    radius = (20 * sheet.width * sheet.height / (Double.pi * Double(max(neurons, 1)))).squareRoot()
    columns = max(Int(sheet.width / radius), 1)
    rows = max(Int(sheet.height / radius), 1)
  }

  func cell(_ point: SIMD2<Double>) -> Int {
    let column = min(max(Int(point.x / sheet.width * Double(columns)), 0), columns - 1)
    let row = min(max(Int(point.y / sheet.height * Double(rows)), 0), rows - 1)
    return row * columns + column
  }
}
