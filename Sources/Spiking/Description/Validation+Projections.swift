import Kernel

extension NetworkDescription {
  func check(_ projection: ProjectionDescription) throws {
    let path = ["projections", projection.name]
    let source = try population(projection.source, at: path + ["from"])
    let target = try population(projection.target, at: path + ["to"])
    let weightDimension = try weightDimension(of: [target.name], at: path + ["to"])
    let info = try model(ofPopulation: target.name, at: path + ["to"]).info
    if let receptor = projection.receptor, !info.receptors.contains(receptor) {
      throw DescriptionError.unknown(
        "receptor", receptor, of: info.name, among: info.receptors, at: path + ["receptor"])
    }
    try check(projection.rule, of: projection, from: source, to: target, at: path + ["rule"])
    try checkWeight(projection.weight, weightDimension, at: path + ["weight"])
    try check(projection.delay, of: projection, to: target, at: path)
    if projection.competition == nil { try checkSpikeTimes(of: source, to: target) }
    if let competition = projection.competition {
      try check(competition, of: projection, from: source, to: target, weight: weightDimension, at: path)
    }
    if let plasticity = projection.plasticity { try check(plasticity, of: projection, to: info, at: path) }
    let values = [
      ("weight", projection.weight), ("delay", projection.delay.axonal), ("delay", projection.delay.dendritic),
    ]
    for (key, value) in values where value.needsDistance { try checkDistances(source, target, at: path + [key]) }
  }

  // MARK: Rules

  private func check(
    _ rule: ConnectionRule, of projection: ProjectionDescription, from source: PopulationDescription,
    to target: PopulationDescription, at path: [String]
  ) throws {
    let pairs = PairSpace(
      sourceCount: source.size, targetCount: target.size,
      excludesSelf: source.name == target.name && !projection.autapses)
    let without = pairs.excludesSelf ? " without autapses" : ""
    switch rule {
    case .oneToOne:
      guard source.size == target.size else {
        throw DescriptionError(
          at: path,
          "one-to-one needs populations of equal size, but '\(source.name)' has \(source.size) neurons and "
            + "'\(target.name)' \(target.size)")
      }
      guard !pairs.excludesSelf else {
        throw DescriptionError(at: path, "one-to-one within '\(source.name)' makes only autapses; set 'autapses: true'")
      }
    case .allToAll: try checkNumber(pairs.count, at: path)
    case .inDegree(let degree):
      let place = path + ["inDegree"]
      try checkDegree(
        degree, of: projection, available: Double(pairs.sourcesPerTarget),
        "there are \(pairs.sourcesPerTarget) sources in '\(source.name)'\(without)", at: place)
      try checkNumber(Double(degree) * Double(target.size), at: place)
    case .outDegree(let degree):
      let place = path + ["outDegree"]
      try checkDegree(
        degree, of: projection, available: Double(pairs.targetsPerSource),
        "there are \(pairs.targetsPerSource) targets in '\(target.name)'\(without)", at: place)
      try checkNumber(Double(degree) * Double(source.size), at: place)
      // The targets of all sources are drawn and sorted before the network is built.
      try Memory.require(Double(degree) * Double(source.size) * 16, for: "so many synapses", at: place)
    case .totalNumber(let number):
      let place = path + ["totalNumber"]
      try checkDegree(
        number, of: projection, available: pairs.count, "there are \(plainText(pairs.count)) pairs\(without)", at: place
      )
      try checkNumber(Double(number), at: place)
    case .bernoulli(let probability):
      try checkProbability(probability, at: path + ["bernoulli"])
      try checkNumber(probability * pairs.count, at: path + ["bernoulli"])
    case .distance(let profile, let probability):
      try check(profile, at: path)
      try checkProbability(probability, at: path + [profile.name, "probability"])
      try checkDistances(source, target, at: path)
    case .edgeList(let file):
      guard !file.isEmpty else { throw DescriptionError(at: path + ["edgeList"], "name a file") }
    }
  }

  private func checkDegree(
    _ degree: Int, of projection: ProjectionDescription, available: Double, _ what: String, at path: [String]
  ) throws {
    guard degree >= 0 else { throw DescriptionError(at: path, "must be 0 or more, not \(degree)") }
    guard degree == 0 || available > 0 else { throw DescriptionError(at: path, "\(degree) cannot be drawn: \(what)") }
    guard projection.multapses || Double(degree) <= available else {
      throw DescriptionError(at: path, "\(degree) is too many: \(what), and multapses are off")
    }
  }

  /// Rejects numbers of synapses that no machine can hold.
  private func checkNumber(_ synapses: Double, at path: [String]) throws {
    guard synapses <= 0x1p40 else { throw DescriptionError(at: path, "this makes more than 2^40 synapses") }
  }

  private func checkProbability(_ probability: Double, at path: [String]) throws {
    guard (0...1).contains(probability) else {
      throw DescriptionError(at: path, "a probability must be between 0 and 1, not \(plainText(probability))")
    }
  }

  private func check(_ profile: DistanceProfile, at path: [String]) throws {
    let path = path + [profile.name]
    switch profile {
    case .disc(let radius): try checkLength(radius, "radius", .positive, at: path)
    case .ring(let inner, let outer):
      try checkLength(inner, "inner", .notNegative, at: path)
      try checkLength(outer, "outer", .positive, at: path, orInfinite: true)
      guard outer > inner else {
        throw DescriptionError(
          at: path + ["outer"], "must be above the inner radius, \(plainText(inner)), not \(plainText(outer))")
      }
    case .gaussian(let sigma, let cutoff):
      try checkLength(sigma, "sigma", .positive, at: path)
      try checkLength(cutoff, "cutoff", .positive, at: path, orInfinite: true)
    case .exponential(let length, let cutoff):
      try checkLength(length, "length", .positive, at: path)
      try checkLength(cutoff, "cutoff", .positive, at: path, orInfinite: true)
    }
  }

  /// Checks that distances are defined: both populations need positions and, on a torus, the same sheet.
  private func checkDistances(
    _ source: PopulationDescription, _ target: PopulationDescription, at path: [String]
  ) throws {
    for population in [source, target] where population.positions == nil {
      throw DescriptionError(at: path, "needs distances, but '\(population.name)' has no positions")
    }
    guard let a = source.positions, let b = target.positions, a.periodic || b.periodic else { return }
    guard a.periodic == b.periodic, a.width == b.width, a.height == b.height else {
      throw DescriptionError(
        at: path, "'\(source.name)' and '\(target.name)' must lie on the same periodic sheet (width, height, periodic)")
    }
  }

  // MARK: Weights and delays

  private func checkWeight(_ weight: Value, _ dimension: Dimension, at path: [String]) throws {
    let check = QuantityCheck(name: "weight", dimension: dimension)
    switch weight {
    case .list: throw DescriptionError(at: path, "a list is for neurons; synapses need a distribution or an edge list")
    case .conduction: throw DescriptionError(at: path, "'conduction' is only for delays")
    case .decay(let amplitude, let length):
      try checkWeight(amplitude, dimension, at: path + ["decay", "amplitude"])
      try checkLength(length, "length", .positive, at: path + ["decay"])
    default:
      try check.checkDistribution(weight, at: path)
      try checkWeight(weight.typical, dimension, at: path)
    }
  }

  func checkWeight(_ weight: Double, _ dimension: Dimension, at path: [String]) throws {
    try QuantityCheck(name: "weight", dimension: dimension).check(weight, at: path)
  }

  private func check(
    _ delay: Delay, of projection: ProjectionDescription, to target: PopulationDescription, at whole: [String]
  ) throws {
    let path = whole + ["delay"]
    for (key, part) in [("axonal", delay.axonal), ("dendritic", delay.dendritic)] {
      let place = path + [key]
      let check = QuantityCheck(name: "delay", dimension: .time, allowed: .notNegative)
      switch part {
      case .list:
        throw DescriptionError(at: place, "a list is for neurons; synapses need a distribution or an edge list")
      case .decay: throw DescriptionError(at: place, "'decay' is only for weights; use 'conduction'")
      case .conduction(let speed, let offset):
        try QuantityCheck(name: "speed", dimension: .speed, allowed: .positive)
          .check(speed, at: place + ["conduction", "speed"])
        try check.check(offset, at: place + ["conduction", "offset"])
      default: try check.checkDistribution(part, at: place)
      }
    }
    // Clocked targets receive input at the ends of steps: a delay that ended between them would be lengthened.
    let isBetweenSteps = integrator(of: target) == .clock && resolution.ticks % clock.ticks != 0
    // Delays by distance and those of an edge list are checked when synapses are made.
    let isListed = try projection.rule.listedValues(at: whole + ["rule"]).delay != nil
    if !isListed, !delay.axonal.needsDistance, !delay.dendritic.needsDistance { try checkShortest(delay, at: path) }
    guard !isListed, let axonal = delay.axonal.constant, let dendritic = delay.dendritic.constant else {
      guard !isBetweenSteps else {
        throw DescriptionError(
          at: path,
          "delays to '\(target.name)' are rounded to the resolution, \(text(resolution)), which must be a multiple of "
            + "its clock, \(text(clock))")
      }
      return
    }
    let place = dendritic == 0 ? path + ["axonal"] : axonal == 0 ? path + ["dendritic"] : path
    let step =
      isBetweenSteps
      ? TimeStep(
        length: .leastCommonMultiple(resolution, clock),
        owner: "common to the resolution, \(text(resolution)), and the clock of '\(target.name)', \(text(clock))")
      : .resolution(resolution)
    try step.check(try SimulationTime(milliseconds: axonal + dendritic), "delay", at: place)
  }

  private func checkShortest(_ delay: Delay, at path: [String]) throws {
    let shortest = delay.axonal.lowest + delay.dendritic.lowest
    try QuantityCheck(name: "delay", dimension: .time).check(shortest, at: path)
    // Times are compared in whole picoseconds, as 0.1 + 0.2 is not 0.3 in binary.
    guard try SimulationTime(milliseconds: shortest) < resolution else { return }
    let hint = delay.axonal.isOpen || delay.dendritic.isOpen ? "; give the distribution a minimum" : ""
    throw DescriptionError(
      at: path,
      "the shortest delay, \(Dimension.time.text(shortest)), is below the resolution, \(text(resolution))\(hint)")
  }

  /// A time in ms, the unit of delays.
  private func text(_ time: SimulationTime) -> String { Dimension.time.text(time.milliseconds) }
}

extension DistanceProfile {
  /// Name in network files.
  package var name: String {
    switch self {
    case .disc: "disc"
    case .ring: "ring"
    case .gaussian: "gaussian"
    case .exponential: "exponential"
    }
  }
}
