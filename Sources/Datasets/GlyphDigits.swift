import Statistics

/// Handwriting-like digits drawn by code, in MNIST's layout: 28 × 28 bytes, ink 255 on 0, the digit about 20 × 20 in
/// the middle. They need no download.
///
/// Each image uses one of several ways to write its digit and jitters the points that the pen passes through. A smooth
/// curve through them is the stroke, in a box of height 1 around the origin, y downwards. A point p of it is drawn at
///
///     q = centre + shift + s (M (p + w(p)) - m),        M = R(rotation) S(slant) diag(width, 1),
///     w_j(p) = Σ_k a_jk sin(2π f_jk·p + φ_jk),          S: x → x - slant y,
///
/// in pixels: w is an elastic warp made of a few long waves, m the middle of all M (p + w(p)), and s such that the
/// larger of the ink's height and width is 18 to 20 pixels. The ink falls from 255 to 0 over one pixel at half the
/// pen's width from the nearest stroke.
///
/// An image depends only on (seed, part, index); images 10 k to 10 k + 9 show all ten digits.
public struct GlyphDigits: ImageDatasetSource, Equatable {
  public static let name = "glyph-digits"
  public static let summary = "digits drawn by code, 28 × 28, 10,000 + 2,000; no download needed"

  public static let outline = ImageOutline(
    rows: GlyphPen.side, columns: GlyphPen.side, classes: 10, training: GlyphDigits().trainingCount,
    test: GlyphDigits().testCount)

  public var trainingCount = 10_000
  public var testCount = 2000

  public init() {}

  public static func read(from root: String?) throws -> ImageDataset { try GlyphDigits().generate() }

  /// - Throws: ``DatasetError`` for counts out of range.
  public func generate(seed: UInt64 = 1) throws -> ImageDataset {
    let most = DataFile.mostBytes / GlyphPen.area
    for (part, count) in [("training", trainingCount), ("test", testCount)] where !(0...most ~= count) {
      throw DatasetError(Self.name, "the \(part) count is \(count); it must be 0 to \(most)")
    }
    return ImageDataset(
      name: Self.name, rows: GlyphPen.side, columns: GlyphPen.side, classes: (0..<10).map(String.init),
      training: Self.images(0..<trainingCount, seed: seed, part: "training"),
      test: Self.images(0..<testCount, seed: seed, part: "test"))
  }

  /// The images of a part, training or test, in a range of indices.
  package static func images(_ range: Range<Int>, seed: UInt64, part: String) -> LabelledImages {
    let shapes = StreamKey(seed: seed, entity: name, purpose: part + ".shapes")
    let orders = StreamKey(seed: seed, entity: name, purpose: part + ".orders")
    let stream = RandomStream(shapes)
    var pen = GlyphPen()
    var pixels = [UInt8](repeating: 0, count: range.count * GlyphPen.area)
    var labels: [UInt8] = []
    labels.reserveCapacity(range.count)
    pixels.withUnsafeMutableBufferPointer { pixels in
      for index in range {
        stream.move(to: orders.indexed(UInt64(index / 10)))
        let digit = Self.order(stream)[index % 10]
        stream.move(to: shapes.indexed(UInt64(index)))
        pen.draw(digit, stream, into: pixels, at: (index - range.lowerBound) * GlyphPen.area)
        labels.append(UInt8(digit))
      }
    }
    return LabelledImages(pixels: pixels, labels: labels, imageSize: GlyphPen.area)
  }

  /// The ten digits in random order (Fisher-Yates shuffle).
  private static func order(_ stream: RandomStream) -> [Int] {
    var digits = Array(0..<10)
    for last in stride(from: 9, to: 0, by: -1) { digits.swapAt(last, stream.uniform(below: last + 1)) }
    return digits
  }
}
