/// One question of a study: independent trials, such as one for each seed, and a section that tells what they gave.
public protocol Experiment: Sendable {
  /// What a trial leaves; kept in the cache.
  associatedtype Output: Codable & Sendable
  static var name: String { get }
  /// Raised when a trial comes to mean something else, so that what the cache holds of it is not used.
  static var version: Int { get }
  /// - Throws: what reading network files throws.
  func trials() throws -> [Trial<Output>]
  /// - Parameters:
  ///   - outputs: of the trials, in their order.
  ///   - folder: where figures go.
  func section(_ outputs: [Output], folder: String) throws -> Section
}

/// A piece of work whose result depends on its inputs alone.
public struct Trial<Output: Codable & Sendable>: Sendable {
  /// As the progress line shows it: "layered-waves, seed 3".
  public var label: String
  /// Everything that the result depends on, beside the program: resolved network files, numbers of images, …
  public var inputs: [String]
  /// About how long it takes, s.
  public var cost: Double
  /// Runs with nothing beside it, as what it measures is time.
  public var runsAlone = false
  public var run: @Sendable () throws -> Output

  public init(_ label: String, inputs: [String], cost: Double, run: @escaping @Sendable () throws -> Output) {
    self.label = label
    self.inputs = inputs
    self.cost = cost
    self.run = run
  }
}

extension Array {
  /// The outputs of trials that were made item after item, `count` of each.
  func dealt<Item>(among items: [Item], _ count: (Item) -> Int) -> [(item: Item, outputs: [Element])] {
    var place = 0
    return items.map { item in
      defer { place += count(item) }
      return (item, Array(self[place..<(place + count(item))]))
    }
  }
}
