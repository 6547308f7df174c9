import Kernel
import Reproductions
import Simulation
import Spiking
import Statistics
import Testing

@Suite struct SnapshotTests {
  /// Random sets of units.
  private func random(_ count: Int, size: Int, seed: UInt64) -> [[Int]] {
    let stream = RandomStream(seed: seed, entity: "test", purpose: "sets")
    return (0..<count).map { _ in (0..<size).filter { _ in stream.uniform(below: 4) == 0 } }
  }

  @Test("activity that follows by three snapshots has the lag 3")
  func lag() {
    let sets = random(60, size: 40, seed: 1)
    let a = Snapshots(active: sets, size: 40)
    let b = Snapshots(active: [[], [], []] + sets, size: 40)
    #expect(Overlap.best(of: a, in: b, lags: 0...6, fewest: 1) == Overlap.Best(value: 1, lag: 3))
  }

  @Test("intersection over union, from its definition")
  func definition() throws {
    let (a, b) = (random(50, size: 30, seed: 2), random(50, size: 30, seed: 3))
    let found = Overlap.best(
      of: Snapshots(active: a, size: 30), in: Snapshots(active: b, size: 30), lags: 0...4, fewest: 5)
    let means = (0...4).map { lag -> Double in
      let seen = a.indices.filter { $0 < 46 && a[$0].count >= 5 }
      return seen.reduce(0) { sum, k in
        let (x, y) = (Set(a[k]), Set(b[k + lag]))
        return sum + Double(x.intersection(y).count) / Double(x.union(y).count)
      } / Double(seen.count)
    }
    let best = try #require(means.max())
    #expect(abs(found.value - best) < 1e-12 && means[found.lag] == best)
    let none = Overlap.best(
      of: Snapshots(active: a, size: 30), in: Snapshots(active: b, size: 30), lags: 0...4, fewest: 31)
    #expect(none == Overlap.Best())
  }

  @Test("fields undo a permutation of units")
  func fields() {
    let sets = random(60, size: 40, seed: 4)
    // Unit (7 u + 3) mod 40 of the copy corresponds to unit u.
    let copy = sets.map { $0.map { (7 * $0 + 3) % 40 }.sorted() }
    var fields = [[Float]](repeating: [Float](repeating: 0, count: 40), count: 40)
    for unit in 0..<40 { fields[(7 * unit + 3) % 40][unit] = 1 }
    let (a, b) = (Snapshots(active: sets, size: 40), Snapshots(active: copy, size: 40))
    #expect(Overlap.best(of: a, in: b, through: fields, lags: 0...0, fewest: 1).value == 1)
    #expect(Overlap.best(of: a, in: b, lags: 0...0, fewest: 1).value < 0.4)
    let silent = Snapshots(active: sets.map { _ in [] }, size: 40)
    #expect(Overlap.best(of: a, in: silent, through: fields, lags: 0...2, fewest: 1).value == 0)
  }

  @Test("path fields are the product of columns scaled to the sum 1")
  func pathFields() {
    let learnt = LearntWeights(projections: [
      LearntWeights.Projection(
        sources: 3, targets: 2, weights: [1, 0, 1, 2, 0, 2], thresholds: [5, 6], presence: 0.1),
      LearntWeights.Projection(sources: 2, targets: 1, weights: [1, 3], thresholds: [7], presence: 0.1),
    ])
    // Columns (1/2, 1/2, 0) and (0, 1/2, 1/2), mixed 1 : 3.
    #expect(learnt.pathFields == [[0.125, 0.5, 0.375]])
    let permuted = learnt.projections[0].permuted([1, 0])
    #expect(permuted.weights == [0, 1, 2, 1, 2, 0] && permuted.thresholds == [6, 5])
  }

  @Test("pictures of weights are means over blocks, sources by x")
  func weightPictures() {
    let weights = (0..<8).map { Double($0) }
    let projection = LearntWeights.Projection(
      sources: 4, targets: 2, weights: weights, thresholds: [0, 0], presence: 5.5)
    let picture = WeightPicture(projection, x: [3, 1, 2, 0], order: [1, 0], rows: 2, columns: 2)
    // Rows 3, 1 and 2, 0 of [[0, 1], [2, 3], [4, 5], [6, 7]], columns 1 and 0.
    #expect(picture.values == [5, 4, 3, 2] && picture.rows == 2 && picture.columns == 2)
    #expect(WeightPicture.pools(projection) == [nil, nil, nil, 1])
  }

  @Test("the wave that reaches most units is found, with its arrival times")
  func wave() throws {
    let positions = (0..<20).map { SIMD2(Double($0), 0.0) }
    let below = PopulationInfo(name: "a", size: 20, firstNeuron: 0, positions: positions)
    let above = PopulationInfo(name: "b", size: 20, firstNeuron: 20, positions: positions)
    // A small wave at 100 ms, a larger one at 150 ms, which rises after 4 ms; units fire again at 158 ms.
    var spikes: [(Double, UInt32)] = (0..<5).map { (100 + Double($0), UInt32($0)) }
    for unit in 0..<10 {
      spikes.append((150 + Double(unit), UInt32(unit)))
      spikes.append((154 + Double(unit), UInt32(20 + unit)))
    }
    spikes.append((158, 0))
    spikes.sort { ($0.0, $0.1) < ($1.0, $1.1) }
    let memory = RunMemory()
    let stream = memory.openSpikes(of: [below, above])
    try spikes.map { Int64($0.0 * 1e9) }.withUnsafeBufferPointer { times in
      try spikes.map(\.1).withUnsafeBufferPointer { try stream.write(SpikeBatch(times: times, neurons: $0)) }
    }
    let picture = WavePicture([below, above], memory, from: 50, to: 300)
    for unit in 0..<20 {
      let expected = unit < 10 ? Double(unit) + 0.1 : nil
      #expect(picture.arrivals[0][unit].map { ($0 * 1e6).rounded() } == expected.map { ($0 * 1e6).rounded() })
      #expect((picture.arrivals[1][unit] != nil) == (unit < 10))
    }
    #expect(abs(try #require(picture.arrivals[1][3]) - 7.1) < 1e-6)
    #expect(abs(try #require(picture.times.last) - 9.1) < 1e-6)
    #expect(picture.active.last?[0] == [9] && picture.active.last?[1] == [5])
  }
}
