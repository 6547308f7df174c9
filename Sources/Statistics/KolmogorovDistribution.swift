import CGSL

/// The distributions of the Kolmogorov-Smirnov statistics under the null hypothesis.
///
/// With n values u_i uniform on [0, 1] and F_n their empirical distribution,
///
///     D⁺ = sup (F_n(u) - u),   D⁻ = sup (u - F_n(u)),   D = max(D⁺, D⁻).
enum KolmogorovDistribution {
  /// Largest number of values n for which P(D >= d) is computed exactly by Durbin's matrix, in time n² d².
  static let mostExact = 2_000

  /// D⁺ and D⁻ have the same distribution:
  ///
  ///     P(D⁺ >= d) = d Σ_j C(n, j) (d + j/n)^(j-1) (1 - d - j/n)^(n-j)    over 0 <= j <= n (1 - d).
  ///
  /// All terms are positive, so small probabilities keep their precision.
  /// Source: Birnbaum, Tingey, Annals of Mathematical Statistics 22, 592 (1951).
  static func oneSidedTail(_ distance: Double, count: Int) -> Double {
    guard distance > 0 else { return 1 }
    let n = Double(count)
    var sum = 0.0
    for j in 0..<count {
      let share = Double(j) / n
      let rest = 1 - distance - share
      guard rest > 0 else { break }
      let binomial = gsl_sf_lnchoose(UInt32(count), UInt32(j))
      sum += Math.exp(
        binomial + Double(j - 1) * Math.log(distance + share) + Double(count - j) * Math.log(rest))
    }
    return min(distance * sum, 1)
  }

  /// P(D >= d). If d >= 1/2, the events D⁺ >= d and D⁻ >= d exclude each other; if n d² >= 4, the probability of both
  /// is less than 10⁻¹⁰ of that of one:
  ///
  ///     P(D >= d) = 2 P(D⁺ >= d);       else   1 - P(D < d)
  ///
  /// by Durbin's matrix for at most ``mostExact`` values, and for more by the limit K with the first terms in 1/√n,
  /// whose error is 2 · 10⁻⁵:
  ///
  ///     P(D < d) = K(x + 1/(6 √n) + (x - 1)/(4 n)),       x = √n d.
  ///
  /// Source: Simard, L'Ecuyer, Journal of Statistical Software 39, 11 (2011); Vrbik, Pioneer Journal of Theoretical and
  /// Applied Statistics 15, 15 (2018).
  static func twoSidedTail(_ distance: Double, count: Int) -> (probability: Double, isExact: Bool) {
    let n = Double(count)
    if distance >= 0.5 || n * distance * distance >= 4 {
      return (min(2 * oneSidedTail(distance, count: count), 1), true)
    }
    if count <= mostExact { return (max(1 - durbin(distance, count: count), 0), true) }
    let x = n.squareRoot() * distance
    return (limitTail(x + 1 / (6 * n.squareRoot()) + (x - 1) / (4 * n)), false)
  }

  /// With k = ⌊n d⌋ + 1, h = k - n d and the matrix H of order m = 2k - 1, whose entries are those of
  ///
  ///     H_ij = 1/(i-j+1)!  for i - j + 1 >= 0, else 0,
  ///
  /// except (1 - hⁱ)/i! in the first column, the same from right to left in the last row, and (1 - 2 hᵐ + max(0, 2h -
  /// 1)ᵐ)/m! in the corner where they meet,
  ///
  ///     P(D < d) = n!/nⁿ (Hⁿ)_kk.
  ///
  /// Row k of Hⁿ comes from n vector-matrix products, each scaled by 1/e, as n! eⁿ/nⁿ is of moderate size.
  /// Source: Durbin, "Distribution theory for tests based on the sample distribution function" (1973); Marsaglia,
  /// Tsang, Wang, Journal of Statistical Software 8, 18 (2003).
  static func durbin(_ distance: Double, count: Int) -> Double {
    let n = Double(count)
    let k = Int(n * distance) + 1
    let h = Double(k) - n * distance
    let m = 2 * k - 1
    let scale = Math.exp(-1)
    var inverseFactorials = [1.0]
    for i in 1...m { inverseFactorials.append(inverseFactorials[i - 1] / Double(i)) }
    var matrix = [Double](repeating: 0, count: m * m)
    for i in 0..<m {
      for j in 0...min(i + 1, m - 1) { matrix[i * m + j] = scale * inverseFactorials[i - j + 1] }
    }
    for i in 1..<m {
      let edge = scale * (1 - Math.pow(h, Double(i))) * inverseFactorials[i]
      matrix[(i - 1) * m] = edge
      matrix[(m - 1) * m + m - i] = edge
    }
    let corner = 1 - 2 * Math.pow(h, Double(m)) + Math.pow(max(0, 2 * h - 1), Double(m))
    matrix[(m - 1) * m] = scale * corner * inverseFactorials[m]
    OpenBLAS.useOneThread()
    var row = [Double](repeating: 0, count: m)
    row[k - 1] = 1
    var next = row
    for _ in 0..<count {
      cblas_dgemv(CblasRowMajor, CblasTrans, Int32(m), Int32(m), 1, matrix, Int32(m), row, 1, 0, &next, 1)
      swap(&row, &next)
    }
    return row[k - 1] * (2 * Double.pi * n).squareRoot() * gsl_sf_gammastar(n)
  }

  /// The limit of P(√n D >= x) for n → ∞, by whichever series converges faster at x:
  ///
  ///     1 - K(x) = 2 Σ_j (-1)^(j-1) exp(-2 j² x²),       K(x) = √(2π)/x Σ_j exp(-(2j - 1)² π²/(8 x²)),   j = 1, 2, ...
  ///
  /// Source: Kolmogorov, Giornale dell'Istituto Italiano degli Attuari 4, 83 (1933).
  static func limitTail(_ x: Double) -> Double {
    guard x > 0 else { return 1 }
    var sum = 0.0
    if x < 1 {
      let rate = Double.pi * Double.pi / (8 * x * x)
      for odd in [7.0, 5, 3, 1] { sum += Math.exp(-odd * odd * rate) }
      return 1 - (2 * Double.pi).squareRoot() / x * sum
    }
    for j in [4.0, 3, 2, 1] { sum = Math.exp(-2 * j * j * x * x) - sum }
    return 2 * sum
  }
}
