/// A binary tree of boxes with points of the plane in its leaves: every level halves the longer side of its boxes.
///
/// The tree is implicit: box b of level l has the children 2b and 2b + 1, and the points of a box are contiguous.
/// Building is O(points · levels).
struct PointTree: Sendable {
  struct Box {
    var level = 0
    var number = 0
    var centre: SIMD2<Double>
    var half: SIMD2<Double>
  }

  let plane: Plane
  let root: Box
  let levels: Int
  /// Axis along which the boxes of each level are halved.
  private let axes: [Int]
  /// Index of the first point of each leaf.
  private let leafStarts: [UInt32]
  /// The points, leaf by leaf; `numbers` are their indices in the original list.
  let points: [SIMD2<Double>]
  let numbers: [UInt32]

  init(_ positions: [SIMD2<Double>], plane: Plane) {
    self.plane = plane
    let bounds = plane.isPeriodic ? (.zero, plane.period) : Self.bounds(of: positions)
    let root = Box(centre: (bounds.0 + bounds.1) / 2, half: (bounds.1 - bounds.0) / 2)
    self.root = root
    var levels = 0
    while levels < 24, positions.count >> levels > 4 { levels += 1 }
    self.levels = levels
    var half = root.half
    let axes = (0..<levels).map { _ in
      let axis = half.x >= half.y ? 0 : 1
      half[axis] /= 2
      return axis
    }
    self.axes = axes
    let leaves = positions.map { position in
      let place = plane.isPeriodic ? position - plane.period * (position / plane.period).rounded(.down) : position
      var box = root
      for axis in axes { Self.descend(&box, along: axis, upper: place[axis] >= box.centre[axis]) }
      return box.number
    }
    var starts = [UInt32](repeating: 0, count: (1 << levels) + 1)
    for leaf in leaves { starts[leaf + 1] += 1 }
    for leaf in 0..<(1 << levels) { starts[leaf + 1] += starts[leaf] }
    leafStarts = starts
    var numbers = [UInt32](repeating: 0, count: positions.count)
    for (number, leaf) in leaves.enumerated() {
      numbers[Int(starts[leaf])] = UInt32(truncatingIfNeeded: number)
      starts[leaf] += 1
    }
    self.numbers = numbers
    points = numbers.map { positions[Int($0)] }
  }

  /// The corners of the smallest box around some points.
  static func bounds(of positions: [SIMD2<Double>]) -> (SIMD2<Double>, SIMD2<Double>) {
    guard let first = positions.first else { return (.zero, .zero) }
    return positions.reduce((first, first)) { bounds, position in
      (pointwiseMin(bounds.0, position), pointwiseMax(bounds.1, position))
    }
  }

  /// Indices of the box's points in ``points`` and ``numbers``.
  @inline(__always)
  func points(in box: Box) -> Range<Int> {
    let shift = levels - box.level
    return Int(leafStarts[box.number << shift])..<Int(leafStarts[(box.number + 1) << shift])
  }

  @inline(__always)
  func child(_ box: Box, upper: Bool) -> Box {
    var child = box
    Self.descend(&child, along: axes[box.level], upper: upper)
    return child
  }

  @inline(__always)
  private static func descend(_ box: inout Box, along axis: Int, upper: Bool) {
    box.level += 1
    box.number = box.number << 1 | (upper ? 1 : 0)
    box.half[axis] /= 2
    box.centre[axis] += upper ? box.half[axis] : -box.half[axis]
  }
}
