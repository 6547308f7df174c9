import Kernel

/// The synapses of one projection that end in one block, as contiguous rows, one per (source, delay class).
///
/// A row lists 16-bit indices of targets in the block, and their weights if these differ. If they differ and rows reach
/// more than half of the block, rows are *full* instead: they hold a weight for every neuron in order and no targets,
/// so that a row is one loop over contiguous numbers. Where there is no synapse the weight is -0, which adds nothing
/// and cannot be the weight of a synapse.
final class SynapseTable {
  let projection: Int
  /// Network-wide number of the first source.
  let firstSource: Int
  let sourceCount: Int
  /// Delay of each class in ticks, ascending.
  let delays: [Int64]
  let receptor: Int16
  /// The weight of all synapses, if it is the same for all.
  let weight: Double
  /// Number of synapses.
  let count: Int
  /// Row r spans offsets[r] ..< offsets[r + 1]; r = source · classes + class.
  let offsets: LargeArray<UInt32>
  /// Empty if rows are full.
  let targets: LargeArray<UInt16>
  let weights: SynapseWeights?
  let hasFullRows: Bool
  /// Whether rules or operators change the weights.
  let isPlastic: Bool

  /// - Parameters:
  ///   - edges: edges grouped by target, targets ascending; rows keep that order.
  ///   - precision: of the weights, if every synapse stores its own.
  ///   - ownWeights: whether every synapse stores its own weight, even if all are equal at first.
  ///   - mayFillRows: false if a row must contain synapses only.
  init(
    projection: Int, firstSource: Int, sourceCount: Int, receptor: Int, edges: EdgeList, weight: Double?,
    delaySteps: Int?, resolution: Int64, precision: WeightPrecision = .single, ownWeights: Bool = false,
    mayFillRows: Bool = false
  ) {
    self.projection = projection
    self.firstSource = firstSource
    self.sourceCount = sourceCount
    self.receptor = Int16(receptor)
    self.weight = weight ?? 0
    isPlastic = ownWeights
    let count = edges.sources.count
    self.count = count
    var classOfStep: [Int32] = []
    if let delaySteps {
      delays = [Int64(delaySteps) * resolution]
    } else {
      var present = [Bool](repeating: false, count: Int(edges.delaySteps.max() ?? 0) + 1)
      for step in edges.delaySteps { present[Int(step)] = true }
      classOfStep = [Int32](repeating: 0, count: present.count)
      var found: [Int64] = []
      for step in present.indices where present[step] {
        classOfStep[step] = Int32(found.count)
        found.append(Int64(step) * resolution)
      }
      delays = found
    }
    let classes = delays.count
    let rows = sourceCount * classes
    if mayFillRows, precision == .single, weight == nil, !ownWeights,
      Self.fillsRows(
        synapses: Double(count), rows: Double(rows), targets: Double(edges.targetOffsets.count - 1)),
      let full = Self.fullRows(
        edges, rows: rows,
        row: { edge in
          Int(edges.sources[edge]) * classes + (classes == 1 ? 0 : Int(classOfStep[Int(edges.delaySteps[edge])]))
        })
    {
      offsets = LargeArray(count: rows + 1)
      for row in 0...rows { offsets.base[row] = UInt32(row * (full.count / rows)) }
      targets = LargeArray(count: 0)
      weights = .single(full)
      hasFullRows = true
      return
    }
    hasFullRows = false
    offsets = LargeArray(count: sourceCount * max(classes, 1) + 1, zeroed: true)
    targets = LargeArray(count: count)
    weights = weight == nil || ownWeights ? SynapseWeights(count: count, precision) : nil
    if let weight { weights?.fill(with: weight) }

    // A counting sort by row: count, sum, scatter. During the scatter offsets[r + 1] moves from the start to the end of
    // row r, which is the start of row r + 1.
    let offsets = offsets.base
    let targets = targets.base
    let weights = weight == nil ? weights : nil
    edges.sources.withUnsafeBufferPointer { sources in
      edges.delaySteps.withUnsafeBufferPointer { steps in
        classOfStep.withUnsafeBufferPointer { classOfStep in
          @inline(__always) func row(_ edge: Int) -> Int {
            classes == 1 ? Int(sources[edge]) : Int(sources[edge]) * classes + Int(classOfStep[Int(steps[edge])])
          }
          for edge in 0..<count { offsets[row(edge) + 1] += 1 }
          var sum: UInt32 = 0
          for r in 0..<(sourceCount * classes) {
            let size = offsets[r + 1]
            offsets[r + 1] = sum
            sum += size
          }
          for target in 0..<(edges.targetOffsets.count - 1) {
            for edge in edges.targetOffsets[target]..<edges.targetOffsets[target + 1] {
              let r = row(edge) + 1
              let place = Int(offsets[r])
              offsets[r] += 1
              targets[place] = UInt16(truncatingIfNeeded: target)
              if let weights { weights[place] = edges.weights[edge] }
            }
          }
        }
      }
    }
  }

  // MARK: Full rows

  private static let absent: Float = -0.0

  /// Whether synapses with individual weights fill so much of their rows that full rows are used.
  static func fillsRows(synapses: Double, rows: Double, targets: Double) -> Bool {
    2 * synapses > rows * targets && rows * targets <= Double(UInt32.max)
  }

  /// Returns nil if a row reaches a target twice.
  private static func fullRows(_ edges: EdgeList, rows: Int, row: (Int) -> Int) -> LargeArray<Float>? {
    let targetCount = edges.targetOffsets.count - 1
    let full = LargeArray<Float>(count: rows * targetCount)
    full.buffer.update(repeating: absent)
    for target in 0..<targetCount {
      for edge in edges.targetOffsets[target]..<edges.targetOffsets[target + 1] {
        let place = row(edge) * targetCount + target
        guard isAbsent(full.base[place]) else { return nil }
        // Adding 0 turns a weight of -0 into 0.
        full.base[place] = Float(edges.weights[edge]) + 0
      }
    }
    return full
  }

  @inline(__always)
  private static func isAbsent(_ weight: Float) -> Bool { weight.bitPattern == absent.bitPattern }

  // MARK: Synapses

  var byteCount: Int { offsets.byteCount + targets.byteCount + (weights?.byteCount ?? 0) }

  /// Number of synapses of a source in this table.
  func outDegree(of source: Int) -> Int {
    let row = places(of: source)
    guard hasFullRows, case .single(let weights) = weights else { return row.count }
    return row.count { !Self.isAbsent(weights.base[$0]) }
  }

  /// Calls `body` with (source, target within the block, weight) of every synapse, in the order of the sources.
  /// - Parameter weights: the weights, one for each place.
  func forEachSynapse(_ weights: SynapseWeights?, _ body: (Int, Int, Double) -> Void) {
    let rowLength = offsets.base[min(1, sourceCount * delays.count)]
    for source in 0..<sourceCount {
      for place in places(of: source) {
        let weight = weights?[place] ?? weight
        if !hasFullRows {
          body(source, Int(targets.base[place]), weight)
        } else if !Self.isAbsent(Float(weight)) {
          body(source, place % Int(rowLength), weight)
        }
      }
    }
  }

  /// The row that a spike of a source reaches after one of the delays; nil if it has no synapse with this delay.
  func arrival(from source: Int, _ delay: Int64, at time: Int64) -> Arrival? {
    guard let delayClass = delays.firstIndex(of: delay) else { return nil }
    let row = source * delays.count + delayClass
    let first = Int(offsets.base[row])
    let count = Int(offsets.base[row + 1]) - first
    guard count > 0 else { return nil }
    return Arrival(
      time: time, targets: hasFullRows ? nil : UnsafePointer(targets.base + first),
      weights: weights.map { UnsafeRawPointer($0.base) + first * $0.precision.bytes }, weight: weight,
      count: Int32(truncatingIfNeeded: count), receptor: receptor, precision: weights?.precision ?? .single,
      row: Int32(truncatingIfNeeded: row))
  }

  /// Indices of the synapses of a source.
  private func places(of source: Int) -> Range<Int> {
    Int(offsets.base[source * delays.count])..<Int(offsets.base[(source + 1) * delays.count])
  }
}
