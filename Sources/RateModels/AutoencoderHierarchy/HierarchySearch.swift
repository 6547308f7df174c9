import Kernel
import Learning
import Statistics

/// Meta-learning: units move their receptive fields to where their activity has a higher entropy H.
///
///     in each of M meta-steps, for units k in random order, up to P times:
///       propose a field r' for unit k, learn, and accept r_k <- r' if H_k(r') > best H_k; then best H_k <- H_k(r')
///     the step ends with the first acceptance; the search ends after M of them, or with a step that finds none
///
/// The proposed fields depend on the algorithm. One call of ``step()`` processes one mini-batch of one candidate.
///
/// Source: the paper, algorithm 2. The paper compares H with the latest H of any unit; here each unit is compared with
/// its own best H (FACTS 000.6, 4).
public final class HierarchySearch {
  public enum Algorithm: String, Sendable, CaseIterable, Codable {
    /// Tries random neighbours and accepts the first better one. A neighbour is moved by one row, one column or both,
    /// within the map. (A field as high as the map cannot move up or down: such a step leaves it in place and still
    /// counts as an attempt.)
    case hillClimbing = "hill-climbing"
    /// Tries all neighbours and accepts the best of them if it is better than the present field.
    case localSearch = "local-search"
    /// Tries random fields anywhere on the map.
    case randomSearch = "random-search"
  }

  public struct Settings: Sendable, Equatable, Codable {
    public var algorithm = Algorithm.hillClimbing
    /// Number of meta-steps, M.
    public var steps = 5
    /// Largest number of attempts per unit, P.
    public var attempts = 10
    /// Whether candidates continue from the weights learnt so far; otherwise they start from new random weights.
    public var keepsWeights = true
    /// Number of images and of epochs from which a candidate learns; nil: the same as for any hierarchy.
    public var images: Int?
    public var epochs: Int?

    public init(algorithm: Algorithm = .hillClimbing, keepsWeights: Bool = true, steps: Int = 5) {
      self.algorithm = algorithm
      self.keepsWeights = keepsWeights
      self.steps = steps
    }

    /// Whether candidates learn from fewer images or epochs than a hierarchy without a search.
    public var isShortened: Bool { images != nil || epochs != nil }
  }

  /// The hierarchy at the start, or after a meta-step.
  public struct Stage: Sendable, Codable, Equatable {
    public var fields: [MapRectangle]
    /// Entropy H of each unit, bits.
    public var entropies: [Double]
    /// Number of candidates tried so far.
    public var candidates: Int

    public init(fields: [MapRectangle], entropies: [Double], candidates: Int) {
      self.fields = fields
      self.entropies = entropies
      self.candidates = candidates
    }
  }

  public let settings: Settings
  /// The stages so far: the start, then one for each accepted candidate.
  public private(set) var stages: [Stage] = []
  public private(set) var isFinished = false
  public let hierarchy: AutoencoderHierarchy
  private let samples: ImageSamples
  private let seed: UInt64
  private let stream: RandomStream
  private var best: [Double] = []
  /// Number of candidates that have been tried, including the one in training.
  public private(set) var candidates = 0
  /// The units that remain to be tried in the present meta-step.
  private var units: [Int] = []
  /// The fields that remain to be tried for the first of these units, and the best field found so far.
  private var proposals: [MapRectangle] = []
  private var found: (field: MapRectangle, entropies: [Double])?
  /// The training of the hierarchy at the start, or of the present candidate.
  private var training: HierarchyTraining?

  public init(
    _ hierarchy: AutoencoderHierarchy, settings: Settings, samples: ImageSamples, seed: UInt64
  ) {
    self.hierarchy = hierarchy
    self.settings = settings
    self.samples = settings.images.map { samples.limited(to: $0) } ?? samples
    self.seed = seed
    stream = RandomStream(seed: seed, entity: "hierarchy.search", purpose: "proposals")
  }

  /// Learns from one mini-batch.
  /// - Returns: whether a new stage was reached.
  /// - Throws: ``DivergenceError`` when a loss, an activity or a parameter is infinite or NaN.
  public func step() throws -> Bool {
    guard !isFinished else { return false }
    let training = training ?? beginCandidate()
    self.training = training
    try training.step()
    guard training.isTrained else { return false }
    self.training = nil
    return decide(training.entropies[training.entropies.count - 1])
  }

  /// The receptive fields of the last stage.
  private var fields: [MapRectangle] { stages[stages.count - 1].fields }

  /// Begins to train the hierarchy at the start, or with the first proposed field.
  private func beginCandidate() -> HierarchyTraining {
    if !stages.isEmpty {
      var fields = fields
      fields[units[0]] = proposals[0]
      hierarchy.move(to: fields)
      candidates += 1
      if !settings.keepsWeights { hierarchy.redraw() }
    }
    return candidateTraining()
  }

  private func candidateTraining() -> HierarchyTraining {
    HierarchyTraining(
      hierarchy, samples: samples, epochs: settings.epochs, seed: seed, entity: "hierarchy.candidates.\(candidates)")
  }

  /// Decides whether the trained candidate becomes a new stage.
  private func decide(_ entropies: [Double]) -> Bool {
    guard !stages.isEmpty else {
      best = entropies
      record(best)
      beginStep()
      return true
    }
    let unit = units[0]
    let field = proposals.removeFirst()
    let current = fields
    if entropies[unit] > found?.entropies[unit] ?? best[unit] { found = (field, entropies) }
    let isDecided = settings.algorithm != .localSearch || proposals.isEmpty
    if let found, isDecided {
      best[unit] = found.entropies[unit]
      var fields = current
      fields[unit] = found.field
      hierarchy.move(to: fields)
      record(found.entropies)
      isFinished = stages.count > settings.steps
      if !isFinished { beginStep() }
      return true
    }
    if proposals.isEmpty {
      units.removeFirst()
      propose()
    }
    if isFinished { hierarchy.move(to: current) }
    return false
  }

  private func record(_ entropies: [Double]) {
    stages.append(
      Stage(
        fields: hierarchy.topology.units.map(\.receptiveField), entropies: entropies, candidates: candidates))
  }

  private func beginStep() {
    units = stream.permutation(hierarchy.topology.units.count)
    propose()
  }

  /// Proposes fields for the first remaining unit; if no unit remains, the search ends.
  private func propose() {
    found = nil
    proposals = []
    guard let unit = units.first else {
      isFinished = true
      return
    }
    let field = fields[unit]
    let map = hierarchy.topology.map
    let steps = [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)]
    switch settings.algorithm {
    case .hillClimbing:
      proposals = (0..<settings.attempts).map { _ in
        let step = steps[stream.uniform(below: steps.count)]
        return field.moved(rows: step.0, columns: step.1, in: map)
      }
    case .localSearch:
      var seen: Set = [field]
      proposals = steps.map { field.moved(rows: $0.0, columns: $0.1, in: map) }.filter { seen.insert($0).inserted }
    case .randomSearch:
      proposals = (0..<settings.attempts).map { _ in
        hierarchy.topology.randomField(of: unit, from: stream)
      }
    }
    // A field as large as the map has no neighbours.
    guard proposals.isEmpty else { return }
    units.removeFirst()
    propose()
  }

  /// Evaluates the last stage by read-outs of its features. The weights are those of the search, or, if candidates
  /// learn from a part of the images, they are learnt anew from all images.
  /// - Parameter samples: all samples of the task.
  func judgement(by readouts: [Readout], of samples: ImageSamples) -> HierarchyCourse {
    let judged =
      settings.isShortened
      ? AutoencoderHierarchy(hierarchy.topology, learning: hierarchy.learning, seed: seed) : hierarchy
    return HierarchyCourse(
      judged, samples: samples, readouts: readouts, learns: settings.isShortened, seed: seed)
  }

  /// Upper bound of the number of steps.
  /// - Parameters:
  ///   - units: the number of units.
  ///   - images: the number of images to learn from.
  static func stepLimit(_ settings: Settings, _ learning: HierarchyLearning, units: Int, images: Int) -> Int {
    // Each unit tries all its neighbours, or the largest allowed number of attempts.
    let perUnit = settings.algorithm == .localSearch ? 8 : settings.attempts
    let candidates = settings.steps.times(units).times(perUnit).plus(1)
    let batches = min(settings.images ?? images, images).parts(of: learning.batch)
    return candidates.times(settings.epochs ?? learning.epochs).times(batches)
  }
}

extension HierarchySearch: Stateful {
  public func save(into state: inout StateWriter) {
    state.write("hierarchy", part: hierarchy)
    state.write("stream", stream.position)
    state.write("isFinished", isFinished)
    state.write("candidates", candidates)
    state.write("best", best)
    state.write("units", units)
    state.write("proposals", proposals.flatMap(\.numbers))
    state.write("stageFields", stages.flatMap { $0.fields.flatMap(\.numbers) })
    state.write("stageEntropies", stages.flatMap(\.entropies))
    state.write("stageCandidates", stages.map(\.candidates))
    state.write("foundField", found?.field.numbers ?? [])
    state.write("foundEntropies", found?.entropies ?? [])
    state.write("training", optional: training)
  }

  public func restore(from state: StateReader) throws {
    try state.read("hierarchy", part: hierarchy)
    stream.position = try state.word("stream")
    isFinished = try state.flag("isFinished")
    candidates = try state.integer("candidates")
    let count = hierarchy.topology.units.count
    best = try state.reals("best")
    units = try state.integers("units", as: Int.self)
    guard units.allSatisfy({ 0..<count ~= $0 }), best.isEmpty || best.count == count else {
      throw state.error("units", "belong to another hierarchy")
    }
    proposals = try Self.rectangles("proposals", state)
    let stageCandidates = try state.integers("stageCandidates", as: Int.self)
    let fields = try Self.rectangles("stageFields", state, count: stageCandidates.count * count)
    let entropies = try state.reals("stageEntropies", count: stageCandidates.count * count)
    stages = stageCandidates.enumerated().map { stage, candidates in
      let part = (stage * count)..<((stage + 1) * count)
      return Stage(fields: Array(fields[part]), entropies: Array(entropies[part]), candidates: candidates)
    }
    let field = try Self.rectangles("foundField", state).first
    let foundEntropies = try state.reals("foundEntropies", count: field == nil ? 0 : count)
    found = field.map { ($0, foundEntropies) }
    guard isFinished || stages.isEmpty || !(units.isEmpty || proposals.isEmpty) else {
      throw state.error("proposals", "has none left, but the search goes on")
    }
    training = try state.optionalPart("training") { candidateTraining() }
  }

  private static func rectangles(_ name: String, _ state: StateReader, count: Int? = nil) throws -> [MapRectangle] {
    let numbers = try state.integers(name, as: Int.self, count: count.map { 4 * $0 })
    return try stride(from: 0, to: numbers.count, by: 4).map { first in
      guard let rectangle = MapRectangle(numbers: numbers[first..<min(first + 4, numbers.count)]) else {
        throw state.error(name, "holds no rectangles")
      }
      return rectangle
    }
  }
}
