import Files
import Results

/// The results of an experiment as a section of a page.
public struct Section: Sendable {
  public var title: String
  /// The text, as paragraphs of Markdown.
  public var text: [String]
  public var claims: [Claim] = []
  public var tables: [Table] = []
  /// The numbers behind the tables, as CSV files.
  public var data: [DataTable] = []
  /// The figures, drawn in the folder of the page.
  public var figures: [Figure] = []
  /// Notes at the top of the page, such as what was left out and why.
  public var notes: [String] = []

  package init(_ title: String, _ text: String...) {
    self.title = title
    self.text = text
  }

  package var markdown: String {
    var parts = ["## \(title)"] + text
    parts += tables.map(\.markdown)
    parts += figures.map { "![\($0.caption)](\($0.name).svg)\n\n*\($0.caption)*" }
    if !data.isEmpty {
      parts.append("Numbers: " + data.map { "[`\($0.name).csv`](\($0.name).csv)" }.joined(separator: ", ") + ".")
    }
    return parts.joined(separator: "\n\n")
  }
}

/// A table on the page.
public struct Table: Sendable {
  let columns: [String]
  private(set) var rows: [[String]] = []

  package init(_ columns: [String]) { self.columns = columns }

  /// Adds a row; it needs one cell per column.
  package mutating func add(_ cells: [String]) {
    precondition(cells.count == columns.count)
    rows.append(cells)
  }

  package var markdown: String {
    // Escape "|", which would end the cell.
    func line(_ cells: [String]) -> String {
      "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }
    return ([line(columns), "|" + columns.map { _ in "---|" }.joined()] + rows.map(line)).joined(separator: "\n")
  }
}

/// A table for programs, as CSV in long format.
public struct DataTable: Sendable {
  /// Name of the file, without its suffix.
  package let name: String
  let columns: [String]
  private(set) var rows: [[String]] = []

  package init(_ name: String, _ columns: [String]) {
    self.name = name
    self.columns = columns
  }

  package mutating func add(_ cells: [String]) {
    precondition(cells.count == columns.count)
    rows.append(cells)
  }

  package var csv: String {
    ([columns] + rows).map(CSV.line).joined()
  }
}

/// The page of a reproduction.
package struct Page {
  let title: String
  let introduction: String
  let command: String
  let seeds: Int
  let isQuick: Bool
  let sections: [Section]

  package init(
    title: String, introduction: String, command: String, seeds: Int, isQuick: Bool, sections: [Section]
  ) {
    self.title = title
    self.introduction = introduction
    self.command = command
    self.seeds = seeds
    self.isQuick = isQuick
    self.sections = sections
  }

  package var markdown: String {
    var claims = Table(["claim", "measure", "wanted", "value", ""])
    for claim in sections.flatMap(\.claims) {
      claims.add([claim.text, claim.measure, claim.wanted, claim.value, claim.verdict.text])
    }
    let notes = sections.flatMap(\.notes)
    let values = seeds == 1 ? "of one seed" : "means over seeds 1 to \(seeds), in brackets the range"
    let warning = isQuick ? " The runs are too short to learn: this page shows that all works, and no result." : ""
    return
      (["# \(title)", introduction, "Made by `\(command)`. Values are \(values).\(warning)"]
      + notes.map { "**Note:** \($0)." } + ["## Claims", claims.markdown] + sections.map(\.markdown))
      .joined(separator: "\n\n") + "\n"
  }
}
