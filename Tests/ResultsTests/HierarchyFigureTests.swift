import Files
import Foundation
import Results
import Simulation
import Testing

@Suite struct HierarchyFigureTests {
  /// - Returns: the blocks of the table, the script, the caption, and the picture if gnuplot is installed.
  private func draw(_ figure: some DataFigure, atMost bytes: Int = 150_000) throws -> (
    blocks: [[[String]]], script: String, caption: String?, picture: String?
  ) {
    let temporary = try TemporaryFolder()
    let stem = temporary.path + "/new/name"
    let (figures, notes) = try figure.draw(named: "name", in: temporary.path + "/new")
    if Tool.find("gnuplot") == nil {
      #expect(figures.isEmpty && notes.count == 1)
    } else {
      #expect(figures.map(\.name) == ["name"] && notes.isEmpty, "\(notes)")
    }
    let table = try String(contentsOfFile: stem + ".csv", encoding: .utf8)
    let blocks = table.split(separator: "\n\n\n").map { block in
      block.split(separator: "\n").map { row in
        row.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
      }
    }
    let picture = figures.isEmpty ? nil : try String(contentsOfFile: stem + ".svg", encoding: .utf8)
    if let picture {
      #expect(picture.contains("</svg>") && picture.contains(figure.title))
      #expect(picture.utf8.count < bytes, "\(picture.utf8.count) bytes")
    }
    return (blocks, try String(contentsOfFile: stem + ".gp", encoding: .utf8), figures.first?.caption, picture)
  }

  // MARK: Regression

  private func groups(_ count: Int, _ size: Int, slope: Double) -> [(label: String, points: [SIMD2<Double>])] {
    (0..<count).map { (group: Int) -> (label: String, points: [SIMD2<Double>]) in
      let points = (0..<size).map { (index: Int) -> SIMD2<Double> in
        let x = Double(group) + Double(index) / Double(size)
        return SIMD2(x, slope * x + Double(index * 7 % 5) / 5)
      }
      return ("group \(group)", points)
    }
  }

  private func regression(
    _ groups: [(label: String, points: [SIMD2<Double>])], line: [SIMD2<Double>] = [],
    band: [(x: Double, lower: Double, upper: Double)] = [], note: String? = nil
  ) -> RegressionFigure {
    RegressionFigure(
      title: "Regression", xLabel: "entropy", yLabel: "accuracy", groups: groups, line: line, band: band, note: note)
  }

  @Test func theTableHasPointsThenBandThenLine() throws {
    let line = [SIMD2(0.0, 0.0), SIMD2(3, 6)]
    let (blocks, script, caption, picture) = try draw(
      regression(groups(3, 4, slope: 2), line: line, band: [(0, -1, 1), (1.5, 2.5, 3.5), (3, 5, 7)], note: "r = 0.9"))
    #expect(blocks.count == 5)
    #expect(blocks[0].first == ["part", "group", "x", "y", "upper"])
    for group in 0..<3 {
      let rows = blocks[group].filter { $0[0] == "points" }
      #expect(rows.map { $0[1] } == Array(repeating: "group \(group)", count: 4))
      let points = groups(3, 4, slope: 2)[group].points
      for (row, point) in zip(rows, points) {
        let x = try #require(Double(row[2]))
        let y = try #require(Double(row[3]))
        #expect(abs(x - point.x) < 1e-6 && abs(y - point.y) < 1e-6)
      }
    }
    #expect(
      blocks[3] == [["band", "", "0", "-1", "1"], ["band", "", "1.5", "2.5", "3.5"], ["band", "", "3", "5", "7"]])
    #expect(blocks[4] == [["line", "", "0", "0", "NaN"], ["line", "", "3", "6", "NaN"]])
    #expect(script.contains("index 3 using 3:4:5 with filledcurves"))
    #expect(script.contains("index 4 using 3:4 with lines"))
    if let caption { #expect(caption.contains("12 points in 3 groups") && caption.contains("r = 0.9")) }
    if let picture { #expect(picture.contains("r = 0.9")) }
  }

  @Test func theNoteStandsInTheCornerThatIsFree() throws {
    for (slope, side) in [(1.0, "left"), (-1.0, "right")] {
      let (_, script, _, _) = try draw(
        regression(groups(6, 30, slope: slope), line: [SIMD2(0, 0), SIMD2(6, 6 * slope)], note: "r = 0.75"))
      let note = try #require(script.firstMatch(of: /set label 100 "r = 0.75" at graph ([\d.]+), graph ([\d.]+) (\w+)/))
      let y = try #require(Double(note.2))
      #expect(note.3 == side && y > 0.9)
    }
  }

  @Test func whereNoCornerIsFreeTheNoteIsAboveAllPoints() throws {
    // Points that fill the whole square.
    let points = (0..<900).map { SIMD2(Double($0 % 30), Double($0 / 30)) }
    let (_, script, _, _) = try draw(regression([("all", points)], note: "r = 0.00 (-0.07–0.07)"))
    let note = try #require(script.firstMatch(of: /set label 100 "[^"]*" at graph [\d.]+, graph ([\d.]+)/))
    let range = try #require(script.firstMatch(of: /yrange \[([-\d.e]+):([-\d.e]+)\]/))
    let (low, high) = (try #require(Double(range.1)), try #require(Double(range.2)))
    let place = low + (high - low) * (try #require(Double(note.1)))
    // Half a line of text is 8 of 330 pixels.
    #expect(place - 8 / 330 * (high - low) > 29)
  }

  @Test func twelveGroupsAreNamedBesideTheAxesAndDifferInColourOrShape() throws {
    let (_, script, _, _) = try draw(regression(groups(12, 20, slope: 1)))
    let labels = script.matches(
      of: /set label \d+ "group \d+" at graph ([\d.]+), graph ([\d.]+) left .* pointtype (\d+) .* linecolor '(#\w+)'/)
    #expect(labels.count == 12)
    #expect(labels.allSatisfy { (Double($0.1) ?? 0) > 1 })
    #expect(Set(labels.map { "\($0.3) \($0.4)" }).count == 12)
    let places = labels.compactMap { Double($0.2) }
    #expect(places.allSatisfy { $0 > 0 && $0 < 1 })
    for (upper, lower) in zip(places, places.dropFirst()) { #expect((upper - lower) * 330 > 16) }
  }

  @Test func manyPointsAreThinnedAndThoseThatAreNotFiniteAreCounted() throws {
    let many = groups(2, 3000, slope: 1)
    let (blocks, _, caption, _) = try draw(
      regression(many + [("none", []), ("bad", [SIMD2(.nan, 1), SIMD2(1, .infinity)])]), atMost: 300_000)
    #expect(blocks.prefix(2).allSatisfy { $0.count { $0[0] == "points" } == 1000 })
    #expect(blocks[2] == [["points", "none", "NaN", "NaN", "NaN"]])
    #expect(blocks[3] == [["points", "bad", "NaN", "NaN", "NaN"]])
    if let caption {
      #expect(caption.contains("6000 points") && caption.contains("2000 of them drawn") && caption.contains("2 more"))
    }
  }

  // MARK: Feature maps

  private typealias Unit = OutcomeItem.Regions.Unit
  private typealias Rectangle = OutcomeItem.Regions.Rectangle
  private static let writes = [(0..<10, 20..<30), (10..<20, 20..<30), (0..<10, 30..<40)]
  private static let flat = [(0..<20, 0..<10), (0..<10, 0..<20), (0..<20, 10..<20)]
  private static let pyramid = [(0..<20, 0..<10), (0..<20, 10..<20), (0..<20, 20..<30)]

  /// `scale` is 1 for MNIST, 1.6 for CIFAR-10.
  private func panel(
    _ label: String, _ fields: [(Range<Int>, Range<Int>)], scale: Double = 1, image: ((Int) -> Float)? = nil
  ) -> FeatureMapFigure.Panel {
    func scaled(_ area: (Range<Int>, Range<Int>)) -> Rectangle {
      func range(_ range: Range<Int>) -> Range<Int> {
        Int(Double(range.lowerBound) * scale)..<Int(Double(range.upperBound) * scale)
      }
      return Rectangle(rows: range(area.0), columns: range(area.1))
    }
    let side = Int(20 * scale)
    return FeatureMapFigure.Panel(
      label: label, rows: side, columns: 2 * side, imageSide: side,
      image: image.map { level in (0..<(side * side)).map { level($0) } },
      units: zip(fields, Self.writes).map { Unit(field: scaled($0), writes: scaled($1)) })
  }

  private struct Drawn {
    var style: String
    var corners: [Double]
  }

  private func rectangles(_ script: String) -> [Drawn] {
    let number = /set object \d+ rectangle from first ([-\d.]+), ([-\d.]+) to first ([-\d.]+), ([-\d.]+) (.*)/
    return script.matches(of: number).map { match in
      Drawn(style: String(match.5), corners: [match.1, match.2, match.3, match.4].compactMap { Double($0) })
    }
  }

  /// Fields without the white around them.
  private func fields(_ script: String) -> [Drawn] {
    rectangles(script).filter { $0.style.contains("empty") && !$0.style.contains("#ffffff") }
  }

  @Test func everyRectangleIsInTheTableAndWhereItBelongs() throws {
    let panels = [panel("before", Self.flat), panel("after", Self.pyramid)]
    let (blocks, script, _, picture) = try draw(FeatureMapFigure(title: "Maps", panels: panels, columns: 2))
    #expect(blocks.count == 1 && blocks[0].count == 1 + 2 * 3 * 2)
    let drawnFields = fields(script)
    let drawnSquares = rectangles(script).filter { $0.style.contains("transparent") }
    #expect(drawnFields.count == 6 && drawnSquares.count == 6)
    for (index, panel) in panels.enumerated() {
      for (unit, place) in panel.units.enumerated() {
        for (part, area) in [("field", place.field), ("writes", place.writes)] {
          let bounds = [area.rows.lowerBound, area.rows.upperBound, area.columns.lowerBound, area.columns.upperBound]
          #expect(blocks[0].contains(["\(index)", "\(unit + 1)", part] + bounds.map { "\($0)" }))
        }
        let (writes, field) = (place.writes, place.field)
        let square = [
          writes.columns.lowerBound, writes.rows.lowerBound, writes.columns.upperBound, writes.rows.upperBound,
        ]
        #expect(drawnSquares[index * 3 + unit].corners == square.map { Double($0) })
        // Fields are drawn inside their edges, by less than a place.
        let own = drawnFields[index * 3 + unit].corners
        let edges = [field.columns.lowerBound, field.rows.lowerBound, field.columns.upperBound, field.rows.upperBound]
        for (corner, (edge, sign)) in zip(own, zip(edges, [1.0, 1, -1, -1])) {
          let inset = sign * (corner - Double(edge))
          #expect(inset > 0 && inset < 1)
        }
      }
    }
    #expect(script.contains("yrange [20:0]"))
    if let picture {
      for text in ["before", "after", "unit 1", "unit 2", "unit 3"] { #expect(picture.contains(text)) }
    }
  }

  @Test func fieldsThatCoincideAllStayVisible() throws {
    let same = [(0..<20, 13..<23), (0..<20, 13..<23), (0..<20, 13..<23)]
    // The third field is shifted by one place, which is less than the width of a line at this size.
    let near = [(0..<20, 5..<15), (0..<20, 5..<15), (1..<20, 5..<16)]
    for coinciding in [same, near] {
      let (_, script, _, _) = try draw(
        FeatureMapFigure(title: "Same", panels: [panel("AR2", coinciding, scale: 1.6)], columns: 3))
      let drawn = fields(script)
      let size = 520.0 / 64
      for first in 0..<3 {
        for second in 0..<first {
          let (a, b) = (drawn[first].corners, drawn[second].corners)
          // Left, top, right, bottom.
          for side in 0..<4 { #expect(abs(a[side] - b[side]) * size > 2.4) }
        }
      }
      #expect(Set(drawn.map(\.style)).count == 3)
    }
  }

  @Test func namesOfFieldsAndNumbersOfSquaresKeepClearOfEachOther() throws {
    let seven: [Unit] = (0..<7).map { unit in
      let (column, row) = unit.quotientAndRemainder(dividingBy: 2)
      let squares = Rectangle(rows: row * 10..<(row * 10 + 10), columns: (20 + column * 10)..<(30 + column * 10))
      return Unit(field: Rectangle(rows: 0..<20, columns: 5..<15), writes: squares)
    }
    let wide = FeatureMapFigure.Panel(label: "seven", rows: 20, columns: 60, imageSide: 20, units: seven)
    for panel in [panel("flat", Self.flat), panel("pyramid", Self.pyramid), wide] {
      let (_, script, _, _) = try draw(FeatureMapFigure(title: "Names", panels: [panel], columns: 1))
      let tags = rectangles(script).filter { $0.style.contains("front") && $0.style.contains("solid noborder") }
        .map(\.corners)
      #expect(tags.count == panel.units.count)
      for (first, tag) in tags.enumerated() {
        for other in tags[..<first] {
          #expect(tag[0] >= other[2] || other[0] >= tag[2] || tag[1] >= other[3] || other[1] >= tag[3])
        }
      }
      let numbers = script.matches(of: /set label \d+ "\d" at first ([\d.]+), ([\d.]+) center/)
      #expect(numbers.count == panel.units.count)
      for (number, unit) in zip(numbers, panel.units) {
        let (x, y) = (try #require(Double(number.1)), try #require(Double(number.2)))
        #expect(unit.writes.columns.contains(Int(x)) && unit.writes.rows.contains(Int(y)))
        #expect(!tags.contains { x > $0[0] && x < $0[2] && y > $0[1] && y < $0[3] })
      }
    }
  }

  @Test func sixPanelsWithImagesStaySmallAndImagesAreInTheTable() throws {
    func noise(_ place: Int) -> Float { Float((place * 7919 + place / 32 * 104_729) % 1000) / 1000 }
    let panels = (0..<6).map { (index: Int) in
      panel("A\(index)", Self.flat, scale: 1.6, image: index == 1 ? nil : noise)
    }
    let (blocks, _, _, picture) = try draw(FeatureMapFigure(title: "Images", panels: panels, columns: 2))
    #expect(blocks.count == 6)
    for (block, index) in zip(blocks.dropFirst(), [0, 2, 3, 4, 5]) {
      #expect(block.count == 1024)
      for (place, row) in block.enumerated() {
        #expect(row.prefix(3) == ["\(index)", "\(place / 32)", "\(place % 32)"])
        #expect(Float(row[3]) == noise(place))
      }
    }
    if let picture { #expect(picture.split(separator: "<image").count == 6) }
  }

  // MARK: Mistakes

  @Test func valuesThatDoNotBelongTogetherAreNamed() throws {
    let point = [(label: "g", points: [SIMD2(1.0, 2.0)])]
    func map(
      rows: Int = 20, columns: Int = 40, side: Int = 20, image: [Float]? = nil,
      field: (Range<Int>, Range<Int>)? = nil, writes: (Range<Int>, Range<Int>) = (0..<10, 20..<30)
    ) -> FeatureMapFigure {
      let panel = FeatureMapFigure.Panel(
        label: "p", rows: rows, columns: columns, imageSide: side, image: image,
        units: field.map {
          [Unit(field: .init(rows: $0.0, columns: $0.1), writes: .init(rows: writes.0, columns: writes.1))]
        } ?? [])
      return FeatureMapFigure(title: "t", panels: [panel], columns: 1)
    }
    let cases: [(any DataFigure, String)] = [
      (regression([]), "no point"),
      (regression([("g", [SIMD2(.nan, 1)])]), "no point"),
      (regression(groups(13, 1, slope: 1)), "there are 13 groups"),
      (regression(point, line: [SIMD2(0, 1), SIMD2(1, .nan)]), "point 1 of the line is (1.0, nan)"),
      (regression(point, band: [(0, 2, 1)]), "the band at x = 0.0 is from 2.0 to 1.0"),
      (regression(point, band: [(0, 1, .infinity)]), "must be finite"),
      (regression(point, band: [(1, 1, 2), (0.5, 1, 2)]), "0.5 follows 1.0"),
      (FeatureMapFigure(title: "t", panels: [], columns: 1), "no panel"),
      (FeatureMapFigure(title: "t", panels: [panel("p", Self.flat)], columns: 0), "0 columns"),
      (map(rows: 0), "the map of 'p' is 0 × 40"),
      (map(side: 21), "the image of 'p' has a side of 21"),
      (map(side: 0), "the image of 'p' has a side of 0"),
      (map(image: [0, 1]), "'p' has 2 levels, but its image is 20 × 20"),
      (map(rows: .max, columns: .max, side: .max, image: []), "'p' has 0 levels"),
      (map(side: 2, image: [0, 1, 1.5, 0]), "level 2 of the image of 'p' is 1.5"),
      (map(side: 1, image: [.nan]), "level 0 of the image of 'p' is nan"),
      (map(field: (0..<21, 0..<10)), "unit 1 of 'p' sees the rows 0..<21, but the map has 0..<20"),
      (map(field: (0..<20, 5..<5)), "unit 1 of 'p' sees the columns 5..<5"),
      (map(field: (0..<20, 0..<10), writes: (-1..<9, 0..<10)), "unit 1 of 'p' writes to the rows -1..<9"),
    ]
    let temporary = try TemporaryFolder()
    for (figure, words) in cases {
      let error = #expect(throws: OutputError.self) { try figure.draw(named: "a", in: temporary.path) }
      #expect(error?.message.contains(words) == true, "\(String(describing: error))")
    }
  }

  @Test func namesCannotBreakTheFigures() throws {
    let name = "E_1^{x} 'a' \"b\" <i> 50% @&~\\, c"
    let temporary = try TemporaryFolder()
    let map = FeatureMapFigure.Panel(
      label: name, rows: 1, columns: 1, imageSide: 1, image: [0.5],
      units: [
        Unit(field: .init(rows: 0..<1, columns: 0..<1), writes: .init(rows: 0..<1, columns: 0..<1))
      ])
    let figures: [any DataFigure] = [
      RegressionFigure(
        title: name, xLabel: name, yLabel: name, groups: [(name, [SIMD2(1, 1)])], line: [], band: [(1, 1, 1)],
        note: name),
      FeatureMapFigure(title: name, panels: [map], columns: 7),
    ]
    for (index, figure) in figures.enumerated() {
      let (drawn, notes) = try figure.draw(named: "../\(index)'\"", in: temporary.path)
      #expect(!notes.contains { $0.contains("gnuplot says") } && drawn.count + notes.count == 1, "\(notes)")
    }
  }
}
