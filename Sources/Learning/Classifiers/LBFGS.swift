import Kernel

/// The limited-memory BFGS method (``MultinomialLogisticRegression`` states its equations). One step is one iteration.
struct LBFGS {
  /// Returns the value at a point, and writes the gradient there.
  typealias Function = ([Double], UnsafeMutableBufferPointer<Double>) -> Double
  /// Multiplies a vector by an approximation of the inverse of the second derivatives.
  typealias Scaling = ([Double]) -> [Double]

  private let memory: Int
  private let tolerance: Double
  private(set) var place: [Double]
  private var gradient: [Double]
  private var value: Double
  /// Whether the last step found no lower point, because of rounding.
  private var isExhausted = false
  private var pairs: [(s: [Double], y: [Double], inverse: Double)] = []

  /// - Parameter tolerance: the length of the gradient at which the descent has converged.
  init(memory: Int, tolerance: Double, from start: [Double], _ function: Function) {
    self.memory = memory
    self.tolerance = tolerance
    place = start
    var gradient = [Double](repeating: 0, count: start.count)
    value = gradient.withUnsafeMutableBufferPointer { function(start, $0) }
    self.gradient = gradient
  }

  /// Whether the gradient is as short as asked, or no point is lower within the precision of the function.
  var isConverged: Bool { isExhausted || length <= tolerance }

  /// |∇L|
  private var length: Double { Self.dot(gradient, gradient).squareRoot() }

  /// Moves to a point with a lower value.
  mutating func step(_ function: Function, scaledBy scaling: Scaling) {
    guard !isConverged else { return }
    var direction = self.direction(gradient, pairs, scaling)
    var slope = Self.dot(direction, gradient)
    if slope >= 0 {
      // Rounding errors have corrupted the pairs: restart without them.
      pairs = []
      direction = self.direction(gradient, pairs, scaling)
      slope = Self.dot(direction, gradient)
    }
    var step = 1.0
    var candidate = place
    var next = gradient
    var reached = value
    repeat {
      for index in place.indices { candidate[index] = place[index] + step * direction[index] }
      reached = next.withUnsafeMutableBufferPointer { function(candidate, $0) }
      if reached <= value + 1e-4 * step * slope { break }
      step /= 2
    } while step > 1e-10
    guard reached < value else {
      isExhausted = true
      return
    }
    let s = zip(candidate, place).map { $0 - $1 }
    let y = zip(next, gradient).map { $0 - $1 }
    let curvature = Self.dot(s, y)
    if curvature > 1e-12 * Self.dot(y, y) {
      if pairs.count == memory { pairs.removeFirst() }
      pairs.append((s, y, 1 / curvature))
    }
    place = candidate
    gradient = next
    value = reached
  }

  private func direction(
    _ gradient: [Double], _ pairs: [(s: [Double], y: [Double], inverse: Double)], _ scaling: Scaling
  ) -> [Double] {
    var q = gradient
    var factors: [Double] = []
    for pair in pairs.reversed() {
      let factor = pair.inverse * Self.dot(pair.s, q)
      factors.append(factor)
      for index in q.indices { q[index] -= factor * pair.y[index] }
    }
    q = scaling(q)
    if let last = pairs.last {
      let scale = 1 / (last.inverse * Self.dot(last.y, scaling(last.y)))
      for index in q.indices { q[index] *= scale }
    }
    for (pair, factor) in zip(pairs, factors.reversed()) {
      let correction = factor - pair.inverse * Self.dot(pair.y, q)
      for index in q.indices { q[index] += correction * pair.s[index] }
    }
    return q.map { -$0 }
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }
}

extension LBFGS: StatefulValue {
  func save(into state: inout StateWriter) {
    state.write("place", place)
    state.write("gradient", gradient)
    state.write("value", value)
    state.write("isExhausted", isExhausted)
    state.write("steps", pairs.flatMap(\.s))
    state.write("changes", pairs.flatMap(\.y))
    state.write("inverses", pairs.map(\.inverse))
  }

  mutating func restore(from state: StateReader) throws {
    let size = place.count
    place = try state.reals("place", count: size)
    gradient = try state.reals("gradient", count: size)
    value = try state.real("value")
    isExhausted = try state.flag("isExhausted")
    let inverses = try state.reals("inverses")
    let steps = try state.reals("steps", count: inverses.count * size)
    let changes = try state.reals("changes", count: inverses.count * size)
    pairs = inverses.indices.map { pair in
      let part = (pair * size)..<((pair + 1) * size)
      return (Array(steps[part]), Array(changes[part]), inverses[pair])
    }
  }
}
