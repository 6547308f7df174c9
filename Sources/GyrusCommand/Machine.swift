import Foundation
import Glibc

/// Properties of the computer.
enum Machine {
  static var architecture: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "aarch64"
    #else
      "another architecture"
    #endif
  }

  /// Number of logical processors that this process may use.
  static var processors: Int { ProcessInfo.processInfo.activeProcessorCount }

  static var processorName: String? { field("model name") }

  /// The requested vector extensions that the processor has.
  static func features(among wanted: [String]) -> [String] {
    let flags = Set((field("flags") ?? field("Features") ?? "").split(separator: " ").map(String.init))
    return wanted.filter { flags.contains($0) }
  }

  /// The system's setting of transparent huge pages: "always", "madvise" or "never"; nil if unknown.
  static var hugePages: String? {
    let path = "/sys/kernel/mm/transparent_hugepage/enabled"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    return text.split(separator: "[").last?.split(separator: "]").first.map(String.init)
  }

  private static func field(_ key: String) -> String? {
    guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return nil }
    let line = text.split(separator: "\n").first { $0.hasPrefix(key) }
    return line?.split(separator: ":", maxSplits: 1).dropFirst().first?.trimmingCharacters(in: .whitespaces)
  }
}
