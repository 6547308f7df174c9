import Foundation
import Results
import Testing

@Suite struct MetricsTests {
  @Test func metricsAreCompleteAndExact() throws {
    var summary = try SyntheticRun(side: 4).summary
    summary.simulationWallSeconds = 1.0 / 3
    let text = metricsJSON(summary)
    #expect(text.hasSuffix("}\n"))
    #expect(text == metricsJSON(summary))
    let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(
      Set(json.keys) == [
        "name", "seed", "threads", "biological_s", "warmup_s", "build_wall_s", "simulation_wall_s", "real_time_factor",
        "spikes", "mean_rate_hz", "cv_isi", "synaptic_events", "synapses", "bytes_per_synapse", "peak_rss_bytes",
        "spike_digest", "populations", "projections", "waves", "competitions", "models",
      ])
    #expect(json["seed"] as? UInt64 == .max)
    #expect(json["simulation_wall_s"] as? Double == 1.0 / 3)
    #expect(json["real_time_factor"] as? Double == (1.0 / 3) / 0.6)
    #expect(json["cv_isi"] is NSNull)
    #expect(json["spikes"] as? Int == summary.spikes)
    #expect(json["mean_rate_hz"] as? Double == summary.meanRate)
    #expect(json["peak_rss_bytes"] as? Int == 123_456_789)
    let populations = try #require(json["populations"] as? [String: [String: Any]])
    #expect(Set(populations.keys) == ["excitatory", "inhibitory", "sheet", "silent"])
    let excitatory = try #require(populations["excitatory"])
    #expect(Set(excitatory.keys) == ["size", "spikes", "mean_rate_hz", "cv_isi", "active_share"])
    // Compared as text, as JSONSerialization rounds the last digit.
    #expect(text.contains("\"mean_rate_hz\": \(summary.populations[0].meanRate),"))
    #expect(populations["silent"]?["cv_isi"] is NSNull)
    let waves = try #require(json["waves"] as? [String: [String: Any]])
    #expect(waves["waves"]?["population"] as? String == "sheet")
    #expect(waves["waves"]?["speed_units_per_ms"] as? Double == 1.2)
    #expect(waves["waves"]?["interval_ms"] is NSNull)
  }

  @Test func keysComeInAFixedOrder() throws {
    let text = metricsJSON(try SyntheticRun(side: 4).summary)
    let order = ["\"name\"", "\"biological_s\"", "\"spikes\"", "\"spike_digest\"", "\"populations\"", "\"waves\""]
    let places = order.compactMap { text.firstRange(of: $0)?.lowerBound }
    #expect(places.count == order.count && places == places.sorted())
  }
}
