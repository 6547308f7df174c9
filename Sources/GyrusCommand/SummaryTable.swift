import Gyrus

/// A summary of a finished run.
struct SummaryTable {
  private let summary: RunSummary
  private let folder: String

  init(_ summary: RunSummary, folder: String) {
    self.summary = summary
    self.folder = folder
  }

  var text: String {
    let neurons = summary.populations.isEmpty ? "" : populations + "\n"
    return "\(heading)\n\(neurons)\(facts)" + plasticity + components { $0.ticks == nil } + competitions
      + components { $0.ticks != nil }
  }

  private var heading: String {
    let warmup =
      summary.warmupSeconds > 0 ? " after \(plainText(summary.warmupSeconds)) s of warm-up" : ""
    guard !summary.populations.isEmpty else {
      return "\(summary.name): \(NumberText.count(summary.ticks)) ticks, seed \(summary.seed)\n"
    }
    return "\(summary.name): \(plainText(summary.biologicalSeconds)) s of biological time\(warmup), "
      + "seed \(summary.seed), \(NumberText.of(summary.threads, "thread"))\n"
  }

  private var populations: String {
    var table = TextTable(.left, .right, .right, .right, .right, .right)
    table.add("population", "neurons", "spikes", "rate (Hz)", "CV of ISI", "active")
    for population in summary.populations {
      table.add(
        population.name, NumberText.count(population.size), NumberText.count(population.spikes),
        NumberText.short(population.meanRate), NumberText.short(population.cvISI),
        NumberText.short(100 * population.activeShare) + " %")
    }
    if summary.populations.count > 1 {
      table.add(
        "all", NumberText.count(summary.populations.reduce(0) { $0 + $1.size }), NumberText.count(summary.spikes),
        NumberText.short(summary.meanRate), NumberText.short(summary.cvISI))
    }
    return table.text
  }

  private var facts: String {
    let eventRate =
      summary.simulationWallSeconds > 0 ? Double(summary.synapticEvents) / summary.simulationWallSeconds : 0
    var table = TextTable(.left, .left)
    guard !summary.populations.isEmpty else {
      table.add("time", "\(NumberText.short(summary.simulationWallSeconds)) s")
      table.add("peak memory", Memory.text(Double(summary.peakResidentBytes)))
      table.add("results", folder)
      return table.text
    }
    table.add(
      "synapses", "\(NumberText.count(summary.synapses)), \(NumberText.short(summary.bytesPerSynapse)) bytes each")
    table.add(
      "synaptic events", "\(NumberText.count(summary.synapticEvents)), \(NumberText.scaled(eventRate)) per wall second")
    table.add("build", "\(NumberText.short(summary.buildWallSeconds)) s")
    table.add("simulation", "\(NumberText.short(summary.simulationWallSeconds)) s")
    table.add("real-time factor", "\(NumberText.short(summary.realTimeFactor)) wall s per biological s")
    table.add("peak memory", Memory.text(Double(summary.peakResidentBytes)))
    table.add("spike digest", summary.spikeDigest)
    table.add("results", folder)
    return table.text
  }

  private var plasticity: String {
    guard !summary.projections.isEmpty else { return "" }
    var table = TextTable(.left, .right, .right, .right, .left)
    table.add("plastic projection", "synapses", "mean weight", "deviation", "unit")
    for projection in summary.projections {
      table.add(
        projection.name, NumberText.count(projection.synapses), NumberText.short(projection.meanWeight),
        NumberText.short(projection.weightDeviation), projection.unit)
    }
    return "\n" + table.text
  }

  private var competitions: String {
    summary.competitions.map { pairs("self-organisation of \($0.projection)", $0.measures) }.joined()
  }

  private func components(_ isShown: (RunSummary.Component) -> Bool) -> String {
    summary.components.filter { isShown($0) && !$0.measures.isEmpty }.map { component in
      let facts = component.facts.map { " of \($0.value)" }.joined()
      return pairs("\(component.kind)\(facts), '\(component.name)'", component.measures)
    }.joined()
  }

  private func pairs(_ title: String, _ measures: [Measure]) -> String {
    var table = TextTable(.left, .left)
    for measure in measures { table.add(measure.name, NumberText.short(measure.value)) }
    return "\n\(title)\n\(table.text)"
  }
}
