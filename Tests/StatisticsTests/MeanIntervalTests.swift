import Statistics
import Testing

@Suite struct MeanIntervalTests {
  /// t of 4 degrees of freedom: 2.7764451 at 97.5 %, 4.6040949 at 99.5 %; s² of 1 … 5 is 2.5.
  @Test("the interval is that of Student", arguments: [(0.95, 2.776445105), (0.99, 4.604094871)])
  func interval(_ confidence: Double, _ t: Double) throws {
    let found = try Estimate.mean(of: [5, 1, 4, 2, 3], confidence: confidence)
    let half = t * (2.5 / 5).squareRoot()
    #expect(found.value == 3)
    #expect(abs(found.lower - (3 - half)) < 1e-8 && abs(found.upper - (3 + half)) < 1e-8)
  }

  /// Of 2000 samples of three normal values, 95 % contain the mean: outside 5 standard errors, 0.0049 each, once in
  /// a million.
  @Test("the interval contains the mean as often as it says")
  func coverage() throws {
    let stream = RandomStream(seed: 4, entity: "test", purpose: "coverage")
    let hits = try (0..<2000).count { _ in
      let found = try Estimate.mean(of: (0..<3).map { _ in stream.normal(mean: 2, deviation: 3) })
      return found.lower <= 2 && 2 <= found.upper
    }
    #expect(abs(Double(hits) / 2000 - 0.95) < 5 * 0.0049)
  }

  @Test func fewValues() {
    #expect(throws: SampleError.self) { try Estimate.mean(of: [1]) }
    #expect(throws: SampleError.self) { try Estimate.mean(of: [1, .nan]) }
  }
}
