import Statistics

/// A random split of the samples into training and validation.
struct ValidationSplit {
  /// Indices of the training samples, ascending.
  let training: [Int]
  let validation: [Int]

  /// - Parameters:
  ///   - share: fraction kept for validation, from 0 (none) to below 1; at least one sample is used for training.
  ///   - entity: name of the random stream (``StreamKey``).
  /// - Throws: ``ClassifierError`` for any other share.
  init(_ count: Int, share: Double, seed: UInt64, entity: String) throws {
    guard share >= 0, share < 1 else {
      throw ClassifierError("the validation share is \(share); it must be at least 0 and below 1")
    }
    let held = min(Int((Double(count) * share).rounded()), count - 1)
    let stream = RandomStream(seed: seed, entity: entity, purpose: "validation")
    var order = Array(0..<count)
    for place in 0..<held { order.swapAt(place, place + stream.uniform(below: count - place)) }
    training = order[held...].sorted()
    validation = order[..<held].sorted()
  }

  typealias Samples = (features: Matrix, labels: [UInt8])

  /// The training samples, and the validation samples if there are any.
  func parts(_ features: Matrix, _ labels: [UInt8]) -> (training: Samples, validation: Samples?) {
    func part(_ indices: [Int]) -> Samples { (features.rows(indices), indices.map { labels[$0] }) }
    guard !validation.isEmpty else { return ((features, labels), nil) }
    return (part(training), part(validation))
  }
}
