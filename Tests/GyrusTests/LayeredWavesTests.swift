import Foundation
import Gyrus
import Testing

/// The shipped stack of layers against the claims of its source.
@Suite struct LayeredWavesTests {
  @Test("pools form in every layer, and each layer's waves follow those of the one below")
  func threeLayers() throws {
    let file = try NetworkFile(path: ReferenceBandTests.file("layered-waves"))
    let summary = try Simulation(file.description, threads: 2).run()
    #expect(summary.competitions.map(\.projection) == ["geniculate-feedforward", "cortex-feedforward"])
    for competition in summary.competitions {
      let measures = Dictionary(uniqueKeysWithValues: competition.measures.map { ($0.name, $0.value) })
      #expect(try #require(measures["compact_share"]) >= 0.95, "\(measures)")
      #expect(try #require(measures["coverage"]) >= 0.99)
      // The places of winners and of their pools are unrelated.
      #expect(abs(try #require(measures["topography"])) < 0.1)
      #expect(try #require(measures["lag_ms"]) > 0)
    }
  }
}
