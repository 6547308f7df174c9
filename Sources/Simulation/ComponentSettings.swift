import Datasets
import Kernel
import Statistics

/// The settings of a component: plain values with defaults, the same in network files and in Swift. Each kind of
/// component has one source file and one line in a ``ComponentCatalogue``.
///
///     struct RateGuard: ComponentSettings {
///       static let info = ComponentInfo("rate-guard", .guard, summary: "…", source: "…")
///       var every = SimulationTime.milliseconds(100)
///       @Quantity<RateUnit> var maximum = 500
///       …
///     }
public protocol ComponentSettings: Codable, Sendable, Equatable, SendableMetatype {
  static var info: ComponentInfo { get }
  /// Makes settings in which every value is its default.
  init()
  /// Checks values, names and sizes, without drawing random numbers or loading data.
  /// - Throws: ``DescriptionError`` with a path within the settings, for the first invalid setting.
  func validate(in outline: SimulationDescription) throws
  /// Makes the component, with the data that it needs.
  /// - Throws: ``DescriptionError`` with a path within the settings, and errors of reading data.
  func make(in context: RunContext) throws -> any SimulationComponent
  /// The names of the data sets that the component reads; by default none.
  var dataSets: [String] { get }
  /// Checks the settings against the data sets themselves, as a run would.
  /// - Throws: ``DescriptionError`` with a path within the settings, and errors of reading data.
  func validate(with data: DataLibrary) throws
  /// Memory that the component needs, about, in bytes; by default 0, for components that need little.
  func expectedBytes(in outline: SimulationDescription) -> Double
  /// Multiplications of the matrix products of a whole run, from which its time is predicted; by default nil: they are
  /// not what takes its time. A model that can leave some out counts them all.
  func expectedProducts(in outline: SimulationDescription) -> Double?
  /// A short description for overviews of a run; by default the kind of the component.
  func brief(in outline: SimulationDescription) -> String
}

extension ComponentSettings {
  public var dataSets: [String] { [] }
  public func validate(with data: DataLibrary) throws {}
  public func expectedBytes(in outline: SimulationDescription) -> Double { 0 }
  public func expectedProducts(in outline: SimulationDescription) -> Double? { nil }
  public func brief(in outline: SimulationDescription) -> String { Self.info.kind }
}

/// A running component, made from settings. The scheduler activates it, its state can be saved, and it reports its
/// results.
public protocol SimulationComponent: Component {
  /// The measures so far, in the order of printing.
  var measures: [Measure] { get }
  /// Facts besides the measures, such as the observed population, in the order of printing.
  var facts: [ComponentFact] { get }
  /// The results at the end of a run or when the run is interrupted.
  func outcome() throws -> [OutcomeItem]
  /// The progress of a component that works for a limited number of ticks; nil for a component that acts during the
  /// whole run.
  var progress: ComponentProgress? { get }
}

extension SimulationComponent {
  public var measures: [Measure] { [] }
  public var facts: [ComponentFact] { [] }
  public func outcome() throws -> [OutcomeItem] { [] }
  public var progress: ComponentProgress? { nil }
}

/// A fact of a component, such as ("population", "retina").
public struct ComponentFact: Sendable, Equatable, Codable {
  public var name: String
  public var value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// The progress of a component that works for a limited number of ticks.
public struct ComponentProgress: Sendable, Equatable {
  /// Number of ticks done so far.
  public var ticks: Int
  /// Largest number of ticks after which the component is finished.
  public var tickLimit: Int
  /// Simulated time between two ticks.
  public var period: SimulationTime
  /// The instant of the latest tick.
  public var reached: SimulationTime
  public var isFinished: Bool

  public init(
    ticks: Int, tickLimit: Int, period: SimulationTime, reached: SimulationTime, isFinished: Bool
  ) {
    self.ticks = ticks
    self.tickLimit = tickLimit
    self.period = period
    self.reached = reached
    self.isFinished = isFinished
  }
}

/// The documentation of a kind of component for users.
public struct ComponentInfo: Sendable {
  /// The name of the kind in network files, such as "rate-guard".
  public var kind: String
  public var family: ComponentFamily
  public var summary: String
  /// The equations in plain text, for `gyrus components`.
  public var equations: [String]
  public var source: String
  /// The keys that have no default: a network file must give them.
  public var required: Set<String>
  /// The meaning of each setting, by its key, such as "learning.epochs".
  public var meanings: [String: String]
  /// The group of its measures in metrics.json.
  public var group: String

  public init(
    _ kind: String, _ family: ComponentFamily, summary: String, equations: [String] = [], source: String = "",
    required: Set<String> = [], meanings: [String: String] = [:], group: String? = nil
  ) {
    self.kind = kind
    self.family = family
    self.summary = summary
    self.equations = equations
    self.source = source
    self.required = required
    self.meanings = meanings
    self.group = group ?? family.section
  }
}

/// The purpose of a kind of component. Components that act at the same instant act in the order of these cases; within
/// a family they act in the order in which the description lists them.
public enum ComponentFamily: String, Sendable, CaseIterable {
  case `guard`, noise, `operator`, lesion, bridge
  case rateModel = "rate model"
  case recorder

  /// The section of a network file for these components; ``ComponentCatalogue/anySection`` accepts every family.
  public var section: String {
    switch self {
    case .guard, .noise, .operator, .bridge: ComponentCatalogue.anySection
    case .lesion: "lesion"
    case .rateModel: "models"
    case .recorder: "recorders"
    }
  }

  /// Whether entries of the section name their kind. Lesions do not, as there is only one kind.
  public var namesKinds: Bool { self != .lesion }
}

/// A component of a run: its name and its settings.
public struct ComponentDescription: Sendable, Equatable {
  public var name: String
  public var settings: any ComponentSettings

  public init(_ name: String, _ settings: any ComponentSettings) {
    self.name = name
    self.settings = settings
  }

  public var info: ComponentInfo { type(of: settings).info }

  /// The path of the settings in a network file.
  public var path: [String] {
    let section = info.family.section
    return info.family.namesKinds ? [section, name, info.kind] : [section, name]
  }

  public static func == (a: ComponentDescription, b: ComponentDescription) -> Bool {
    func areEqual<Settings: ComponentSettings>(_ own: Settings) -> Bool { own == b.settings as? Settings }
    return a.name == b.name && areEqual(a.settings)
  }

  /// Runs `body` and adds the path of the settings to errors of descriptions and ports.
  package func placing<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DescriptionError {
      throw DescriptionError(at: path + error.path, error.message)
    } catch let error as PortError {
      throw DescriptionError(at: path, error.description)
    }
  }
}
