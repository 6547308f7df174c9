import Kernel

/// Where recordings go while the run goes on: a run folder, or memory. Called on one thread, in the order of time.
public protocol RunOutput: AnyObject {
  /// Spikes of recorded populations, ordered by (time, neuron). Times in ticks; network-wide neuron numbers.
  func spikes(times: UnsafeBufferPointer<Int64>, neurons: UnsafeBufferPointer<UInt32>) throws
  /// One sample of a state recorder: for each variable in turn, the value of each chosen neuron.
  func state(recorder: String, time: SimulationTime, values: [Double]) throws
  /// One snapshot of a projection's weights; source and target are indices within their populations.
  func weights(recorder: String, time: SimulationTime, sources: [UInt32], targets: [UInt32], weights: [Float]) throws
  /// The mean rate (Hz) of each population of the recorder in the bin that starts at `time`.
  func rates(recorder: String, time: SimulationTime, hertz: [Double]) throws
  /// What a model has reached.
  func measures(recorder: String, time: SimulationTime, _ measures: [(name: String, value: Double)]) throws
}

extension RunOutput {
  public func measures(recorder: String, time: SimulationTime, _ measures: [(name: String, value: Double)]) throws {}
}

/// What a finished run was like. Means and counts are over the measured part of the run, after the warm-up.
public struct RunSummary: Sendable {
  public struct Population: Sendable {
    public var name: String
    public var size: Int
    public var spikes: Int
    public var meanRate: Double
    /// nil where no neuron had enough spikes.
    public var cvISI: Double?
    /// The share of neurons with at least one spike.
    public var activeShare: Double
    /// Per neuron, Hz.
    public var rates: [Double]
    /// Coefficient of variation of the inter-spike intervals, of the neurons with at least five spikes.
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
  /// A plastic projection at the end of the run.
  public struct Projection: Sendable {
    public var name: String
    public var synapses: Int
    /// nil without synapses.
    public var meanWeight: Double?
    /// Standard deviation over synapses.
    public var weightDeviation: Double?
    /// What weights are measured in.
    public var unit: String

    public init(name: String, synapses: Int, meanWeight: Double?, weightDeviation: Double?, unit: String) {
      self.name = name
      self.synapses = synapses
      self.meanWeight = meanWeight
      self.weightDeviation = weightDeviation
      self.unit = unit
    }
  }
  /// How far the targets of a competitive projection have organised themselves at the end of the run.
  public struct Competition: Sendable {
    public var projection: String
    /// name (with its unit) and value, in the order to print.
    public var measures: [(name: String, value: Double)]
    /// Of each source to all targets, source after source.
    public var weights: [Float]

    public init(projection: String, measures: [(name: String, value: Double)], weights: [Float] = []) {
      self.projection = projection
      self.measures = measures
      self.weights = weights
    }
  }
  /// A clocked model at the end of the run.
  public struct Model: Sendable {
    public var name: String
    public var kind: String
    public var ticks: Int
    /// name (with its unit) and value, in the order to print.
    public var measures: [(name: String, value: Double)]
    public var outcome: ModelOutcome

    public init(
      name: String, kind: String, ticks: Int, measures: [(name: String, value: Double)], outcome: ModelOutcome
    ) {
      self.name = name
      self.kind = kind
      self.ticks = ticks
      self.measures = measures
      self.outcome = outcome
    }
  }
  public struct Waves: Sendable {
    public var recorder: String
    public var population: String
    /// name (with its unit) and value, in the order to print.
    public var measures: [(name: String, value: Double)]

    public init(recorder: String, population: String, measures: [(name: String, value: Double)]) {
      self.recorder = recorder
      self.population = population
      self.measures = measures
    }
  }
  public var name: String
  public var seed: UInt64
  public var threads: Int
  public var biologicalSeconds: Double
  public var warmupSeconds: Double
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
  /// 16 hexadecimal digits: a hash of the whole ordered spike train (time in ticks, neuron), warm-up included.
  public var spikeDigest: String
  public var waves: [Waves]
  /// The plastic ones.
  public var projections: [Projection]
  public var competitions: [Competition]
  public var models: [Model]

  public init(
    name: String, seed: UInt64, threads: Int, biologicalSeconds: Double, warmupSeconds: Double,
    buildWallSeconds: Double, simulationWallSeconds: Double, populations: [Population], spikes: Int, meanRate: Double,
    cvISI: Double?, synapticEvents: Int, synapses: Int, bytesPerSynapse: Double, peakResidentBytes: Int,
    spikeDigest: String, waves: [Waves] = [], projections: [Projection] = [], competitions: [Competition] = [],
    models: [Model] = []
  ) {
    self.name = name
    self.seed = seed
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
    self.waves = waves
    self.projections = projections
    self.competitions = competitions
    self.models = models
  }

  /// Wall seconds per biological second.
  public var realTimeFactor: Double { simulationWallSeconds / biologicalSeconds }
}
