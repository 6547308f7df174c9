/// Parameters of a ``WaveAnalysis``, with times in seconds of a recording.
public struct WaveParameters: Sendable, Equatable {
  public var bursts = BurstDetection()
  /// Largest time between coincident spikes (``CorrelationIndex``).
  public var coincidenceWindow = 0.05
  public var distanceBins = 20
  /// Length of a bin, and fraction of active units that makes a wave (``PopulationWaves``).
  public var waveBin = 1.0
  public var waveShare = 0.1
  /// Largest time between burst onsets of neighbours on the same front (``FrontSpeed``).
  public var frontWindow = 3.0
  /// Number of seconds of a recording that correspond to one millisecond of a simulation, as the model's time scale is
  /// arbitrary. With 1, the numbers of both can be compared directly.
  public var secondsPerMillisecond = 1.0

  public init() {}

  /// These parameters in the unit of time of a recording, "s" or "ms".
  public func inTime(of recording: SpikeRecording) -> WaveParameters {
    guard recording.timeUnit == "ms" else { return self }
    let factor = 1 / secondsPerMillisecond
    var scaled = self
    scaled.bursts = bursts.scaled(by: factor)
    scaled.coincidenceWindow *= factor
    scaled.waveBin *= factor
    scaled.frontWindow *= factor
    return scaled
  }
}

/// Statistics of spontaneous waves, in the recording's own units of time and length.
public struct WaveAnalysis: Sendable {
  public let recording: SpikeRecording
  /// The parameters in the recording's unit of time.
  public let parameters: WaveParameters
  public let units: [UnitActivity]
  public let waves: PopulationWaves
  public let front: FrontSpeed
  public let correlation: CorrelationIndex

  /// - Parameter parameters: the parameters with times in seconds.
  public init(_ recording: SpikeRecording, parameters given: WaveParameters) {
    let parameters = given.inTime(of: recording)
    self.recording = recording
    self.parameters = parameters
    let bursts = recording.trains.map { parameters.bursts.bursts(of: $0) }
    units = zip(recording.trains, bursts).map {
      UnitActivity(train: $0, bursts: $1, duration: recording.duration)
    }
    waves = PopulationWaves(recording, bin: parameters.waveBin, share: parameters.waveShare)
    let onsets = zip(recording.trains, bursts).map { train, bursts in bursts.map { train[$0.lowerBound] } }
    front = FrontSpeed(recording, onsets: onsets, window: parameters.frontWindow)
    correlation = CorrelationIndex(recording, window: parameters.coincidenceWindow, bins: parameters.distanceBins)
  }

  /// A statistic over units, waves or fronts.
  public struct Measure: Sendable {
    /// The name in JSON, such as "burst_duration".
    public var name: String
    /// The name in tables, such as "burst duration".
    public var label: String
    /// The unit, such as "s", "1/s", "µm/s", or "share" for a fraction.
    public var unit: String
    /// Median and quartiles of the values; nil if the statistic is undefined.
    public var values: Quartiles?
  }

  /// All statistics in the order of tables: quartiles over units, over waves, or over burst onsets for the front speed.
  public var measures: [Measure] {
    let time = recording.timeUnit
    func of(_ value: (UnitActivity) -> Double?) -> Quartiles? { Quartiles(units.compactMap(value)) }
    return [
      Measure(name: "firing_rate", label: "firing rate", unit: "1/\(time)", values: of(\.firingRate)),
      Measure(name: "burst_rate", label: "burst rate", unit: "1/\(time)", values: of(\.burstRate)),
      Measure(name: "burst_duration", label: "burst duration", unit: time, values: of(\.burstDuration)),
      Measure(name: "rate_in_bursts", label: "firing rate in bursts", unit: "1/\(time)", values: of(\.rateInBursts)),
      Measure(
        name: "inter_burst_interval", label: "inter-burst interval", unit: time, values: of(\.interBurstInterval)),
      Measure(name: "share_in_bursts", label: "spikes in bursts", unit: "share", values: of(\.shareInBursts)),
      Measure(
        name: "inter_wave_interval", label: "inter-wave interval", unit: time, values: Quartiles(waves.intervals)),
      Measure(name: "wave_duration", label: "wave duration", unit: time, values: Quartiles(waves.durations)),
      Measure(
        name: "participation", label: "units in a wave", unit: "share",
        values: Quartiles(waves.waves.map(\.participation))),
      Measure(
        name: "front_speed", label: "front speed", unit: "\(recording.lengthUnit)/\(time)",
        values: Quartiles(front.speeds)),
    ]
  }
}
