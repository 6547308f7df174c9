import Kernel
import Learning
import Rate
import Simulation
import Statistics

/// A self-organising map as a component of a run. Each tick of its clock learns one mini-batch.
public final class SelfOrganisingMapModel: TickedModel {
  /// How the weights of a neuron are drawn.
  enum Picture: Equatable {
    case image(side: Int, channels: Int)
    case colour
    case none
  }

  public let name: String
  public var clock: ModelClock
  private let learning: SelfOrganisingMapSettings.Learning
  private let samples: TaskSamples
  private let picture: Picture
  public private(set) var map: SelfOrganisingMap
  private let gridDistances: GridDistances
  private var cursor: EpochCursor
  private var sums: WinnerSums
  /// Σ of the distances of the samples of this epoch to their winners, before they were learnt.
  private var distances = 0.0
  /// Mean distance of the samples of each epoch to their winners, before they were learnt.
  public private(set) var errors: [Double] = []
  /// What the last tick found; nil before.
  public private(set) var result: Result?

  /// The trained map with its samples.
  public struct Result: Sendable, Equatable {
    /// Mean distance of test samples to their winners.
    public var quantisationError: Double
    /// Share of the test samples whose two nearest neurons are no neighbours.
    public var topographicError: Double
    /// Number of training samples that each neuron wins.
    public var hits: [Int]
    /// The most frequent class of these samples; nil for a neuron that wins none.
    public var labels: [Int?]
    /// Share of the test samples whose winner has their class.
    public var accuracy: Double
  }

  init(_ settings: SelfOrganisingMapSettings, samples: TaskSamples, picture: Picture, name: String, seed: UInt64) {
    self.name = name
    self.samples = samples
    self.picture = picture
    learning = settings.learning
    let features = samples.training.features
    map = settings.map(of: features, seed: seed, entity: name)
    gridDistances = GridDistances(map.grid)
    cursor = EpochCursor(count: features.rows, batch: learning.batch, seed: seed, entity: name)
    sums = WinnerSums(neurons: map.grid.count, features: features.columns)
    clock = ModelClock(period: settings.every, tickLimit: learning.epochs * cursor.batches)
  }

  public var isFinished: Bool { cursor.epoch >= learning.epochs }

  public func step() throws {
    // Radius and rate follow the share of all samples that have been learnt; in batch learning, the share of epochs.
    let epoch = Double(cursor.epoch) + (learning.method == .batch ? 0 : Double(cursor.position) / Double(cursor.count))
    let share = epoch / Double(learning.epochs)
    let places = cursor.next()
    let neighbourhood = gridDistances.neighbourhood(learning.neighbourhood, radius: learning.radius.value(share))
    switch learning.method {
    case .online:
      let rate = Float(learning.rate.value(share))
      for place in places {
        distances += map.learn(samples.training.features.row(place), neighbourhood: neighbourhood, rate: rate)
      }
    case .batch:
      let part = samples.training.features.rows(places)
      for (row, match) in map.matches(part).enumerated() {
        distances += match.distance
        sums.add(part.row(row), to: match.winner)
      }
      if !cursor.isInside {
        map.replace(sums.means(neighbourhood: neighbourhood, otherwise: map.weights))
        sums = WinnerSums(neurons: map.grid.count, features: part.columns)
      }
    }
    guard !cursor.isInside else { return }
    errors.append(distances / Double(cursor.count))
    distances = 0
    if isFinished { analyse() }
  }

  private func analyse() {
    let count = map.grid.count
    var votes = [[Int]](repeating: [Int](repeating: 0, count: samples.classes), count: count)
    for (match, label) in zip(matches(samples.training), samples.training.labels) {
      votes[match.winner][Int(label)] += 1
    }
    let labels = votes.map { votes in votes.contains { $0 > 0 } ? votes.placeOfLargest : nil }
    let tests = matches(samples.test)
    let right = zip(tests, samples.test.labels).count { labels[$0.winner] == Int($1) }
    let size = Double(max(tests.count, 1))
    result = Result(
      quantisationError: tests.reduce(0) { $0 + $1.distance } / size, topographicError: map.topographicError(tests),
      hits: votes.map { $0.reduce(0, +) }, labels: labels, accuracy: Double(right) / size)
  }

  private func matches(_ samples: LabelledFeatures) -> [SelfOrganisingMap.Match] {
    stride(from: 0, to: samples.labels.count, by: 1024).flatMap { first in
      map.matches(samples.features.rows(first..<min(first + 1024, samples.labels.count)))
    }
  }

  public var measures: [Measure] {
    [
      Measure(
        "training_error", errors.last ?? .nan,
        "mean distance of the training samples to their winners in the last epoch, before they were learnt"),
      Measure(
        "quantisation_error", result?.quantisationError ?? .nan, "mean distance of test samples to their winners"),
      Measure(
        "topographic_error", result?.topographicError ?? .nan,
        "share of the test samples whose two nearest neurons are no neighbours on the grid"),
      Measure(
        "winners", result.map { Double($0.hits.count { $0 > 0 }) } ?? .nan,
        "number of neurons that win some training sample"),
      Measure(
        "accuracy", result?.accuracy ?? .nan,
        "share of the test samples whose winner wins mostly training samples of their class"),
    ]
  }

  public func outcome() -> [OutcomeItem] {
    var items: [OutcomeItem] = []
    if !errors.isEmpty {
      items.append(
        .curve(
          OutcomeItem.Curve(
            "error", title: "Quantisation error of training samples", xLabel: "epoch",
            yLabel: "mean distance to winner",
            series: [.init("before learning", errors.enumerated().map { SIMD2(Double($0.offset + 1), $0.element) })])))
    }
    switch picture {
    case .image(let side, let channels):
      let images = (0..<map.grid.count).map { OutcomeItem.ImageGrid.Image("", Array(map.weights.row($0))) }
      items.append(
        .imageGrid(
          OutcomeItem.ImageGrid(
            "weights", title: "Weights of the neurons, in their places", rows: side, columns: side, images: images,
            perRow: map.grid.columns, channels: channels)))
    case .colour:
      items.append(
        .imageGrid(
          OutcomeItem.ImageGrid(
            "weights", title: "Weights of the neurons as colours", rows: map.grid.rows, columns: map.grid.columns,
            images: [.init("", map.weights.values)], channels: 3)))
    case .none: break
    }
    items.append(matrix("u-matrix", "U-matrix: mean distance to neighbours", map.neighbourDistances, "distance"))
    if picture == .none || picture == .colour {
      items += (0..<min(map.weights.columns, Self.mostPlanes)).map { feature in
        let values = (0..<map.grid.count).map { Double(map.weights[$0, feature]) }
        return matrix("plane-\(feature + 1)", "Component plane of feature \(feature + 1)", values, "weight")
      }
    }
    if let result {
      items.append(matrix("hits", "Training samples of each neuron", result.hits.map { Double($0) }, "samples"))
      items.append(
        matrix(
          "classes", "Most frequent class of each neuron's samples",
          result.labels.map { $0.map { Double($0 + 1) } ?? 0 }, "class, from 1; 0: no sample"))
    }
    items.append(
      .parameters(
        .init([
          .init(
            "W", shape: [map.grid.rows, map.grid.columns, map.weights.columns], values: map.weights.values)
        ])))
    return items
  }

  private static let mostPlanes = 16

  private func matrix(_ name: String, _ title: String, _ values: [Double], _ label: String) -> OutcomeItem {
    .matrix(
      OutcomeItem.Matrix(
        name, title: title, rows: map.grid.rows, columns: map.grid.columns, values: values.map { Float($0) },
        rowLabel: "row", columnLabel: "column",
        valueLabel: label))
  }
}

extension SelfOrganisingMapModel {
  public func save(into state: inout StateWriter) {
    state.write("clock", part: clock)
    state.write("cursor", part: cursor)
    state.write("weights", map.weights.values)
    state.write("sums", part: sums)
    state.write("distances", distances)
    state.write("errors", errors)
  }

  public func restore(from state: StateReader) throws {
    try state.read("clock", part: &clock)
    try state.read("cursor", part: &cursor)
    let weights = try state.floats("weights", count: map.weights.values.count)
    map.replace(Matrix(rows: map.weights.rows, columns: map.weights.columns, values: weights))
    try state.read("sums", part: &sums)
    distances = try state.real("distances")
    errors = try state.reals("errors")
    if isFinished { analyse() }
  }
}
