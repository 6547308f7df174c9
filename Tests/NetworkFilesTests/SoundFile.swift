import NetworkFiles
import Testing

/// A file in which every section and most forms occur; tests break one thing in it.
let sound = """
  name: sound
  seed: 3
  duration: 1 s
  warmup: 100 ms
  integrator: clock
  clock: 0.1 ms
  resolution: 0.1 ms
  partitions: 2
  populations:
    excitatory:
      size: 100
      neuron: lif-delta
      parameters: {membraneTimeConstant: 20 ms, bias: {normal: {mean: 14 mV, deviation: 3 mV}}}
      initial: {v: {uniform: [0 mV, 20 mV]}}
      positions: {grid: {rows: 10, columns: 10}, width: 20, height: 20 mm, periodic: true}
    inhibitory:
      size: 25
      neuron: lif-exp
    source:
      size: 2
      neuron: spike-list
      spikeTimes: [[1 ms, 2 ms], [3 ms]]
  projections:
    forward:
      from: excitatory
      to: [excitatory, inhibitory]
      rule: {inDegree: 20}
      weight: 0.1 mV
      delay: 1.5 ms
      multapses: false
    near:
      from: excitatory
      to: excitatory
      rule: {gaussian: {sigma: 2, cutoff: 6, probability: 0.5}}
      weight: {decay: {amplitude: 0.3 mV, length: 2}}
      precision: double
      delay: {axonal: {conduction: {speed: 0.3 mm/ms, offset: 0.5 ms}}, dendritic: 0.2 ms}
    back:
      from: inhibitory
      to: excitatory
      rule: {bernoulli: 0.1}
      weight: {normal: {mean: -0.5 mV, deviation: 0.1 mV, maximum: 0 mV}}
      delay: {uniform: [1 ms, 2 ms]}
    given:
      from: source
      to: inhibitory
      rule: allToAll
      weight: 2 mV
      delay: 1 ms
      receptor: excitatory
  stimuli:
    drive: {to: [excitatory], poisson: {rate: 2 kHz, weight: 0.1 mV, grid: 0.1 ms}}
    steps: {to: inhibitory, neurons: {start: 0, end: 10}, stepCurrent: {times: [0 ms, 50 ms], amplitudes: [1 mV, 2 mV]}}
    noise: {to: inhibitory, neurons: [1, 2], noisyCurrent: {deviation: 2 mV, interval: 1 ms}}
    kick: {to: excitatory, spikes: {times: [10 ms], weight: 5 mV}}
  recorders:
    all: {spikes: all}
    voltages: {state: {of: excitatory, variables: [v], neurons: {start: 0, end: 10}, every: 1 ms}}
    weights: {weights: {of: forward/inhibitory, every: 100 ms}}
    rate: {rate: {of: [excitatory], bin: 5 ms}}
    waves: {waves: {of: excitatory, every: 0.1 ms}}
  components:
    guard: {rate-guard: {every: 50 ms, maximum: 300 Hz}}
  lesion:
    scotoma: {of: excitatory, neurons: {start: 0, end: 10}, at: 500 ms, kind: silence}
    cut: {of: inhibitory, neurons: [1, 2], at: 1 s, kind: remove}
    all: {of: source, at: 0 s, kind: silence}
  """

/// Reads `yaml` and returns the error that it must give.
func error(
  in yaml: String, overrides: [String] = [], seed: UInt64? = nil, duration: String? = nil
) -> NetworkFileError? {
  #expect(throws: NetworkFileError.self) {
    _ = try NetworkFile(yaml: yaml, file: "net.yml", overrides: overrides, seed: seed, duration: duration)
  }
}
