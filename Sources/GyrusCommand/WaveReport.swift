import Gyrus

/// The wave statistics of several recordings and runs, as a table, JSON and CSV.
struct WaveReport {
  let analyses: [WaveAnalysis]
  let parameters: WaveParameters

  // MARK: Table

  /// A table with one column per input.
  var text: String {
    var table = TextTable([.left] + analyses.map { _ in .right })
    table.add([""] + analyses.map { Self.short($0.recording.name) })
    table.add(["units"] + analyses.map { NumberText.count($0.recording.trains.count) })
    table.add(["spikes"] + analyses.map { NumberText.count($0.recording.spikeCount) })
    table.add(["duration"] + analyses.map { Self.cell($0.recording.duration, $0.recording.timeUnit) })
    let measures = analyses.map(\.measures)
    for (row, first) in (measures.first ?? []).enumerated() {
      table.add([first.label] + measures.map { Self.cell($0[row].values?.median, $0[row].unit) })
    }
    table.add(["waves"] + analyses.map { NumberText.count($0.waves.waves.count) })
    table.add(["front fits"] + analyses.map { NumberText.count($0.front.speeds.count) })
    table.add(["correlation index, nearest"] + analyses.map { NumberText.short($0.correlation.bins.first?.mean) })
    table.add(
      ["correlation length"]
        + analyses.map { analysis in
          guard let decay = analysis.correlation.decay else { return "-" }
          return "\(NumberText.short(decay.length)) ± \(NumberText.short(decay.lengthError)) "
            + analysis.recording.lengthUnit
        })
    return table.text + "\n" + notes
  }

  private var notes: String {
    var lines: [String] = []
    if analyses.contains(where: { $0.recording.timeUnit == "ms" }) {
      lines.append(
        "1 ms of a run corresponds to \(plainText(parameters.secondsPerMillisecond)) s of a recording "
          + "(--time-scale)")
    }
    let bursts = parameters.bursts
    lines.append(
      "bursts: begin at intervals up to \(plainText(bursts.startInterval)) s, continue up to "
        + "\(plainText(bursts.endInterval)) s, are merged below \(plainText(bursts.gap)) s; at least "
        + "\(bursts.fewestSpikes) spikes in \(plainText(bursts.shortestDuration)) s")
    lines.append(
      "waves: \(plainText(100 * parameters.waveShare)) % of the units active in bins of "
        + "\(plainText(parameters.waveBin)) s; coincidences within "
        + "\(plainText(parameters.coincidenceWindow)) s")
    return lines.map { $0 + "\n" }.joined()
  }

  private static func short(_ name: String) -> String { name.count > 26 ? name.prefix(25) + "…" : name }

  private static func cell(_ value: Double?, _ unit: String) -> String {
    guard let value else { return "-" }
    if unit == "share" { return NumberText.short(100 * value) + " %" }
    // "0.93 /s", as the 1 of the unit "1/s" could be read as a digit.
    return "\(NumberText.short(value)) \(unit.hasPrefix("1/") ? String(unit.dropFirst()) : unit)"
  }

  // MARK: Files

  /// A CSV table with one row per input and measure.
  var csv: String {
    var text = "input,measure,unit,median,lower_quartile,upper_quartile,count\n"
    for analysis in analyses {
      let name = CSV.field(analysis.recording.name)
      for measure in analysis.measures {
        let values = measure.values.map { "\($0.median),\($0.lower),\($0.upper),\($0.count)" } ?? ",,,0"
        text += "\(name),\(measure.name),\(measure.unit),\(values)\n"
      }
      if let decay = analysis.correlation.decay {
        let (low, high) = (decay.length - decay.lengthError, decay.length + decay.lengthError)
        text += "\(name),correlation_length_with_standard_error,\(analysis.recording.lengthUnit),"
        text += "\(decay.length),\(low),\(high),\(analysis.correlation.bins.count)\n"
      }
    }
    return text
  }

  var json: String {
    JSON.object([
      ("seconds_per_millisecond", .number(parameters.secondsPerMillisecond)),
      ("inputs", .array(analyses.map(Self.object))),
    ]).text
  }

  private static func object(_ analysis: WaveAnalysis) -> JSON {
    let recording = analysis.recording
    let parameters = analysis.parameters
    var entries: [(key: String, value: JSON)] = [
      ("name", .text(recording.name)), ("time_unit", .text(recording.timeUnit)),
      ("length_unit", .text(recording.lengthUnit)), ("units", .integer(recording.trains.count)),
      ("spikes", .integer(recording.spikeCount)), ("duration", .number(recording.duration)),
      (
        "parameters",
        .object([
          ("burst_start_interval", .number(parameters.bursts.startInterval)),
          ("burst_end_interval", .number(parameters.bursts.endInterval)),
          ("burst_gap", .number(parameters.bursts.gap)),
          ("burst_duration", .number(parameters.bursts.shortestDuration)),
          ("burst_spikes", .integer(parameters.bursts.fewestSpikes)),
          ("coincidence_window", .number(parameters.coincidenceWindow)), ("wave_bin", .number(parameters.waveBin)),
          ("wave_share", .number(parameters.waveShare)), ("front_window", .number(parameters.frontWindow)),
        ])
      ),
    ]
    for measure in analysis.measures {
      entries.append(
        (
          measure.name,
          .object([
            ("unit", .text(measure.unit)), ("median", .number(orNull: measure.values?.median)),
            ("lower_quartile", .number(orNull: measure.values?.lower)),
            ("upper_quartile", .number(orNull: measure.values?.upper)), ("count", .integer(measure.values?.count ?? 0)),
          ])
        ))
    }
    entries.append(("waves", .array(analysis.waves.waves.map(Self.object))))
    entries.append(("correlation_index", object(analysis.correlation)))
    return .object(entries)
  }

  private static func object(_ wave: PopulationWaves.Wave) -> JSON {
    .object([
      ("start", .number(wave.start)), ("end", .number(wave.end)), ("participation", .number(wave.participation)),
    ])
  }

  private static func object(_ correlation: CorrelationIndex) -> JSON {
    let bins = correlation.bins.map { bin in
      JSON.object([
        ("distance", .number(bin.distance)), ("mean", .number(bin.mean)),
        ("standard_error", .number(bin.standardError)), ("pairs", .integer(bin.pairs)),
      ])
    }
    let fit = correlation.decay.map { decay in
      JSON.object([
        ("length", .number(decay.length)), ("length_standard_error", .number(orNull: decay.lengthError)),
        ("amplitude", .number(decay.amplitude)), ("amplitude_standard_error", .number(orNull: decay.amplitudeError)),
        ("offset", .number(decay.offset)), ("offset_standard_error", .number(orNull: decay.offsetError)),
      ])
    }
    return .object([("units", .integer(correlation.units)), ("bins", .array(bins)), ("fit", fit ?? .null)])
  }
}
