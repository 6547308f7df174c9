import Datasets
import Kernel
import Learning
import Rate
import Simulation
import Statistics

/// Settings of a self-organising map: its task, its grid and its training.
public struct SelfOrganisingMapSettings: ComponentSettings {
  public static let info = ComponentInfo(
    "self-organising-map", .rateModel,
    summary: "a self-organising map of points or images, on a rectangular or hexagonal grid",
    equations: [
      "winner: c = argmin_i d(x, w_i);  d: |x - w_i|, or 1 - cos(x, w_i)",
      "online: w_i <- w_i + η h_ic (x - w_i);  batch: w_i <- Σ_x h_ic(x) x / Σ_x h_ic(x), once an epoch",
      "h_ij = exp(-|k_i - k_j|² / 2σ²), or 1 up to the distance σ;  k: places on the grid",
    ],
    source: "Kohonen, Proc. IEEE 78 (1990); Kohonen, Neural Networks 37 (2013)",
    meanings: [
      "every": "simulated time between two ticks; a tick is one mini-batch",
      "grid.rows": "rows of the map",
      "grid.columns": "columns of the map",
      "grid.shape": "rectangular or hexagonal",
      "grid.torus": "join opposite edges",
      "distance": "euclidean or cosine",
      "initial":
        "samples: weights begin as training samples drawn at random; range: at random in each feature's range; "
        + "principal: on the plane of the first two principal components, one standard deviation to each side",
      "learning.method": "online or batch",
      "learning.epochs": "number of epochs over the training samples",
      "learning.batch": "samples in a mini-batch, during which radius and rate are constant",
      "learning.neighbourhood": "gaussian or bubble",
      "learning.radius": "σ, {from, to, law}; law: linear, exponential or asymptotic",
      "learning.rate": "η of online learning, {from, to, law}",
    ].merging(SampleTask.meanings) { own, _ in own })

  public enum Initial: String, Codable, Sendable, CaseIterable {
    /// Training samples, drawn at random.
    case samples
    /// Uniform between the lowest and the highest value of each feature.
    case range
    /// w_i = x̄ + s √λ₁ v₁ + t √λ₂ v₂, with s from -1 to 1 along the longer side of the map (its rows if they are equal)
    /// and t along the other one.
    case principal
  }

  public struct Learning: Codable, Sendable, Equatable {
    public enum Method: String, Codable, Sendable, CaseIterable { case online, batch }

    public var method = Method.online
    public var epochs = 10
    /// Number of samples in a mini-batch.
    public var batch = 10
    public var neighbourhood = Neighbourhood.gaussian
    /// σ
    public var radius = Decay(from: 3, to: 1, law: .asymptotic)
    /// η
    public var rate = Decay(from: 0.5, to: 0.1, law: .asymptotic)

    public init() {}
  }

  /// Simulated time between two ticks; a tick is one mini-batch.
  public var every = SimulationTime(ticks: SimulationTime.ticksPerMillisecond)
  /// Which of ``points`` and ``images`` is learnt.
  public var task = SampleTask.Kind.points
  public var points = VectorTask()
  public var images = ImageTask()
  public var grid = MapGrid()
  public var distance = SelfOrganisingMap.Distance.euclidean
  public var initial = Initial.samples
  public var learning = Learning()

  public init() {}

  private var samples: SampleTask { SampleTask(task, points: points, images: images) }

  public func validate(in outline: SimulationDescription) throws {
    try samples.validate()
    for (key, value) in [("rows", grid.rows), ("columns", grid.columns)] {
      try DescriptionError.require(value, in: 1...1000, at: ["grid", key])
    }
    try DescriptionError.require(grid.count, in: 1...Self.mostNeurons, at: ["grid"])
    guard grid.shape == .rectangular || !grid.torus || grid.rows % 2 == 0 else {
      throw DescriptionError(
        at: ["grid", "rows"], "must be even, so that the edges of a hexagonal torus fit, not \(grid.rows)")
    }
    try DescriptionError.require(learning.epochs, in: Readout.counts, at: ["learning", "epochs"])
    try DescriptionError.require(learning.batch, in: 1...65_536, at: ["learning", "batch"])
    for (key, decay, most) in [("radius", learning.radius, 1e6), ("rate", learning.rate, 1)] {
      for (end, value) in [("from", decay.from), ("to", decay.to)] {
        try DescriptionError.require(value, in: 1e-6...most, at: ["learning", key, end])
      }
    }
    try ModelClock.validate(every: every, ticks: ticks)
  }

  /// The largest map, the distances of whose pairs take 400 MB.
  private static let mostNeurons = 10_000

  private var ticks: Int { learning.epochs.times(samples.sizes().training.parts(of: learning.batch)) }

  public var dataSets: [String] { samples.dataSets }

  public func validate(with data: DataLibrary) throws { try samples.validate(with: data) }

  /// The neighbourhood of all pairs of neurons, weights and sums, and the samples.
  public func expectedBytes(in outline: SimulationDescription) -> Double {
    let neurons = Double(grid.count)
    return 4 * neurons * (neurons + 3 * Double(samples.sizes().features)) + samples.expectedBytes()
  }

  /// Those of the distances of all samples to all neurons.
  public func expectedProducts(in outline: SimulationDescription) -> Double? {
    let sizes = samples.sizes()
    let looks = Double(sizes.training) * Double(learning.epochs + 1) + Double(sizes.test)
    return looks * Double(grid.count) * Double(sizes.features)
  }

  public func brief(in outline: SimulationDescription) -> String {
    "\(grid.rows) × \(grid.columns) neurons, \(grid.shape.rawValue)"
  }

  public func make(in context: RunContext) throws -> any SimulationComponent {
    SelfOrganisingMapModel(
      self, samples: try samples.samples(in: context.data, seed: context.seed, entity: context.name),
      picture: picture, name: context.name, seed: context.seed)
  }

  /// How the weights of a neuron are drawn.
  private var picture: SelfOrganisingMapModel.Picture {
    switch task {
    case .images: .image(side: images.side, channels: images.channels)
    case .points: points.set == .colours ? .colour : .none
    }
  }

  /// The untrained map.
  package func map(of samples: Matrix, seed: UInt64, entity: String) -> SelfOrganisingMap {
    let stream = RandomStream(seed: seed, entity: entity, purpose: "weights")
    let weights: Matrix
    switch initial {
    case .samples: weights = samples.rows((0..<grid.count).map { _ in stream.uniform(below: samples.rows) })
    case .range:
      var (low, high) = (Array(samples.row(0)), Array(samples.row(0)))
      for row in 1..<max(samples.rows, 1) {
        for (j, value) in samples.row(row).enumerated() {
          low[j] = min(low[j], value)
          high[j] = max(high[j], value)
        }
      }
      let values = (0..<grid.count).flatMap { _ in
        zip(low, high).map { Float(stream.uniform(Double($0), Double($1))) }
      }
      weights = Matrix(rows: grid.count, columns: samples.columns, values: values)
    case .principal: weights = principalPlane(of: samples)
    }
    return SelfOrganisingMap(grid, distance: distance, weights: weights)
  }

  private func principalPlane(of samples: Matrix) -> Matrix {
    let components = PrincipalComponents(samples, count: 2)
    let (first, second) = (components.directions[0], components.directions[1])
    func share(_ place: Int, of count: Int) -> Double { count > 1 ? 2 * Double(place) / Double(count - 1) - 1 : 0 }
    let values = (0..<grid.count).flatMap { neuron in
      let (down, across) = (
        share(neuron / grid.columns, of: grid.rows), share(neuron % grid.columns, of: grid.columns)
      )
      let (s, t) = grid.columns > grid.rows ? (across, down) : (down, across)
      return components.mean.indices.map { j in
        Float(
          components.mean[j] + s * components.variances[0].squareRoot() * first[j]
            + t * components.variances[1].squareRoot() * second[j])
      }
    }
    return Matrix(rows: grid.count, columns: samples.columns, values: values)
  }
}
