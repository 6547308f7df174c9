import Foundation
import Simulation
import Spiking
import Statistics

/// A self-contained HTML page about a run.
struct Report {
  let record: RunRecord
  /// The figures of the page, already drawn in the figure folder.
  let figures: [Figure]
  let figureFolder: String
  let notes: [String]

  private var summary: RunSummary { record.summary }

  func html() -> String {
    let title = escaped(summary.name)
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title) · Gyrus</title>
      <style>\(Self.style)</style>
      </head>
      <body>
      <main>
      <header><h1>\(title)</h1><p>\(subtitle)</p>\(interruption)</header>
      \(tiles)
      \(populationTable)
      \(componentTables { $0.ticks == nil })
      \(competitionTables)
      \(componentTables { $0.ticks != nil })
      \(figureSection)
      \(remarks)
      \(python)
      <h2>Provenance</h2>
      \(provenanceTable)
      </main>
      </body>
      </html>

      """
  }

  private var interruption: String {
    guard let seconds = summary.interruptedSeconds else { return "" }
    let planned = (record.description.warmup.seconds + record.description.duration.seconds)
    let whole = planned > 0 ? " of \(number(planned)) s" : ""
    return "<p class=\"warning\">Interrupted at \(number(seconds)) s\(whole): this page shows the run until then.</p>"
  }

  private var hasNeurons: Bool { !summary.populations.isEmpty }

  private var python: String {
    guard let first = summary.populations.first else { return "" }
    return "<h2>Spikes in Python</h2>\n<pre>\(escaped(Self.loading(first.name)))</pre>"
  }

  private var subtitle: String {
    guard hasNeurons else { return "\(grouped(summary.ticks)) ticks · seed \(summary.seed)" }
    var text = "\(number(summary.biologicalSeconds)) s of biological time"
    if summary.warmupSeconds > 0 { text += " after \(number(summary.warmupSeconds)) s of warm-up" }
    return text + " · seed \(summary.seed) · spike digest <code>\(escaped(summary.spikeDigest))</code>"
  }

  private var tiles: String {
    let perSecond =
      summary.simulationWallSeconds > 0 ? Double(summary.synapticEvents) / summary.simulationWallSeconds : nil
    let wall = summary.simulationWallSeconds
    let ofModels: [(String, String)] = [
      ("ticks", grouped(summary.ticks)), ("wall time", number(wall) + " s"),
      ("ticks per wall s", wall > 0 ? scaled(Double(summary.ticks) / wall) : "–"),
      ("peak memory", number(Double(summary.peakResidentBytes) / 1_048_576) + " MiB"),
    ]
    let entries: [(String, String)] =
      !hasNeurons
      ? ofModels
      : [
        ("mean rate", number(summary.meanRate) + " Hz"),
        ("CV of intervals", number(summary.cvISI)),
        ("spikes", grouped(summary.spikes)),
        ("wall time per biological s", number(summary.realTimeFactor) + " s"),
        ("simulation", number(summary.simulationWallSeconds) + " s"),
        ("build", number(summary.buildWallSeconds) + " s"),
        ("synapses", grouped(summary.synapses)),
        ("bytes per synapse", number(summary.bytesPerSynapse)),
        ("synaptic events", grouped(summary.synapticEvents)),
        ("events per wall s", perSecond.map { scaled($0) } ?? "–"),
        ("peak memory", number(Double(summary.peakResidentBytes) / 1_048_576) + " MiB"),
        ("threads", String(summary.threads)),
      ]
    let tiles = entries.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" }
    return "<dl class=\"tiles\">\n\(tiles.joined(separator: "\n"))\n</dl>"
  }

  private var populationTable: String {
    guard hasNeurons else { return "" }
    let rows = summary.populations.map { population in
      row(
        [
          escaped(population.name), grouped(population.size), grouped(population.spikes), number(population.meanRate),
          number(population.cvISI), number(100 * population.activeShare) + " %",
        ])
    }
    return """
      <h2>Populations</h2>
      <div class="wide"><table>
      <thead><tr><th>population</th><th>neurons</th><th>spikes</th><th>mean rate (Hz)</th><th>CV of intervals</th>\
      <th>active</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table></div>
      """
  }

  private var competitionTables: String {
    summary.competitions.map { pairs("Self-organisation of \($0.projection)", $0.measures) }.joined(separator: "\n")
  }

  private func componentTables(_ isShown: (RunSummary.Component) -> Bool) -> String {
    summary.components.filter(isShown).map { component in
      let own = component.measures.isEmpty ? "" : pairs(component.title, component.measures)
      let tables = component.tables.map { table($0) }
      return ([own] + tables).filter { !$0.isEmpty }.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private func table(_ table: OutcomeItem.Table) -> String {
    let head = table.columns.map { "<th>\(escaped($0))</th>" }.joined()
    return """
      <h2>\(escaped(table.title))</h2>
      <div class="wide"><table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(table.rows.map { row($0.map(escaped)) }.joined(separator: "\n"))
      </tbody></table></div>
      """
  }

  private func pairs(_ title: String, _ measures: [Measure]) -> String {
    let rows = measures.map { row([escaped($0.name), number($0.value)]) }
    return """
      <h2>\(escaped(title))</h2>
      <table class="pairs"><tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table>
      """
  }

  private var figureSection: String {
    guard !figures.isEmpty else { return "" }
    let blocks = figures.compactMap { figure -> String? in
      guard let data = FileManager.default.contents(atPath: "\(figureFolder)/\(figure.name).svg") else { return nil }
      let moving = figure.animation.flatMap { FileManager.default.contents(atPath: "\(figureFolder)/\($0).gif") }
      let animation = moving.map {
        "<img alt=\"\(escaped(figure.name)), animated\" src=\"data:image/gif;base64,\($0.base64EncodedString())\">\n"
      }
      return """
        <figure>
        <img alt="\(escaped(figure.name))" src="data:image/svg+xml;base64,\(data.base64EncodedString())">
        \(animation ?? "")<figcaption>\(escaped(figure.caption))</figcaption>
        </figure>
        """
    }
    return "<h2>Figures</h2>\n" + blocks.joined(separator: "\n")
  }

  private var remarks: String {
    guard !notes.isEmpty else { return "" }
    return "<ul class=\"remarks\">\n" + notes.map { "<li>\(escaped($0))</li>" }.joined(separator: "\n") + "\n</ul>"
  }

  private var provenanceTable: String {
    let rows = record.provenance.fields.map { field in
      row([field.name.replacing("_", with: " "), escaped(field.value.text)])
    }
    return "<table class=\"pairs\"><tbody>\n\(rows.joined(separator: "\n"))\n</tbody></table>"
  }

  private static func loading(_ population: String) -> String {
    let name = population.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return """
      import h5py

      with h5py.File("\(RunFolder.spikeFile)") as file:
          spikes = file["spikes"]["\(name)"]
          times = spikes["timestamps"][:]    # ms, ascending; the warm-up is included
          neurons = spikes["node_ids"][:]    # 0-based, within the population
      """
  }

  private func row(_ cells: [String]) -> String {
    "<tr>" + cells.map { "<td>\($0)</td>" }.joined() + "</tr>"
  }

  private func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "–" }
    if value != 0, abs(value) < 0.01 || abs(value) >= 1e6 { return String(format: "%.3g", value) }
    return Nice.text(value, digits: abs(value) >= 100 ? 1 : 3)
  }

  private func scaled(_ value: Double) -> String {
    let scales: [(Double, String)] = [(1e9, " G"), (1e6, " M"), (1e3, " k")]
    guard let (scale, letter) = scales.first(where: { value >= $0.0 }) else { return number(value) }
    return String(format: "%.3g", value / scale) + letter
  }

  /// The number with thin spaces between groups of three digits.
  private func grouped(_ value: Int) -> String {
    var text = ""
    for (index, digit) in String(value).enumerated() {
      let rest = String(value).count - index
      if index > 0, rest % 3 == 0 { text += "\u{202F}" }
      text.append(digit)
    }
    return text
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }

  private static let style = """
    :root { color-scheme: light dark; --ink: #1f2430; --soft: #667085; --line: #e3e6eb; --page: #ffffff;
      --tile: #f6f7f9; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e6e8ec; --soft: #98a2b3; --line: #2c313a; --page: #14171c; --tile: #1c2027; } }
    body { margin: 0; background: var(--page); color: var(--ink);
      font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
    main { max-width: 940px; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
    h1 { margin: 0; font-size: 1.9rem; font-weight: 650; letter-spacing: -0.01em; }
    header p { margin: 0.25rem 0 1.75rem; color: var(--soft); }
    header p.warning { border-left: 4px solid #c8553d; padding-left: 0.75rem; color: var(--ink); font-weight: 600; }
    h2 { margin: 2.5rem 0 0.75rem; font-size: 1.1rem; font-weight: 600; }
    .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); gap: 0.6rem; margin: 0; }
    .tiles div { background: var(--tile); border-radius: 8px; padding: 0.7rem 0.9rem; }
    .tiles dt { color: var(--soft); font-size: 0.82rem; }
    .tiles dd { margin: 0; font-size: 1.15rem; font-weight: 600; font-variant-numeric: tabular-nums; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    .wide table { width: 100%; }
    th { color: var(--soft); font-weight: 500; font-size: 0.85rem; }
    th, td { padding: 0.4rem 0.9rem 0.4rem 0; border-bottom: 1px solid var(--line); text-align: right; }
    th:first-child, td:first-child, .pairs td { text-align: left; }
    .pairs td:first-child { color: var(--soft); padding-right: 2rem; white-space: nowrap; }
    .pairs td { overflow-wrap: anywhere; }
    figure { margin: 0 0 1.75rem; }
    figure img { display: block; max-width: 100%; height: auto; margin: 0 auto; background: #fff;
      border: 1px solid var(--line); border-radius: 8px; padding: 10px; box-sizing: border-box; }
    figcaption { margin-top: 0.5rem; color: var(--soft); font-size: 0.9rem; }
    pre { background: var(--tile); border-radius: 8px; padding: 0.9rem 1rem; overflow-x: auto; font-size: 0.87rem; }
    .remarks { color: var(--soft); }
    """
}
