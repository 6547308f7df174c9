import Kernel

/// The synapses of one projection that end in one block, as rows: one per (source, delay class), contiguous, with 16-bit
/// targets local to the block, and a weight per row or per synapse.
final class SynapseTable {
  let projection: Int
  /// Network-wide number of the first source.
  let firstSource: Int
  let sourceCount: Int
  /// Delay of each class, in ticks, ascending.
  let delays: [Int64]
  let receptor: Int32
  /// The weight of all synapses, where they share one.
  let weight: Double
  /// Row r spans offsets[r] ..< offsets[r + 1]; r = source · classes + class.
  let offsets: LargeArray<UInt32>
  let targets: LargeArray<UInt16>
  let weights: LargeArray<Float>?

  /// - Parameters:
  ///   - edges: grouped by target, targets ascending; rows keep that order.
  ///   - ownWeights: gives every synapse a weight of its own, even where they share one at first.
  init(
    projection: Int, firstSource: Int, sourceCount: Int, receptor: Int, edges: EdgeList, weight: Double?,
    delaySteps: Int?, resolution: Int64, ownWeights: Bool = false
  ) {
    self.projection = projection
    self.firstSource = firstSource
    self.sourceCount = sourceCount
    self.receptor = Int32(receptor)
    self.weight = weight ?? 0
    let count = edges.sources.count
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
    offsets = LargeArray(count: sourceCount * max(classes, 1) + 1, zeroed: true)
    targets = LargeArray(count: count)
    weights = weight == nil || ownWeights ? LargeArray(count: count) : nil
    if let weight, let weights { weights.buffer.update(repeating: Float(weight)) }

    // A counting sort by row: count, add up, scatter. During the scatter offsets[r] runs from the start to the end of
    // row r, which is the start of row r + 1; counting one place to the right leaves them where they belong.
    let offsets = offsets.base
    let targets = targets.base
    let weights = weight == nil ? weights?.base : nil
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

  var count: Int { targets.count }
  var byteCount: Int { offsets.byteCount + targets.byteCount + (weights?.byteCount ?? 0) }

  /// Calls `body` with (source, target within the block, weight) of every synapse, by source.
  func forEachSynapse(_ body: (Int, Int, Float) -> Void) {
    for source in 0..<sourceCount {
      let first = Int(offsets.base[source * delays.count])
      let end = Int(offsets.base[(source + 1) * delays.count])
      for k in first..<end { body(source, Int(targets.base[k]), weights?.base[k] ?? Float(weight)) }
    }
  }
}
