import Foundation
import Gyrus

/// Description of the machine for the results, without paths and host names.
struct Machine {
  let processor: String
  let processors = ProcessInfo.processInfo.activeProcessorCount
  let commit: String
  let date: String
  /// Load average of the minute before the start.
  let load: Double

  init(root: String) {
    let lines = ((try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? "").split(separator: "\n")
    func field(_ name: String) -> String? {
      lines.first { $0.hasPrefix(name) }?.split(separator: ":", maxSplits: 1).last?.trimmingCharacters(in: .whitespaces)
    }
    let model = field("model name") ?? "unknown processor"
    let place = [("family", field("cpu family")), ("model", field("model\t"))].compactMap { name, value in
      value.map { "\(name) \($0)" }
    }
    processor = place.isEmpty ? model : "\(model) (\(place.joined(separator: ", ")))"
    let git = Process()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    git.arguments = ["git", "-C", root, "describe", "--always", "--dirty", "--exclude=*"]
    let pipe = Pipe()
    git.standardOutput = pipe
    let output = (try? git.run()).map { pipe.fileHandleForReading.readDataToEndOfFile() }
    commit = output.map { String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) } ?? ""
    date = Date().formatted(.iso8601.year().month().day())
    var loads = [0.0]
    load = getloadavg(&loads, 1) == 1 ? loads[0] : 0
    if load > 0.5 { note(String(format: "the machine is not idle (load %.1f): times will be too long", load)) }
  }

  var text: String {
    "\(processor), \(processors) processors; \(date), commit \(commit), Gyrus \(gyrusVersion); "
      + String(format: "load before the start %.1f", load)
  }
}
