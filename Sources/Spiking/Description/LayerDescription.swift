import Kernel

/// One layer of a stack of self-organising sheets of spiking units (`lif-adaptive-threshold`). The units of a layer
/// have local excitation and wider inhibition, which make waves travel over the sheet. The first layer is driven by
/// noise, each other one by dense weights from the layer below, for whose activity its units compete.
///
///     within the layer:  the input of a spike at distance D is  a_e 1[D < r_e] - a_i 1[D > r_i] exp(-D / lambda)
///     from below:        see ``CompetitionDescription``
///     noise:             N(0, deviation²) for each unit, redrawn every interval and held between
///
/// All inputs act one step of the network's clock later. ``NetworkDescription/stacking(_:)`` turns layers into plain
/// populations, projections, stimuli and recorders.
///
/// Source: Raghavan, Lin, Thomson, arXiv:2006.06902 (2020), released code, whose values are the defaults. There are two
/// differences: thresholds of winners rise by 1 y per ms (there 0.005), and the third layer, which has 40 winners and
/// no dynamics there, is like the second.
public struct LayerDescription: Sendable, Equatable {
  public var name: String
  public var size: Int
  public var sheet: PositionsDescription
  /// Parameters of the units that differ from ``standardParameters``.
  public var parameters: [String: Value] = [:]
  public var initial: [String: Value] = [:]
  public var lateral: LateralKernel
  public var noise: Noise?
  /// Weights from the layer below; nil for none.
  public var feedForward: FeedForward?

  public struct Noise: Sendable, Equatable {
    public var deviation = 3.0
    /// Interval between draws of the noise, ms.
    public var interval = 1.0
    public init() {}
  }

  /// The weights from the layer below.
  public struct FeedForward: Sendable, Equatable {
    public var weight: Value
    public var competition: CompetitionDescription
    /// Plasticity of the weights; nil for static weights.
    public var plasticity: PlasticityDescription?

    /// The source's values, with thresholds from ``standardThresholds(above:meanWeight:)``.
    public init(above below: LayerDescription) {
      weight = .normal(mean: 2.5, deviation: 0.14)
      competition = CompetitionDescription(thresholds: Self.standardThresholds(above: below, meanWeight: 2.5))
      competition.kernel = LateralKernel(
        excitationRadius: 1.2, excitationAmplitude: 0.04, inhibitionRadius: 1.3, inhibitionAmplitude: 0.01)
      plasticity = PlasticityDescription(
        WinnerTakeAll.info.name, parameters: ["learningRate": Self.standardLearningRate(above: below)])
    }

    /// A wave activates a fixed fraction of its layer, and x is initially the mean weight times the number of active
    /// units. Thresholds are proportional to both, so that waves of any layer reach them equally often:
    ///
    ///     vartheta ~ N(m, (2 m / m_0)²),   m = m_0 · n / n_0 · mu / 2.5
    ///
    /// with m_0 = 70 and n_0 = 1600 above a layer with noise, 30 and 300 above others: the source's values.
    public static func standardThresholds(above below: LayerDescription, meanWeight: Double) -> Value {
      let (mean, size) = below.noise == nil ? (30.0, 300.0) : (70.0, 1600.0)
      let factor = Double(below.size) / size * meanWeight / 2.5
      return .normal(mean: mean * factor, deviation: 2 * factor)
    }

    /// A win increases a column by a fraction proportional to eta, 1/ms, and to the size of the layer below:
    ///
    ///     eta = 0.1 · 1600 / n  above a layer with noise,  0.2 · 300 / n  above others
    ///
    /// (in the source eta is 0.1 and, with 40 winners, 0.15).
    public static func standardLearningRate(above below: LayerDescription) -> Double {
      (below.noise == nil ? 60 : 160) / Double(below.size)
    }
  }

  /// A layer with the source's values: 1600 units on 20 × 20 with noise if there is none below, else 300 on 6 × 6.
  public init(_ name: String, above below: LayerDescription? = nil) {
    self.name = name
    let side = below == nil ? 20.0 : 6.0
    size = below == nil ? 1600 : 300
    sheet = PositionsDescription(layout: .random, width: side, height: side)
    if let below {
      lateral = LateralKernel(
        excitationRadius: 1.2, excitationAmplitude: 60, inhibitionRadius: 1.3, inhibitionAmplitude: 15)
      feedForward = FeedForward(above: below)
    } else {
      lateral = LateralKernel(
        excitationRadius: 2, excitationAmplitude: 16, inhibitionRadius: 5, inhibitionAmplitude: 3)
      noise = Noise()
    }
  }

  /// Parameters that differ from the model's defaults: the reset, 0.1 xi² with xi ~ N(0, 1), fixed for each unit.
  public static let standardParameters: [String: Value] = ["resetPotential": .normalSquared(scale: 0.1)]
}

extension NetworkDescription {
  /// The network with a stack of layers added, each above the one before. Layer `a` becomes the population `a`, the
  /// projections `a-excitation`, `a-inhibition` and `a-feedforward`, the stimulus `a-noise` and the recorder `a-waves`.
  public func stacking(_ layers: [LayerDescription]) -> NetworkDescription {
    var result = self
    for (number, layer) in layers.enumerated() {
      let name = layer.name
      result.populations.append(
        PopulationDescription(
          name: name, size: layer.size, neuron: LIFAdaptiveThresholdNeuron.info.name,
          parameters: LayerDescription.standardParameters.merging(layer.parameters) { $1 }, initial: layer.initial,
          positions: layer.sheet))
      let step = Delay.axonal(clock.milliseconds)
      func lateral(_ part: String, _ profile: DistanceProfile, _ weight: Value) -> ProjectionDescription {
        ProjectionDescription(
          name: "\(name)-\(part)", from: name, to: name, rule: .distance(profile, probability: 1), weight: weight,
          delay: step, autapses: false)
      }
      result.projections.append(
        lateral("excitation", layer.lateral.excitation, .constant(layer.lateral.excitationAmplitude)))
      result.projections.append(
        lateral("inhibition", layer.lateral.inhibition, layer.lateral.inhibitionWeight))
      if let own = layer.feedForward, number > 0 {
        result.projections.append(
          ProjectionDescription(
            name: "\(name)-feedforward", from: layers[number - 1].name, to: name, rule: .allToAll, weight: own.weight,
            delay: step, plasticity: own.plasticity, competition: own.competition))
      }
      if let noise = layer.noise {
        result.stimuli.append(
          StimulusDescription(
            name: "\(name)-noise", to: [name],
            kind: .noisyCurrent(mean: 0, deviation: noise.deviation, interval: noise.interval)))
      }
    }
    return result
  }
}

extension LayerDescription {
  /// Converts a path in the network that a stack became to the path in `layers` that it comes from: ["populations",
  /// "a", "size"] becomes ["layers", "a", "size"]. Other paths are unchanged.
  package static func origin(of path: [String], among layers: Set<String>) -> [String] {
    guard path.count > 1 else { return path }
    let (name, rest) = (path[1], Array(path.dropFirst(2)))
    func owner(_ part: String) -> [String]? {
      guard name.hasSuffix("-\(part)") else { return nil }
      let layer = String(name.dropLast(part.count + 1))
      return layers.contains(layer) ? ["layers", layer] : nil
    }
    switch path[0] {
    case "populations" where layers.contains(name):
      return ["layers", name] + (rest.first == "positions" ? ["sheet"] + rest.dropFirst() : rest)
    case "projections":
      if let layer = owner("feedforward") { return layer + ["feedForward"] + rest }
      for part in ["excitation", "inhibition"] {
        guard let layer = owner(part) else { continue }
        let keys = ["inner": "radius", "radius": "radius", "length": "length"]
        return layer + ["lateral", part] + [rest.last.flatMap { keys[$0] } ?? "amplitude"]
      }
    case "stimuli": if let layer = owner("noise") { return layer + ["noise"] + rest.dropFirst() }
    case "recorders": if let layer = owner("waves") { return layer }
    default: break
    }
    return path
  }
}
