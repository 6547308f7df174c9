import Kernel
import Spiking

extension DescriptionReader {
  func stimulus(_ entry: DocumentNode.Entry) throws -> StimulusDescription {
    let kinds = ["poisson", "stepCurrent", "noisyCurrent", "spikes"]
    let owner = "stimulus '\(entry.key)'"
    let fields = try Fields(entry.value, of: owner, ["to", "neurons", "receptor"] + kinds)
    let present = try kinds.filter { try fields.optional($0) != nil }
    guard present.count == 1, let key = present.first else {
      throw PlacedError("\(owner) needs one of \(kinds.joined(separator: ", "))", at: entry.value.origin)
    }
    let targets = try populationNames(try fields.required("to"))
    let path = ["stimuli", entry.key, "to"]
    let value = try fields.required(key)
    let kind: StimulusDescription.Kind
    switch key {
    case "poisson":
      let poisson = try Fields(value, of: "'poisson'", ["rate", "weight", "grid"])
      let dimension = try network.weightDimension(of: targets, at: path)
      kind = .poisson(
        rate: try poisson.required("rate").quantity(.rate),
        weight: try poisson.required("weight").quantity(dimension),
        sampling: try poisson.optional("grid")?.sampling ?? .exact)
    case "spikes":
      let spikes = try Fields(value, of: "'spikes'", ["times", "weight"])
      let dimension = try network.weightDimension(of: targets, at: path)
      kind = .spikes(
        times: try spikes.required("times").quantities(.time),
        weight: try spikes.required("weight").quantity(dimension))
    case "stepCurrent":
      let steps = try Fields(value, of: "'stepCurrent'", ["times", "amplitudes"])
      let dimension = try network.currentDimension(of: targets, at: path)
      kind = .stepCurrent(
        times: try steps.required("times").quantities(.time),
        amplitudes: try steps.required("amplitudes").quantities(dimension))
    default:
      let noise = try Fields(value, of: "'noisyCurrent'", ["mean", "deviation", "interval"])
      let dimension = try network.currentDimension(of: targets, at: path)
      kind = .noisyCurrent(
        mean: try noise.optional("mean")?.quantity(dimension) ?? 0,
        deviation: try noise.required("deviation").quantity(dimension),
        interval: try noise.required("interval").quantity(.time))
    }
    return StimulusDescription(
      name: entry.key, to: targets, neurons: try fields.optional("neurons")?.selection ?? .all, kind: kind,
      receptor: try fields.optional("receptor")?.text)
  }

  /// Reads one name, a list of names or `all`.
  func populationNames(_ node: DocumentNode) throws -> [String] {
    let words = try node.words
    return words == ["all"] ? network.populations.map(\.name) : words
  }
}

extension DocumentNode {
  fileprivate var sampling: PoissonSampling {
    get throws { try text == "none" ? .exact : .grid(try quantity(.time)) }
  }

  fileprivate var selection: NeuronSelection {
    get throws { try DocumentDecoder.decode(NeuronSelection.self, from: self, as: "a range of neurons") }
  }
}
