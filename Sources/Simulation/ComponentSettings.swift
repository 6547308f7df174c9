import Kernel
import Statistics

/// What a user writes of a component: plain values with defaults, the same in network files and in Swift. One kind of
/// component is one file, and one line in a ``ComponentCatalogue``.
///
///     struct RateGuard: ComponentSettings {
///       static let info = ComponentInfo("rate-guard", .guard, summary: "…", source: "…")
///       var every = SimulationTime.milliseconds(100)
///       @Quantity<RateUnit> var maximum = 500
///       …
///     }
public protocol ComponentSettings: Codable, Sendable, Equatable, SendableMetatype {
  static var info: ComponentInfo { get }
  /// All defaults.
  init()
  /// Checks values, names and sizes; neither draws nor loads anything.
  /// - Throws: ``DescriptionError`` with a path within the settings, for the first thing that makes no sense.
  func validate(in outline: SimulationDescription) throws
  /// Makes the component, with the data that it needs.
  /// - Throws: ``DescriptionError`` with a path within the settings, and what reading data throws.
  func make(in context: RunContext) throws -> any SimulationComponent
  /// A few words for overviews of a run; its kind where a component has nothing more to say.
  func brief(in outline: SimulationDescription) -> String
}

extension ComponentSettings {
  public func brief(in outline: SimulationDescription) -> String { Self.info.kind }
}

/// What is made from settings: it acts on the scheduler, its state can be saved, and it tells its outcome.
public protocol SimulationComponent: Component {
  /// What it has measured so far, in the order to print.
  var measures: [Measure] { get }
  /// Facts beside the measures, such as the population that was observed, in the order to print.
  var facts: [ComponentFact] { get }
  /// What it has to show at the end of a run, or when the run is interrupted.
  func outcome() throws -> [OutcomeItem]
  /// The course of a component that works for a number of ticks; nil: it acts as long as the run lasts.
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

/// How far a component that works for a number of ticks has come.
public struct ComponentProgress: Sendable, Equatable {
  /// Number of ticks so far.
  public var ticks: Int
  /// Number of ticks after which it is finished at the latest.
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

/// What a user needs to know of a kind of component.
public struct ComponentInfo: Sendable {
  /// The word in network files: "rate-guard".
  public var kind: String
  public var family: ComponentFamily
  public var summary: String
  /// In plain text, for `gyrus components`.
  public var equations: [String]
  public var source: String
  /// The keys that have no default: a network file must give them.
  public var required: Set<String>
  /// What each setting means, by its key: "learning.epochs".
  public var meanings: [String: String]
  /// The heading under which its measures stand in metrics.json.
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

/// What a kind of component is for. Components that act at one instant act in the order of these cases, and those of one
/// family in the order in which they are written.
public enum ComponentFamily: String, Sendable, CaseIterable {
  case `guard`, noise, `operator`, lesion, bridge
  case rateModel = "rate model"
  case recorder

  /// The section of a network file in which these components stand; ``ComponentCatalogue/anySection`` takes them all.
  public var section: String {
    switch self {
    case .guard, .noise, .operator, .bridge: ComponentCatalogue.anySection
    case .lesion: "lesion"
    case .rateModel: "models"
    case .recorder: "recorders"
    }
  }

  /// Do the entries of the section name their kind? Lesions are all of one.
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

  /// The place of the settings in a network file.
  public var path: [String] {
    let section = info.family.section
    return info.family.namesKinds ? [section, name, info.kind] : [section, name]
  }

  public static func == (a: ComponentDescription, b: ComponentDescription) -> Bool {
    func areEqual<Settings: ComponentSettings>(_ own: Settings) -> Bool { own == b.settings as? Settings }
    return a.name == b.name && areEqual(a.settings)
  }

  /// Runs `body`, and puts the place of the settings to the errors of descriptions and ports.
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
