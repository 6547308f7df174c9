import Foundation
import Gyrus

/// One run of one simulator in its own process. Peers print the same fields, as far as they have them.
struct Measurement: Codable, Sendable {
  /// Name of the ``BenchmarkCase`` or ``ScalingStudy``.
  var benchmark: String
  /// Position on the axis of the scaling study.
  var value: Double?
  var simulator: String
  var threads: Int
  var run = 0
  var biologicalSeconds: Double
  var warmupSeconds: Double
  var buildSeconds: Double?
  var simulationSeconds: Double
  var neurons: Int
  var synapses: Int
  var synapticEvents: Int?
  var bytesPerSynapse: Double?
  var peakBytes: Int
  var predictedPeakBytes: Double?
  var rate: Double
  var cvISI: Double?
  var spikeDigest: String?
  /// Nanoseconds per synaptic event at the limit, over all threads.
  var limitNanoseconds: Double?

  /// Wall seconds per biological second.
  var secondsPerSecond: Double { simulationSeconds / biologicalSeconds }

  /// Time of the synaptic events alone at the limit, in wall seconds per biological second.
  var limitSecondsPerSecond: Double? {
    guard let synapticEvents, let limitNanoseconds else { return nil }
    return Double(synapticEvents) * limitNanoseconds * 1e-9 / biologicalSeconds
  }

  /// Builds and runs a network in this process, then measures the limit for rows of the same shape.
  /// - Parameter limitSlice: seconds per sample of the limit.
  init(
    _ description: SimulationDescription, benchmark: String, value: Double?, threads: Int, limitSlice: Double
  ) throws {
    let plan = try description.plan()
    // In its own scope, so that the network is freed before the limit is measured.
    let summary = try Simulation(description, plan: plan, threads: threads).run()
    self.benchmark = benchmark
    self.value = value
    simulator = "gyrus"
    self.threads = threads
    biologicalSeconds = summary.biologicalSeconds
    warmupSeconds = summary.warmupSeconds
    buildSeconds = summary.buildWallSeconds
    simulationSeconds = summary.simulationWallSeconds
    neurons = plan.neuronCount
    synapses = summary.synapses
    synapticEvents = summary.synapticEvents
    bytesPerSynapse = summary.bytesPerSynapse
    peakBytes = summary.peakResidentBytes
    predictedPeakBytes = plan.expectedPeakBytes(threads: threads)
    rate = summary.meanRate
    cvISI = summary.cvISI
    spikeDigest = summary.spikeDigest
    let spikesPerWindow = summary.meanRate * Double(neurons) * (plan.window?.seconds ?? 0)
    let projections = plan.description.projections.indices
    let shape = DeliveryShape(
      neurons: neurons, synapses: synapses, partitions: plan.partitionCount,
      delayClasses: projections.map { plan.delayClasses($0) }.max() ?? 1,
      ownWeights: projections.contains { plan.hasOwnWeights($0) }, spikesPerBatch: Int(spikesPerWindow.rounded()))
    limitNanoseconds = synapses > 0 ? shape.nanosecondsPerEvent(threads: threads, slice: limitSlice) : nil
  }
}

extension Measurement {
  /// The measurements as a tidy CSV table, one row per run.
  static func csv(_ measurements: [Measurement]) -> String {
    let columns: [(String, (Measurement) -> String)] = [
      ("benchmark", \.benchmark), ("value", { cell($0.value) }), ("simulator", \.simulator),
      ("threads", { "\($0.threads)" }), ("run", { "\($0.run)" }), ("biological_s", { cell($0.biologicalSeconds) }),
      ("warmup_s", { cell($0.warmupSeconds) }), ("build_s", { cell($0.buildSeconds) }),
      ("simulation_s", { cell($0.simulationSeconds) }), ("s_per_s", { cell($0.secondsPerSecond) }),
      ("limit_ns_per_event", { cell($0.limitNanoseconds) }), ("limit_s_per_s", { cell($0.limitSecondsPerSecond) }),
      ("neurons", { "\($0.neurons)" }), ("synapses", { "\($0.synapses)" }),
      ("synaptic_events", { $0.synapticEvents.map { "\($0)" } ?? "" }),
      ("bytes_per_synapse", { cell($0.bytesPerSynapse) }), ("peak_mib", { cell(Double($0.peakBytes) / 0x1p20) }),
      ("predicted_peak_mib", { cell($0.predictedPeakBytes.map { $0 / 0x1p20 }) }), ("rate_hz", { cell($0.rate) }),
      ("cv_isi", { cell($0.cvISI) }), ("spike_digest", { $0.spikeDigest ?? "" }),
    ]
    let head = columns.map(\.0).joined(separator: ",") + "\n"
    return head + measurements.map { row in columns.map { $0.1(row) }.joined(separator: ",") + "\n" }.joined()
  }

  private static func cell(_ value: Double?) -> String { value.map { String(format: "%.5g", $0) } ?? "" }
}
