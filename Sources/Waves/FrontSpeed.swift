/// Speed of wave fronts, from the burst onsets of neighbouring units.
///
/// Around every burst onset (unit i, time t_i), a plane is fitted to the onsets t_j of the nearest units at x_j,
///
///     t_j = a + s · (x_j - x_i),        speed = 1 / |s|,   |s|² corrected by - trace(cov(s)):
///
/// as the scatter of onsets about the front increases the fitted slowness |s|. The method works for fronts of any shape
/// and for several simultaneous waves, as it compares only neighbours.
///
/// - The fit uses the nearest `neighbours` units, each with its onset closest to t_i if that is within `window`.
/// - A fit is accepted if it has at least six onsets besides its own, their positions span the plane (smaller variance
///   at least a tenth of the larger), and it explains at least half of the onsets' variance.
public struct FrontSpeed: Sendable {
  /// The speed of each accepted fit, in the order of (unit, onset), as distance per time.
  public let speeds: [Double]
  private static let fewest = 6

  /// - Parameters:
  ///   - onsets: the burst onsets of each unit, ascending.
  ///   - window: largest time between onsets in one fit, in the recording's unit of time.
  public init(_ recording: SpikeRecording, onsets: [[Double]], window: Double, neighbours: Int = 12) {
    var speeds: [Double] = []
    let bursting = onsets.indices.filter { !onsets[$0].isEmpty }
    for unit in bursting {
      let others = bursting.filter { $0 != unit }
        .map { (unit: $0, offset: recording.displacement(unit, $0)) }
        .sorted { (($0.offset * $0.offset).sum(), $0.unit) < (($1.offset * $1.offset).sum(), $1.unit) }
        .prefix(neighbours)
      for onset in onsets[unit] {
        var points: [(offset: SIMD2<Double>, delay: Double)] = [(.zero, 0)]
        for other in others {
          let delay = Self.nearest(to: onset, in: onsets[other.unit]) - onset
          if abs(delay) <= window { points.append((other.offset, delay)) }
        }
        if points.count > Self.fewest, let speed = Self.speed(points) { speeds.append(speed) }
      }
    }
    self.speeds = speeds
  }

  private static func nearest(to time: Double, in times: [Double]) -> Double {
    var low = 0
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      if times[middle] < time { low = middle + 1 } else { high = middle }
    }
    if low == times.count { return times[low - 1] }
    if low == 0 { return times[0] }
    return times[low] - time < time - times[low - 1] ? times[low] : times[low - 1]
  }

  /// Fits the plane by least squares; nil if the fit is not accepted.
  private static func speed(_ points: [(offset: SIMD2<Double>, delay: Double)]) -> Double? {
    let count = Double(points.count)
    let centre = points.reduce(SIMD2<Double>.zero) { $0 + $1.offset } / count
    let mean = points.reduce(0) { $0 + $1.delay } / count
    var (xx, xy, yy, xt, yt, tt) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for point in points {
      let d = point.offset - centre
      let t = point.delay - mean
      xx += d.x * d.x
      xy += d.x * d.y
      yy += d.y * d.y
      xt += d.x * t
      yt += d.y * t
      tt += t * t
    }
    let determinant = xx * yy - xy * xy
    let half = (xx + yy) / 2
    let root = max(half * half - determinant, 0).squareRoot()
    guard half - root >= 0.1 * (half + root), determinant > 0, tt > 0 else { return nil }
    let slowness = SIMD2((yy * xt - xy * yt) / determinant, (xx * yt - xy * xt) / determinant)
    let explained = slowness.x * xt + slowness.y * yt
    guard explained >= 0.5 * tt else { return nil }
    let variance = max(tt - explained, 0) / (count - 3)
    let squared = (slowness * slowness).sum() - variance * (xx + yy) / determinant
    return squared > 0 ? 1 / squared.squareRoot() : nil
  }
}
