import Spiking

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
  let waves = summary.waves.map { wave in
    (
      key: wave.recorder,
      value: JSON.object(
        [("population", .text(wave.population))] + wave.measures.map { ($0.name, .number(orNull: $0.value)) })
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
  let competitions = summary.competitions.map { competition in
    (key: competition.projection, value: JSON.object(competition.measures.map { ($0.name, .number(orNull: $0.value)) }))
  }
  let models = summary.models.map { model in
    (
      key: model.name,
      value: JSON.object(
        [("kind", .text(model.kind)), ("ticks", .integer(model.ticks))]
          + model.measures.map { ($0.name, .number(orNull: $0.value)) })
    )
  }
  return JSON.object([
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
    ("waves", .object(waves)),
    ("competitions", .object(competitions)),
    ("models", .object(models)),
  ]).text
}
