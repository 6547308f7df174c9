import Gyrus
import Spiking
import Kernel
let args = CommandLine.arguments
let which = args[1], threads = Int(args[2])!, integ = Integrator(rawValue: args[3])!
let seed = args.count > 4 ? UInt64(args[4])! : 1
func ms(_ x: Double) -> SimulationTime { try! SimulationTime(milliseconds: x) }
var d: NetworkDescription
func lif(_ n: String, _ size: Int, _ p: [String: Value] = [:], init v: Value) -> PopulationDescription {
  PopulationDescription(name: n, size: size, neuron: "lif-delta", parameters: p, initial: ["v": v])
}
func proj(_ a: String, _ b: String, _ r: ConnectionRule, _ w: Double, _ dl: Double) -> ProjectionDescription {
  ProjectionDescription(from: a, to: b, rule: r, weight: .constant(w), delay: .axonal(dl))
}
switch which {
case "brunel", "brunel-exact":
  d = NetworkDescription(name: "brunel", duration: ms(1000), populations: [lif("E", 10000, init: .uniform(low: 0, high: 20)), lif("I", 2500, init: .uniform(low: 0, high: 20))])
  d.warmup = ms(200)
  for t in ["E", "I"] {
    d.projections.append(proj("E", t, .inDegree(1000), 0.1, 1.5))
    d.projections.append(proj("I", t, .inDegree(250), -0.5, 1.5))
  }
  d.stimuli = [StimulusDescription(name: "drive", to: ["E", "I"], kind: .poisson(rate: 20000, weight: 0.1, sampling: which == "brunel" ? .grid(0.1) : .exact))]
case "sparse":
  let p: [String: Value] = ["bias": .normal(mean: 14, deviation: 3)]
  d = NetworkDescription(name: "sparse", duration: ms(1000), populations: [lif("E", 80000, p, init: .uniform(low: 0, high: 20)), lif("I", 20000, p, init: .uniform(low: 0, high: 20))])
  d.warmup = ms(300)
  for t in ["E", "I"] {
    d.projections.append(proj("E", t, .inDegree(80), 0.5, 1.5))
    d.projections.append(proj("I", t, .inDegree(20), -2, 1.5))
  }
case "brette":
  let p: [String: Value] = ["restingPotential": -49, "threshold": -50, "resetPotential": -60, "refractoryPeriod": 5]
  d = NetworkDescription(name: "brette", duration: ms(2000), populations: [lif("E", 3200, p, init: .uniform(low: -60, high: -50)), lif("I", 800, p, init: .uniform(low: -60, high: -50))])
  for t in ["E", "I"] {
    var a = proj("E", t, .bernoulli(0.02), 0.25, 0.1); a.autapses = false
    var b = proj("I", t, .bernoulli(0.02), -2.25, 0.1); b.autapses = false
    d.projections += [a, b]
  }
case "cuba", "cuba-large":
  func e(_ n: String, _ size: Int) -> PopulationDescription { PopulationDescription(name: n, size: size, neuron: "lif-exp", initial: ["v": .uniform(low: -60, high: -50)]) }
  let big = which == "cuba-large"
  d = NetworkDescription(name: "cuba", duration: ms(big ? 1000: 2000), populations: [e("E", big ? 16000 : 3200), e("I", big ? 4000 : 800)])
  if big { d.warmup = ms(200) }
  for t in ["E", "I"] {
    var a = proj("E", t, big ? .inDegree(64) : .bernoulli(0.02), 1.62, 0.1); if !big { a.autapses = false }
    var b = proj("I", t, big ? .inDegree(16) : .bernoulli(0.02), -9, 0.1); if !big { b.autapses = false }
    d.projections += [a, b]
  }
default: fatalError()
}
d.integrator = integ
d.seed = seed
let s = try Simulation(d, threads: threads)
let r = try s.run()
print(which, threads, integ, "rate", r.meanRate, "cv", r.cvISI ?? 0, "build", r.buildWallSeconds, "rtf", r.realTimeFactor, "events", r.synapticEvents, "syn", r.synapses, "B/syn", r.bytesPerSynapse, "rss", r.peakResidentBytes >> 20, r.spikeDigest)
