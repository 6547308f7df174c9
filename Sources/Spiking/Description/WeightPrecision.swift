/// The precision in which the weights of a projection are stored.
public enum WeightPrecision: String, Sendable, CaseIterable, BitwiseCopyable {
  /// 24 significant bits, 4 bytes.
  case single
  /// 53 significant bits, 8 bytes.
  case double

  public var bytes: Int { self == .single ? 4 : 8 }
}
