import Files
import Simulation
import Statistics

/// The numbers of a run as JSON, as in `metrics.json` and the output of `--json`: keys in a fixed order, numbers in
/// full precision, null for undefined values.
public func metricsJSON(_ summary: RunSummary) -> String {
  let populations = summary.populations.map { population in
    (
      key: population.name,
      value: JSON.object([
        ("size", .integer(population.size)),
        ("spikes", .integer(population.spikes)),
        ("mean_rate_hz", .number(orNull: population.meanRate)),
        ("cv_isi", .number(orNull: population.cvISI)),
        ("active_share", .number(orNull: population.activeShare)),
      ])
    )
  }
  let projections = summary.projections.map { projection in
    (
      key: projection.name,
      value: JSON.object([
        ("synapses", .integer(projection.synapses)),
        ("mean_weight", .number(orNull: projection.meanWeight)),
        ("weight_sd", .number(orNull: projection.weightDeviation)),
      ])
    )
  }
  func measures(_ measures: [Measure]) -> [(key: String, value: JSON)] {
    measures.map { ($0.name, .number(orNull: $0.value)) }
  }
  func group(_ name: String) -> (key: String, value: JSON) {
    let entries = summary.components(in: name).map { component in
      // Facts that distinguish the components of a group come first.
      let own: [(key: String, value: JSON)] =
        component.ticks.map { [("kind", .text(component.kind)), ("ticks", .integer($0))] } ?? []
      let facts = component.facts.map { (key: $0.name, value: JSON.text($0.value)) }
      return (key: component.name, value: JSON.object(own + facts + measures(component.measures)))
    }
    return (name, .object(entries))
  }
  let competitions = summary.competitions.map { (key: $0.projection, value: JSON.object(measures($0.measures))) }
  let standard = ["waves", "models"]
  let others = Set(summary.components.map(\.group)).subtracting(standard).sorted()
  var entries: [(key: String, value: JSON)] =
    [
      ("name", .text(summary.name)),
      ("seed", .unsigned(summary.seed)),
      ("threads", .integer(summary.threads)),
      ("biological_s", .number(orNull: summary.biologicalSeconds)),
      ("warmup_s", .number(orNull: summary.warmupSeconds)),
      ("build_wall_s", .number(orNull: summary.buildWallSeconds)),
      ("simulation_wall_s", .number(orNull: summary.simulationWallSeconds)),
      ("real_time_factor", .number(orNull: summary.realTimeFactor)),
      ("spikes", .integer(summary.spikes)),
      ("mean_rate_hz", .number(orNull: summary.meanRate)),
      ("cv_isi", .number(orNull: summary.cvISI)),
      ("synaptic_events", .integer(summary.synapticEvents)),
      ("synapses", .integer(summary.synapses)),
      ("bytes_per_synapse", .number(orNull: summary.bytesPerSynapse)),
      ("peak_rss_bytes", .integer(summary.peakResidentBytes)),
      ("spike_digest", .text(summary.spikeDigest)),
      ("populations", .object(populations)),
      ("projections", .object(projections)),
      group("waves"),
      ("competitions", .object(competitions)),
      group("models"),
    ] + others.map(group)
  // Only in the metrics of a run that was interrupted.
  if let seconds = summary.interruptedSeconds { entries.insert(("interrupted_at_s", .number(seconds)), at: 2) }
  return JSON.object(entries).text
}
