import Reproductions
import Studies
import Testing

@Suite struct TableTests {
  @Test func spreadsAreWritten() {
    #expect(Spread([0.98, 1, 0.96]).text(scale: 100, digits: 1) == "98.0 (96.0–100.0)")
    #expect(Spread([4, 1, 1]).text(digits: 1) == "2.0 (1.0–4.0)")
    #expect(Spread([4, 1, 1]).medianText(digits: 1) == "1.0 (1.0–4.0)")
    #expect(Spread([2.345]).text(digits: 2) == "2.35" || Spread([2.345]).text(digits: 2) == "2.34")
    #expect(Spread([1, 1.001]).text(digits: 2) == "1.00" && Spread([]).text(digits: 2) == "–")
    #expect(Spread([-0.25]).text(digits: 2) == "−0.25" && Spread([-0.001]).text(digits: 2) == "0.00")
    #expect(Spread.number(.nan, digits: 1) == "–")
  }

  @Test(
    "limits belong to what they allow, but for strict ones",
    arguments: [
      (Criterion.atLeast(2), [2.0, 3], [1.9]), (.above(2), [2.1], [2.0, 1]), (.atMost(2), [2, -5], [2.1]),
      (.within(1...2), [1, 2, 1.5], [0.9, 2.1]), (.near(limit: 0.1), [0.1, -0.1, 0], [0.11, -0.11]),
    ])
  func criteria(_ criterion: Criterion, _ met: [Double], _ missed: [Double]) {
    for value in met { #expect(criterion.isMet(by: value)) }
    for value in missed + [.nan] { #expect(!criterion.isMet(by: value)) }
  }

  @Test func verdictsSayHowMany() {
    func verdict(_ values: [Double]) -> Claim.Verdict {
      Claim("c", measure: "m", .atLeast(0.95), values: values, scale: 100, digits: 1).verdict
    }
    #expect(verdict([0.95, 1]) == .met)
    #expect(verdict([0.94, 1]) == .metInTheMean(seeds: 1, of: 2))
    #expect(verdict([0.9, 0.96]) == .notMet(seeds: 1, of: 2))
    #expect(verdict([]) == .notMet(seeds: 0, of: 0))
    let claim = Claim("c", measure: "m", .atLeast(0.95), values: [0.94, 1], scale: 100, digits: 1)
    #expect(claim.wanted == "≥ 95.0" && claim.value == "97.0 (94.0–100.0)")
    #expect(claim.verdict.text == "met in the mean; by 1 of 2 seeds")
  }

  @Test func markdownAndCSV() {
    var table = Table(["a", "b"])
    table.add(["1", "x|y"])
    #expect(table.markdown == "| a | b |\n|---|---|\n| 1 | x\\|y |")
    var data = DataTable("d", ["a", "b"])
    data.add(["1", "x,y"])
    #expect(data.csv == "a,b\n1,\"x,y\"\n")
  }
}
