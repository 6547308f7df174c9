import Kernel
import Learning
import Rate
import Statistics

/// Settings of the training of a recursive network.
public struct RecursiveLearning: Codable, Sendable, Equatable {
  /// Number of epochs; of no meaning where there are lessons.
  public var epochs = 200
  /// Number of samples in a mini-batch.
  public var batch = 100
  /// Learning rate η of Adam.
  public var learningRate = 7e-4
  public var schedule = Schedule.constant
  /// c_W, the L1 penalty of the weights.
  public var weightPenalty = 5e-7
  /// c_N, the L1 penalty of the activities.
  public var activityPenalty = 2e-5
  /// c_syn, the penalty of the length of connections, for neurons with places.
  public var lengthPenalty = 0.0
  public var activity = Reduction.sum
  /// Whether the activity of output neurons is penalised too. If it is, outputs that add up (equation 6) are cheapest in the
  /// last iteration, so that networks stay as deep as they can be.
  public var penalisesOutputs = true
  /// Number of epochs between two tests; 0: only at the end.
  public var testEvery = 10
  public var testOn = TestPart.test
  /// Whether the rows and columns of silent neurons are left out of the products; results differ by rounding only.
  public var compact = true

  /// How the activity penalty is taken over the samples of a mini-batch.
  public enum Reduction: String, Codable, Sendable, CaseIterable {
    /// The sum, which reproduces the paper's results.
    case sum
    case mean
  }

  public enum Schedule: String, Codable, Sendable, CaseIterable {
    case constant
    /// η falls to 0 as a half wave of the cosine, in each lesson.
    case cosine
  }

  public init() {}

  /// Weights up to this size are left out of figures and shares: under the penalty, Adam moves weights without a gradient
  /// of the data to and fro about 0 by its learning rate.
  var smallestWeight: Float { Float(2 * learningRate) }

  /// The learning rate of a step of a lesson.
  func rate(_ step: Int, of steps: Int) -> Float {
    switch schedule {
    case .constant: Float(learningRate)
    case .cosine: Float(learningRate * (1 + Math.cos(.pi * Double(step) / Double(max(steps, 1)))) / 2)
    }
  }
}
