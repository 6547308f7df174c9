import Foundation
import Gyrus
import Testing

/// Results are a function of the network file and the seed: not of the hashes of a process, nor of the processor.
@Suite struct ReproducibilityTests {
  let gyrus: GyrusProcess

  init() throws { gyrus = try GyrusProcess() }

  /// Several recorders, plastic projections, layers and a model with several read-outs: everything that is kept by name.
  private static let network = """
    name: everything
    seed: 5
    duration: 150 ms
    integrator: clock
    layers:
      retina: {size: 400, sheet: {width: 10, height: 10}}
      geniculate: {size: 40, sheet: {width: 3, height: 3}}
    populations:
      cells: {size: 80, neuron: lif-delta, parameters: {membraneTimeConstant: 20 ms, threshold: 20 mV, bias: 5 mV}}
      others: {size: 20, neuron: lif-exp}
    projections:
      learning:
        from: cells
        to: cells
        rule: {inDegree: 20}
        weight: 0.2 mV
        delay: {axonal: 1 ms, dendritic: 0.5 ms}
        plasticity:
          rule: pair-stdp
          parameters: {maximumWeight: 0.4 mV, learningRate: 0.01}
          normalisation: {mean: 0.2 mV, every: 20 ms}
          homeostasis: {targetRate: 20 Hz, every: 20 ms}
      back: {from: cells, to: others, rule: {bernoulli: 0.3}, weight: 0.5 mV, delay: {uniform: [1 ms, 3 ms]}}
    stimuli:
      drive: {to: [cells, others], poisson: {rate: 20 kHz, weight: 0.1 mV}}
    recorders:
      cells: {spikes: all}
      v: {state: {of: cells, variables: [v], neurons: [0, 1], every: 1 ms}}
      w: {weights: {of: learning, every: 50 ms}}
      rates: {rate: {of: [cells, others], bin: 5 ms}}
    lesion:
      scotoma: {of: retina, neurons: {start: 0, end: 100}, at: 80 ms, kind: silence}
    models:
      hierarchy:
        autoencoder-hierarchy:
          images: {set: glyph-digits, crop: 20, count: 256}
          learning: {epochs: 1}
          classifier: {epochs: 2}
          readouts: {ridge: {method: ridge}, a: {hidden: 0, epochs: 1}, few: {shots: 1, epochs: 1}, b: {hidden: 3, epochs: 1}}
    """

  /// The files of a folder, without lines about times, memory and paths.
  private func contents(of folder: String) throws -> [String: Data] {
    let root = gyrus.folder.appending(path: folder)
    let files = try #require(FileManager.default.enumerator(atPath: root.path())).compactMap { $0 as? String }
    var contents: [String: Data] = [:]
    for name in files {
      guard let data = FileManager.default.contents(atPath: root.appending(path: name).path()) else { continue }
      guard let text = String(data: data, encoding: .utf8) else {
        contents[name] = Self.withoutTimes(data)
        continue
      }
      let varies =
        /wall|date|real_time_factor|peak_rss|Seconds|peakResident|results in|faster|slower|memory|real time|processor time| s<\/dd>/
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains(varies) }
      contents[name] = Data(lines.joined(separator: "\n").utf8)
    }
    return contents
  }

  /// The bytes of an HDF5 file with 0 in place of the times of its objects, seconds since 1970 within this hour.
  private static func withoutTimes(_ data: Data) -> Data {
    var bytes = Array(data)
    let now = UInt32(Date().timeIntervalSince1970)
    for place in 0..<max(bytes.count - 3, 0) {
      let number = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
      if (now - 3600...now).contains(number) { for place in place..<(place + 4) { bytes[place] = 0 } }
    }
    return Data(bytes)
  }

  private func expectEqual(_ a: String, _ b: String) throws {
    let (first, second) = (try contents(of: a), try contents(of: b))
    #expect(first.count > 5 && first.keys.sorted() == second.keys.sorted())
    for (name, data) in first where second[name] != data {
      let texts = [data, second[name] ?? Data()].map { String(decoding: $0, as: UTF8.self).split(separator: "\n") }
      let line = zip(texts[0], texts[1]).first { $0 != $1 }
      Issue.record("\(name) differs: \(String(describing: line))")
    }
  }

  /// Each process hashes differently, so that the order of a set or a dictionary shows.
  @Test func aRunDoesNotDependOnHashes() throws {
    try gyrus.write(Self.network, to: "net.yml")
    for name in ["a", "b", "c"] {
      let result = try gyrus.run("run", "net.yml", "--output", name, "--quiet")
      #expect(result.code == 0, "\(result.errors)")
    }
    try expectEqual("a", "b")
    try expectEqual("a", "c")
    let readouts = try #require(try gyrus.text(of: "a/network.resolved.yml").components(separatedBy: "readouts:").last)
    let places = ["a", "b", "few", "ridge"].compactMap { readouts.range(of: "\n        \($0):")?.lowerBound }
    #expect(places.count == 4 && places == places.sorted())
  }

  @Test func aStudyDoesNotDependOnHashes() throws {
    try SmallStudy.writeNetworks(in: gyrus, "networks")
    for name in ["a", "b"] {
      // Each has its own program code, so that nothing is taken from the cache.
      let result = try gyrus.run(
        "reproduce", "waves", "--quick", "--output", name, environment: ["GYRUS_CODE": name, "GYRUS_DATA": "none"])
      #expect(result.code == 0, "\(result.errors)")
      // The section and the table of run times.
      let page = try gyrus.text(of: "\(name)/README.md").components(separatedBy: "\n## ").filter {
        !$0.hasPrefix("Time")
      }
      try gyrus.write(page.joined(separator: "\n## "), to: "\(name)/README.md")
      try? FileManager.default.removeItem(at: gyrus.folder.appending(path: "\(name)/timing.csv"))
    }
    try expectEqual("a", "b")
  }

  // MARK: The kernel of OpenBLAS

  private static let hasHaswell: Bool = {
    #if arch(x86_64)
      let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
      return text.contains(" avx2 ") && text.contains(" fma ")
    #else
      return false
    #endif
  }()

  private static let model = """
    name: model
    models:
      hierarchy:
        autoencoder-hierarchy:
          images: {set: glyph-digits, crop: 20, count: 128}
          learning: {epochs: 1}
          classifier: {epochs: 1}
    """

  /// Runs the model with and without a kernel chosen by the user.
  private func provenance(_ setting: String, _ output: String) throws -> (fields: [String: Any], errors: String) {
    try gyrus.write(Self.model, to: "model.yml")
    let result = try gyrus.shell(
      "env -u OPENBLAS_CORETYPE -u GYRUS_BLAS_KERNEL \(setting) $gyrus run model.yml --output \(output) --quiet")
    #expect(result.code == 0, "\(result.errors)")
    return (try object(try gyrus.text(of: "\(output)/provenance.json")), result.errors)
  }

  @Test(.enabled(if: hasHaswell, "a processor with AVX2 and FMA"))
  func theKernelIsFixed() throws {
    let (fields, errors) = try provenance("", "out")
    #expect(fields["openblas_kernel"] as? String == "Haswell")
    #expect(["Gyrus", "OpenBLAS"].contains(fields["openblas_kernel_chosen_by"] as? String))
    #expect(errors == "")
  }

  @Test(.enabled(if: hasHaswell, "a processor with AVX2 and FMA"))
  func aKernelOfTheUserIsKeptAndNoted() throws {
    let (fields, errors) = try provenance("OPENBLAS_CORETYPE=Nehalem", "out")
    #expect(fields["openblas_kernel"] as? String == "Nehalem")
    #expect(fields["openblas_kernel_chosen_by"] as? String == "OPENBLAS_CORETYPE")
    #expect(errors.hasPrefix("warning: OpenBLAS uses the kernel Nehalem, as OPENBLAS_CORETYPE is set"), "\(errors)")
    #expect(try gyrus.text(of: "out/log.txt").contains("kernel Nehalem"))
  }
}
