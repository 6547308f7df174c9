import Files
import Foundation
import Results
import Testing

@Suite struct DataFigureTests {
  /// Draws into a folder that does not exist yet.
  /// - Returns: the table without its header, the script, and the picture if gnuplot is installed.
  private func draw(_ figure: some DataFigure) throws -> (rows: [[String]], script: String, picture: String?) {
    let temporary = try TemporaryFolder()
    let stem = temporary.path + "/new/figures/name"
    let (figures, notes) = try figure.draw(named: "name", in: temporary.path + "/new/figures")
    func text(_ suffix: String) throws -> String { try String(contentsOfFile: stem + suffix, encoding: .utf8) }
    // Without gnuplot there is a note instead of the figure.
    if Tool.find("gnuplot") == nil {
      #expect(figures.isEmpty && notes.count == 1)
    } else {
      #expect(figures.map(\.name) == ["name"] && notes.isEmpty, "\(notes)")
    }
    let rows = try text(".csv").split(separator: "\n", omittingEmptySubsequences: false)
    let picture = figures.isEmpty ? nil : try text(".svg")
    if let picture {
      #expect(picture.contains("</svg>") && picture.contains(figure.title))
      #expect(picture.utf8.count < 400_000)
    }
    return (
      rows.map { $0.split(separator: ",", omittingEmptySubsequences: false).map { String($0) } }, try text(".gp"),
      picture
    )
  }

  private func numbers(_ rows: [[String]]) -> [[Double]] { rows.dropFirst().map { $0.compactMap { Double($0) } } }

  /// side × side units at the centres of equal cells of a sheet that is 10 wide and 10 high.
  private func grid(_ side: Int) -> [SIMD2<Double>] {
    (0..<(side * side)).map { (unit: Int) -> SIMD2<Double> in
      let (row, column) = unit.quotientAndRemainder(dividingBy: side)
      return SIMD2(Double(column) + 0.5, Double(row) + 0.5) * (10 / Double(side))
    }
  }

  private let sheet = SIMD2(10.0, 10.0)

  /// Number of dots, which are drawn as lines of almost no length.
  private func dots(in picture: String) -> Int {
    picture.matches(of: /M([\d.]+),([\d.]+) L([\d.]+),([\d.]+)/).count { match in
      guard let x = Double(match.1), let end = Double(match.3), match.2 == match.4 else { return false }
      return abs(end - x) < 0.5
    }
  }

  // MARK: Receptive fields

  @Test func fieldsShowTheLargestWeightsWhereTheirSourcesStand() throws {
    let positions = grid(10)
    // Field k: source 11 k has weight k + 1, the next one 1 % of the largest of all.
    let fields = (0..<5).map { k in
      var weights = [Double](repeating: 0, count: 100)
      weights[11 * k] = Double(k + 1)
      weights[11 * k + 1] = 0.05
      weights[99] = .nan
      return (label: "unit \(k)", weights: weights)
    }
    let (rows, script, _) = try draw(
      ReceptiveFieldFigure(title: "Fields", positions: positions, sheet: sheet, fields: fields, columns: 3))
    let dots = numbers(rows).filter { $0.count == 5 && $0[0] >= 0 }
    #expect(dots.map { Int($0[0]) } == [0, 1, 2, 3, 4])
    for dot in dots {
      let unit = Int(dot[1])
      #expect(unit == 11 * Int(dot[0]) && dot[4] == dot[0] + 1)
      #expect(SIMD2(dot[2], dot[3]) == positions[unit])
    }
    #expect(script.contains("cbrange [0.0:5.0]"))
  }

  @Test func manyFullFieldsStaySmallAndAreThinnedEvenly() throws {
    let positions = grid(40)
    let fields = (0..<24).map { (unit: Int) -> (label: String, weights: [Double]) in
      let weights = positions.indices.map { (source: Int) -> Double in 2.5 + 0.01 * Double((source + unit) % 7) }
      return ("unit \(unit)", weights)
    }
    let (rows, _, picture) = try draw(
      ReceptiveFieldFigure(title: "Fields", positions: positions, sheet: sheet, fields: fields, columns: 6))
    let shown = numbers(rows).filter { $0.count == 5 && $0[0] >= 0 }
    #expect(shown.count == 9000)
    if let picture { #expect(dots(in: picture) == 9000) }
    for panel in 0..<24 {
      let own = shown.filter { Int($0[0]) == panel }
      #expect(own.count == 375)
      #expect(own.count { $0[3] < 5 } == own.count { $0[3] > 5 } + 1)
    }
  }

  // MARK: Pools

  @Test func poolsKeepTheirColourAndDifferFromTheirNeighbours() throws {
    let positions = grid(24)
    // 36 pools of 4 × 4 units with numbers that would often share a colour, and some units without a pool.
    let after = positions.indices.map { unit -> Int? in
      unit % 50 == 7 ? nil : (unit / 24 / 4 * 6 + unit % 24 / 4) * 18
    }
    let before = positions.indices.map { (unit: Int) -> Int? in unit * 7 % 36 * 18 }
    let (rows, _, _) = try draw(
      PoolMapFigure(title: "Pools", panels: [("before", positions, sheet, before), ("after", positions, sheet, after)]))
    var colours: [Int: Set<String>] = [:]
    for row in rows.dropFirst() where row.count == 5 && row[0] != "-1" {
      let unit = try #require(Int(row[1]))
      guard let pool = row[0] == "0" ? before[unit] : after[unit] else {
        #expect(row[4] == "NaN")
        continue
      }
      colours[pool, default: []].insert(row[4])
    }
    #expect(colours.count == 36)
    #expect(colours.values.allSatisfy { $0.count == 1 && !$0.contains("NaN") })
    for row in 0..<6 {
      for column in 0..<6 {
        let own = (row * 6 + column) * 18
        if column < 5 { #expect(colours[own] != colours[own + 18]) }
        if row < 5 { #expect(colours[own] != colours[own + 6 * 18]) }
      }
    }
  }

  // MARK: Waves

  @Test func snapshotsHaveLayersAsRowsAndTimesAsColumns() throws {
    let layers = [
      (name: "lower", positions: grid(8), sheet: sheet), (name: "upper", positions: grid(4), sheet: SIMD2(10.0, 10.0)),
    ]
    let active = [[[1, 2, 3], []], [[5], [0, 15]], [[], [4, 4]]]
    let (rows, script, _) = try draw(
      WaveSnapshotFigure(title: "Snapshots", layers: layers, times: [10, 10.5, 11], active: active))
    let dots = numbers(rows).filter { $0.count == 5 && $0[0] >= 0 }
    for (time, lists) in active.enumerated() {
      for (layer, units) in lists.enumerated() {
        let own = dots.filter { Int($0[0]) == layer * 3 + time }
        #expect(own.map { Int($0[1]) } == Set(units).sorted())
        for dot in own { #expect(SIMD2(dot[2], dot[3]) == layers[layer].positions[Int(dot[1])]) }
      }
    }
    // Each layer has its own colour.
    for first in [true, false] { #expect(Set(dots.filter { ($0[0] < 3) == first }.map { $0[4] }).count == 1) }
    for text in ["10.0 ms", "10.5 ms", "11.0 ms", "lower", "upper"] { #expect(script.contains(text)) }
  }

  @Test func arrivalTimesAreOnOneScaleAndUnitsThatWereNotReachedAreGrey() throws {
    let times = (0..<64).map { (unit: Int) -> Double? in unit % 9 == 4 ? nil : 20 + 0.25 * Double(unit) }
    let layers: [(name: String, positions: [SIMD2<Double>], sheet: SIMD2<Double>, times: [Double?])] = [
      ("lower", grid(8), sheet, times), ("upper", grid(2), sheet, [41, nil, .infinity, 40]),
    ]
    let (rows, script, picture) = try draw(ArrivalTimeFigure(title: "Arrival", layers: layers))
    var count = 0
    for row in rows.dropFirst() where row.count == 5 && row[0] != "-1" {
      let (layer, unit) = (try #require(Int(row[0])), try #require(Int(row[1])))
      let time = layers[layer].times[unit].flatMap { $0.isFinite ? $0 : nil }
      #expect(row[4] == "NaN" ? time == nil : Double(row[4]) == time)
      count += 1
    }
    #expect(count == 68)
    #expect(script.contains("cbrange [20.0:41.0]"))
    if let picture { #expect(dots(in: picture) == 68) }
  }

  @Test func aWaveThatReachedNothingIsDrawn() throws {
    let (rows, _, _) = try draw(
      ArrivalTimeFigure(title: "Arrival", layers: [("a", grid(3), sheet, [Double?](repeating: nil, count: 9))]))
    #expect(rows.count { $0.count == 5 && $0[0] == "0" && $0[4] == "NaN" } == 9)
    _ = try draw(
      WaveSnapshotFigure(title: "Nothing", layers: [("a", grid(3), sheet)], times: [1], active: [[[]]]))
  }

  // MARK: Curves

  @Test func labelsOfCurvesThatEndTogetherStandApart() throws {
    let series = (0..<4).map { (k: Int) -> (label: String, points: [SIMD2<Double>]) in
      let slope = Double(k - 2) / 50
      return ("curve \(k)", (0...50).map { (step: Int) in SIMD2(Double(step), 3 + slope * Double(50 - step)) })
    }
    let (rows, script, _) = try draw(
      CurveFigure(title: "Radius", xLabel: "time (s)", yLabel: "radius", series: series, band: 2.5...3.5))
    #expect(rows.count { $0.first?.hasPrefix("curve") == true } == 4 * 51)
    let labels = script.matches(of: /set label \d "curve \d" at graph 1.015, first ([-\d.e]+)/)
    let places = labels.compactMap { Double($0.1) }.sorted()
    #expect(places.count == 4)
    let range = try #require(script.firstMatch(of: /yrange \[([-\d.e]+):([-\d.e]+)\]/))
    let (low, high) = (try #require(Double(range.1)), try #require(Double(range.2)))
    for (lower, upper) in zip(places, places.dropFirst()) { #expect(upper - lower > 0.04 * (high - low)) }
    #expect(script.contains("first 2.5 to graph 1, first 3.5"))
  }

  @Test func aPointThatIsNotFiniteLeavesAGapAndASeriesWithoutPointsIsNamed() throws {
    let curve = [SIMD2(0.0, 1.0), SIMD2(1, .nan), SIMD2(2, .infinity), SIMD2(3, 2)]
    let (rows, script, _) = try draw(
      CurveFigure(
        title: "Gaps", xLabel: "x", yLabel: "y",
        series: [("nothing", []), ("gap", curve), ("one", [SIMD2(1, 1.5)])]))
    #expect(rows.filter { $0.first == "gap" }.map { $0[2] } == ["1", "NaN", "NaN", "2"])
    #expect(script.contains("\"nothing\""))
  }

  // MARK: Matrices

  @Test func smallMatricesAreShownAsTheyAre() throws {
    let values = (0..<12).map { Double($0) / 4 - 1 }
    let (rows, script, _) = try draw(
      WeightMatrixFigure(title: "Weights", panels: [("before", 3, 4, values), ("after", 3, 4, values.map { 2 * $0 })]))
    let lines = rows.filter { $0.count == 4 }.flatMap { $0.compactMap { Double($0) } }
    #expect(lines == values + values.map { 2 * $0 })
    // Two percent of the 22 values other than 0 may lie beyond the ends.
    #expect(script.contains("cbrange [-3.0:3.0]"))
  }

  @Test func largeMatricesAreShownAsMeansOfBlocks() throws {
    // 480 × 240: blocks are two rows of one column.
    let values = (0..<(480 * 240)).map { (place: Int) -> Double in
      let (row, column) = place.quotientAndRemainder(dividingBy: 240)
      return Double(row % 2 + row / 2 + (column == 0 ? 100 : 0))
    }
    let (rows, _, _) = try draw(WeightMatrixFigure(title: "Weights", panels: [("all", 480, 240, values)]))
    let lines = rows.filter { $0.count == 240 }
    #expect(lines.count == 240)
    for (row, line) in lines.enumerated() {
      #expect(Double(line[0]) == Double(row) + 100.5)
      #expect(line.dropFirst().allSatisfy { Double($0) == Double(row) + 0.5 })
    }
  }

  // MARK: Groups

  @Test func groupsHaveTheirMedianAndEqualValuesStandSideBySide() throws {
    let (rows, script, _) = try draw(
      AccuracyFigure(
        title: "Accuracy", yLabel: "test accuracy (%)",
        groups: [("pools", [90, 90, 90, 92, 91]), ("random", [84, 88]), ("none", []), ("bad", [.nan, 85])]))
    let dots = rows.dropFirst().filter { $0.count == 4 }
    #expect(dots.count == 8)
    #expect(Set(dots.map { $0[1] + "," + $0[3] }).count == 8)
    for dot in numbers(rows.map { [$0[0], $0.count > 1 ? $0[1] : ""] }) where dot.count == 2 {
      #expect(abs(dot[1] - dot[0]) < 0.3)
    }
    let medians = script.matches(of: /set label (\d) '([\d.]+)'/).map { "\($0.1) \($0.2)" }
    #expect(medians == ["1 90.00", "2 86.00", "4 85.00"])
  }

  // MARK: Mistakes

  @Test func valuesThatDoNotBelongTogetherAreNamed() throws {
    let points = grid(2)
    let bad = SIMD2(Double.nan, 1)
    let cases: [(any DataFigure, String)] = [
      (
        ReceptiveFieldFigure(title: "t", positions: points, sheet: sheet, fields: [("u", [1, 2])], columns: 1),
        "'u' has 2 weights, but 4 sources"
      ),
      (ReceptiveFieldFigure(title: "t", positions: points, sheet: sheet, fields: [], columns: 1), "no field"),
      (
        ReceptiveFieldFigure(title: "t", positions: points, sheet: sheet, fields: [("u", [1, 2, 3, 4])], columns: 0),
        "0 columns"
      ),
      (PoolMapFigure(title: "t", panels: [("p", points, sheet, [1])]), "'p' has 1 pool numbers, but 4 positions"),
      (PoolMapFigure(title: "t", panels: [("p", points, SIMD2(0, 1), [1, 1, 1, 1])]), "the sheet of 'p' is 0.0 × 1.0"),
      (PoolMapFigure(title: "t", panels: [("p", [bad], sheet, [1])]), "unit 0 of 'p' is at (nan, 1.0)"),
      (
        WaveSnapshotFigure(title: "t", layers: [("l", points, sheet)], times: [1, 2], active: [[[0]]]),
        "1 lists of active units, but 2 times"
      ),
      (
        WaveSnapshotFigure(title: "t", layers: [("l", points, sheet)], times: [1], active: [[]]),
        "'1.0 ms' has 0 lists of active units, but 1 layers"
      ),
      (
        WaveSnapshotFigure(title: "t", layers: [("l", points, sheet)], times: [1], active: [[[4]]]),
        "'l' has no unit 4, only 0 to 3"
      ),
      (ArrivalTimeFigure(title: "t", layers: [("l", points, sheet, [1])]), "'l' has 1 times, but 4 positions"),
      (CurveFigure(title: "t", xLabel: "x", yLabel: "y", series: [("a", [bad])]), "no point"),
      (WeightMatrixFigure(title: "t", panels: [("m", 2, 2, [1])]), "'m' has 1 values, but is 2 × 2"),
      (WeightMatrixFigure(title: "t", panels: [("m", 0, 2, [])]), "'m' is 0 × 2"),
      (WeightMatrixFigure(title: "t", panels: [("m", .max, 2, [])]), "'m' has 0 values"),
      (AccuracyFigure(title: "t", yLabel: "y", groups: [("g", [.nan])]), "no value"),
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
    let figures: [any DataFigure] = [
      CurveFigure(title: name, xLabel: name, yLabel: name, series: [(name, [SIMD2(0, 1), SIMD2(1, 2)])]),
      AccuracyFigure(title: name, yLabel: name, groups: [(name, [1, 2])]),
      WaveSnapshotFigure(title: name, layers: [(name, grid(2), sheet)], times: [1], active: [[[1]]]),
      ArrivalTimeFigure(title: name, layers: [(name, grid(2), sheet, [1, 2, nil, 3])]),
      WeightMatrixFigure(title: name, panels: [(name, 1, 1, [0])]),
    ]
    for (index, figure) in figures.enumerated() {
      let notes = try figure.draw(named: "../\(index)'\"", in: temporary.path).notes
      #expect(!notes.contains { $0.contains("gnuplot says") }, "\(notes)")
    }
    #expect(!FileManager.default.fileExists(atPath: temporary.path + "/../0'\".gp"))
  }
}
