import Kernel
import Statistics

/// Makes a projection competitive: its targets compete for the activity of its sources.
///
///     x = Wᵀ H,   y = max(x - vartheta, 0)
///     the k largest y_j stay, as y_j (y_j / y_max)^exponent; the others are 0
///     vartheta <- vartheta exp(-h / thresholdTimeConstant) + h · thresholdRate · y
///     the target receives S y,   S(D) = the kernel
///
/// H counts the spikes of each source in one interval h, the projection's delay. ``CompetitiveProjection`` runs it. The
/// projection's weight is the initial value of W, with each column scaled to ``meanWeight``.
///
/// Source: Raghavan, Lin, Thomson, arXiv:2006.06902 (2020), released code, whose values are the defaults, except that
/// its thresholdRate is 0.005 / ms, with which most targets never win.
public struct CompetitionDescription: Sendable, Equatable {
  /// Number of winners, k.
  public var winners = 1
  public var exponent = 4.0
  /// Initial thresholds vartheta of the targets, in the unit of the weights.
  public var thresholds: Value
  /// Rate at which the threshold of a winner rises, 1/ms.
  public var thresholdRate = 1.0
  /// Time constant with which thresholds decay to 0, ms; nil for no decay, where in the end only unusually large inputs
  /// win. Decay lets targets that have not won for long win again, and others go on winning.
  public var thresholdTimeConstant: Double?
  /// Mean of each column of W (the weights of one target), at the start and after learning, in the unit of the weights;
  /// nil if columns are not scaled.
  public var meanWeight: Double? = 2.5
  /// Kernel by which the winners' output spreads over the target sheet; nil if it reaches only the winners, S = 1.
  public var kernel: LateralKernel?
  /// Lowers the thresholds of targets that hardly ever win; nil for never.
  public var revival: Revival?

  public init(thresholds: Value) { self.thresholds = thresholds }

  /// After every ``interval``, the threshold of each target with fewer than ``wins`` wins so far is set to ``share``
  /// times its largest x in that interval.
  public struct Revival: Sendable, Equatable {
    /// Interval between revivals, ms.
    public var interval = 1000.0
    public var wins = 200
    public var share = 0.2

    public init() {}
  }
}

/// A kernel of near excitation and wider inhibition, as a function of the distance D:
///
///     S(D) = a_e 1[D < r_e] - a_i 1[D > r_i] exp(-D / lambda)
public struct LateralKernel: Sendable, Equatable {
  /// Radius r_e and amplitude a_e of the excitation.
  public var excitationRadius, excitationAmplitude: Double
  /// Radius r_i, amplitude a_i and length lambda of the inhibition.
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
  /// amplitude · exp(-D / length) for a decay, else 0.
  fileprivate func decayed(at distance: Double) -> Double {
    if case .decay(let amplitude, let length) = self { amplitude * Math.exp(-distance / length) } else { 0 }
  }
}
