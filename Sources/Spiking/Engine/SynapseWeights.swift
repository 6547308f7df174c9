import Kernel

/// The weights of synapses, in single or double precision.
enum SynapseWeights {
  case single(LargeArray<Float>)
  case double(LargeArray<Double>)

  init(count: Int, _ precision: WeightPrecision) {
    switch precision {
    case .single: self = .single(LargeArray(count: count))
    case .double: self = .double(LargeArray(count: count))
    }
  }

  init(copying other: SynapseWeights) {
    switch other {
    case .single(let weights): self = .single(LargeArray(copying: weights))
    case .double(let weights): self = .double(LargeArray(copying: weights))
    }
  }

  var precision: WeightPrecision {
    switch self {
    case .single: .single
    case .double: .double
    }
  }

  var count: Int {
    switch self {
    case .single(let weights): weights.count
    case .double(let weights): weights.count
    }
  }

  var byteCount: Int { count * precision.bytes }

  var base: UnsafeMutableRawPointer {
    switch self {
    case .single(let weights): UnsafeMutableRawPointer(weights.base)
    case .double(let weights): UnsafeMutableRawPointer(weights.base)
    }
  }

  func fill(with weight: Double) {
    switch self {
    case .single(let weights): weights.buffer.update(repeating: Float(weight))
    case .double(let weights): weights.buffer.update(repeating: weight)
    }
  }

  /// A weight; storing it rounds it to the precision.
  subscript(place: Int) -> Double {
    get {
      switch self {
      case .single(let weights): Double(weights.base[place])
      case .double(let weights): weights.base[place]
      }
    }
    nonmutating set {
      switch self {
      case .single(let weights): weights.base[place] = Float(newValue)
      case .double(let weights): weights.base[place] = newValue
      }
    }
  }
}

extension SynapseWeights: StatefulValue {
  func save(into state: inout StateWriter) {
    switch self {
    case .single(let weights): state.write("weights", Array(weights.buffer))
    case .double(let weights): state.write("weights", Array(weights.buffer))
    }
  }

  func restore(from state: StateReader) throws {
    switch self {
    case .single(let weights): _ = weights.buffer.update(fromContentsOf: try state.floats("weights", count: count))
    case .double(let weights): _ = weights.buffer.update(fromContentsOf: try state.reals("weights", count: count))
    }
  }
}
