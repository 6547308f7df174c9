import Foundation
import Reproductions
import Synchronization
import Testing

/// The whole study of waves on small sheets, which takes seconds.
@Suite struct WavesReproductionTests {
  private static func layers(_ sizes: [Int], extra: String = "") -> String {
    var text = "{duration: 100 ms, integrator: clock, layers: {"
    let names =
      sizes.count == 3 ? ["retina", "geniculate", "cortex"] : (0..<sizes.count).map { "l\($0)" }
    for (name, size) in zip(names, sizes) {
      let side = name == names[0] ? 5 : 3
      text += "\(name): {size: \(size), sheet: {width: \(side), height: \(side)}\(name == names[0] ? "" : extra)}, "
    }
    return text + "}}"
  }

  private static let pairs = """
    , feedForward: {plasticity: {rule: pair-stdp, parameters: {maximumWeight: 1000, learningRate: 0.0002}}}
    """

  /// A folder like the checkout, with small networks under the study's names.
  private func checkout() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Self.layers([100, 30, 20]), to: "networks/layered-waves.yml")
    try folder.write(Self.layers([100, 30, 20], extra: Self.pairs), to: "networks/layered-waves-stdp.yml")
    try folder.write(Self.layers([100, 30, 20, 20, 20]), to: "networks/layered-waves-deep.yml")
    try folder.write(Self.layers([100, 30, 10, 30, 100]), to: "networks/layered-waves-autoencoder.yml")
    try folder.write(Self.layers([100]), to: "networks/retinal-waves.yml")
    return folder
  }

  private func options(_ folder: TemporaryFolder, output: String) -> ReproductionOptions {
    var options = ReproductionOptions(
      root: folder.path, output: "\(folder.path)/\(output)", cache: "\(folder.path)/cache", code: "test")
    options.isQuick = true
    options.threads = 2
    return options
  }

  @Test("a study leaves page, tables and claims; a second one computes nothing and says the same")
  func endToEnd() throws {
    let folder = try checkout()
    let outcome = try WavesReproduction.run(options(folder, output: "first"))
    let page = try folder.text(of: "first/README.md")
    for words in [
      "# Waves and", "scripts/reproduce waves --quick", "## Claims", "## Causality", "## Lesions", "no data sets",
      "| layered-waves-deep | 5 l4 |", "(self-organisation.csv)", "too short to learn",
    ] { #expect(page.contains(words), "\(words)") }
    let entries = try folder.entries(of: "first")
    for name in ["self-organisation", "forms", "timing", "causality", "lesions", "reconstruction", "recordings"] {
      #expect(entries.contains("\(name).csv"), "\(name)")
    }
    #expect(outcome.notes.contains { $0.contains("GYRUS_DATA") })
    // Silenced layers stay silent for any size.
    let silence = outcome.claims.filter { $0.text.contains("is silent when") }
    #expect(silence.count == 3 && silence.allSatisfy { $0.value == "0" && $0.verdict == .met })
    let rows = try folder.text(of: "first/causality.csv").split(separator: "\n")
    #expect(rows.first == "silenced,layer,seed,before,settling,after,last_spike_after_ms" && rows.count == 7)

    let computed = Mutex(0)
    let again = try WavesReproduction.run(options(folder, output: "second")) { _ in computed.withLock { $0 += 1 } }
    #expect(computed.withLock { $0 } == 0)
    #expect(again.claims == outcome.claims)
    #expect(try folder.text(of: "second/README.md") == page)

    // After one network changes, only its own trials and those derived from it run again.
    try folder.write(Self.layers([100, 30, 20, 20, 25]), to: "networks/layered-waves-deep.yml")
    let last = Mutex(0)
    _ = try WavesReproduction.run(options(folder, output: "third")) { progress in
      #expect(progress.label == "self-organisation: layered-waves-deep, seed 1")
      last.withLock { $0 = progress.done }
    }
    #expect(last.withLock { $0 } > 1)
  }

  @Test func missingNetworkIsNamed() throws {
    let folder = try TemporaryFolder()
    #expect { try WavesReproduction.run(options(folder, output: "out")) } throws: { error in
      "\(error)".contains("networks/layered-waves.yml") && "\(error)".contains("there is no such file")
    }
  }
}
