import Kernel

/// A complete description of a network and its run, as plain values, either read from a network file or made in Swift.
/// Results depend only on this value.
public struct NetworkDescription: Sendable, Equatable {
  public var name: String
  public var seed: UInt64 = 1
  /// The measured part of the run. 0 is possible without populations: the run then lasts until all models have
  /// finished.
  public var duration: SimulationTime
  /// Time simulated and recorded before ``duration`` starts, but left out of the metrics.
  public var warmup = SimulationTime.zero
  /// Integrator of neurons whose models offer both.
  public var integrator = Integrator.exact
  /// The step of clocked neurons. Stated times that act on them are multiples of it; drawn ones are rounded.
  public var clock = SimulationTime(ticks: 100_000_000)
  /// Unit of delays. Stated ones are multiples of it; those that are drawn or computed from distances are rounded.
  public var resolution = SimulationTime(ticks: 100_000_000)
  /// Number of partitions of the neurons; nil lets Gyrus choose it by size. It belongs to the network, not to the
  /// machine: threads share the partitions, so results do not depend on the number of threads.
  public var partitions: Int?
  public var populations: [PopulationDescription]
  public var projections: [ProjectionDescription]
  public var stimuli: [StimulusDescription]

  public init(
    name: String, duration: SimulationTime = .zero, populations: [PopulationDescription] = [],
    projections: [ProjectionDescription] = [], stimuli: [StimulusDescription] = []
  ) {
    self.name = name
    self.duration = duration
    self.populations = populations
    self.projections = projections
    self.stimuli = stimuli
  }

  /// The last instant that is not measured: the end of the warm-up or, without a warm-up, the instant before time zero.
  package var lastUnmeasured: SimulationTime { warmup > .zero ? warmup : SimulationTime(ticks: -1) }
}

public enum Integrator: String, Sendable, CaseIterable {
  /// Simulation from event to event. Spike times are solutions of the equations, rounded to the picosecond.
  case exact
  /// Simulation in steps of ``NetworkDescription/clock``. Spikes occur at the ends of steps.
  case clock
}

public struct PopulationDescription: Sendable, Equatable {
  public var name: String
  public var size: Int
  /// Name of the model in ``NeuronRegistry``.
  public var neuron: String
  /// Parameters that differ from the model's defaults, in canonical units.
  public var parameters: [String: Value]
  /// Initial values of state variables, in canonical units.
  public var initial: [String: Value]
  public var positions: PositionsDescription?
  /// Integrator of this population, in place of the network's.
  public var integrator: Integrator?
  /// Spike times in ms per neuron, for the `spike-list` model.
  public var spikeTimes: [[Double]]

  public init(
    name: String, size: Int, neuron: String, parameters: [String: Value] = [:], initial: [String: Value] = [:],
    positions: PositionsDescription? = nil, integrator: Integrator? = nil, spikeTimes: [[Double]] = []
  ) {
    self.name = name
    self.size = size
    self.neuron = neuron
    self.parameters = parameters
    self.initial = initial
    self.positions = positions
    self.integrator = integrator
    self.spikeTimes = spikeTimes
  }
}

/// Positions of the neurons of a population in a plane.
public struct PositionsDescription: Sendable, Equatable {
  public enum Layout: Sendable, Equatable {
    /// rows × columns points at the centres of equal cells, row by row.
    case grid(rows: Int, columns: Int)
    /// Independent and uniform over the sheet.
    case random
    /// Independent and uniform over the ellipse inscribed in the sheet.
    case disc
    /// Positions given one by one.
    case list([SIMD2<Double>])
  }
  public var layout: Layout
  public var width: Double
  public var height: Double
  /// Whether the sheet is a torus, so that distances wrap around its edges.
  public var periodic: Bool

  public init(layout: Layout, width: Double, height: Double, periodic: Bool = false) {
    self.layout = layout
    self.width = width
    self.height = height
    self.periodic = periodic
  }
}

public struct ProjectionDescription: Sendable, Equatable {
  public var name: String
  public var source: String
  public var target: String
  public var rule: ConnectionRule
  /// Weight, in the unit of the target model's weights.
  public var weight: Value
  public var delay: Delay
  /// Receptor of the target; nil for the model's first one if the mean weight is positive, its last one if negative.
  public var receptor: String?
  /// Whether a neuron may connect to itself.
  public var autapses: Bool
  /// Whether a pair may be connected more than once.
  public var multapses: Bool
  /// Precision in which synapses store weights that differ; nil: single, or double under a rule whose changes single
  /// precision would lose (``NetworkDescription/precision(of:)``).
  public var precision: WeightPrecision?
  /// Plasticity of the weights, whose initial values are ``weight``; nil for static weights.
  public var plasticity: PlasticityDescription?
  /// Competition of the targets for the activity of the sources; nil if every spike is transmitted by itself.
  public var competition: CompetitionDescription?

  public init(
    name: String? = nil, from source: String, to target: String, rule: ConnectionRule, weight: Value, delay: Delay,
    receptor: String? = nil, autapses: Bool = true, multapses: Bool = true, precision: WeightPrecision? = nil,
    plasticity: PlasticityDescription? = nil, competition: CompetitionDescription? = nil
  ) {
    self.name = name ?? "\(source)->\(target)"
    self.source = source
    self.target = target
    self.rule = rule
    self.weight = weight
    self.delay = delay
    self.receptor = receptor
    self.autapses = autapses
    self.multapses = multapses
    self.precision = precision
    self.plasticity = plasticity
    self.competition = competition
  }
}

/// Plasticity of a projection's weights, by a rule, by operators, or both.
public struct PlasticityDescription: Sendable, Equatable {
  /// Name of the rule in ``PlasticityRegistry``; nil if spikes change no weights.
  public var rule: String?
  /// Parameters that differ from the rule's defaults, in canonical units; weights in the unit of the target's weights.
  public var parameters: [String: Double]
  /// Operators, in the order in which they act at the same instant.
  public var operators: [WeightOperatorDescription]
  /// What is done about initial weights outside the rule's range or with the other sign.
  public var outOfRange: OutOfRange

  public init(
    _ rule: String? = nil, parameters: [String: Double] = [:], operators: [WeightOperatorDescription] = [],
    outOfRange: OutOfRange = .refuse
  ) {
    self.rule = rule
    self.parameters = parameters
    self.operators = operators
    self.outOfRange = outOfRange
  }

  /// Treatment of initial weights outside the range from minimumWeight to maximumWeight.
  public enum OutOfRange: String, Sendable, CaseIterable {
    /// They are errors.
    case refuse
    /// They become the nearest bound.
    case clip
  }
}

/// An operator on the weights that end on each target.
public struct WeightOperatorDescription: Sendable, Equatable {
  /// Name of the operator in ``WeightOperatorRegistry``.
  public var name: String
  /// Parameters that differ from the operator's defaults, in canonical units; weights in the unit of the target's
  /// weights.
  public var parameters: [String: Double]
  /// The operator acts at 0, interval, 2 interval and so on; nil if it acts at time zero only.
  public var interval: SimulationTime?
  /// Whether the operator also acts at each target spike.
  public var atTargetSpikes: Bool

  public init(
    _ name: String, parameters: [String: Double] = [:], every interval: SimulationTime? = nil,
    atTargetSpikes: Bool = false
  ) {
    self.name = name
    self.parameters = parameters
    self.interval = interval
    self.atTargetSpikes = atTargetSpikes
  }
}

/// Delay of a spike from the soma to the synapse (axonal) and from the synapse to the target's soma (dendritic), in ms.
/// Static synapses depend on the sum only; plasticity rules use the time at the synapse.
public struct Delay: Sendable, Equatable {
  public var axonal: Value
  public var dendritic: Value

  public init(axonal: Value, dendritic: Value = 0) {
    self.axonal = axonal
    self.dendritic = dendritic
  }

  public static func axonal(_ milliseconds: Double) -> Delay { Delay(axonal: .constant(milliseconds)) }
}

public enum ConnectionRule: Sendable, Equatable {
  case oneToOne
  case allToAll
  /// Every target draws this number of sources, uniformly.
  case inDegree(Int)
  /// Every source draws this number of targets, uniformly.
  case outDegree(Int)
  /// This number of (source, target) pairs, uniformly.
  case totalNumber(Int)
  /// Every ordered pair is connected once with this probability.
  case bernoulli(Double)
  /// Every ordered pair is connected once with probability · profile(distance).
  case distance(DistanceProfile, probability: Double)
  /// A text file with columns source, target and optionally weight and delay, which are separated by commas, tabs or
  /// spaces; indices count from 0. A column weight or delay takes the place of the projection's value, which then only
  /// tells the sign of the weights and, with plasticity, the dendritic part of the delays.
  case edgeList(path: String)
}

public enum DistanceProfile: Sendable, Equatable {
  /// A profile of 1 where D < radius, else 0.
  case disc(radius: Double)
  /// A profile of 1 where inner < D < outer, else 0; `outer` may be infinite.
  case ring(inner: Double, outer: Double)
  /// A profile of exp(-D² / (2 sigma²)) where D < cutoff, else 0.
  case gaussian(sigma: Double, cutoff: Double)
  /// A profile of exp(-D / length) where D < cutoff, else 0.
  case exponential(length: Double, cutoff: Double)
}

/// Some of the neurons of a population.
public enum NeuronSelection: Sendable, Equatable {
  case all
  case list([Int])
  /// The neurons start, start + step, … below end.
  case range(start: Int, end: Int, step: Int)
}

public struct StimulusDescription: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// An independent Poisson train for every neuron.
    case poisson(rate: Double, weight: Double, sampling: PoissonSampling)
    /// Piecewise constant current: amplitude k from time k (ms) on, 0 before the first.
    case stepCurrent(times: [Double], amplitudes: [Double])
    /// Noise current N(mean, deviation²) for every neuron, redrawn every interval (ms) and constant in between.
    case noisyCurrent(mean: Double, deviation: Double, interval: Double)
    /// Spikes of this weight at these times (ms) to every neuron.
    case spikes(times: [Double], weight: Double)
  }
  public var name: String
  public var targets: [String]
  public var neurons: NeuronSelection
  public var kind: Kind
  public var receptor: String?

  public init(
    name: String, to targets: [String], neurons: NeuronSelection = .all, kind: Kind, receptor: String? = nil
  ) {
    self.name = name
    self.targets = targets
    self.neurons = neurons
    self.kind = kind
    self.receptor = receptor
  }
}

public enum PoissonSampling: Sendable, Equatable {
  /// Every event at its exact time.
  case exact
  /// Counts of events per interval (ms), delivered at its end; for high rates.
  case grid(Double)
}

extension NeuronSelection: Codable {
  private enum Keys: String, CodingKey { case start, end, step }

  /// Reads all, a list of numbers, or {start, end, step}.
  public init(from decoder: any Decoder) throws {
    if let range = try? decoder.container(keyedBy: Keys.self) {
      self = .range(
        start: try range.decodeIfPresent(Int.self, forKey: .start) ?? 0, end: try range.decode(Int.self, forKey: .end),
        step: try range.decodeIfPresent(Int.self, forKey: .step) ?? 1)
    } else if (try? decoder.unkeyedContainer()) != nil {
      self = .list(try [Int](from: decoder))
    } else {
      let text = try decoder.singleValueContainer().decode(String.self)
      guard text == "all" else {
        throw DecodingError.dataCorrupted(
          .init(
            codingPath: decoder.codingPath,
            debugDescription: "write all, a list of numbers or {start, end, step}, not '\(text)'"))
      }
      self = .all
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .all:
      var container = encoder.singleValueContainer()
      try container.encode("all")
    case .list(let neurons): try neurons.encode(to: encoder)
    case .range(let start, let end, let step):
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(start, forKey: .start)
      try container.encode(end, forKey: .end)
      try container.encode(step, forKey: .step)
    }
  }
}

extension NeuronSelection {
  /// The chosen neurons of a population of this size, in the order given.
  package func indices(of size: Int) -> [Int] {
    switch self {
    case .all: Array(0..<size)
    case .list(let indices): indices
    case .range(let start, let end, let step): Array(stride(from: start, to: min(end, size), by: max(step, 1)))
    }
  }
}
