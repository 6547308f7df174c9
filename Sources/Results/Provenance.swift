import Foundation
import Spiking
import Statistics

/// Provenance of a result: all that is needed to reproduce it.
struct Provenance {
  let fields: [(key: String, value: JSON)]

  init(_ summary: RunSummary, description: NetworkDescription) {
    let formatter = ISO8601DateFormatter()
    fields = [
      ("gyrus_version", .text(gyrusVersion)),
      ("git_commit", .text(orNull: Self.commit)),
      ("compiler", .text(Self.compiler)),
      ("build", .text(Self.build)),
      ("precision", .text("double")),
      ("gsl_version", .text(GSL.version)),
      ("hdf5_version", .text(HDF5.version)),
      ("openblas", .text(OpenBLAS.configuration)),
      ("network", .text(description.name)),
      ("seed", .unsigned(summary.seed)),
      ("spike_digest", .text(summary.spikeDigest)),
      ("threads", .integer(summary.threads)),
      ("build_wall_s", .number(orNull: summary.buildWallSeconds)),
      ("simulation_wall_s", .number(orNull: summary.simulationWallSeconds)),
      ("cpu", .text(orNull: Self.processor)),
      ("cores", .integer(ProcessInfo.processInfo.processorCount)),
      ("system", .text(ProcessInfo.processInfo.operatingSystemVersionString)),
      ("date", .text(formatter.string(from: Date()))),
    ]
  }

  var json: String { JSON.object(fields).text }

  private static var processor: String? {
    guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return nil }
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":", maxSplits: 1).last.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// The version of the compiler, which Swift code can determine only by comparing.
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

  /// The commit of the checkout in which the running program was built; nil if it is installed elsewhere.
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
