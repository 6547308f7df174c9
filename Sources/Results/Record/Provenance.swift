import Files
import Foundation
import HDF5
import Simulation
import Spiking
import Statistics

/// The origin of a result: all information needed to reproduce it.
public struct Provenance: Sendable, Equatable, Codable {
  public struct Field: Sendable, Equatable, Codable {
    public var name: String
    public var value: Value
  }

  public enum Value: Sendable, Equatable, Codable {
    case text(String)
    case integer(Int)
    case unsigned(UInt64)
    case number(Double)
    case missing

    var json: JSON {
      switch self {
      case .text(let text): .text(text)
      case .integer(let number): .integer(number)
      case .unsigned(let number): .unsigned(number)
      case .number(let number): .number(orNull: number)
      case .missing: .null
      }
    }

    /// The text shown on report pages.
    var text: String {
      switch self {
      case .text(let text): text
      case .integer(let number): "\(number)"
      case .unsigned(let number): "\(number)"
      case .number(let number): number.isFinite ? "\(number)" : "–"
      case .missing: "–"
      }
    }
  }

  public var fields: [Field]

  public subscript(name: String) -> Value? { fields.first { $0.name == name }?.value }

  /// The provenance of a run that this program has made.
  init(_ summary: RunSummary) {
    let formatter = ISO8601DateFormatter()
    func text(_ value: String?) -> Value { value.map { .text($0) } ?? .missing }
    let values: [(String, Value)] = [
      ("gyrus_version", .text(gyrusVersion)), ("git_commit", text(Self.commit)), ("compiler", .text(Self.compiler)),
      ("build", .text(Self.build)), ("precision", .text("double")), ("gsl_version", .text(GSL.version)),
      ("hdf5_version", .text(HDF5.version)), ("openblas", .text(OpenBLAS.configuration)),
      ("openblas_kernel", .text(OpenBLAS.kernel)), ("openblas_kernel_chosen_by", .text(OpenBLAS.kernelChoice.rawValue)),
      ("network", .text(summary.name)), ("seed", .unsigned(summary.seed)),
      ("spike_digest", .text(summary.spikeDigest)), ("threads", .integer(summary.threads)),
      ("build_wall_s", .number(summary.buildWallSeconds)),
      ("simulation_wall_s", .number(summary.simulationWallSeconds)), ("cpu", text(Self.processor)),
      ("cores", .integer(ProcessInfo.processInfo.processorCount)),
      ("system", .text(ProcessInfo.processInfo.operatingSystemVersionString)),
      ("date", .text(formatter.string(from: Date()))),
    ]
    let interruption = summary.interruptedSeconds.map { [Field(name: "interrupted_at_s", value: .number($0))] } ?? []
    fields = interruption + values.map { Field(name: $0.0, value: $0.1) }
  }

  var json: String { JSON.object(fields.map { ($0.name, $0.value.json) }).text }

  private static var processor: String? {
    guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return nil }
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":", maxSplits: 1).last.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// The version of the compiler. A Swift program can find it only by comparisons.
  private static var compiler: String {
    #if compiler(>=6.5)
      "Swift 6.5 or later"
    #elseif compiler(>=6.4)
      "Swift 6.4"
    #elseif compiler(>=6.3)
      "Swift 6.3"
    #elseif compiler(>=6.2)
      "Swift 6.2"
    #else
      "Swift 6.1"
    #endif
  }

  private static var build: String {
    #if DEBUG
      "debug"
    #else
      "release"
    #endif
  }

  /// The commit of the checkout that the running program was built in; nil when it has been installed elsewhere.
  private static var commit: String? {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
    guard let git = Tool.find("git"),
      let root = Tool.output(of: git, ["-C", program, "rev-parse", "--show-toplevel"]),
      let manifest = try? String(contentsOfFile: root + "/Package.swift", encoding: .utf8),
      manifest.contains("name: \"gyrus\"")
    else { return nil }
    return Tool.output(of: git, ["-C", program, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"])
  }
}
