/// One experiment of a study: independent trials, such as one per seed, and a section of the page with their results.
public protocol Experiment: Sendable {
  /// The result of a trial, which is cached.
  associatedtype Output: Codable & Sendable
  static var name: String { get }
  /// Version number; increase it when the meaning of a trial changes, so that cached results are not used.
  static var version: Int { get }
  /// - Throws: errors of reading network files.
  func trials() throws -> [Trial<Output>]
  /// - Parameters:
  ///   - outputs: the results of the trials, in their order.
  ///   - folder: the folder for figures.
  func section(_ outputs: [Output], folder: String) throws -> Section
}

/// A computation whose result depends only on its inputs.
public struct Trial<Output: Codable & Sendable>: Sendable {
  /// The name in the progress line, such as "layered-waves, seed 3".
  public var label: String
  /// All inputs of the trial, such as resolved network files and numbers of images. The result depends only on them and
  /// on the program.
  public var inputs: [String]
  /// Estimated duration, s.
  public var cost: Double
  /// Whether no other trial may run at the same time, because this one measures time.
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
  /// Splits the outputs of trials by item, for trials in the order of the items with `count` trials each.
  package func dealt<Item>(among items: [Item], _ count: (Item) -> Int) -> [(item: Item, outputs: [Element])] {
    var place = 0
    return items.map { item in
      defer { place += count(item) }
      return (item, Array(self[place..<(place + count(item))]))
    }
  }
}
