import Kernel
import Statistics

/// Makes a projection competitive: its targets compete for the activity of its sources.
///
///     x = Wᵀ H,   y = max(x - vartheta, 0)
///     the k largest y_j stay, as y_j (y_j / y_max)^exponent; the others are 0
///     vartheta <- vartheta exp(-h / thresholdTimeConstant) + h · thresholdRate · y
///     the target receives S y,   S(D) = the kernel
///
/// H counts the spikes of each source in one interval h, the projection's delay. See ``CompetitiveProjection`` for how
/// it runs; the projection's weight is what W starts from, each column scaled to ``meanWeight``.
///
/// Source: Raghavan, Lin, Thomson, arXiv:2006.06902 (2020), released code, whose values are the defaults; there
/// thresholdRate is 0.005 / ms, which leaves most targets without a single win.
public struct CompetitionDescription: Sendable, Equatable {
  /// k
  public var winners = 1
  public var exponent = 4.0
  /// vartheta at time zero, in the unit of the weights; one for each target.
  public var thresholds: Value
  /// How fast the threshold of a winner rises, 1/ms.
  public var thresholdRate = 1.0
  /// How slowly thresholds fall to 0, ms; nil: never, so that in the end only what exceeds all that has been wins. It
  /// gives targets that have long not won another chance, and lets targets go on winning.
  public var thresholdTimeConstant: Double?
  /// The mean that each column of W, the weights of one target, starts from and learning scales it back to, in the unit
  /// of the weights; nil: columns are never scaled.
  public var meanWeight: Double? = 2.5
  /// How the winners' output spreads over the target sheet; nil: it reaches the winners alone, S = 1.
  public var kernel: LateralKernel?
  /// Gives targets that hardly ever win another chance; nil: never.
  public var revival: Revival?

  public init(thresholds: Value) { self.thresholds = thresholds }

  /// Every ``interval``, the threshold of each target that has won fewer than ``wins`` times so far becomes ``share``
  /// of its largest x in that interval.
  public struct Revival: Sendable, Equatable {
    /// ms
    public var interval = 1000.0
    public var wins = 200
    public var share = 0.2

    public init() {}
  }
}

/// Excitation nearby, inhibition farther away, as a function of the distance D:
///
///     S(D) = a_e 1[D < r_e] - a_i 1[D > r_i] exp(-D / lambda)
public struct LateralKernel: Sendable, Equatable {
  /// r_e and a_e
  public var excitationRadius, excitationAmplitude: Double
  /// r_i, a_i and lambda
  public var inhibitionRadius, inhibitionAmplitude, inhibitionLength: Double

  public init(
    excitationRadius: Double, excitationAmplitude: Double, inhibitionRadius: Double, inhibitionAmplitude: Double,
    inhibitionLength: Double = 10
  ) {
    self.excitationRadius = excitationRadius
    self.excitationAmplitude = excitationAmplitude
    self.inhibitionRadius = inhibitionRadius
    self.inhibitionAmplitude = inhibitionAmplitude
    self.inhibitionLength = inhibitionLength
  }

  var excitation: DistanceProfile { .disc(radius: excitationRadius) }
  var inhibition: DistanceProfile { .ring(inner: inhibitionRadius, outer: .infinity) }
  var inhibitionWeight: Value { .decay(amplitude: -inhibitionAmplitude, length: inhibitionLength) }

  public func value(at distance: Double) -> Double {
    excitationAmplitude * excitation.value(at: distance)
      + inhibitionWeight.decayed(at: distance) * inhibition.value(at: distance)
  }
}

extension Value {
  /// amplitude · exp(-D / length) of a decay, 0 of anything else.
  fileprivate func decayed(at distance: Double) -> Double {
    if case .decay(let amplitude, let length) = self { amplitude * Math.exp(-distance / length) } else { 0 }
  }
}
