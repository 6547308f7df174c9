/// A relay that repeats every input spike at the instant it arrives, whatever its weight.
///
///     output train = sum of the input trains
enum ParrotNeuron: NeuronModel {
  static let info = NeuronModelInfo(
    name: "parrot",
    summary: "relay: repeats every spike it receives",
    equations: ["a spike out for every spike in, at the same instant"],
    source: "as NEST's parrot_neuron",
    parameters: [],
    state: [],
    receptors: ["synapse"],
    isRelay: true,
    weight: .none,
    tieRule: .oneByOne)
  static let integrators = [Integrator.exact]

  static func makeBlock(_ slice: PopulationSlice, integrator: Integrator) throws -> NeuronBlock {
    ParrotBlock(slice)
  }
}

private final class ParrotBlock: NeuronBlock {
  override var nextTransition: Int64 { nextDrive }

  override func advance(through end: Int64, arrivals: UnsafeBufferPointer<Arrival>, into spikes: inout SpikeBuffer) {
    var next = 0
    while true {
      let arrivalTime = next < arrivals.count ? arrivals[next].time : .max
      let time = min(arrivalTime, nextDrive)
      guard time <= end else { break }
      while next < arrivals.count, arrivals[next].time == time {
        // A relay receives no full rows, so targets are always listed.
        if let targets = arrivals[next].targets {
          for k in 0..<Int(arrivals[next].count) { spikes.append(Int(targets[k]), at: time) }
        }
        next += 1
      }
      for drive in drives where drive.nextTime == time {
        if drive.interval == nil {
          spikes.append(Int(drive.targets[drive.cursor]), at: time)
          drive.step()
        } else {
          drive.takeCounts(each: { neuron, count in
            for _ in 0..<Int(count) { spikes.append(neuron, at: time) }
          })
        }
      }
    }
    reached = end
  }
}
