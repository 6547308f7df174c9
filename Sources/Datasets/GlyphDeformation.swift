import Statistics

/// Rotates, slants, widens and warps the strokes of a digit (``GlyphDigits``):
///
///     p → R(rotation) S(slant) diag(width, 1) (p + w(p)),        w_j(p) = Σ_k a_jk sin(2π f_jk·p + φ_jk)
///
/// R = (cos, -sin; sin, cos), S = (1, -slant; 0, 1); lengths in heights of the digit.
package struct GlyphDeformation {
  package typealias Wave = (amplitude: Double, frequency: SIMD2<Double>, phase: Double)

  /// The rows of the matrix.
  private let first: SIMD2<Double>
  private let second: SIMD2<Double>
  private let waves: (x: [Wave], y: [Wave])

  package init(rotation: Double, slant: Double, width: Double, waves: (x: [Wave], y: [Wave])) {
    let (cosine, sine) = (Math.cos(rotation), Math.sin(rotation))
    first = SIMD2(cosine * width, -cosine * slant - sine)
    second = SIMD2(sine * width, -sine * slant + cosine)
    self.waves = waves
  }

  /// Draws the random deformation of one image.
  init(_ stream: RandomStream) {
    func normal(_ deviation: Double) -> Double { stream.normal(mean: 0, deviation: deviation) }
    func waves() -> [Wave] {
      (0..<2).map { _ in
        let frequency = SIMD2(stream.uniform(-1.2, 1.2), stream.uniform(-1.2, 1.2))
        return (normal(0.035), frequency, stream.uniform(0, 2 * .pi))
      }
    }
    self.init(
      rotation: normal(0.12), slant: normal(0.22), width: Math.exp(normal(0.18)), waves: (waves(), waves()))
  }

  package func callAsFunction(_ point: SIMD2<Double>) -> SIMD2<Double> {
    func shift(_ waves: [Wave]) -> Double {
      waves.reduce(0) { $0 + $1.amplitude * Math.sin(2 * .pi * ($1.frequency * point).sum() + $1.phase) }
    }
    let warped = point + SIMD2(shift(waves.x), shift(waves.y))
    return SIMD2((first * warped).sum(), (second * warped).sum())
  }
}
