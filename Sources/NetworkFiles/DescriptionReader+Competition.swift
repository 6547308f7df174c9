import Kernel
import Spiking

extension DocumentNode {
  /// - Parameters:
  ///   - weight: dimension of the target's weights.
  ///   - standard: values for keys that are left out; nil: thresholds must be given.
  func competition(
    weight: Dimension, standard: CompetitionDescription? = nil
  ) throws -> CompetitionDescription {
    let fields = try Fields(
      self, of: "'competition'",
      [
        "winners", "exponent", "thresholds", "thresholdRate", "thresholdTimeConstant", "meanWeight", "kernel",
        "revival",
      ])
    var competition: CompetitionDescription
    if let standard {
      competition = standard
      if let node = try fields.optional("thresholds") {
        competition.thresholds = try node.value(weight, of: "'thresholds'", .neuron)
      }
    } else {
      competition = CompetitionDescription(
        thresholds: try fields.required("thresholds").value(weight, of: "'thresholds'", .neuron))
    }
    if let node = try fields.optional("winners") { competition.winners = try node.integer() }
    if let node = try fields.optional("exponent") { competition.exponent = try node.quantity(.none) }
    if let node = try fields.optional("thresholdRate") {
      competition.thresholdRate = try node.quantity(.inverseTime)
    }
    if let node = try fields.optional("thresholdTimeConstant") {
      competition.thresholdTimeConstant = node.isNone ? nil : try node.quantity(.time)
    }
    if let node = try fields.optional("meanWeight") {
      competition.meanWeight = node.isNone ? nil : try node.quantity(weight)
    }
    if let node = try fields.optional("kernel") {
      competition.kernel = node.isNone ? nil : try node.kernel(amplitude: .none, standard: standard?.kernel)
    }
    if let node = try fields.optional("revival") {
      competition.revival = node.isNone ? nil : try node.revival
    }
    return competition
  }

  /// Reads a kernel of distances; without `standard` everything but the length must be given.
  func kernel(amplitude: Dimension, standard: LateralKernel?) throws -> LateralKernel {
    let fields = try Fields(self, of: "a kernel", ["excitation", "inhibition"])
    var kernel =
      standard
      ?? LateralKernel(
        excitationRadius: 0, excitationAmplitude: 0, inhibitionRadius: 0, inhibitionAmplitude: 0)
    func part(_ key: String, _ keys: [String]) throws -> Fields? {
      if standard == nil { return try Fields(try fields.required(key), of: "'\(key)'", keys) }
      return try fields.optional(key).map { try Fields($0, of: "'\(key)'", keys) }
    }
    func node(_ key: String, of fields: Fields) throws -> DocumentNode? {
      standard == nil ? try fields.required(key) : try fields.optional(key)
    }
    if let part = try part("excitation", ["radius", "amplitude"]) {
      if let node = try node("radius", of: part) { kernel.excitationRadius = try node.quantity(.length) }
      if let node = try node("amplitude", of: part) { kernel.excitationAmplitude = try node.quantity(amplitude) }
    }
    if let part = try part("inhibition", ["radius", "amplitude", "length"]) {
      if let node = try node("radius", of: part) { kernel.inhibitionRadius = try node.quantity(.length) }
      if let node = try node("amplitude", of: part) { kernel.inhibitionAmplitude = try node.quantity(amplitude) }
      if let node = try part.optional("length") { kernel.inhibitionLength = try node.quantity(.length) }
    }
    return kernel
  }

  private var revival: CompetitionDescription.Revival {
    get throws {
      let fields = try Fields(self, of: "'revival'", ["interval", "wins", "share"])
      var revival = CompetitionDescription.Revival()
      if let node = try fields.optional("interval") { revival.interval = try node.quantity(.time) }
      if let node = try fields.optional("wins") { revival.wins = try node.integer() }
      if let node = try fields.optional("share") { revival.share = try node.quantity(.none) }
      return revival
    }
  }

  /// Whether the node is the word `none`, which switches a part off.
  private var isNone: Bool { if case .scalar("none", _) = content { true } else { false } }
}
