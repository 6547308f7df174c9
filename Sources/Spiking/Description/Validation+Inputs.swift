import Kernel

extension NetworkDescription {
  // MARK: Stimuli

  func check(_ stimulus: StimulusDescription) throws {
    let path = ["stimuli", stimulus.name]
    let targets = try checkTargets(stimulus.targets, at: path + ["to"])
    switch stimulus.kind {
    case .poisson(let rate, let weight, let sampling):
      let place = path + ["poisson"]
      let dimension = try weightDimension(of: stimulus.targets, at: path + ["to"])
      try QuantityCheck(name: "rate", dimension: .rate, allowed: .notNegative).check(rate, at: place + ["rate"])
      try checkWeight(weight, dimension, at: place + ["weight"])
      if case .grid(let interval) = sampling {
        try checkPeriod(interval, "grid", at: place)
        try checkSteps(try SimulationTime(milliseconds: interval), "grid", of: targets, at: place + ["grid"])
        let mean = rate * interval * 1e-3
        guard mean == 0 || Self.eventsPerInterval.contains(mean) else {
          throw DescriptionError(
            at: place + ["grid"],
            "an interval of \(Dimension.time.text(interval)) has \(plainText(mean)) events at \(Dimension.rate.text(rate)); "
              + "it must have from \(plainText(Self.eventsPerInterval.lowerBound)) to "
              + "\(plainText(Self.eventsPerInterval.upperBound)). Without 'grid' every event has its exact time.")
        }
      }
    case .spikes(let times, let weight):
      let place = path + ["spikes"]
      let dimension = try weightDimension(of: stimulus.targets, at: path + ["to"])
      try checkInstants(times, at: place + ["times"])
      // Inputs act at the ends of steps, and the first step of a clock ends after 0.
      for (index, time) in times.enumerated() {
        try checkSteps(
          try SimulationTime(milliseconds: time), "times", of: targets, at: place + ["times", "\(index)"])
      }
      try checkWeight(weight, dimension, at: place + ["weight"])
    case .stepCurrent(let times, let amplitudes):
      let place = path + ["stepCurrent"]
      let dimension = try currentDimension(of: stimulus.targets, at: path + ["to"])
      try checkInstants(times, strictly: true, at: place + ["times"])
      for (index, time) in times.enumerated() {
        try checkSteps(
          try SimulationTime(milliseconds: time), "times", of: targets, allowsZero: true,
          at: place + ["times", "\(index)"])
      }
      guard times.count == amplitudes.count else {
        throw DescriptionError(
          at: place + ["amplitudes"],
          "there must be as many amplitudes as times, not \(amplitudes.count) for \(times.count)")
      }
      for (index, amplitude) in amplitudes.enumerated() {
        try QuantityCheck(name: "amplitude", dimension: dimension)
          .check(amplitude, at: place + ["amplitudes", "\(index)"])
      }
    case .noisyCurrent(let mean, let deviation, let interval):
      let place = path + ["noisyCurrent"]
      let dimension = try currentDimension(of: stimulus.targets, at: path + ["to"])
      try QuantityCheck(name: "mean", dimension: dimension).check(mean, at: place + ["mean"])
      try QuantityCheck(name: "deviation", dimension: dimension, allowed: .notNegative)
        .check(deviation, at: place + ["deviation"])
      try checkPeriod(interval, "interval", at: place)
      try checkSteps(try SimulationTime(milliseconds: interval), "interval", of: targets, at: place + ["interval"])
    }
    for target in targets { try check(stimulus.neurons, of: target, at: path + ["neurons"]) }
    guard let receptor = stimulus.receptor else { return }
    switch stimulus.kind {
    case .stepCurrent, .noisyCurrent:
      throw DescriptionError(at: path + ["receptor"], "a current is injected into the cell and has no receptor")
    case .poisson, .spikes: break
    }
    for target in targets {
      let info = try model(target.neuron, at: path + ["to"]).info
      guard info.receptors.contains(receptor) else {
        throw DescriptionError.unknown(
          "receptor", receptor, of: info.name, among: info.receptors, at: path + ["receptor"])
      }
    }
  }

  /// Allowed mean number of events of one train in an interval of a grid. Counts are drawn from a table of the
  /// distribution, whose entries are multiples of 2^-31.
  static let eventsPerInterval = 1e-5...1e4

  // MARK: Shared

  /// Checks a list of populations: there must be at least one, and each must be known and named once.
  package func checkTargets(_ names: [String], at path: [String]) throws -> [PopulationDescription] {
    guard !names.isEmpty else { throw DescriptionError(at: path, "name at least one population") }
    return try names.enumerated().map { index, name in
      guard !names[..<index].contains(name) else {
        throw DescriptionError(at: path + ["\(index)"], "'\(name)' is named twice")
      }
      return try population(name, at: path + ["\(index)"])
    }
  }

  package func check(_ selection: NeuronSelection, of population: PopulationDescription, at path: [String]) throws {
    let size = population.size
    let there = "the \(size) neurons of '\(population.name)' are numbered 0 to \(size - 1)"
    switch selection {
    case .all: break
    case .list(let neurons):
      guard !neurons.isEmpty else { throw DescriptionError(at: path, "name at least one neuron") }
      var seen: Set<Int> = []
      for (index, neuron) in neurons.enumerated() {
        guard (0..<size).contains(neuron) else {
          throw DescriptionError(at: path + ["\(index)"], "there is no neuron \(neuron): \(there)")
        }
        guard seen.insert(neuron).inserted else {
          throw DescriptionError(at: path + ["\(index)"], "neuron \(neuron) is named twice")
        }
      }
    case .range(let start, let end, let step):
      guard step >= 1 else { throw DescriptionError(at: path + ["step"], "must be at least 1, not \(step)") }
      guard (0..<size).contains(start) else {
        throw DescriptionError(at: path + ["start"], "there is no neuron \(start): \(there)")
      }
      guard end > start else {
        throw DescriptionError(at: path + ["end"], "must be above the start, \(start), not \(end)")
      }
      guard end <= size else { throw DescriptionError(at: path + ["end"], "\(end) is above \(size): \(there)") }
    }
  }

  /// Checks that a time span is at least one picosecond.
  package func checkPeriod(_ milliseconds: Double, _ key: String, at path: [String]) throws {
    try QuantityCheck(name: key, dimension: .time, allowed: .positive).check(milliseconds, at: path + [key])
    guard try SimulationTime(milliseconds: milliseconds) > .zero else {
      throw DescriptionError(at: path + [key], "\(Dimension.time.text(milliseconds)) is below a picosecond")
    }
  }

  /// Checks that a time span is above 0.
  package func checkPeriod(_ period: SimulationTime, _ key: String, at path: [String]) throws {
    guard period > .zero else {
      throw DescriptionError(at: path + [key], "'\(key)' must be above 0, not \(period)")
    }
  }

  /// Checks that instants are at least 0 and in order.
  func checkInstants(_ times: [Double], strictly: Bool = false, at path: [String]) throws {
    for (index, time) in times.enumerated() {
      let place = path + ["\(index)"]
      try QuantityCheck(name: "time", dimension: .time, allowed: .notNegative).check(time, at: place)
      guard index > 0 else { continue }
      let before = times[index - 1]
      guard strictly ? time > before : time >= before else {
        throw DescriptionError(
          at: place, "times must be in order: \(Dimension.time.text(time)) comes after \(Dimension.time.text(before))")
      }
    }
  }
}
