import Foundation
import Gyrus
import Testing

/// The rows of the README's table of network files work when they are typed literally.
@Suite struct ReadmeFragmentTests {
  /// A row: its first cell, and the texts in backticks of its second.
  struct Row: Sendable, CustomTestStringConvertible {
    var place: String
    var fragments: [String]
    var testDescription: String { place }
  }

  static let rows: [Row] = {
    let readme = try? String(
      contentsOf: ReadmeTests.root.appendingPathComponent("README.md"), encoding: .utf8)
    let table = readme?.components(separatedBy: "| where | what it can hold |\n|---|---|\n").last ?? ""
    return table.components(separatedBy: "\n\n")[0].split(separator: "\n").map { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      return Row(
        place: cells[0].replacingOccurrences(of: "`", with: ""),
        fragments: cells[1].matches(of: /`([^`]+)`/).map { String($0.1) })
    }
  }()

  /// The parts of a network into which the rows are typed.
  private static let parts = [
    "top level": "duration: 2 s",
    "populations": """
    excitatory: {size: 1000, neuron: lif-delta}
      inhibitory: {size: 800, neuron: lif-delta}
      retina: {size: 1600, neuron: lif-delta, positions: {grid: {rows: 40, columns: 40}, width: 20, height: 20}}
    """,
    "projections": """
    excitation: {from: excitatory, to: [excitatory, inhibitory], rule: {inDegree: 80}, weight: 0.2 mV, \
    delay: {axonal: 1 ms, dendritic: 0.5 ms}, plasticity: {rule: pair-stdp, parameters: {maximumWeight: 0.5 mV}}}
    """,
    "models": "hierarchy: {autoencoder-hierarchy: {images: {set: glyph-digits, crop: 20}}}",
  ]

  /// A network in which the lines of `section` are replaced or extended.
  private static func network(_ section: String, _ lines: String) -> String {
    var parts = parts
    if section == "top level" { parts[section] = lines } else { parts[section, default: ""] += "\n  \(lines)" }
    let sections = parts.filter { $0.key != "top level" }.sorted { $0.key < $1.key }
    return (parts["top level"] ?? "") + "\n"
      + sections.map { "\($0.key):\n  \($0.value.trimmingCharacters(in: .whitespacesAndNewlines))\n" }.joined()
  }

  /// A projection within a population; keys in the fragment replace its own.
  private static func projection(_ fragment: String, within population: String = "excitatory") -> String {
    let keys = [
      ("from", population), ("to", population), ("rule", "{bernoulli: 0.1}"), ("weight", "0.2 mV"), ("delay", "1.5 ms"),
    ]
    // Keys of inner mappings do not count.
    var outer = fragment
    while let inner = outer.firstRange(of: /[{\[][^{}\[\]]*[}\]]/) { outer.removeSubrange(inner) }
    let own = keys.filter { !", \(outer)".contains(", \($0.0): ") }.map { "\($0.0): \($0.1)" }
    return network("projections", "p: {\((own + [fragment]).joined(separator: ", "))}")
  }

  private static func population(_ fragment: String, size: Int = 1600) -> String {
    let neuron = fragment.hasPrefix("spikeTimes") ? "spike-list" : "lif-delta"
    let count = fragment.hasPrefix("spikeTimes") || fragment.contains("list:") ? 2 : size
    let keys = [("size", "\(count)"), ("neuron", neuron)].filter { !fragment.hasPrefix($0.0) }
    return network("populations", "p: {\((keys.map { "\($0.0): \($0.1)" } + [fragment]).joined(separator: ", "))}")
  }

  /// The network into which a fragment is typed; nil if the fragment is the name of a key, without a value.
  private static func network(_ fragment: String, in place: String) -> String? {
    let isWord = !fragment.contains(":")
    switch place {
    case "top level":
      let duration = fragment.hasPrefix("duration") ? "" : "duration: 1 s\n"
      return isWord ? nil : network(place, duration + fragment)
    case "a population": return isWord || fragment == "spike-list" ? nil : population(fragment)
    case "positions": return population("positions: \(fragment)")
    case "a projection": return isWord ? nil : projection(fragment)
    case "rule": return projection("rule: \(fragment)")
    case "rule, by distance": return projection("rule: \(fragment)", within: "retina")
    case "delay": return projection("delay: \(fragment)", within: "retina")
    case "values": return isWord && !fragment.contains("mV") ? nil : population("initial: {v: \(fragment)}")
    case "weights also": return projection("weight: \(fragment)", within: "retina")
    case "plasticity":
      return isWord || !fragment.hasPrefix("{")
        ? nil : projection("delay: {axonal: 1 ms, dendritic: 0.5 ms}, plasticity: \(fragment)")
    case "in plasticity, with a rule or alone":
      return isWord ? nil : projection("delay: {axonal: 1 ms, dendritic: 0.5 ms}, plasticity: {\(fragment)}")
    case "competition":
      let units = "{size: 20, neuron: lif-adaptive-threshold}"
      return isWord
        ? nil
        : """
        duration: 1 s
        integrator: clock
        populations: {below: \(units), above: \(units)}
        projections: {p: {from: below, to: above, rule: allToAll, weight: 1, delay: 1 ms, competition: \(fragment)}}
        """
    case "layers":
      return isWord || fragment.contains(", ") ? nil : "duration: 1 s\nlayers:\n  \(fragment)\n"
    case "lesion": return fragment.hasPrefix("kind") ? nil : network(place, fragment)
    case "stimuli", "recorders", "components": return network(place, fragment)
    default:
      Issue.record("the README has a row '\(place)' that this test does not know")
      return nil
    }
  }

  @Test func theTableIsFound() {
    #expect(Self.rows.count == 17)
    for place in ["positions", "plasticity", "stimuli", "recorders", "lesion", "components"] {
      #expect(Self.rows.contains { $0.place == place && !$0.fragments.isEmpty }, "\(place)")
    }
  }

  @Test(arguments: rows)
  func rowCanBeTyped(_ row: Row) throws {
    let folder = try GyrusProcess().folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try "0,1\n".write(to: folder.appending(path: "edges.csv"), atomically: true, encoding: .utf8)
    let networks = row.fragments.compactMap { Self.network($0, in: row.place) }
    #expect(!networks.isEmpty)
    for text in networks {
      do {
        _ = try NetworkFile(yaml: text, file: folder.appending(path: "net.yml").path()).description.plan()
      } catch {
        Issue.record("\(error)\n\(text)")
      }
    }
  }

  /// The defaults that the README gives are those of the program.
  @Test func defaults() throws {
    let readme = try String(contentsOf: ReadmeTests.root.appendingPathComponent("README.md"), encoding: .utf8)
    let projection = ProjectionDescription(
      name: "p", from: "a", to: "b", rule: .allToAll, weight: 1, delay: .axonal(1))
    #expect(projection.autapses && projection.multapses)
    #expect(readme.contains("`autapses: true`, `multapses: true` (both are true by default)"))
  }
}
