import Foundation
import Learning
import Testing

@Suite struct AugmentationTests {
  /// Values of two images, of which the first is not looked at.
  private static let side = 7
  private static let pixels = (0..<(2 * side * side)).map { UInt8($0 * 53 % 251 + 3) }
  private static let images = SquareImages(pixels: pixels, labels: [0, 1], side: side, channels: 1, range: 0...255)

  /// The second image after a change, from the formula of ``Augmentation`` in double precision.
  private static func expected(_ draw: Augmentation.Draw) -> [Double] {
    let centre = Double(side - 1) / 2
    let angle = Double(draw.angle ?? 0)
    func value(_ i: Int, _ j: Int) -> Double {
      let (row, column) = (min(max(i, 0), side - 1), min(max(j, 0), side - 1))
      guard draw.fill == .nearest || (row == i && column == j) else { return 0 }
      return Double(pixels[side * side + row * side + (draw.isMirrored ? side - 1 - column : column)])
    }
    return (0..<(side * side)).map { place in
      let (y, x) = (
        Double(place / side) - centre + Double(draw.down), Double(place % side) - centre + Double(draw.right)
      )
      let (i, j) = (cos(angle) * y - sin(angle) * x + centre, sin(angle) * y + cos(angle) * x + centre)
      // The mean of the four nearest pixels, each weighted by the area of the opposite rectangle.
      let (top, left) = (Int(i.rounded(.down)), Int(j.rounded(.down)))
      return (0..<4).reduce(0.0) { sum, corner in
        let (row, column) = (top + corner / 2, left + corner % 2)
        return sum + (1 - abs(i - Double(row))) * (1 - abs(j - Double(column))) * value(row, column)
      }
    }
  }

  private static func changed(_ draw: Augmentation.Draw) -> [Float] {
    var map = [Float](repeating: .nan, count: side * side)
    images.write(1, augmentation: draw, into: &map, width: side)
    return map
  }

  @Test(arguments: [nil, 0, 0.2, -1.3, .pi / 2] as [Float?], Augmentation.Settings.Fill.allCases)
  func imagesAreMirroredTurnedAndShifted(_ angle: Float?, _ fill: Augmentation.Settings.Fill) {
    let shifts: [(Float, Float)] = [(0, 0), (2, -1), (-6, 3)] + (angle == nil ? [] : [(0.5, 0), (-1.25, 2.75)])
    for isMirrored in [false, true] {
      for (down, right) in shifts {
        let draw = Augmentation.Draw(isMirrored: isMirrored, down: down, right: right, angle: angle, fill: fill)
        for (found, value) in zip(Self.changed(draw), Self.expected(draw)) {
          #expect(abs(Double(found) - value) < 2e-3)
        }
      }
    }
  }

  /// A quarter of a turn moves pixels without mixing them: row i becomes column i.
  @Test func aQuarterOfATurnMovesPixels() {
    let found = Self.changed(.init(angle: .pi / 2))
    for row in 0..<7 {
      for column in 0..<7 {
        let from = Self.pixels[49 + (6 - column) * 7 + row]
        #expect(abs(found[row * 7 + column] - Float(from)) < 1e-3)
      }
    }
  }

  /// Mirrored images within 5 standard deviations of a half; angles and shifts uniform by a Kolmogorov–Smirnov distance
  /// below 2.7 / √n, which chance exceeds once in a million.
  @Test func drawsAreUniform() throws {
    var settings = Augmentation.Settings()
    (settings.rotation, settings.shift) = (15, 3.2)
    let count = 4000
    func draws(_ index: Int) -> [Augmentation.Draw] {
      let augmentation = Augmentation(settings, count: count, seed: 3, entity: "test", index: index)
      return (0..<count).map { augmentation.draw($0) }
    }
    let found = draws(0)
    #expect(abs(Double(found.filter(\.isMirrored).count) - 2000) < 5 * Double(1000).squareRoot())
    let reach = 15 * Double.pi / 180
    let uniform = [
      found.map { Double($0.angle ?? .nan) / reach }, found.map { Double($0.down) / 3.2 },
      found.map { Double($0.right) / 3.2 },
    ]
    for values in uniform {
      let distance = values.sorted().enumerated().map { abs((Double($0) + 0.5) / Double(count) - ($1 + 1) / 2) }.max()
      #expect(try #require(distance) < 2.7 / Double(count).squareRoot())
    }
    let later = draws(1)
    #expect(zip(found, later).filter { $0.angle == $1.angle }.count < 10)
    settings.mirror = false
    #expect(draws(0).allSatisfy { !$0.isMirrored })
  }

  @Test func anyKeyMayBeMissing() throws {
    let read = try JSONDecoder().decode(
      Augmentation.Settings.self, from: Data(#"{"rotation": 5, "fill": "nearest"}"#.utf8))
    var expected = Augmentation.Settings()
    (expected.rotation, expected.fill) = (5, .nearest)
    #expect(read == expected)
    (expected.mirror, expected.shift) = (false, 1.5)
    #expect(try JSONDecoder().decode(Augmentation.Settings.self, from: JSONEncoder().encode(expected)) == expected)
  }
}
