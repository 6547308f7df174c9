import CGSL

/// Bootstrap confidence interval of any statistic θ, from resamples drawn with replacement from the sample.
///
/// With the values θ*_b of B resamples and their quantile function Q, the interval is [Q(α₁), Q(α₂)] with, for a
/// confidence of 1 - 2α,
///
///     percentile       α₁ = α,   α₂ = 1 - α
///     BCa              α₁ = Φ(z₀ + (z₀ + z_α) / (1 - a (z₀ + z_α))),       α₂ the same with z_(1-α)
///                      z₀ = Φ⁻¹((#(θ*_b < θ) + #(θ*_b <= θ)) / (2 B))
///                      a  = Σ (θ̄ - θ_i)³ / (6 (Σ (θ̄ - θ_i)²)^(3/2)),
///
/// where θ_i is the statistic without value i and θ̄ the mean of the θ_i. The resamples depend only on the seed and the
/// size of the sample.
///
/// Source: Efron, Journal of the American Statistical Association 82, 171 (1987); Efron, Tibshirani, "An introduction to
/// the bootstrap" (1993), chapters 13 and 14.
public struct Bootstrap: Sendable, Equatable {
  public enum Method: String, Sendable, CaseIterable {
    case percentile
    /// Bias-corrected and accelerated: acceleration means a standard error that changes with θ.
    case bca = "BCa"
  }

  public var seed: UInt64
  public var method: Method
  public var resamples: Int
  public var confidence: Double

  public init(seed: UInt64, method: Method = .bca, resamples: Int = 9_999, confidence: Double = 0.95) {
    self.seed = seed
    self.method = method
    self.resamples = resamples
    self.confidence = confidence
  }

  /// - Throws: ``SampleError`` for fewer than two values, values or resampled statistics that are not finite, a
  ///   statistic that is the same in every resample, and a bias or acceleration too large for BCa; also any error of
  ///   `statistic`.
  public func interval(of values: [Double], statistic: ([Double]) throws -> Double) throws -> Estimate {
    try SampleError.check(values, named: "values")
    var sample = values
    return try interval(count: values.count) { indices in
      if indices.count != sample.count { sample = [Double](repeating: 0, count: indices.count) }
      for (place, index) in indices.enumerated() { sample[place] = values[index] }
      return try statistic(sample)
    }
  }

  /// The interval of a statistic of pairs (x_i, y_i), which are resampled together.
  /// - Throws: as ``interval(of:statistic:)``, and for samples of different sizes.
  public func interval(
    ofPairs x: [Double], _ y: [Double], statistic: ([Double], [Double]) throws -> Double
  ) throws -> Estimate {
    try SampleError.check(x, named: "x")
    try SampleError.check(y, named: "y")
    guard x.count == y.count else { throw SampleError("x has \(x.count) values, y \(y.count)") }
    return try interval(count: x.count) { indices in try statistic(indices.map { x[$0] }, indices.map { y[$0] }) }
  }

  private func interval(count: Int, statistic: ([Int]) throws -> Double) throws -> Estimate {
    try SampleError.check(confidence: confidence)
    guard count >= 2 else { throw SampleError("a bootstrap needs at least 2 values, not \(count)") }
    guard resamples >= 100 else { throw SampleError("a bootstrap needs at least 100 resamples, not \(resamples)") }
    let everything = Array(0..<count)
    let value = try statistic(everything)
    guard value.isFinite else { throw SampleError("the statistic of the sample is \(value)") }
    let stream = RandomStream(seed: seed, entity: "bootstrap", purpose: "resamples")
    var indices = everything
    var distribution: [Double] = []
    distribution.reserveCapacity(resamples)
    for number in 0..<resamples {
      for place in 0..<count { indices[place] = stream.uniform(below: count) }
      let resampled = try statistic(indices)
      guard resampled.isFinite else { throw SampleError("the statistic of resample \(number) is \(resampled)") }
      distribution.append(resampled)
    }
    distribution.sort()
    guard distribution[0] < distribution[resamples - 1] else {
      throw SampleError("the statistic is \(value) in every resample: its spread cannot be estimated")
    }
    let tail = (1 - confidence) / 2
    var levels = (lower: tail, upper: 1 - tail)
    if method == .bca {
      let withoutOne = try (0..<count).map { left in try statistic(everything.filter { $0 != left }) }
      levels = try Self.correctedLevels(levels, of: distribution, value, withoutOne: withoutOne)
    }
    return Estimate(
      value: value, lower: Descriptive.quantile(levels.lower, ofSorted: distribution),
      upper: Descriptive.quantile(levels.upper, ofSorted: distribution), confidence: confidence)
  }

  /// The levels α₁ and α₂ of BCa.
  static func correctedLevels(
    _ levels: (lower: Double, upper: Double), of distribution: [Double], _ value: Double, withoutOne: [Double]
  ) throws -> (lower: Double, upper: Double) {
    if let index = withoutOne.firstIndex(where: { !$0.isFinite }) {
      throw SampleError("the statistic without value \(index) is \(withoutOne[index])")
    }
    let places = distribution.reduce(0) { $0 + ($1 < value ? 1 : 0) + ($1 <= value ? 1 : 0) }
    let bias = gsl_cdf_ugaussian_Pinv(Double(places) / Double(2 * distribution.count))
    guard bias.isFinite else {
      throw SampleError("every resample's statistic is on one side of \(value): BCa cannot correct such a bias")
    }
    let mean = Descriptive.mean(withoutOne)
    let (squares, cubes) = withoutOne.reduce((0.0, 0.0)) { sums, one in
      let difference = mean - one
      return (sums.0 + difference * difference, sums.1 + difference * difference * difference)
    }
    guard squares > 0 else {
      throw SampleError("the statistic is the same whichever value is left out: BCa cannot estimate its acceleration")
    }
    let acceleration = cubes / (6 * squares * squares.squareRoot())
    func corrected(_ level: Double) throws -> Double {
      let z = bias + gsl_cdf_ugaussian_Pinv(level)
      let stretch = 1 - acceleration * z
      guard stretch > 0 else {
        throw SampleError("an acceleration of \(acceleration) is too large for BCa at this confidence")
      }
      return gsl_cdf_ugaussian_P(bias + z / stretch)
    }
    return (try corrected(levels.lower), try corrected(levels.upper))
  }
}
