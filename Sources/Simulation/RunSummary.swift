import Spiking
import Statistics
import Waves

/// The summary statistics of a run. Means and counts are over the measured part of the run, after the warm-up.
public struct RunSummary: Sendable, Equatable, Codable {
  public struct Population: Sendable, Equatable, Codable {
    public var name: String
    public var size: Int
    public var spikes: Int
    /// Mean rate of the neurons, Hz.
    public var meanRate: Double
    /// Mean coefficient of variation of the inter-spike intervals; nil if no neuron had enough spikes.
    public var cvISI: Double?
    /// The share of neurons with at least one spike.
    public var activeShare: Double
    /// The rate of each neuron, Hz.
    public var rates: [Double]
    /// Coefficient of variation of the inter-spike intervals of each neuron with at least five spikes.
    public var cvs: [Double]

    public init(
      name: String, size: Int, spikes: Int, meanRate: Double, cvISI: Double?, activeShare: Double, rates: [Double],
      cvs: [Double]
    ) {
      self.name = name
      self.size = size
      self.spikes = spikes
      self.meanRate = meanRate
      self.cvISI = cvISI
      self.activeShare = activeShare
      self.rates = rates
      self.cvs = cvs
    }
  }

  /// Statistics of a plastic projection at the end of the run.
  public struct Projection: Sendable, Equatable, Codable {
    public var name: String
    public var synapses: Int
    /// Mean weight; nil without synapses.
    public var meanWeight: Double?
    /// Standard deviation of the weights; nil without synapses.
    public var weightDeviation: Double?
    /// The unit of the weights.
    public var unit: String

    public init(name: String, synapses: Int, meanWeight: Double?, weightDeviation: Double?, unit: String) {
      self.name = name
      self.synapses = synapses
      self.meanWeight = meanWeight
      self.weightDeviation = weightDeviation
      self.unit = unit
    }
  }

  /// The degree of self-organisation of a competitive projection at the end of the run.
  public struct Competition: Sendable, Equatable, Codable {
    public var projection: String
    /// The measures, in the order of printing.
    public var measures: [Measure]
    /// The weights from each source to all targets, source after source.
    public var weights: [Float]

    public init(projection: String, measures: [Measure], weights: [Float] = []) {
      self.projection = projection
      self.measures = measures
      self.weights = weights
    }

    init(_ competition: CompetitiveProjection) {
      let never = Measure(
        "never_winning_units", Double(competition.wins.count { $0 == 0 }),
        "number of targets that have never won, not even during the warm-up")
      var final: [Float] = []
      final.reserveCapacity(competition.weights.count)
      competition.weights.forEachWeight { _, _, weight in final.append(Float(weight)) }
      self.init(
        projection: competition.name,
        measures: competition.organisation.measures + [never] + competition.activityMeasures, weights: final)
    }
  }

  /// The results of a component.
  public struct Component: Sendable, Equatable, Codable {
    public var name: String
    public var kind: String
    /// The group of the component in metrics.json, such as "waves" or "models".
    public var group: String
    /// Number of ticks done; nil for a component that acts during the whole run.
    public var ticks: Int?
    public var facts: [ComponentFact]
    /// The measures, in the order of printing.
    public var measures: [Measure]
    public var outcome: [OutcomeItem]

    public init(
      name: String, kind: String, group: String, ticks: Int? = nil, facts: [ComponentFact] = [],
      measures: [Measure] = [], outcome: [OutcomeItem] = []
    ) {
      self.name = name
      self.kind = kind
      self.group = group
      self.ticks = ticks
      self.facts = facts
      self.measures = measures
      self.outcome = outcome
    }

    /// The results of a component; nil if it has none.
    init?(_ description: ComponentDescription, _ component: any SimulationComponent) throws {
      self.init(
        name: description.name, kind: description.info.kind, group: description.info.group,
        ticks: component.progress?.ticks, facts: component.facts, measures: component.measures,
        outcome: try component.outcome())
      if ticks == nil, facts.isEmpty, measures.isEmpty, outcome.isEmpty { return nil }
    }

    public var curves: [OutcomeItem.Curve] {
      outcome.compactMap { if case .curve(let curve) = $0 { curve } else { nil } }
    }
    public var regions: [OutcomeItem.Regions] {
      outcome.compactMap { if case .regions(let regions) = $0 { regions } else { nil } }
    }
    public var tables: [OutcomeItem.Table] {
      outcome.compactMap { if case .table(let table) = $0 { table } else { nil } }
    }
    /// All learnt parameters of the component.
    public var parameters: [OutcomeItem.Parameters.Array] {
      outcome.flatMap { item -> [OutcomeItem.Parameters.Array] in
        if case .parameters(let parameters) = item { parameters.arrays } else { [] }
      }
    }

    /// The value of a fact; nil if there is no fact of this name.
    public func fact(_ name: String) -> String? { facts.first { $0.name == name }?.value }

    /// The heading of its measures, such as "Waves of retina" or "features (autoencoder-hierarchy)".
    public var title: String {
      if let population = fact("population") {
        return "\(kind.prefix(1).uppercased())\(kind.dropFirst()) of \(population)"
      }
      return "\(name) (\(kind))"
    }
  }

  public var name: String
  public var seed: UInt64
  public var threads: Int
  /// The measured part of the run; of an interrupted run, what of it was simulated.
  public var biologicalSeconds: Double
  public var warmupSeconds: Double
  /// The simulated time at which the run was interrupted, counted from the beginning of the warm-up; nil if it came to
  /// its end.
  public var interruptedSeconds: Double?
  public var buildWallSeconds: Double
  public var simulationWallSeconds: Double
  public var populations: [Population]
  public var spikes: Int
  public var meanRate: Double
  public var cvISI: Double?
  public var synapticEvents: Int
  public var synapses: Int
  public var bytesPerSynapse: Double
  public var peakResidentBytes: Int
  /// A hash of all spikes (time in ticks, neuron) in order, including the warm-up, as 16 hexadecimal digits.
  public var spikeDigest: String
  /// The plastic projections.
  public var projections: [Projection]
  public var competitions: [Competition]
  public var components: [Component]

  public init(
    name: String, seed: UInt64, threads: Int, biologicalSeconds: Double, warmupSeconds: Double,
    buildWallSeconds: Double, simulationWallSeconds: Double, populations: [Population], spikes: Int, meanRate: Double,
    cvISI: Double?, synapticEvents: Int, synapses: Int, bytesPerSynapse: Double, peakResidentBytes: Int,
    spikeDigest: String, projections: [Projection] = [], competitions: [Competition] = [],
    components: [Component] = [], interruptedSeconds: Double? = nil
  ) {
    self.name = name
    self.seed = seed
    self.interruptedSeconds = interruptedSeconds
    self.threads = threads
    self.biologicalSeconds = biologicalSeconds
    self.warmupSeconds = warmupSeconds
    self.buildWallSeconds = buildWallSeconds
    self.simulationWallSeconds = simulationWallSeconds
    self.populations = populations
    self.spikes = spikes
    self.meanRate = meanRate
    self.cvISI = cvISI
    self.synapticEvents = synapticEvents
    self.synapses = synapses
    self.bytesPerSynapse = bytesPerSynapse
    self.peakResidentBytes = peakResidentBytes
    self.spikeDigest = spikeDigest
    self.projections = projections
    self.competitions = competitions
    self.components = components
  }

  /// The components of one group.
  public func components(in group: String) -> [Component] { components.filter { $0.group == group } }

  /// The component with this name.
  public subscript(component name: String) -> Component? { components.first { $0.name == name } }

  /// Total number of ticks of all components that work for a limited number of ticks.
  public var ticks: Int { components.reduce(0) { $0 + ($1.ticks ?? 0) } }

  /// Wall-clock seconds per second of simulated time.
  public var realTimeFactor: Double { simulationWallSeconds / biologicalSeconds }
}
