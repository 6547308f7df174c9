import RateModels
import Studies

/// The numbers that the paper reports.
package enum PublishedHierarchies {
  package typealias Architecture = HierarchyTopology.Architecture

  /// Table 1: mean accuracy of ten runs, %.
  package static func accuracy(_ set: HierarchySet, _ architecture: Architecture) -> Double {
    switch (set, architecture) {
    case (.mnist, .flat): 96.4
    case (.mnist, .columnar): 94.21
    case (.mnist, .pyramidal): 96.6
    case (.mnist, .random1): 93.03
    case (.mnist, .random2): 93.76
    case (.mnist, .random3): 90.28
    case (.cifar10, .flat): 31.69
    case (.cifar10, .columnar): 30.79
    case (.cifar10, .pyramidal): 32.84
    case (.cifar10, .random1): 31.97
    case (.cifar10, .random2): 27.21
    case (.cifar10, .random3): 29.86
    }
  }

  /// Table 2: median accuracy (%) before and after meta-learning, the best, and p of the one-sided signed-rank test.
  package static func metaLearning(_ set: HierarchySet) -> (before: Double, after: Double, best: Double, p: Double) {
    set == .mnist ? (91.24, 92.40, 96.22, 0.009) : (33.12, 32.46, 35.02, 0.869)
  }

  /// Pearson's r between the largest entropy of any unit and the accuracy.
  package static func correlation(_ set: HierarchySet) -> Double { set == .mnist ? 0.75 : 0.48 }
}
