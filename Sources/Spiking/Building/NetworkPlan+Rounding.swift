import Kernel

extension NetworkPlan {
  /// A sentence for each kind of times that are drawn or computed, and therefore rounded to steps. Stated times are not
  /// rounded: they must be multiples of the steps.
  public var roundedTimes: [String] {
    let delays = generators.filter { $0.constantDelaySteps == nil && !$0.hasListedDelays }.map(\.projection)
    let byDistance = delays.filter { $0.delay.axonal.needsDistance || $0.delay.dendritic.needsDistance }
    let drawn = delays.filter { !byDistance.contains($0) }
    var sentences: [String] = []
    func add(_ names: [String], _ what: String, _ origin: String, _ step: SimulationTime) {
      guard !names.isEmpty else { return }
      sentences.append(
        "\(what) of \(names.joined(separator: ", ")) are \(origin) and rounded to multiples of "
          + Dimension.time.text(step.milliseconds))
    }
    add(drawn.map(\.name), "delays", "drawn", description.resolution)
    add(byDistance.map(\.name), "delays", "computed from distances", description.resolution)
    for name in Set(models.flatMap(Self.parametersInSteps)).sorted() {
      let populations = description.populations.indices.filter { number in
        guard integrators[number] == .clock, Self.parametersInSteps(of: models[number]).contains(name) else {
          return false
        }
        switch description.populations[number].parameters[name] {
        case nil, .constant, .list: return false
        default: return true
        }
      }
      add(populations.map { description.populations[$0].name }, "values of '\(name)'", "drawn", description.clock)
    }
    return sentences
  }

  private static func parametersInSteps(of model: any NeuronModel.Type) -> [String] {
    (model as? any ClockedNeuron.Type)?.parametersInSteps ?? []
  }
}
