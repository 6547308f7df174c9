import Kernel

/// A source whose spikes are a Poisson process.
///
///     P(spike in dt) = rate dt, independently for each neuron
///
/// Spike times are exact, whatever the integrator of the network. Takes no input.
enum PoissonSource: NeuronModel {
  static let info = NeuronModelInfo(
    name: "poisson",
    summary: "source of Poisson spike trains",
    equations: ["P(spike in dt) = rate dt"],
    source: "homogeneous Poisson process",
    parameters: [.init("rate", .rate, 10, .notNegative, "mean rate; may differ between neurons")],
    state: [],
    receptors: [],
    weight: .none)
  static let integrators = [Integrator.exact]

  static func makeBlock(_ slice: PopulationSlice, integrator: Integrator) throws -> NeuronBlock {
    PoissonBlock(slice)
  }
}

/// Neurons of equal rate share one merged process (``PoissonDrive``). Where rates differ, the merged process runs at
/// the highest rate and an event of neuron i is kept with probability rate_i / highest.
private final class PoissonBlock: NeuronBlock {
  private let process: PoissonDrive
  private let kept: ThinningDraw?

  override init(_ slice: PopulationSlice) {
    let rates = slice.values("rate")
    let highest = rates.constant ?? (0..<slice.count).map { rates[$0] }.max() ?? 0
    process = PoissonDrive(
      rate: highest, weight: 0, receptor: 0, neurons: nil, count: slice.count, interval: nil,
      key: slice.streamKey("spikes"))
    kept =
      rates.constant == nil
      ? ThinningDraw(shares: (0..<slice.count).map { rates[$0] / highest }, key: slice.streamKey("thinning")) : nil
    super.init(slice)
  }

  override var nextTransition: Int64 { process.nextTime }

  override func advance(through end: Int64, arrivals: UnsafeBufferPointer<Arrival>, into spikes: inout SpikeBuffer) {
    while process.nextTime <= end {
      let neuron = Int(process.targets[process.cursor])
      if kept?.keeps(neuron) ?? true { spikes.append(neuron, at: process.nextTime) }
      process.step()
    }
    reached = end
  }

  override func save(into state: inout StateWriter) {
    super.save(into: &state)
    state.write("process", part: process)
    if let kept { state.write("thinningDraws", kept.drawn) }
  }

  override func restore(from state: StateReader) throws {
    try super.restore(from: state)
    try state.read("process", part: process)
    if let kept { kept.drawn = try state.word("thinningDraws") }
  }
}
