/// Gyrus: an event-driven simulator for self-organising networks of spiking neurons.
///
/// A network is described by plain values, which are the same whether they come from Swift or from a network file. A
/// ``Simulation`` executes the description, and a ``RunFolder`` stores the results.
///
///     import Gyrus
///
///     var description = SimulationDescription(
///       name: "two-populations", duration: try SimulationTime(milliseconds: 1000),
///       populations: [
///         PopulationDescription(
///           name: "excitatory", size: 400, neuron: "lif-delta", initial: ["v": .uniform(low: 0, high: 20)]),
///         PopulationDescription(name: "inhibitory", size: 100, neuron: "lif-delta"),
///       ])
///     description.projections = [
///       ProjectionDescription(
///         from: "excitatory", to: "inhibitory", rule: .inDegree(40), weight: 0.5, delay: .axonal(1.5)),
///       ProjectionDescription(
///         from: "inhibitory", to: "excitatory", rule: .bernoulli(0.1), weight: -1, delay: .axonal(1.5)),
///     ]
///     description.stimuli = [
///       StimulusDescription(
///         name: "drive", to: ["excitatory"], kind: .poisson(rate: 20_000, weight: 0.1, sampling: .exact))
///     ]
///     let summary = try Simulation(description, threads: 2).run()
///     print(summary.meanRate, summary.spikeDigest)
///
/// Inside Gyrus numbers are in ms, mV, pA, nS, pF, Hz and mm (``Dimension``); time is a whole number of picoseconds
/// (``SimulationTime``).
///
/// ## Tour
///
/// - Describe: ``SimulationDescription`` with its ``NetworkDescription``: ``PopulationDescription``,
///   ``ProjectionDescription``, ``ConnectionRule``, ``Value``, ``Delay``, ``StimulusDescription``; and
///   ``ComponentDescription`` for guards, noise, lesions, rate models and recorders.
/// - Read and write network files: ``NetworkFile``, ``NetworkFileError``.
/// - List the kinds: ``NeuronRegistry``, ``PlasticityRegistry``, ``WeightOperatorRegistry``, ``ComponentCatalogue``. A
///   neuron model is one file and one line in the registry; it conforms to ``NeuronModel``. A component is one file and
///   one line in a catalogue; its settings conform to ``ComponentSettings``.
/// - Lay out, build and run: ``NetworkPlan``, ``Simulation``, ``RunSummary``. Two threads or ten give the same spikes.
/// - Keep the results: ``RunOutput`` with ``RunMemory`` and ``RunFolder``, which writes a ``RunRecord`` and reads it
///   back; ``metricsJSON(_:)``. ``SpikeFile`` reads spikes.
/// - Save and restore the state of a run: ``Simulation/saveState()``, ``Simulation/restore(from:)``, ``Stateful``.
/// - Analyse waves: ``WaveAnalysis`` of a ``SpikeRecording``; ``RecordingFile`` reads multielectrode recordings.
/// - Run rate models beside spikes: ``AutoencoderHierarchySettings``. They exchange spikes, rates and currents through
///   ``Ports``, and share tasks, cursors and read-outs: ``ImageTask``, ``EpochCursor``, ``Readout``.
/// - Learn and classify: ``DatasetRegistry``, ``Perceptron``, ``PerceptronClassifier``, ``RidgeClassifier``,
///   ``MultinomialLogisticRegression``, ``PooledClassification``.
/// - Test and estimate: ``SignedRankTest``, ``RankSumTest``, ``KolmogorovSmirnovTest``, ``Correlation``, ``LinearFit``,
///   ``Bootstrap``, ``EffectSize``, ``Entropy``, ``Descriptive``.
/// - Below all this: one ``Scheduler`` and one ``EventQueue`` for all ``Component``s; ``RandomStream``s keyed by (seed,
///   entity, purpose).
@_exported import Datasets
@_exported import Files
@_exported import HDF5
@_exported import Kernel
@_exported import Learning
@_exported import NetworkFiles
@_exported import Rate
@_exported import RateModels
@_exported import Results
@_exported import Simulation
@_exported import Spiking
@_exported import Statistics
@_exported import Studies
@_exported import Waves

extension NetworkFile {
  /// Reads and checks a file that may name every kind of component of ``ComponentCatalogue/standard``.
  /// - Throws: ``NetworkFileError``.
  public init(path: String, overrides: [String] = [], seed: UInt64? = nil, duration: String? = nil) throws {
    try self.init(path: path, overrides: overrides, seed: seed, duration: duration, catalogue: .standard)
  }

  /// Reads and checks a text that may name every kind of component of ``ComponentCatalogue/standard``.
  /// - Throws: ``NetworkFileError``.
  public init(
    yaml: String, file: String = "network.yml", overrides: [String] = [], seed: UInt64? = nil, duration: String? = nil
  ) throws {
    try self.init(
      yaml: yaml, file: file, overrides: overrides, seed: seed, duration: duration, catalogue: .standard)
  }
}
