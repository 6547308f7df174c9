import Datasets
import Foundation
import Synchronization
import Testing

@Suite struct GlyphDigitsTests {
  static let data = Result { try GlyphDigits().generate() }

  @Test func layoutIsThatOfMNIST() throws {
    let data = try Self.data.get()
    #expect(data.rows == 28 && data.columns == 28 && data.channels == 1 && data.classes.count == 10)
    #expect(data.training.count == 10_000 && data.test.count == 2000)
    for part in [data.training, data.test] {
      for first in stride(from: 0, to: part.count, by: 10) {
        #expect(Set(part.labels[first..<(first + 10)]) == Set(0...9))
      }
    }
    // The order of digits differs between tens.
    let orders = stride(from: 0, to: 10_000, by: 10).map { Array(data.training.labels[$0..<($0 + 10)]) }
    #expect(Set(orders).count > 990)
  }

  /// Ink is 18 to 20 pixels high or wide, plus a pixel where it fades; its middle is at 13.5 plus a shift whose five
  /// standard deviations are 3.5.
  @Test func digitsAreInTheMiddle() throws {
    let images = try Self.data.get().training
    for index in 0..<images.count {
      let image = Array(images.image(index))
      let rows = (0..<28).filter { row in (0..<28).contains { image[row * 28 + $0] > 0 } }
      let columns = (0..<28).filter { column in (0..<28).contains { image[$0 * 28 + column] > 0 } }
      let (top, bottom, left, right) = try (
        #require(rows.first), #require(rows.last), #require(columns.first), #require(columns.last)
      )
      let size = max(bottom - top, right - left) + 1
      #expect(17...22 ~= size, "image \(index) has \(size) pixels")
      for (first, last) in [(top, bottom), (left, right)] { #expect(abs(Double(first + last) / 2 - 13.5) < 4.5) }
      #expect(image.max() == 255 && image.contains { 1..<255 ~= $0 }, "image \(index)")
    }
  }

  @Test func imagesDependOnSeedPartAndIndexAlone() throws {
    let data = try Self.data.get()
    #expect(try GlyphDigits().generate().training.pixels == data.training.pixels)
    var few = GlyphDigits()
    few.trainingCount = 123
    few.testCount = 0
    let first = try few.generate().training
    #expect(first.pixels == data.training.prefix(123).pixels && first.labels == data.training.prefix(123).labels)
    #expect(try few.generate(seed: 2).training.pixels != first.pixels)
    #expect(data.training.prefix(10).pixels != data.test.prefix(10).pixels)
    // Pieces made by several threads, starting with the last.
    let pieces = Mutex([Int: [UInt8]]())
    DispatchQueue.concurrentPerform(iterations: 7) { piece in
      let start = 37 * (6 - piece)
      let images = GlyphDigits.images(start..<(start + 37), seed: 1, part: "training")
      pieces.withLock { $0[start] = images.pixels }
    }
    let joined = pieces.withLock { pieces in pieces.keys.sorted().flatMap { pieces[$0] ?? [] } }
    #expect(joined == data.training.prefix(7 * 37).pixels)
  }

  /// Images of a digit differ, and the registry needs no folder for them.
  @Test func noTwoImagesAreEqual() throws {
    let data = try DatasetRegistry.read("glyph-digits", from: "/nowhere")
    #expect(data.training.pixels == (try Self.data.get()).training.pixels)
    #expect(Set((0..<2000).map { Array(data.test.image($0)) }).count == 2000)
  }

  /// A stroke of length L and radius r covers 2 r L + π r².
  @Test(arguments: [(0.0, 10.0), (7, 7), (0, 0), (-6, 3)])
  func inkCoversTheStroke(_ along: (x: Double, y: Double)) {
    for radius in [1.0, 1.7, 3] {
      let start = SIMD2(14.2, 8.7)
      var pixels = [UInt8](repeating: 0, count: GlyphPen.area)
      pixels.withUnsafeMutableBufferPointer {
        GlyphPen.ink(start, start + SIMD2(along.x, along.y), radius: radius, $0, 0)
      }
      let area = pixels.reduce(0.0) { $0 + Double($1) / 255 }
      let length = (along.x * along.x + along.y * along.y).squareRoot()
      let expected = 2 * radius * length + .pi * radius * radius
      // Fading over one pixel adds π / 12 at round ends.
      let apart = abs(area - expected - .pi / 12)
      #expect(apart < 0.03 * expected + 0.1, "\(area), not \(expected)")
    }
  }

  @Test func inkOutsideOfTheImageIsCut() {
    var pixels = [UInt8](repeating: 0, count: GlyphPen.area)
    pixels.withUnsafeMutableBufferPointer {
      GlyphPen.ink(SIMD2(-40, 5), SIMD2(90, 5), radius: 1, $0, 0)
      GlyphPen.ink(SIMD2(40, 5), SIMD2(90, 5), radius: 1, $0, 0)
    }
    #expect((0..<28).allSatisfy { pixels[5 * 28 + $0] == 255 && pixels[7 * 28 + $0] == 0 })
  }

  @Test func deformationIsTheProductOfItsParts() {
    let waves: [GlyphDeformation.Wave] = [(0.1, SIMD2(0.5, -0.25), 0.4)]
    let deformation = GlyphDeformation(rotation: 0.3, slant: 0.2, width: 1.5, waves: (waves, []))
    for point in [SIMD2(0.0, 0), SIMD2(0.3, -0.5), SIMD2(-0.2, 0.4)] {
      let phase: Double = 2 * .pi * (0.5 * point.x - 0.25 * point.y) + 0.4
      let x = point.x + 0.1 * sin(phase)
      let slanted = SIMD2(1.5 * x - 0.2 * point.y, point.y)
      let expected = SIMD2(
        cos(0.3) * slanted.x - sin(0.3) * slanted.y, sin(0.3) * slanted.x + cos(0.3) * slanted.y)
      let apart = deformation(point) - expected
      #expect(abs(apart.x) < 1e-12 && abs(apart.y) < 1e-12)
    }
  }

  @Test func countsOutOfRangeAreRefused() {
    var digits = GlyphDigits()
    digits.testCount = -1
    let error = #expect(throws: DatasetError.self) { try digits.generate() }
    #expect(error?.description.contains("glyph-digits: the test count is -1; it must be 0 to") == true)
  }
}
