import Kernel

extension NetworkDescription {
  /// - Parameter path: path of the projection.
  func check(
    _ competition: CompetitionDescription, of projection: ProjectionDescription, from source: PopulationDescription,
    to target: PopulationDescription, weight dimension: Dimension, at path: [String]
  ) throws {
    let place = path + ["competition"]
    guard projection.rule == .allToAll else {
      throw DescriptionError(at: path + ["rule"], "a projection with 'competition' is dense: its rule must be allToAll")
    }
    guard source.name != target.name else {
      throw DescriptionError(at: path + ["to"], "with 'competition', source and target must be different populations")
    }
    guard projection.delay.axonal.constant != nil, projection.delay.dendritic == 0 else {
      throw DescriptionError(
        at: path + ["delay"],
        "a projection with 'competition' needs one axonal delay, the interval in which its targets compete")
    }
    guard (1...target.size).contains(competition.winners) else {
      throw DescriptionError(
        at: place + ["winners"],
        "must be from 1 to the \(target.size) neurons of '\(target.name)', not \(competition.winners)")
    }
    try QuantityCheck(name: "exponent", dimension: .none, allowed: .notNegative)
      .check(competition.exponent, at: place + ["exponent"])
    try QuantityCheck(name: "thresholds", dimension: dimension)
      .check(competition.thresholds, perNeuronOf: target.size, at: place + ["thresholds"])
    try QuantityCheck(name: "thresholdRate", dimension: .inverseTime, allowed: .notNegative)
      .check(competition.thresholdRate, at: place + ["thresholdRate"])
    if let time = competition.thresholdTimeConstant {
      try QuantityCheck(name: "thresholdTimeConstant", dimension: .time, allowed: .positive)
        .check(time, at: place + ["thresholdTimeConstant"])
    }
    if let mean = competition.meanWeight {
      let place = place + ["meanWeight"]
      try QuantityCheck(name: "meanWeight", dimension: dimension, allowed: .positive).check(mean, at: place)
      guard projection.weight.typical > 0 else {
        throw DescriptionError(
          at: path + ["weight"], "must have a mean above 0, so that columns can be scaled to 'meanWeight'")
      }
    }
    if let kernel = competition.kernel {
      guard target.positions != nil else {
        throw DescriptionError(at: place + ["kernel"], "needs distances, but '\(target.name)' has no positions")
      }
      try check(kernel, at: place + ["kernel"])
    }
    if let revival = competition.revival {
      let place = place + ["revival"]
      try QuantityCheck(name: "interval", dimension: .time, allowed: .positive)
        .check(revival.interval, at: place + ["interval"])
      if let delay = projection.delay.axonal.constant, delay > 0 {
        try TimeStep(length: try SimulationTime(milliseconds: delay), owner: "the delay of the projection")
          .check(try SimulationTime(milliseconds: revival.interval), "interval", at: place + ["interval"])
      }
      guard revival.wins >= 0 else {
        throw DescriptionError(at: place + ["wins"], "must be 0 or more, not \(revival.wins)")
      }
      try QuantityCheck(name: "share", dimension: .none, allowed: .notNegative)
        .check(revival.share, at: place + ["share"])
    }
  }

  private func check(_ kernel: LateralKernel, at path: [String]) throws {
    let numbers: [(part: String, key: String, value: Double, dimension: Dimension, allowed: AllowedRange)] = [
      ("excitation", "radius", kernel.excitationRadius, .length, .positive),
      ("excitation", "amplitude", kernel.excitationAmplitude, .none, .any),
      ("inhibition", "radius", kernel.inhibitionRadius, .length, .notNegative),
      ("inhibition", "amplitude", kernel.inhibitionAmplitude, .none, .any),
      ("inhibition", "length", kernel.inhibitionLength, .length, .positive),
    ]
    for number in numbers {
      try QuantityCheck(name: number.key, dimension: number.dimension, allowed: number.allowed)
        .check(number.value, at: path + [number.part, number.key])
    }
  }
}
