import Foundation
import Gyrus
import Testing

/// Commands that only print information.
@Suite struct InformationCommandTests {
  let gyrus: GyrusProcess

  init() throws {
    gyrus = try GyrusProcess()
    try gyrus.writeTiny()
  }

  @Test(arguments: [
    ("", ["run", "validate", "describe", "models", "waves", "data", "doctor", "--version"]),
    (
      "run",
      [
        "<file>", "--set <path=value>", "--seed", "--duration", "--threads", "--output", "--overwrite", "--json",
        "--quiet", "Results do not",
      ]
    ),
    ("validate", ["<file>", "--set <path=value>"]),
    ("describe", ["<file>", "--set <path=value>", "--json"]),
    ("models", ["<name>"]),
    ("waves", ["<path>", "--output", "--json", "--time-scale", "Wong", "--population"]),
    ("data", ["list", "fetch", "check", "$GYRUS_DATA"]),
    ("data fetch", ["<name>", "--from", "--folder", "--quiet", "GYRUS_MIRROR"]),
    ("data check", ["<name>", "--folder", "--json", "--quiet", "65"]),
    ("doctor", ["missing"]),
  ])
  func help(_ command: String, _ words: [String]) throws {
    for invocation in ["\(command) --help", "help \(command)"] {
      let result = try gyrus.shell("$gyrus \(invocation)")
      #expect(result.code == 0)
      #expect(result.errors == "")
      for word in words + ["USAGE: gyrus"] { #expect(result.output.contains(word), "\(word)") }
    }
  }

  @Test func version() throws {
    #expect(try gyrus.run("--version").output == gyrusVersion + "\n")
  }

  @Test func validateSaysThatTheFileIsSound() throws {
    let result = try gyrus.run("validate", "tiny.yml")
    #expect(result.code == 0)
    #expect(result.output == "")
    #expect(result.errors == "tiny.yml: valid: 2 populations, 3 projections, 100 neurons\n")
    #expect(gyrus.entries() == ["tiny.yml"])
  }

  @Test func describeCountsWhatARunBuilds() throws {
    let described = try object(try gyrus.run("describe", "tiny.yml", "--json").output)
    let metrics = try object(try gyrus.run("run", "tiny.yml", "--json").output)
    #expect(described["neurons"] as? Int == 100)
    #expect(described["synapses"] as? Int == metrics["synapses"] as? Int)
    #expect(described["partitions"] as? Int == 4)
    #expect(described["window_ms"] as? Double == 1)
    #expect(described["seed"] as? Int == 5)
    #expect(described["bytes_per_synapse"] is NSNumber)
    let projections = try #require(described["projections"] as? [String: [String: Any]])
    let back = try #require(projections["back"])
    #expect(back["synapses"] as? Int == 400)
    #expect(back["delay_classes"] as? Int == 11)
    #expect(back["smallest_delay_ms"] as? Double == 1)
    #expect(back["largest_delay_ms"] as? Double == 2)
    let populations = try #require(described["populations"] as? [String: [String: Any]])
    #expect(populations["excitatory"]?["tie_rule"] as? String == TieRule.summed.rawValue)
    #expect(populations["excitatory"]?["integrator"] as? String == "exact")
  }

  @Test func describeIsReadable() throws {
    let text = try gyrus.run("describe", "tiny.yml", "--set", "integrator=clock").output
    let rows = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    for row in [
      "tiny", "duration 200 ms after 50 ms of warm-up", "window 1 ms, the smallest delay", "clock 0.1 ms",
      "resolution 0.1 ms; delays are multiples of it", "excitatory 80 lif-delta clock summed, then one threshold test",
      "stimuli drive", "recorders spikes (spikes), rate (rate)", "guards guard (rate-guard)",
    ] {
      #expect(rows.contains(row), "\(row)")
    }
    #expect(rows.contains { $0.hasPrefix("synapses 1,400, ") && $0.hasSuffix(" bytes each") })
    #expect(rows.contains { $0.hasPrefix("memory about ") && $0.hasSuffix(" MiB") })
    #expect(rows.contains { $0.hasPrefix("back in-degree 5 400 1 to 2.000 ms up to 11 ") })
    #expect(rows.contains("rounding delays of back are drawn and rounded to multiples of 0.1 ms"))
  }

  @Test func describeTellsExpectedNumbersFromExactOnes() throws {
    let text = try gyrus.run("describe", "tiny.yml", "--set", "projections.forward.rule={bernoulli: 0.1}").output
    let rows = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(rows.contains { $0.hasPrefix("synapses about 1,200, ") })
    #expect(rows.contains { $0.hasPrefix("forward/inhibitory each with p = 0.1 about 160 ") })
    #expect(rows.contains { $0.hasPrefix("back in-degree 5 400 ") })
  }

  @Test func describeTellsWhatFails() throws {
    try gyrus.writeTiny(
      replacing: "components:",
      with:
        "lesion:\n  cut: {of: excitatory, neurons: {start: 0, end: 80, step: 2}, at: 120 ms, kind: remove}\ncomponents:"
    )
    let rows = try gyrus.run("describe", "tiny.yml").output.split(separator: "\n")
      .map { $0.split(separator: " ").joined(separator: " ") }
    #expect(rows.contains("lesions cut (remove 40 of excitatory at 120 ms)"))
  }

  @Test func modelsExplainsEveryModel() throws {
    let all = try gyrus.run("models").output
    for model in NeuronRegistry.models {
      let info = model.info
      let text = try gyrus.run("models", info.name).output
      #expect(all.contains(text))
      #expect(text.hasPrefix("\(info.name): \(info.summary)\n"))
      for equation in info.equations { #expect(text.contains("    \(equation)\n")) }
      let rows = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
      for parameter in info.parameters {
        #expect(rows.contains { $0.hasPrefix("\(parameter.name) ") && $0.hasSuffix(parameter.meaning) })
        #expect(rows.contains { $0.contains("\(parameter.allowed) \(parameter.meaning)") })
      }
      for variable in info.state { #expect(rows.contains { $0.hasPrefix("\(variable.name) ") }) }
      #expect(text.contains(info.source))
      #expect(rows.contains("integrators \(model.integrators.map(\.rawValue).joined(separator: ", "))"))
      if !info.receptors.isEmpty {
        #expect(rows.contains("receptors \(info.receptors.joined(separator: ", "))"))
        #expect(rows.contains("ties \(info.tieRule.rawValue)"))
        if let rule = info.refractoryRule { #expect(rows.contains("refractory \(rule.rawValue)")) }
      }
    }
    for info in PlasticityRegistry.infos {
      let text = try gyrus.run("models", info.name).output
      #expect(all.contains(text))
      for equation in info.equations { #expect(text.contains("    \(equation)\n")) }
      for parameter in info.parameters { #expect(text.contains(parameter.meaning)) }
      #expect(text.contains("must be set") == !info.weightParameters.isEmpty && !text.contains("nan"))
    }
    for kind in WeightOperatorRegistry.kinds {
      let text = try gyrus.run("models", kind.info.name).output
      #expect(all.contains(text) && !text.contains("nan") && !text.contains("inf "))
      for equation in kind.info.equations { #expect(text.contains("    \(equation)\n")) }
      for parameter in kind.info.parameters { #expect(text.contains(parameter.meaning)) }
    }
    for kind in ComponentCatalogue.standard.kinds {
      let text = try gyrus.run("components", kind.info.kind).output
      #expect(all.contains(text) && text.hasPrefix("\(kind.info.kind): \(kind.info.summary)\n"))
      for equation in kind.info.equations { #expect(text.contains("    \(equation)\n")) }
      for meaning in kind.info.meanings.values { #expect(text.contains(meaning)) }
    }
  }

  @Test func modelsHasUnitsAndDefaults() throws {
    let rows = try gyrus.run("models", "lif-delta").output.split(separator: "\n")
      .map { $0.split(separator: " ").joined(separator: " ") }
    #expect(rows.contains("parameter default unit allowed meaning"))
    #expect(rows.contains("membraneTimeConstant 20 ms above 0 tau_m"))
    #expect(rows.contains("refractoryPeriod 2 ms 0 or more t_ref"))
    #expect(
      rows.contains(
        "inputAtRefractoryEnd discarded discarded or accepted what happens to an input at exactly t + t_ref"))
    #expect(rows.contains("v restingPotential mV membrane potential"))
    #expect(rows.contains("weights in mV"))
  }

  @Test func doctorSaysWhatIsThere() throws {
    let result = try gyrus.run("doctor")
    #expect(result.code == (result.output.contains("MISSING") ? 69 : 0))
    for word in [
      "Gyrus", gyrusVersion, "Swift", "GSL", GSL.version, "OpenBLAS", "HDF5", HDF5.version, "gnuplot", "processors",
      "memory", "huge pages", "vector extensions",
    ] {
      #expect(result.output.contains(word), "\(word)")
    }
  }

  @Test func doctorSaysWhatIsMissing() throws {
    let result = try gyrus.run("doctor", environment: ["PATH": "/nowhere"])
    #expect(result.code == 69)
    let missing = result.output.split(separator: "\n").filter { $0.contains(" MISSING ") }
    #expect(missing.count == 5)
    #expect(missing.contains { $0.contains("gnuplot") && $0.contains("install gnuplot-nox") })
    #expect(missing.contains { $0.contains("Swift") && $0.contains("swift.org") })
    #expect(missing.contains { $0.contains("curl") && $0.contains("downloads data sets; install curl") })
  }
}
