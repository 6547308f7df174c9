import Kernel
import Statistics

/// A neuron model. A new one needs one file and one line in ``NeuronRegistry``.
///
/// A model conforms to one protocol for each way in which it can be integrated: ``ClockedNeuron`` (any equation, on a
/// grid), ``JumpNeuron`` (leaky integrator with voltage jumps, exact), ``CurrentNeuron`` (leaky integrator with
/// exponential synaptic currents, exact).
public protocol NeuronModel: Sendable {
  static var info: NeuronModelInfo { get }
  static var integrators: [Integrator] { get }
  /// Makes the block that simulates a slice of a population.
  static func makeBlock(_ slice: PopulationSlice, integrator: Integrator) throws -> NeuronBlock
}

/// Description of a model, shown to users and used to check network files.
public struct NeuronModelInfo: Sendable {
  /// Name in network files.
  public var name: String
  public var summary: String
  public var equations: [String]
  public var source: String
  public var parameters: [ParameterSpecification]
  /// The variables that can be initialised and recorded.
  public var state: [StateSpecification]
  public var receptors: [String]
  /// The default receptors of inputs with positive and with negative weights; nil: the model takes no input.
  public var excitatoryReceptor: String?
  public var inhibitoryReceptor: String?
  /// Whether the model passes every input on as a spike, whatever its weight.
  public var isRelay: Bool
  /// Whether the model fires at the times listed in its population.
  public var takesSpikeTimes: Bool
  /// The dimension of a synaptic weight.
  public var weight: Dimension
  /// Dimension of an injected current, which enters as in `equations`; nil if the model takes no current.
  public var current: Dimension?
  public var threshold: ThresholdRule
  public var tieRule: TieRule
  /// nil for models without a refractory period.
  public var refractoryRule: RefractoryRule?

  public init(
    name: String, summary: String, equations: [String], source: String, parameters: [ParameterSpecification],
    state: [StateSpecification], receptors: [String], excitatory: String? = nil, inhibitory: String? = nil,
    isRelay: Bool = false, takesSpikeTimes: Bool = false, weight: Dimension, current: Dimension? = nil,
    threshold: ThresholdRule = .atOrAbove, tieRule: TieRule = .summed, refractoryRule: RefractoryRule? = nil
  ) {
    precondition(receptors.count < 2 || excitatory != nil && inhibitory != nil, "'\(name)' must name its receptors")
    self.name = name
    self.summary = summary
    self.equations = equations
    self.source = source
    self.parameters = parameters
    self.state = state
    self.receptors = receptors
    excitatoryReceptor = excitatory ?? receptors.first
    inhibitoryReceptor = inhibitory ?? receptors.first
    self.isRelay = isRelay
    self.takesSpikeTimes = takesSpikeTimes
    self.weight = weight
    self.current = current
    self.threshold = threshold
    self.tieRule = tieRule
    self.refractoryRule = refractoryRule
  }
}

public enum ThresholdRule: String, Sendable {
  case atOrAbove = "at or above"
  case strictlyAbove = "strictly above"
}

/// The rule for inputs that reach a neuron at the same instant.
public enum TieRule: String, Sendable {
  /// All inputs are summed, then the threshold is tested once, so their order does not matter.
  case summed = "simultaneous inputs are summed, then the threshold is tested once"
  /// Inputs act one by one, and the threshold is tested after each.
  case oneByOne = """
    simultaneous inputs are taken one by one: spikes of stimuli, then those of synapses, shorter delays first and equal \
    delays in the order of the populations in the file (an inhibitory population listed first acts first), then Poisson \
    stimuli
    """
}

/// The rule for inputs that reach a neuron in its refractory period (t, t + t_ref].
public enum RefractoryRule: String, Sendable {
  case discarded = "inputs are discarded; one at exactly t + t_ref is discarded or accepted (inputAtRefractoryEnd)"
  case integrated = "inputs are never discarded: they change currents or conductances, while the potential is held"
}

public struct ParameterSpecification: Sendable {
  public var name: String
  public var dimension: Dimension
  public var standard: Double
  public var allowed: AllowedRange
  public var meaning: String

  public init(
    _ name: String, _ dimension: Dimension, _ standard: Double, _ allowed: AllowedRange, _ meaning: String
  ) {
    self.name = name
    self.dimension = dimension
    self.standard = standard
    self.allowed = allowed
    self.meaning = meaning
  }

  public init(_ name: String, _ dimension: Dimension, _ standard: Double, _ meaning: String) {
    self.init(name, dimension, standard, .any, meaning)
  }

  /// For models that discard inputs while they are refractory.
  static let inputAtRefractoryEnd = ParameterSpecification(
    "inputAtRefractoryEnd", .none, 0, .words(["discarded", "accepted"]), "what happens to an input at exactly t + t_ref"
  )
}

public enum AllowedRange: Sendable, Equatable, CustomStringConvertible {
  case any, positive, notNegative
  /// In every neuron below its value of another parameter, which has this name and the same dimension.
  case below(String)
  /// One of these words in network files, and in Swift its index.
  case words([String])

  public func contains(_ value: Double) -> Bool {
    guard !value.isNaN else { return false }
    return switch self {
    case .any, .below: value.isFinite
    case .positive: value > 0 && value.isFinite
    case .notNegative: value >= 0 && value.isFinite
    case .words(let words): Int(exactly: value).map(words.indices.contains) ?? false
    }
  }

  public var description: String {
    switch self {
    case .any: "any finite number"
    case .positive: "above 0"
    case .notNegative: "0 or more"
    case .below(let name): "below \(name)"
    case .words(let words): words.joined(separator: " or ")
    }
  }
}

public struct StateSpecification: Sendable {
  public var name: String
  public var dimension: Dimension
  /// Default value at time zero: a number or the value of a parameter.
  public var standard: Standard
  public var meaning: String

  public enum Standard: Sendable {
    case number(Double)
    case parameter(String)
  }

  public init(_ name: String, _ dimension: Dimension, _ standard: Standard, _ meaning: String) {
    self.name = name
    self.dimension = dimension
    self.standard = standard
    self.meaning = meaning
  }
}

/// The parameters of one neuron, in canonical units.
public struct NeuronParameters {
  fileprivate let values: [String: NeuronValues]
  fileprivate let neuron: Int

  /// The parameter must be in the model's specification; a missing one is a programming error in the model.
  public subscript(name: String) -> Double {
    guard let value = values[name] else { preconditionFailure("the model's specification has no parameter '\(name)'") }
    return value[neuron]
  }

  var acceptsInputAtRefractoryEnd: Bool { self["inputAtRefractoryEnd"] == 1 }
}

/// One value per neuron, stored once when it is the same for all.
public enum NeuronValues: Sendable {
  case constant(Double)
  case each([Double])

  public subscript(neuron: Int) -> Double {
    switch self {
    case .constant(let value): value
    case .each(let values): values[neuron]
    }
  }

  public var constant: Double? {
    if case .constant(let value) = self { value } else { nil }
  }
}

/// The neurons of a population in one partition, with their parameters and initial states drawn.
public struct PopulationSlice {
  public let population: PopulationDescription
  public let model: NeuronModelInfo
  /// Indices of the neurons in the population.
  public let range: Range<Int>
  /// Network-wide number of the first neuron of the slice.
  public let firstNeuron: Int
  public let seed: UInt64
  public let clock: SimulationTime
  private let parameterValues: [String: NeuronValues]
  private let initialValues: [String: NeuronValues]

  public init(
    _ population: PopulationDescription, model: NeuronModelInfo, range: Range<Int>, firstNeuron: Int, seed: UInt64,
    clock: SimulationTime
  ) throws {
    self.population = population
    self.model = model
    self.range = range
    self.firstNeuron = firstNeuron
    self.seed = seed
    self.clock = clock
    let entity = "populations.\(population.name)"
    func draw(_ value: Value, _ purpose: String) -> NeuronValues {
      if let constant = value.constant { return .constant(constant) }
      let key = StreamKey(seed: seed, entity: entity, purpose: purpose)
      let stream = RandomStream(key)
      return .each(
        range.map { neuron in
          stream.move(to: key.indexed(UInt64(neuron)))
          return value.draw(from: stream, index: neuron)
        })
    }
    var parameterValues: [String: NeuronValues] = [:]
    for specification in model.parameters {
      let value = population.parameters[specification.name] ?? .constant(specification.standard)
      parameterValues[specification.name] = draw(value, "parameters.\(specification.name)")
    }
    var initialValues: [String: NeuronValues] = [:]
    for variable in model.state {
      if let value = population.initial[variable.name] {
        initialValues[variable.name] = draw(value, "initial.\(variable.name)")
      } else {
        switch variable.standard {
        case .number(let value): initialValues[variable.name] = .constant(value)
        case .parameter(let name): initialValues[variable.name] = parameterValues[name]
        }
      }
    }
    self.parameterValues = parameterValues
    self.initialValues = initialValues
  }

  public var count: Int { range.count }
  /// Key of this slice's random stream for a given purpose.
  public func streamKey(_ purpose: String) -> StreamKey {
    StreamKey(seed: seed, entity: "populations.\(population.name)", purpose: purpose, index: UInt64(range.lowerBound))
  }
  public func parameters(_ neuron: Int) -> NeuronParameters {
    NeuronParameters(values: parameterValues, neuron: neuron)
  }
  public func values(_ parameter: String) -> NeuronValues { parameterValues[parameter]! }
  public func initial(_ variable: String) -> NeuronValues { initialValues[variable]! }

  /// Checks that in each neuron the parameters are in order: those that must be, below another one.
  /// - Throws: ``DescriptionError`` at the first parameter that is not, with the neuron if its value was drawn or listed.
  package func requireOrder() throws {
    for parameter in model.parameters {
      guard case .below(let limitName) = parameter.allowed else { continue }
      let (values, limits) = (values(parameter.name), values(limitName))
      let isSame = values.constant != nil && limits.constant != nil
      guard let neuron = (0..<(isSame ? min(count, 1) : count)).first(where: { !(values[$0] < limits[$0]) }) else {
        continue
      }
      let text = parameter.dimension.text
      throw DescriptionError(
        at: ["populations", population.name, "parameters", parameter.name],
        "must be below the \(limitName) (\(text(limits[neuron]))), not \(text(values[neuron]))"
          + (isSame ? "" : " (neuron \(range.lowerBound + neuron))"))
    }
  }

  /// Whether all parameters are the same for all neurons.
  public var isHomogeneous: Bool { parameterValues.values.allSatisfy { $0.constant != nil } }
}
