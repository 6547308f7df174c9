import Kernel
import Statistics

/// Dropout: during training each output is set to 0 with probability p, and the others are scaled to keep the mean,
///
///     y <- y / (1 - p) with probability 1 - p,  0 else.
///
/// Random numbers are keyed by (seed, entity, "dropout", number of the pass), and each row of a batch starts on a new
/// group of sixteen, so the dropped outputs do not depend on the threads.
///
/// Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, JMLR 15, 1929 (2014).
public struct DropoutStream: Sendable, Equatable {
  private let key: StreamKey
  /// Number of passes that have drawn: with the key, the whole state.
  public var passes: UInt64 = 0

  public init(seed: UInt64, entity: String, index: UInt64 = 0) {
    key = StreamKey(seed: seed, entity: entity, purpose: "dropout", index: index)
  }

  /// - Parameter share: the dropout probability p, from 0 to below 1.
  mutating func next(share: Float) -> DropoutPass {
    defer { passes += 1 }
    return DropoutPass(words: BulkWords(key, number: passes), share: share)
  }
}

extension DropoutStream: StatefulValue {
  public func save(into state: inout StateWriter) { state.write("passes", passes) }

  public mutating func restore(from state: StateReader) throws { passes = try state.word("passes") }
}

/// The dropout of one forward pass through a layer.
struct DropoutPass {
  private var words: BulkWords
  /// A random word below this threshold drops its output.
  let threshold: UInt32
  let scale: Float
  /// Number of random words drawn at a time; a multiple of sixteen.
  static let group = 256

  init(words: BulkWords, share: Float) {
    self.words = words
    threshold = UInt32(Double(share) * 0x1p32)
    scale = 1 / (1 - share)
  }

  /// - Parameter buffer: room for ``group`` words; at least `count` of them are drawn.
  @inline(__always)
  mutating func draw(_ count: Int, into buffer: UnsafeMutablePointer<UInt32>) {
    var drawn = 0
    while drawn < count {
      UnsafeMutableRawPointer(buffer + drawn).storeBytes(of: words.next(), as: SIMD16<UInt32>.self)
      drawn += 16
    }
  }

  /// Scales a kept output and sets a dropped one to -0. Kept outputs are never -0, so the backward pass needs no mask.
  @inline(__always)
  func apply(_ value: Float, word: UInt32) -> Float { word < threshold ? -0.0 : value * scale + 0 }

  @inline(__always)
  static func isKept(_ value: Float) -> Bool { value.bitPattern != 0x8000_0000 }
}
