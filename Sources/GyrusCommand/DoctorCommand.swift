import ArgumentParser
import Gyrus

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Checks that the programs and libraries that Gyrus needs are installed, and prints their versions.",
    discussion: "The exit code is 69 if any of them is missing.")

  func run() throws {
    let checks = [
      Check.tool("Swift", "swift", "builds Gyrus; install it from swift.org", version: Self.swiftVersion),
      Check.tool("git", "git", "fetches the packages Gyrus is built from; install git"),
      Check.tool("pkg-config", "pkg-config", "finds libraries; install pkg-config"),
      Check.library("GSL", linked: GSL.version, module: "gsl", package: "libgsl-dev"),
      Check.library("OpenBLAS", linked: OpenBLAS.configuration, module: "openblas", package: "libopenblas-dev"),
      Check.library("HDF5", linked: HDF5.version, module: "hdf5", package: "libhdf5-dev"),
      Check.library("zlib", linked: GZip.version, module: "zlib", package: "zlib1g-dev"),
      Check.tool("curl", "curl", "downloads data sets; install curl", version: Self.curlVersion),
      Check.tool("gnuplot", "gnuplot", "draws the figures; install gnuplot-nox"),
    ]
    var table = TextTable(.left, .left, .left)
    table.add("Gyrus", "present", gyrusVersion)
    for check in checks { table.add(check.name, check.isPresent ? "present" : "MISSING", check.text) }
    try StandardStream.output.write("\(table.text)\n\(Self.machine)")
    guard checks.allSatisfy(\.isPresent) else { throw Failure.notInstalled }
  }

  /// The version number in the several lines of `swift --version`.
  private static func swiftVersion(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let index = words.firstIndex(of: "version"), index + 1 < words.count else { return text }
    return words[index + 1]
  }

  /// The first two words of `curl --version`, which begins with "curl 7.88.1 (".
  private static func curlVersion(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).prefix(2).joined(separator: " ")
  }

  private static var machine: String {
    var table = TextTable(.left, .left)
    table.add("processor", "\(Machine.processorName ?? "unknown"), \(Machine.architecture)")
    table.add("processors", "\(Machine.processors) for this process")
    let wanted = ["avx2", "fma", "bmi2", "avx512f", "asimd"]
    let features = Machine.features(among: wanted)
    table.add("vector extensions", features.isEmpty ? "none known" : features.joined(separator: ", "))
    if let total = Memory.total, let available = Memory.available {
      table.add("memory", "\(Memory.text(total)) with swap, \(Memory.text(available)) available")
    }
    table.add(
      "huge pages", Machine.hugePages.map { $0 == "never" ? "never: large networks run slower" : $0 } ?? "unknown")
    return table.text
  }
}

/// A program or library that Gyrus needs, and whether it is installed.
private struct Check {
  let name: String
  let isPresent: Bool
  /// Its version, or, if it is missing, its purpose and how to install it.
  let text: String

  static func tool(
    _ name: String, _ program: String, _ purpose: String, version: (String) -> String = { $0 }
  ) -> Check {
    guard let path = Tool.find(program) else { return Check(name: name, isPresent: false, text: purpose) }
    let output = Tool.output(of: path, ["--version"]).map(version)
    return Check(name: name, isPresent: true, text: output ?? "version unknown (\(path))")
  }

  /// Checks a library's development files, which a build needs; the library itself is present in a running program.
  static func library(_ name: String, linked version: String, module: String, package: String) -> Check {
    let canBuild = Tool.find("pkg-config").map { Tool.output(of: $0, ["--exists", module]) != nil } ?? true
    return Check(
      name: name, isPresent: canBuild,
      text: canBuild ? version : "\(version); the files for building are missing; install \(package)")
  }
}
