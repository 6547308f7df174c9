import Statistics

/// Meta-learning: units move their receptive fields to where their activity has a higher entropy H.
///
///     in each of M meta-steps, for units k in random order, up to P times:
///       propose a field r' for unit k, learn, and accept r_k <- r' if H_k(r') > best H_k; then best H_k <- H_k(r')
///     the step ends with the first acceptance; the search ends after M of them, or with a step that finds none
///
/// What is proposed depends on the algorithm. One step here is the learning of one candidate.
///
/// Source: the paper, algorithm 2. It compares H with the last one of any unit; here each unit has a best of its own
/// (FACTS 000.6, 4).
public final class HierarchySearch {
  public enum Algorithm: String, Sendable, CaseIterable, Codable {
    /// A random neighbour: one row or column away, or one of each, as far as the map allows; the first that is better.
    /// (A field as high as the map cannot go up or down: such a step leaves it where it is, and counts all the same.)
    case hillClimbing = "hill-climbing"
    /// All neighbours; the best of them, if it is better.
    case localSearch = "local-search"
    /// A field anywhere on the map.
    case randomSearch = "random-search"
  }

  public struct Settings: Sendable, Equatable, Codable {
    public var algorithm = Algorithm.hillClimbing
    /// M
    public var steps = 5
    /// P
    public var attempts = 10
    /// Candidates go on with the weights learnt so far; else they draw them anew.
    public var keepsWeights = true
    /// How many images and epochs a candidate learns from; nil: as many as any hierarchy.
    public var images: Int?
    public var epochs: Int?

    public init(algorithm: Algorithm = .hillClimbing, keepsWeights: Bool = true, steps: Int = 5) {
      self.algorithm = algorithm
      self.keepsWeights = keepsWeights
      self.steps = steps
    }

    /// Whether candidates learn from less than what accepted ones are judged by.
    public var isShortened: Bool { images != nil || epochs != nil }
  }

  /// The hierarchy at the start, or after a meta-step.
  public struct Stage: Sendable, Codable, Equatable {
    public var fields: [MapRectangle]
    /// Of each unit, bits.
    public var entropies: [Double]
    /// Candidates so far.
    public var candidates: Int

    public init(fields: [MapRectangle], entropies: [Double], candidates: Int) {
      self.fields = fields
      self.entropies = entropies
      self.candidates = candidates
    }
  }

  public let settings: Settings
  /// The start, then one for each accepted candidate.
  public private(set) var stages: [Stage] = []
  public private(set) var isFinished = false
  public let hierarchy: AutoencoderHierarchy
  private let samples: HierarchyTraining.Samples
  private let seed: UInt64
  private let stream: RandomStream
  private var best: [Double] = []
  /// How many have been tried.
  public private(set) var candidates = 0
  /// Of the meta-step in progress: units still to try, the first one's proposals, and the best found among them.
  private var units: [Int] = []
  private var proposals: [MapRectangle] = []
  private var found: (field: MapRectangle, entropies: [Double])?

  public init(
    _ hierarchy: AutoencoderHierarchy, settings: Settings, samples: HierarchyTraining.Samples, seed: UInt64
  ) {
    self.hierarchy = hierarchy
    self.settings = settings
    self.samples = settings.images.map { samples.limited(to: $0) } ?? samples
    self.seed = seed
    stream = RandomStream(seed: seed, entity: "hierarchy.search", purpose: "proposals")
  }

  /// Learns from the start, or tries one candidate.
  /// - Returns: whether there is a new stage.
  /// - Throws: ``LearningError`` where learning has left the finite numbers.
  public func step() throws -> Bool {
    guard !stages.isEmpty else {
      best = try learn()
      record(best)
      beginStep()
      return true
    }
    let unit = units[0]
    let field = proposals.removeFirst()
    let current = stages[stages.count - 1].fields
    var fields = current
    fields[unit] = field
    hierarchy.move(to: fields)
    candidates += 1
    let entropies = try learn()
    if entropies[unit] > found?.entropies[unit] ?? best[unit] { found = (field, entropies) }
    let isDecided = settings.algorithm != .localSearch || proposals.isEmpty
    if let found, isDecided {
      best[unit] = found.entropies[unit]
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

  /// For the first of the units left; without one the search is over.
  private func propose() {
    found = nil
    proposals = []
    guard let unit = units.first else {
      isFinished = true
      return
    }
    let field = stages[stages.count - 1].fields[unit]
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

  /// The last stage as it is judged by what classifies its features: with what has been learnt while searching, or, if
  /// that was from a part of the images, learnt anew from all of them.
  /// - Parameter samples: all of them.
  public func judged(by samples: HierarchyTraining.Samples) throws -> HierarchyTraining {
    guard settings.isShortened else { return HierarchyTraining(hierarchy, samples: samples, seed: seed) }
    let training = HierarchyTraining(
      AutoencoderHierarchy(hierarchy.topology, learning: hierarchy.learning, seed: seed), samples: samples, seed: seed)
    while !training.isTrained { try training.step() }
    return training
  }

  private func learn() throws -> [Double] {
    if !settings.keepsWeights, candidates > 0 { hierarchy.redraw() }
    let training = HierarchyTraining(
      hierarchy, samples: samples, epochs: settings.epochs, seed: seed, entity: "hierarchy.candidates.\(candidates)")
    while !training.isTrained { try training.step() }
    return training.entropies[training.entropies.count - 1]
  }
}
