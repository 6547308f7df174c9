/// The activation function of a layer, applied to its weighted sums a.
///
///     identity  y = a                   relu     y = max(a, 0)
///     elu       y = a, a > 0; e^a - 1   sigmoid  y = 1 / (1 + e^-a)
///
/// Source of elu: Clevert, Unterthiner, Hochreiter, arXiv:1511.07289 (2015), with α = 1.
public enum Activation: String, Sendable, CaseIterable, Codable {
  case identity, relu, elu, sigmoid
}

/// An activation function and its derivative as a function of the output. Both are branch-free, so that the compiler
/// vectorises them.
protocol ActivationFunction {
  static func value(_ sum: Float) -> Float
  static func slope(at value: Float) -> Float
}

extension Activation {
  enum Identity: ActivationFunction {
    @inline(__always) static func value(_ sum: Float) -> Float { sum }
    @inline(__always) static func slope(at value: Float) -> Float { 1 }
  }

  enum ReLU: ActivationFunction {
    @inline(__always) static func value(_ sum: Float) -> Float { sum > 0 ? sum : 0 }
    @inline(__always) static func slope(at value: Float) -> Float { value > 0 ? 1 : 0 }
  }

  enum ELU: ActivationFunction {
    @inline(__always) static func value(_ sum: Float) -> Float { sum > 0 ? sum : exponential(sum) - 1 }
    @inline(__always) static func slope(at value: Float) -> Float { value > 0 ? 1 : value + 1 }
  }

  enum Sigmoid: ActivationFunction {
    @inline(__always) static func value(_ sum: Float) -> Float { 1 / (1 + exponential(-sum)) }
    @inline(__always) static func slope(at value: Float) -> Float { value * (1 - value) }
  }
}

/// e^x for -87 <= x <= 88, accurate to two units in the last place; e^-87 below, e^88 above.
///
///     e^x = 2^n e^r,  n = round(x / ln 2),  r = x - n ln 2 in two parts,  e^r by its Taylor series to r⁷
@inline(__always)
func exponential(_ x: Float) -> Float {
  let low = x > -87 ? x : -87
  let limited = low < 88 ? low : 88
  // Adding 1.5 · 2²³ rounds to an integer and leaves it in the low bits.
  let magic: Float = 12_582_912
  let shifted = limited * 1.442_695_04 + magic
  let n = shifted - magic
  let r = (limited - n * 0.693_359_375) + n * 2.121_944_4e-4
  var sum: Float = 1 / 5040
  sum = sum * r + 1 / 720
  sum = sum * r + 1 / 120
  sum = sum * r + 1 / 24
  sum = sum * r + 1 / 6
  sum = sum * r + 0.5
  sum = sum * r + 1
  sum = sum * r + 1
  return sum * Float(bitPattern: (shifted.bitPattern &+ 127) &<< 23)
}
