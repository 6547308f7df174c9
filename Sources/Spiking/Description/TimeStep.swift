import Kernel

/// A step in which something acts: stated times must be multiples of it, and drawn ones are rounded to such.
package struct TimeStep {
  var length: SimulationTime
  /// What the step belongs to, such as "the resolution".
  var owner: String
  /// Whether a time of 0 is possible.
  var allowsZero: Bool

  package init(length: SimulationTime, owner: String, allowsZero: Bool = false) {
    self.length = length
    self.owner = owner
    self.allowsZero = allowsZero
  }

  /// What is wrong with a time that is no multiple of the step, with the nearest ones that are; nil if it is one.
  func problem(_ time: SimulationTime, _ key: String) -> String? {
    let (steps, rest) = time.ticks.quotientAndRemainder(dividingBy: length.ticks)
    guard rest != 0 || (steps == 0 && !allowsZero) else { return nil }
    let below = steps > 0 || allowsZero ? [steps] : []
    let nearest = (below + [steps + 1]).compactMap { try? $0 * length }.map(Self.text).joined(separator: " or ")
    return "'\(key)' must be a multiple of \(Self.text(length)), \(owner), not \(Self.text(time)): write \(nearest)"
  }

  /// - Throws: ``DescriptionError`` for a time that is no multiple of the step.
  package func check(_ time: SimulationTime, _ key: String, at path: [String]) throws {
    if let problem = problem(time, key) { throw DescriptionError(at: path, problem) }
  }

  /// The step of delays, which are longer than 0.
  static func resolution(_ length: SimulationTime) -> TimeStep {
    TimeStep(length: length, owner: "the resolution")
  }

  /// A time in ms, as most are written.
  private static func text(_ time: SimulationTime) -> String { Dimension.time.text(time.milliseconds) }
}

extension SimulationTime {
  /// The shortest span that is a multiple of two spans above 0; ``maximum`` if it is out of range.
  static func leastCommonMultiple(_ a: SimulationTime, _ b: SimulationTime) -> SimulationTime {
    var (divisor, rest) = (a.ticks, b.ticks)
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    return (try? a.ticks / divisor * b) ?? .maximum
  }
}

extension NetworkDescription {
  /// The step in which a population acts; nil for exact populations, which act at any time.
  func step(of population: PopulationDescription) -> TimeStep? {
    guard integrator(of: population) == .clock else { return nil }
    return TimeStep(length: clock, owner: "the clock of '\(population.name)'", allowsZero: true)
  }

  /// Checks that clocked populations among these can act at a stated time, or at intervals of it.
  /// - Throws: ``DescriptionError`` for a time between two of their steps, with the nearest ones.
  package func checkSteps(
    _ time: SimulationTime, _ key: String, of populations: [PopulationDescription], allowsZero: Bool = false,
    at path: [String]
  ) throws {
    for population in populations {
      guard var step = step(of: population) else { continue }
      step.allowsZero = allowsZero
      try step.check(time, key, at: path)
    }
  }

  /// Checks the parameters that a clocked population counts in steps. Those that are drawn are rounded.
  func checkSteps(of population: PopulationDescription, _ model: any NeuronModel.Type, at path: [String]) throws {
    guard let step = step(of: population), let clocked = model as? any ClockedNeuron.Type else { return }
    for name in clocked.parametersInSteps {
      let place = path + ["parameters", name]
      switch population.parameters[name] {
      case .constant(let number): try step.check(try SimulationTime(milliseconds: number), name, at: place)
      case .list(let numbers):
        for (neuron, number) in numbers.enumerated() {
          try step.check(try SimulationTime(milliseconds: number), name, at: place + ["\(neuron)"])
        }
      case nil:
        guard let standard = model.info.parameters.first(where: { $0.name == name })?.standard else { continue }
        try step.check(try SimulationTime(milliseconds: standard), name, at: place)
      default: continue
      }
    }
  }

  /// Checks that spikes of listed times reach a clocked population at the ends of its steps.
  func checkSpikeTimes(of source: PopulationDescription, to target: PopulationDescription) throws {
    guard let step = step(of: target) else { return }
    for (neuron, times) in source.spikeTimes.enumerated() {
      for (index, time) in times.enumerated() {
        try step.check(
          try SimulationTime(milliseconds: time), "spikeTimes",
          at: ["populations", source.name, "spikeTimes", "\(neuron)", "\(index)"])
      }
    }
  }
}
