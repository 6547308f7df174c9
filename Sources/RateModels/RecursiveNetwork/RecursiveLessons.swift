/// One of the tasks that a recursive network learns one after another.
///
/// Before a lesson, neurons can be removed, as by damage, and neurons can be added. An added neuron is one that was
/// silent: its bias begins at 0 and its weights, to it and from it, are drawn as at first. The outputs of classes that no
/// lesson before had are added in any case, as an output that is trained to be silent has no gradient any more.
///
/// Source: the proposal of Golkar (2019), section 5, to learn tasks of growing difficulty in sequence; that silent neurons
/// are added anew is our choice.
public struct RecursiveLesson: Codable, Sendable, Equatable {
  /// Number of classes that are shown, the first ones of the task; 0: all.
  public var classes = 0
  /// Number of epochs.
  public var epochs = 50
  /// Share of the active hidden neurons that is removed before the lesson, drawn at random.
  public var damage = 0.0
  /// Number of silent hidden neurons that are added before the lesson.
  public var newNeurons = 0

  public init() {}

  public init(classes: Int = 0, epochs: Int, damage: Double = 0, newNeurons: Int = 0) {
    self.classes = classes
    self.epochs = epochs
    self.damage = damage
    self.newNeurons = newNeurons
  }

  /// A network file may leave out every key.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    classes = try values.decodeIfPresent(Int.self, forKey: .classes) ?? classes
    epochs = try values.decodeIfPresent(Int.self, forKey: .epochs) ?? epochs
    damage = try values.decodeIfPresent(Double.self, forKey: .damage) ?? damage
    newNeurons = try values.decodeIfPresent(Int.self, forKey: .newNeurons) ?? newNeurons
  }
}

/// What a lesson led to.
public struct RecursiveLessonResult: Sendable, Equatable {
  /// Number of classes that were shown.
  public var classes: Int
  /// Number of epochs of all lessons so far.
  public var epochs: Int
  /// Number of neurons that were removed before it, and of those that were added.
  public var removed: Int
  public var added: Int
  /// Share of the test samples of its classes that were put into their class, before and after it; nil: it is the first.
  public var before: Double?
  public var after: Double
  /// Number of active neurons, and of hidden ones in each layer.
  public var active: Int
  public var hiddenSizes: [Int]

  /// Number of layers that have hidden neurons.
  public var depth: Int { hiddenSizes.count { $0 > 0 } }
}
