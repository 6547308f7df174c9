import Kernel

/// A model beside the populations that advances on a clock of its own, such as a rate model that learns: one tick is one
/// of its steps.
public struct ModelDescription: Sendable, Equatable {
  public var name: String
  /// Of ticks.
  public var period: SimulationTime
  public var settings: any ModelSettings

  public init(name: String, every period: SimulationTime, _ settings: any ModelSettings) {
    self.name = name
    self.period = period
    self.settings = settings
  }

  public static func == (a: ModelDescription, b: ModelDescription) -> Bool {
    func areEqual<Settings: ModelSettings>(_ own: Settings) -> Bool { own == b.settings as? Settings }
    return a.name == b.name && a.period == b.period && areEqual(a.settings)
  }
}

/// What defines a clocked model: plain values, the same in network files and in Swift, with a default for each. One
/// model is one file, and one line in a registry.
public protocol ModelSettings: Codable, Sendable, Equatable, SendableMetatype {
  /// As written in network files: "autoencoder-hierarchy".
  static var kind: String { get }
  static var summary: String { get }
  /// In plain text, for `gyrus models`.
  static var equations: [String] { get }
  static var source: String { get }
  /// All defaults.
  init()
  /// - Throws: ``DescriptionError`` for the first thing that makes no sense; the path begins within the settings.
  func validate() throws
  /// Reads what the model needs and makes it.
  /// - Throws: ``DescriptionError`` with a path within the settings, and what reading data throws.
  func makeModel(name: String, seed: UInt64) throws -> any ClockedModel
}

/// A model in execution: the scheduler's clock calls ``tick()`` until it is finished.
public protocol ClockedModel: AnyObject {
  /// How many ticks it will take at most.
  var tickLimit: Int { get }
  var isFinished: Bool { get }
  func tick() throws
  /// What it has reached so far: name (with its unit) and value, in the order to print; NaN for what is not known yet.
  var measures: [(name: String, value: Double)] { get }
  /// The rest of what it has to tell, at the end of a run.
  var outcome: ModelOutcome { get }
}

/// What a clocked model has to tell.
public struct ModelOutcome: Sendable {
  public struct Curve: Sendable {
    public var name: String
    public var title: String
    public var xLabel: String
    public var yLabel: String
    public var series: [(label: String, points: [SIMD2<Double>])]

    public init(
      _ name: String, title: String, xLabel: String, yLabel: String,
      series: [(label: String, points: [SIMD2<Double>])]
    ) {
      self.name = name
      self.title = title
      self.xLabel = xLabel
      self.yLabel = yLabel
      self.series = series
    }
  }

  /// Rectangles on a map of places: what units see, and where they write.
  public struct FeatureMap: Sendable {
    public typealias Rectangle = (rows: Range<Int>, columns: Range<Int>)
    public var label: String
    public var rows: Int
    public var columns: Int
    /// n, of the image at the upper left.
    public var imageSide: Int
    /// n · n levels from 0, dark, to 1, bright, row after row; nil: there is none to show.
    public var image: [Float]?
    public var units: [(field: Rectangle, writes: Rectangle)]

    public init(
      label: String, rows: Int, columns: Int, imageSide: Int, image: [Float]? = nil,
      units: [(field: Rectangle, writes: Rectangle)]
    ) {
      self.label = label
      self.rows = rows
      self.columns = columns
      self.imageSide = imageSide
      self.image = image
      self.units = units
    }
  }

  public var curves: [Curve] = []
  public var featureMaps: [FeatureMap] = []
  /// Its parameters, named, for files.
  public var parameters: [(name: String, values: [Float])] = []

  public init() {}
}
