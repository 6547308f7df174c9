import Foundation
import Testing

/// The set-up script on systems with missing programs: the search path contains only the given programs.
@Suite struct ScriptTests {
  let gyrus: GyrusProcess

  init() throws { gyrus = try GyrusProcess() }

  /// Runs `install_missing` with only these programs.
  private func setUp(with programs: [String]) throws -> GyrusProcess.Result {
    let links = programs.map { "ln -s \"$(type -P \($0))\" bin/" }.joined(separator: "\n")
    _ = try gyrus.shell("mkdir bin\n\(links)")
    return try gyrus.shell(
      "PATH=$PWD/bin; set -euo pipefail; root=\(GyrusProcess.package); source $root/scripts/setup.sh; install_missing")
  }

  private static let needed = ["swift", "git", "ld.gold", "ldd", "dirname", "readlink", "grep", "pkg-config"]

  @Test func nothingIsSaidWhenNothingIsMissing() throws {
    let result = try setUp(with: Self.needed + ["gnuplot", "curl"])
    #expect(result.code == 0)
    #expect(result.errors == "")
  }

  @Test func missingPackagesAreNamedWithoutApt() throws {
    let result = try setUp(with: Self.needed.filter { $0 != "pkg-config" && $0 != "git" })
    #expect(result.code == 69)
    let packages = "git pkg-config libgsl-dev libopenblas-dev libhdf5-dev zlib1g-dev gnuplot-nox curl"
    #expect(result.errors.contains("missing: \(packages)\n"))
    #expect(result.errors.contains("sudo apt-get install git pkg-config "))
  }

  @Test func figuresAndDownloadsCanBeDoneWithout() throws {
    let result = try setUp(with: Self.needed)
    #expect(result.code == 0)
    let lines = ["data sets cannot be downloaded; install curl", "there will be no figures; install gnuplot-nox"]
    #expect(result.errors == lines.map { "gyrus: \($0)\n" }.joined())
  }

  @Test func aToolchainIsNeeded() throws {
    let result = try setUp(with: [])
    #expect(result.code == 69)
    #expect(result.errors.contains("swift.org/install"))
  }

  @Test(arguments: [
    "scripts/gyrus", "scripts/test", "scripts/reproduce", "scripts/fuzz", "scripts/benchmark", "scripts/setup.sh",
    ".ci/run",
  ])
  func scriptIsSound(_ script: String) throws {
    let result = try gyrus.shell("bash -n \(GyrusProcess.package)/\(script)")
    #expect(result.code == 0, "\(result.errors)")
  }
}
