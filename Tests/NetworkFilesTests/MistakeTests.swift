import NetworkFiles
import Testing

/// A change that makes the sound file wrong. "▸" in `new` marks where the error must point; it is not part of the text.
struct Mistake: Sendable, CustomTestStringConvertible {
  var old: String
  var new: String
  var says: [String]

  init(_ old: String, _ new: String, _ says: String...) {
    (self.old, self.new, self.says) = (old, new, says)
  }

  var testDescription: String { new }
}

@Suite struct MistakeTests {
  @Test(arguments: keys + units + numbers + references + rules + delays + steps + inputs + lesions + documents)
  func mistakeIsPlaced(_ mistake: Mistake) throws {
    let place = try #require(sound.firstRange(of: mistake.old))
    let marked = sound.replacing(place, with: mistake.new)
    let found = try #require(error(in: String(marked.filter { $0 != "▸" })))
    for part in mistake.says { #expect(found.message.contains(part), "\(found)") }
    #expect(found.line != nil)
    guard let mark = marked.firstIndex(of: "▸") else { return }
    let line = marked[..<mark].count { $0 == "\n" } + 1
    let column = marked[..<mark].reversed().prefix { $0 != "\n" }.count + 1
    #expect(found.description == "net.yml:\(line):\(column): \(found.message)")
  }

  /// Counted by hand: line and column start at 1.
  @Test func positionsCountFromOne() throws {
    let found = try #require(error(in: "duration: 1 s\npopulations:\n  a: {size: -1, neuron: lif-delta}\n"))
    #expect(found.description == "net.yml:3:13: must be at least 1, not -1")
  }

  static let keys: [Mistake] = [
    Mistake("size: 100", "▸sise: 100", "unknown key 'sise' in population 'excitatory'", "did you mean 'size'?"),
    Mistake("warmup: 100 ms", "▸warm_up: 100 ms", "did you mean 'warmup'?"),
    Mistake(
      "membraneTimeConstant: 20", "▸membraneTimeconstat: 20", "of 'lif-delta'; did you mean 'membraneTimeConstant'?"),
    Mistake("{v: {uniform", "{▸vv: {uniform", "no state variable 'vv' of 'lif-delta'", "'v'"),
    Mistake("sigma: 2", "▸sigm: 2", "unknown key 'sigm' in 'gaussian'", "did you mean 'sigma'?"),
    Mistake("{rate-guard:", "{▸rate-gard:", "did you mean 'rate-guard'?"),
    Mistake("maximum: 300 Hz", "▸maximun: 300 Hz", "did you mean 'maximum'?"),
    Mistake("noise: {to: inhibitory", "noise: {▸too: inhibitory", "did you mean 'to'?"),
    Mistake("kick: {to: excitatory, spikes", "kick: {to: excitatory, ▸spices", "did you mean 'spikes'?"),
    Mistake("inhibitory:\n    size: 25\n", "▸inhibitory:\n", "population 'inhibitory' needs 'size'"),
    Mistake("duration: 1 s", "duration:▸", "'duration' has no value"),
    Mistake("duration: 1 s\n", "", "a network file needs 'duration'"),
    Mistake("seed: 3", "seed: 3\n▸seed: 4", "written twice in one mapping: 'seed'"),
    Mistake("rule: {bernoulli: 0.1}", "▸rule: {bernoulli: 0.1, inDegree: 2}", "not inDegree and bernoulli"),
    Mistake(
      "noise: {to: inhibitory, neurons: [1, 2], noisyCurrent", "▸noise: {to: inhibitory} #", "needs one of poisson"),
  ]

  static let units: [Mistake] = [
    Mistake("duration: 1 s", "duration: ▸1 mV", "'1 mV' is not a time", "ms, s, us"),
    Mistake("weight: 2 mV", "weight: ▸2 nS", "'2 nS' is not a voltage", "mV, V, uV"),
    Mistake("rate: 2 kHz", "rate: ▸2", "'2' has no unit", "Hz, kHz, /s"),
    Mistake("cutoff: 6", "cutoff: ▸6 ms", "is not a length", "mm, um, m"),
    Mistake("probability: 0.5", "probability: ▸0.5 mV", "is not a number", "without a unit"),
    Mistake("deviation: 3 mV", "deviation: ▸3 ms", "is not a voltage"),
    Mistake("maximum: 300 Hz", "maximum: ▸300 ms", "is not a rate"),
    Mistake("clock: 0.1 ms", "clock: ▸fast", "is not a time"),
    Mistake("weight: 2 mV", "weight: ▸.nan mV", "is not a voltage"),
    Mistake("weight: 2 mV", "weight: ▸nan mV", "is not a voltage"),
    Mistake("weight: 2 mV", "weight: ▸.inf mV", "is not a voltage"),
    Mistake("weight: 2 mV", "weight: ▸1e999 mV", "too large"),
    Mistake("weight: 2 mV", "weight: ▸1e308 V", "too large"),
    Mistake("weight: 2 mV", "weight: ▸1e300 mV", "must be between"),
    Mistake("weight: 2 mV", "▸weight: [1 mV]", "cannot be a list"),
  ]

  static let numbers: [Mistake] = [
    Mistake("size: 100", "size: ▸-100", "must be at least 1, not -100"),
    Mistake("size: 100", "size: ▸0", "must be at least 1, not 0"),
    Mistake("size: 100", "size: ▸ten", "'ten' is not a whole number"),
    Mistake("size: 100", "size: ▸1.5", "not a whole number"),
    Mistake("size: 100", "size: ▸99999999999999999999", "outside"),
    Mistake("size: 100", "size: ▸9223372036854775807", "at most 2147483647"),
    Mistake("size: 100", "size: ▸-9223372036854775808", "must be at least 1"),
    Mistake("seed: 3", "seed: ▸-3", "outside 0 … 18446744073709551615"),
    Mistake("duration: 1 s", "duration: ▸0 s", "must be above 0"),
    Mistake("duration: 1 s", "duration: ▸-1 s", "must be above 0, not -1 s"),
    Mistake("duration: 1 s", "duration: ▸1e30 s", "outside the range of simulated time"),
    Mistake("duration: 1 s", "duration: ▸9223372 s", "must be at most 4320000 s"),
    Mistake("warmup: 100 ms", "warmup: ▸-1 ms", "must be 0 or more"),
    Mistake("clock: 0.1 ms", "clock: ▸0 ms", "must be above 0"),
    Mistake("resolution: 0.1 ms", "resolution: ▸0 ms", "must be above 0"),
    Mistake("partitions: 2", "partitions: ▸0", "must be from 1 to 65536"),
    Mistake("membraneTimeConstant: 20 ms", "membraneTimeConstant: ▸0 ms", "must be above 0, not 0 ms"),
    Mistake("membraneTimeConstant: 20 ms", "membraneTimeConstant: ▸1e15 ms", "must be at most"),
    Mistake("membraneTimeConstant: 20 ms", "▸membraneTimeConstant: [20 ms, 20 ms]", "100 neurons, not 2"),
    Mistake(
      "membraneTimeConstant: 20 ms", "membraneTimeConstant: {▸normal: {mean: 20 ms, deviation: 1 ms}}",
      "must be above 0, but it has no minimum"),
    Mistake("membraneTimeConstant: 20 ms", "membraneTimeConstant: {▸uniform: [0 ms, 5 ms]}", "must be above 0"),
    Mistake("membraneTimeConstant: 20 ms", "membraneTimeConstant: {normalSquared: {scale: ▸-1 ms}}", "must be above 0"),
    Mistake(
      "{uniform: [0 mV, 20 mV]}", "{▸uniform: [20 mV, 0 mV]}", "the lower end, 20 mV, is above the upper end, 0 mV"),
    Mistake(
      "{normal: {mean: -0.5 mV,", "{▸normal: {minimum: 1 mV, mean: -0.5 mV,", "the minimum, 1 mV, is above the maximum"),
    Mistake("deviation: 0.1 mV", "deviation: ▸-0.1 mV", "must be 0 or more"),
    Mistake(
      "{normal: {mean: -0.5 mV, deviation: 0.1 mV, maximum: 0 mV}}", "{logNormal: {mean: ▸-1 mV, deviation: 1 mV}}",
      "must be above 0"),
    Mistake(
      "membraneTimeConstant: 20 ms", "membraneTimeConstant: 20 ms, resetPotential: ▸30 mV",
      "must be below the threshold"),
    Mistake("[[1 ms, 2 ms], [3 ms]]", "[[2 ms, ▸1 ms], [3 ms]]", "must be in order: 1 ms comes after 2 ms"),
    Mistake("spikeTimes: [[1 ms, 2 ms], [3 ms]]", "▸spikeTimes: [[1 ms]]", "each of the 2 neurons"),
  ]

  static let references: [Mistake] = [
    Mistake("neuron: lif-exp", "neuron: ▸lif-expp", "no neuron model 'lif-expp'", "did you mean 'lif-exp'?"),
    Mistake("from: source", "from: ▸sauce", "no population 'sauce'", "choose from: excitatory, inhibitory, source"),
    Mistake("to: [excitatory, inhibitory]", "to: [excitatory, ▸inhibitry]", "did you mean 'inhibitory'?"),
    Mistake("drive: {to: [excitatory]", "drive: {▸to: [exitatory]", "did you mean 'excitatory'?"),
    Mistake("rate: {of: [excitatory]", "rate: {of: [inhibitory, ▸x]", "no population 'x'"),
    Mistake("rate: {of: [excitatory]", "rate: {of: [excitatory, ▸excitatory]", "named twice"),
    Mistake("{of: forward/inhibitory", "{of: ▸forwards/inhibitory", "did you mean 'forward/inhibitory'?"),
    Mistake("variables: [v]", "variables: [▸w]", "no state variable 'w'"),
    Mistake("receptor: excitatory", "receptor: ▸excitatry", "did you mean 'excitatory'?"),
    Mistake("rule: allToAll", "rule: ▸all-to-al", "did you mean 'allToAll'?"),
    Mistake("rule: allToAll", "rule: ▸inDegree", "needs a value"),
    Mistake("integrator: clock", "integrator: ▸clocks", "did you mean 'clock'?"),
    Mistake(
      "neuron: spike-list", "neuron: spike-list\n    integrator: ▸clock",
      "'spike-list' does not offer 'clock', only exact"),
    Mistake("to: inhibitory\n    rule: allToAll", "to: ▸source\n    rule: allToAll", "take no input"),
    Mistake("noise: {to: inhibitory, neurons: [1, 2]", "noise: {to: ▸source", "take no current"),
    Mistake("waves: {of: excitatory", "waves: {of: ▸inhibitory", "waves need positions"),
  ]

  static let rules: [Mistake] = [
    Mistake("bernoulli: 0.1", "bernoulli: ▸1.1", "between 0 and 1, not 1.1"),
    Mistake("bernoulli: 0.1", "bernoulli: ▸-0.1", "between 0 and 1"),
    Mistake("probability: 0.5", "probability: ▸2", "between 0 and 1"),
    Mistake("inDegree: 20", "inDegree: ▸101", "101 is too many", "100 sources in 'excitatory'", "multapses are off"),
    Mistake("rule: {inDegree: 20}", "autapses: false\n    rule: {inDegree: ▸100}", "99 sources", "without autapses"),
    Mistake("precision: double", "precision: ▸doubel", "there is no precision 'doubel'", "did you mean 'double'"),
    Mistake("inDegree: 20", "outDegree: ▸30", "25 targets in 'inhibitory'"),
    Mistake("inDegree: 20", "totalNumber: ▸2501", "there are 2500 pairs"),
    Mistake("inDegree: 20", "inDegree: ▸-1", "must be 0 or more"),
    Mistake("rule: {bernoulli: 0.1}", "rule: {totalNumber: ▸2000000000000}", "more than 2^40 synapses"),
    Mistake("rule: {bernoulli: 0.1}", "rule: ▸oneToOne", "25 neurons and 'excitatory' 100"),
    Mistake("rule: {bernoulli: 0.1}", "▸rule: {disc: {radius: 2}}", "'inhibitory' has no positions"),
    Mistake(
      "weight: {normal: {mean: -0.5 mV, deviation: 0.1 mV, maximum: 0 mV}}",
      "▸weight: {decay: {amplitude: 1 mV, length: 2}}", "'inhibitory' has no positions"),
    Mistake("sigma: 2", "sigma: ▸0", "must be above 0"),
    Mistake("cutoff: 6", "cutoff: ▸-6", "must be above 0"),
    Mistake("{bernoulli: 0.1}", "{edgeList: ▸missing.csv}", "cannot be read: there is no such file"),
    Mistake("{bernoulli: 0.1}", "{edgeList: ▸/dev/zero}", "cannot be read: is a device, not a file"),
    Mistake(
      "positions: {grid: {rows: 10", "positions: {▸grid: {rows: 9", "9 rows of 10 columns do not match the 100"),
    Mistake("grid: {rows: 10, columns: 10}", "▸list: [[1, 2]]", "each of the 100 neurons"),
    Mistake("width: 20", "width: ▸-20", "must be above 0"),
  ]

  static let delays: [Mistake] = [
    Mistake("delay: 1.5 ms", "delay: ▸0.01 ms", "0.01 ms, is below the resolution, 0.1 ms"),
    Mistake("delay: {uniform: [1 ms", "▸delay: {uniform: [0.05 ms", "0.05 ms, is below the resolution, 0.1 ms"),
    Mistake("delay: {uniform: [1 ms, 2 ms]}", "delay: {▸normal: {mean: 2 ms, deviation: 1 ms}}", "it has no minimum"),
    Mistake(
      "delay: {uniform: [1 ms, 2 ms]}", "▸delay: {logNormal: {mean: 2 ms, deviation: 1 ms}}", "below the resolution",
      "minimum"),
    Mistake("speed: 0.3 mm/ms", "speed: ▸0 mm/ms", "must be above 0"),
    Mistake("delay: 1.5 ms", "delay: ▸-1.5 ms", "must be 0 or more"),
    Mistake("delay: 1.5 ms", "delay: ▸1e15 ms", "must be at most"),
    Mistake("delay: 1.5 ms", "delay: ▸1.23 ms", "0.1 ms, the resolution, not 1.23 ms: write 1.2 ms or 1.3 ms"),
    Mistake("delay: 1.5 ms", "delay: {axonal: ▸1.23 ms}", "write 1.2 ms or 1.3 ms"),
    Mistake("delay: 1.5 ms", "delay: {axonal: 0 ms, dendritic: ▸1.23 ms}", "write 1.2 ms or 1.3 ms"),
    Mistake("delay: 1.5 ms", "▸delay: {axonal: 1 ms, dendritic: 0.23 ms}", "not 1.23 ms: write 1.2 ms or 1.3 ms"),
  ]

  /// Times between the steps of a clock.
  static let steps: [Mistake] = [
    Mistake("[[1 ms, 2 ms], [3 ms]]", "[[1 ms, ▸2.01 ms], [3 ms]]", "the clock of 'inhibitory'", "2 ms or 2.1 ms"),
    Mistake("times: [0 ms, 50 ms]", "times: [0 ms, ▸50.03 ms]", "not 50.03 ms: write 50 ms or 50.1 ms"),
    Mistake("interval: 1 ms", "interval: ▸1.05 ms", "the clock of 'inhibitory'", "write 1 ms or 1.1 ms"),
    Mistake("times: [10 ms]", "times: [▸10.04 ms]", "the clock of 'excitatory'", "write 10 ms or 10.1 ms"),
    Mistake("grid: 0.1 ms}", "grid: ▸0.15 ms}", "write 0.1 ms or 0.2 ms"),
    Mistake("every: 1 ms", "every: ▸1.05 ms", "write 1 ms or 1.1 ms"),
    Mistake("bin: 5 ms", "bin: ▸5.01 ms", "write 5 ms or 5.1 ms"),
    Mistake("every: 0.1 ms", "every: ▸0.05 ms", "not 0.05 ms: write 0.1 ms"),
    Mistake(
      "membraneTimeConstant: 20 ms", "membraneTimeConstant: 20 ms, refractoryPeriod: ▸1.96 ms",
      "write 1.9 ms or 2 ms"),
    Mistake(
      "membraneTimeConstant: 20 ms", "membraneTimeConstant: 20 ms, inputAtRefractoryEnd: ▸acepted",
      "'inputAtRefractoryEnd' cannot be 'acepted'; did you mean 'accepted'?"),
  ]

  static let inputs: [Mistake] = [
    Mistake("rate: 2 kHz", "rate: ▸-2 kHz", "must be 0 or more, not -2000 Hz"),
    Mistake("rate: 2 kHz", "rate: ▸1e18 kHz", "must be at most"),
    Mistake("grid: 0.1 ms}", "grid: ▸0 ms}", "must be above 0"),
    Mistake("grid: 0.1 ms}", "grid: ▸0.1 ps}", "below a picosecond"),
    Mistake("{start: 0, end: 10}, stepCurrent", "{start: 0, end: ▸26}, stepCurrent", "numbered 0 to 24"),
    Mistake("neurons: [1, 2]", "neurons: [1, ▸25]", "no neuron 25"),
    Mistake("neurons: [1, 2]", "neurons: ▸some", "write all"),
    Mistake("times: [0 ms, 50 ms]", "times: [50 ms, ▸0 ms]", "must be in order"),
    Mistake("amplitudes: [1 mV, 2 mV]", "▸amplitudes: [1 mV]", "not 1 for 2"),
    Mistake("every: 1 ms", "every: ▸-1 ms", "must be above 0"),
    Mistake("every: 50 ms", "every: ▸0 ms", "must be above 0"),
    Mistake("maximum: 300 Hz", "maximum: ▸0 Hz", "must be above 0"),
  ]

  static let lesions: [Mistake] = [
    Mistake("lesion:", "▸lesions:", "did you mean 'lesion'?"),
    Mistake("kind: silence", "kind: ▸silense", "'kind' cannot be 'silense'", "did you mean 'silence'?"),
    Mistake("cut: {of: inhibitory", "cut: {of: ▸inhibitori", "population 'inhibitori'", "did you mean 'inhibitory'?"),
    Mistake("at: 500 ms", "at: ▸-1 ms", "must be 0 or more, not -1 ms"),
    Mistake("at: 500 ms", "at: ▸5 mV", "'5 mV' is not a time"),
    Mistake("at: 500 ms, ", "", "lesion 'scotoma' needs 'at'"),
    Mistake("0, end: 10}, at", "0, end: ▸101}, at", "numbered 0 to 99"),
    Mistake("[1, 2], at", "[1, ▸25], at", "no neuron 25"),
  ]

  static let documents: [Mistake] = [
    Mistake("seed: 3", "seed: [3", "not valid YAML"),
    Mistake("seed: 3", "\tseed: 3", "not valid YAML"),
    Mistake("seed: 3", "seed: *three", "not valid YAML: found undefined alias"),
    Mistake("seed: 3", "seed: 3\n---\nseed: 4", "not valid YAML"),
    Mistake("seed: 3", "seed: \u{1}3", "not valid YAML"),
    Mistake("seed: 3", "▸seed: {a: 3}", "must be a single value, not a mapping"),
    Mistake("seed: 3", "seed: 3\n? ▸[a]\n: b", "a key must be a word"),
    Mistake(
      "components:\n  guard: {rate-guard: {every: 50 ms, maximum: 300 Hz}}", "components: ▸7",
      "must be a mapping, not '7'"),
    Mistake("  source:", "  ▸so urce:", "is not a name"),
    Mistake("name: sound", "name: ▸../sound", "cannot be the name of a folder"),
  ]
}

extension String {
  fileprivate func replacing(_ range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
