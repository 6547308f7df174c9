/// Gyrus: an event-driven simulator for self-organising networks of spiking neurons.
///
/// A network is described by plain values; ``Simulation`` executes them; a ``RunFolder`` keeps what comes out. The values
/// are the same whether Swift or a network file makes them.
///
///     import Gyrus
///
///     var description = NetworkDescription(
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
/// - Describe: ``NetworkDescription``, ``PopulationDescription``, ``ProjectionDescription``, ``ConnectionRule``,
///   ``Value``, ``Delay``, ``StimulusDescription``, ``RecorderDescription``, ``ComponentDescription``.
/// - Read and write network files: ``NetworkFile``, ``NetworkFileError``.
/// - See what there is: ``NeuronRegistry``, ``PlasticityRegistry``, ``WeightOperatorRegistry``, ``ComponentRegistry``. A
///   neuron model is one file and one line in the registry; it conforms to ``NeuronModel``.
/// - Lay out, build and run: ``NetworkPlan``, ``Simulation``, ``RunSummary``. Two threads or ten give the same spikes.
/// - Keep the results: ``RunOutput``, ``RunFolder``, ``metricsJSON(_:)``. ``SpikeFile`` reads spikes back.
/// - Analyse waves: ``WaveAnalysis`` of a ``SpikeRecording``; ``RecordingFile`` reads multielectrode recordings.
/// - Rate models beside spikes: ``ModelDescription`` with the settings of a model in ``RateModelRegistry``, such as
///   ``AutoencoderHierarchySettings``. A rate model is one folder and one line in the registry; its settings conform to
///   ``ModelSettings``, and what ticks to ``ClockedModel``.
/// - Learn and classify: ``DatasetRegistry``, ``Perceptron``, ``PerceptronClassifier``, ``RidgeClassifier``,
///   ``MultinomialLogisticRegression``, ``PooledClassification``.
/// - Test and estimate: ``SignedRankTest``, ``RankSumTest``, ``KolmogorovSmirnovTest``, ``Correlation``, ``LinearFit``,
///   ``Bootstrap``, ``EffectSize``, ``Entropy``, ``Descriptive``.
/// - Below all this: one ``Scheduler`` and one ``EventQueue`` for all ``Component``s; ``RandomStream``s keyed by (seed,
///   entity, purpose).
@_exported import Adapters
@_exported import Datasets
@_exported import Kernel
@_exported import NetworkFiles
@_exported import Rate
@_exported import Results
@_exported import Spiking
@_exported import Statistics
@_exported import Waves
