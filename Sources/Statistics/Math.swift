import Glibc

/// The C library's elementary functions, so that other modules need not import the C library.
public enum Math {
  @inlinable @inline(__always) public static func exp(_ x: Double) -> Double { Glibc.exp(x) }
  @inlinable @inline(__always) public static func pow(_ x: Double, _ y: Double) -> Double { Glibc.pow(x, y) }
  @inlinable @inline(__always) public static func expm1(_ x: Double) -> Double { Glibc.expm1(x) }
  @inlinable @inline(__always) public static func log(_ x: Double) -> Double { Glibc.log(x) }
  @inlinable @inline(__always) public static func log2(_ x: Double) -> Double { Glibc.log2(x) }
  @inlinable @inline(__always) public static func log1p(_ x: Double) -> Double { Glibc.log1p(x) }
  @inlinable @inline(__always) public static func cos(_ x: Double) -> Double { Glibc.cos(x) }
  @inlinable @inline(__always) public static func sin(_ x: Double) -> Double { Glibc.sin(x) }
  @inlinable @inline(__always) public static func tan(_ x: Double) -> Double { Glibc.tan(x) }
  @inlinable @inline(__always) public static func tanh(_ x: Double) -> Double { Glibc.tanh(x) }
  @inlinable @inline(__always) public static func atan2(_ y: Double, _ x: Double) -> Double { Glibc.atan2(y, x) }
}
