import Adapters
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

  func recorder(_ entry: DocumentNode.Entry) throws -> RecorderDescription {
    let (key, value) = try entry.value.choice(
      of: "recorder '\(entry.key)'", among: ["spikes", "state", "weights", "rate", "measures", "waves"])
    let kind: RecorderDescription.Kind
    switch key {
    case "spikes": kind = .spikes(populations: try populationNames(value))
    case "state":
      let state = try Fields(value, of: "'state'", ["of", "variables", "neurons", "every"])
      kind = .state(
        variables: try state.required("variables").words, population: try state.required("of").text,
        neurons: try state.optional("neurons")?.selection ?? .all, interval: try state.required("every").quantity(.time)
      )
    case "weights":
      let weights = try Fields(value, of: "'weights'", ["of", "every"])
      kind = .weights(
        projection: try weights.required("of").text, interval: try weights.required("every").quantity(.time))
    case "rate":
      let rate = try Fields(value, of: "'rate'", ["of", "bin"])
      kind = .rate(
        populations: try populationNames(try rate.required("of")), bin: try rate.required("bin").quantity(.time))
    case "measures":
      let measures = try Fields(value, of: "'measures'", ["of", "every"])
      kind = .measures(
        model: try measures.required("of").text, interval: try measures.required("every").quantity(.time))
    default:
      let waves = try Fields(value, of: "'waves'", ["of", "every"])
      kind = .waves(population: try waves.required("of").text, interval: try waves.required("every").quantity(.time))
    }
    return RecorderDescription(name: entry.key, kind: kind)
  }

  func component(_ entry: DocumentNode.Entry) throws -> ComponentDescription {
    let entries = try entry.value.entries(of: "component '\(entry.key)'")
    guard entries.count == 1, let only = entries.first else {
      throw PlacedError("component '\(entry.key)' needs one kind, as in {rate-guard: {…}}", at: entry.value.origin)
    }
    guard let kind = ComponentRegistry.kind(named: only.key) else {
      throw PlacedError.unknown(
        "kind of component", only.key, among: ComponentRegistry.kinds.map(\.name), at: only.keyOrigin)
    }
    let fields = try Fields(only.value, of: "'\(kind.name)'", ["every"] + kind.parameters.map(\.name))
    var component = ComponentDescription(
      name: entry.key, kind: kind.name, period: try fields.required("every").time)
    for parameter in kind.parameters {
      if let node = try fields.optional(parameter.name) {
        component.parameters[parameter.name] = try node.quantity(parameter.dimension)
      }
    }
    return component
  }

  func model(_ entry: DocumentNode.Entry) throws -> ModelDescription {
    let entries = try entry.value.entries(of: "model '\(entry.key)'")
    let kinds = RateModelRegistry.models.map { $0.kind }
    guard entries.count == 1, let only = entries.first else {
      throw PlacedError(
        "model '\(entry.key)' needs one kind, one of: \(kinds.joined(separator: ", "))", at: entry.value.origin)
    }
    guard let kind = RateModelRegistry.models.first(where: { $0.kind == only.key }) else {
      throw PlacedError.unknown("kind of model", only.key, among: kinds, at: only.keyOrigin)
    }
    var period = SimulationTime(ticks: 1_000_000_000)
    var own = only.value.isNull ? [] : try only.value.entries(of: "'\(kind.kind)'")
    if let index = own.firstIndex(where: { $0.key == "every" }) { period = try own.remove(at: index).value.time }
    let node = DocumentNode(content: .mapping(own), origin: only.value.origin)
    func settings<Settings: ModelSettings>(_ type: Settings.Type) throws -> any ModelSettings {
      try DocumentDecoder.decode(type, from: node, standard: Settings())
    }
    return ModelDescription(name: entry.key, every: period, try settings(kind))
  }

  func lesion(_ entry: DocumentNode.Entry) throws -> LesionDescription {
    let fields = try Fields(entry.value, of: "lesion '\(entry.key)'", ["of", "neurons", "at", "kind"])
    return LesionDescription(
      name: entry.key, of: try fields.required("of").text,
      neurons: try fields.optional("neurons")?.selection ?? .all, at: try fields.required("at").time,
      kind: try fields.required("kind").choice("kind of lesion", LesionDescription.Kind.self))
  }

  /// Reads one name, a list of names, or `all`.
  private func populationNames(_ node: DocumentNode) throws -> [String] {
    let words = try node.words
    return words == ["all"] ? network.populations.map(\.name) : words
  }
}

extension DocumentNode {
  fileprivate var sampling: PoissonSampling {
    get throws { try text == "none" ? .exact : .grid(try quantity(.time)) }
  }

  fileprivate var selection: NeuronSelection {
    get throws {
      switch content {
      case .scalar(let text, _):
        guard text == "all" else {
          throw PlacedError("write all, a list of numbers or {start, end, step}, not '\(text)'", at: origin)
        }
        return .all
      case .sequence(let items): return .list(try items.map { try $0.integer() })
      case .mapping:
        let fields = try Fields(self, of: "a range of neurons", ["start", "end", "step"])
        return .range(
          start: try fields.optional("start")?.integer() ?? 0, end: try fields.required("end").integer(),
          step: try fields.optional("step")?.integer() ?? 1)
      }
    }
  }
}
