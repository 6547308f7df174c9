import Kernel

/// A source whose spikes are a Poisson process.
///
///     P(spike in dt) = rate dt, independently for each neuron
///
/// Spike times are exact, whatever the integrator of the network. Takes no input.
public enum PoissonSource: NeuronModel {
  public static let info = NeuronModelInfo(
    name: "poisson",
    summary: "source of Poisson spike trains",
    equations: ["P(spike in dt) = rate dt"],
    source: "homogeneous Poisson process",
    parameters: [.init("rate", .rate, 10, .notNegative, "mean rate; may differ between neurons")],
    state: [],
    receptors: [],
    weight: .none)
  public static let integrators = [Integrator.exact]

  public static func makeBlock(_ slice: PopulationSlice, integrator: Integrator) throws -> NeuronBlock {
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

  override var state: [String: StateArray] {
    get {
      var all = super.state
      all["process"] = .integers(process.state + [Int64(bitPattern: kept?.drawn ?? 0)])
      return all
    }
    set {
      super.state = newValue
      guard let state = newValue["process"]?.integers else { return }
      process.state = Array(state.prefix(3))
      kept?.drawn = UInt64(bitPattern: state[3])
    }
  }
}
