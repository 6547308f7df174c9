/// The number type in which plastic weights are stored. Rules compute changes in single precision; they are added in the
/// precision of the weights.
public protocol PlasticWeight: SIMDScalar, BinaryFloatingPoint, BitwiseCopyable {
  /// Loads eight weights as magnitudes.
  /// - Parameter sign: the sign bit of a negative `Float`, or 0.
  static func load(_ place: UnsafePointer<Self>, _ sign: UInt32) -> SIMD8<Self>
  /// Stores eight magnitudes as weights.
  static func store(_ magnitudes: SIMD8<Self>, _ sign: UInt32, _ place: UnsafeMutablePointer<Self>)
  static func single(_ magnitudes: SIMD8<Self>) -> SIMD8<Float>
  static func sum(_ magnitudes: SIMD8<Self>, _ changes: SIMD8<Float>) -> SIMD8<Self>
  /// The magnitudes, clipped to bounds that are not negative; those that are not numbers become the lower bound.
  static func clipped(_ magnitudes: SIMD8<Self>, _ lowest: Self, _ highest: Self) -> SIMD8<Self>
  /// Converts a weight to its magnitude or back.
  func flipped(by sign: UInt32) -> Self
}

extension Float: PlasticWeight {
  @inline(__always)
  public static func load(_ place: UnsafePointer<Float>, _ sign: UInt32) -> SIMD8<Float> {
    unsafeBitCast(
      UnsafeRawPointer(place).loadUnaligned(as: SIMD8<UInt32>.self) ^ SIMD8(repeating: sign), to: SIMD8<Float>.self)
  }

  @inline(__always)
  public static func store(_ magnitudes: SIMD8<Float>, _ sign: UInt32, _ place: UnsafeMutablePointer<Float>) {
    let weights = unsafeBitCast(magnitudes, to: SIMD8<UInt32>.self) ^ SIMD8(repeating: sign)
    UnsafeMutableRawPointer(place).storeBytes(of: weights, as: SIMD8<UInt32>.self)
  }

  @inline(__always)
  public static func single(_ magnitudes: SIMD8<Float>) -> SIMD8<Float> { magnitudes }

  @inline(__always)
  public static func sum(_ magnitudes: SIMD8<Float>, _ changes: SIMD8<Float>) -> SIMD8<Float> { magnitudes + changes }

  @inline(__always)
  public static func clipped(_ magnitudes: SIMD8<Float>, _ lowest: Float, _ highest: Float) -> SIMD8<Float> {
    magnitudes.raised(to: lowest).limited(to: highest)
  }

  @inline(__always)
  public func flipped(by sign: UInt32) -> Float { Float(bitPattern: bitPattern ^ sign) }
}

extension Double: PlasticWeight {
  @inline(__always)
  public static func load(_ place: UnsafePointer<Double>, _ sign: UInt32) -> SIMD8<Double> {
    unsafeBitCast(
      UnsafeRawPointer(place).loadUnaligned(as: SIMD8<UInt64>.self) ^ SIMD8(repeating: UInt64(sign) << 32),
      to: SIMD8<Double>.self)
  }

  @inline(__always)
  public static func store(_ magnitudes: SIMD8<Double>, _ sign: UInt32, _ place: UnsafeMutablePointer<Double>) {
    let weights = unsafeBitCast(magnitudes, to: SIMD8<UInt64>.self) ^ SIMD8(repeating: UInt64(sign) << 32)
    UnsafeMutableRawPointer(place).storeBytes(of: weights, as: SIMD8<UInt64>.self)
  }

  @inline(__always)
  public static func single(_ magnitudes: SIMD8<Double>) -> SIMD8<Float> { SIMD8<Float>(magnitudes) }

  @inline(__always)
  public static func sum(_ magnitudes: SIMD8<Double>, _ changes: SIMD8<Float>) -> SIMD8<Double> {
    magnitudes + SIMD8<Double>(changes)
  }

  @inline(__always)
  public static func clipped(_ magnitudes: SIMD8<Double>, _ lowest: Double, _ highest: Double) -> SIMD8<Double> {
    var clipped = magnitudes
    for lane in 0..<8 { clipped[lane] = (lowest...highest).limit(magnitudes[lane]) }
    return clipped
  }

  @inline(__always)
  public func flipped(by sign: UInt32) -> Double { Double(bitPattern: bitPattern ^ UInt64(sign) << 32) }
}

extension ClosedRange where Bound: PlasticWeight {
  /// The bounds, rounded to the precision of weights.
  init(_ bounds: ClosedRange<Double>) { self = Bound(bounds.lowerBound)...Bound(bounds.upperBound) }

  /// `number` clipped to the range; NaN becomes the lower bound.
  @inline(__always)
  func limit(_ number: Bound) -> Bound {
    number > lowerBound ? (number < upperBound ? number : upperBound) : lowerBound
  }

  /// A magnitude times a factor, clipped to the range. A weight of 0 stays 0, also below the range: it cannot grow by a
  /// factor, and lesions set the weights of removed synapses to 0.
  @inline(__always)
  func scaled(_ magnitude: Bound, by factor: Double) -> Bound {
    guard magnitude != 0 else { return 0 }
    return Bound((Double(lowerBound)...Double(upperBound)).limit(Double(magnitude) * factor))
  }
}

extension SIMD8<Float> {
  /// The minimum of each lane and the limit; no lane may be negative. It compares the bits as integers, which have the
  /// same order for such numbers, and adds the difference where it is negative (a select between lanes compiles to slow
  /// code).
  @inline(__always)
  func limited(to limit: Float) -> SIMD8<Float> {
    let bits = unsafeBitCast(self, to: SIMD8<Int32>.self)
    let difference = SIMD8<Int32>(repeating: Int32(bitPattern: limit.bitPattern)) &- bits
    let isAbove = unsafeBitCast(difference .< SIMD8<Int32>(repeating: 0), to: SIMD8<Int32>.self)
    return unsafeBitCast(bits &+ (difference & isAbove), to: SIMD8<Float>.self)
  }

  /// The maximum of each lane and the limit, which must not be negative; the limit where a lane is not a number.
  @inline(__always)
  func raised(to limit: Float) -> SIMD8<Float> {
    let isAbove = unsafeBitCast(self .> SIMD8(repeating: limit), to: SIMD8<UInt32>.self)
    let limits = SIMD8<UInt32>(repeating: limit.bitPattern)
    return unsafeBitCast(
      (unsafeBitCast(self, to: SIMD8<UInt32>.self) & isAbove) | (limits & ~isAbove), to: SIMD8<Float>.self)
  }
}
