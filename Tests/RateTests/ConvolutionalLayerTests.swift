import Foundation
import Learning
import Rate
import RateModels
import Statistics
import Testing

/// Layers of convolutional self-organising maps against their equations, patch by patch in double precision.
@Suite struct ConvolutionalLayerTests {
  /// The patches of an image by their definition.
  private func patches(_ maps: [Float], side: Int, channels: Int, stride: Int) -> [[Double]] {
    let output = (side + stride - 1) / stride
    let before = max((output - 1) * stride + 3 - side, 0) / 2
    return (0..<output * output).map { place in
      (0..<9 * channels).map { f in
        let (i, j, channel) = (f / channels / 3, f / channels % 3, f % channels)
        let (y, x) = (place / output * stride + i - before, place % output * stride + j - before)
        guard 0..<side ~= y, 0..<side ~= x else { return 0 }
        return Double(maps[(y * side + x) * channels + channel])
      }
    }
  }

  private func random(_ count: Int, _ purpose: String) -> [Float] {
    let stream = RandomStream(seed: 5, entity: "test", purpose: purpose)
    return (0..<count).map { _ in Float(stream.uniform(-1, 1)) }
  }

  private func written(_ geometry: PatchGeometry, _ maps: [Float]) -> [Float] {
    var found = [Float](repeating: .nan, count: geometry.patches * geometry.features)
    geometry.write(maps, into: &found)
    return found
  }

  @Test(arguments: [(8, 1, 1), (8, 3, 2), (7, 2, 2), (5, 2, 1), (9, 1, 3), (43, 1, 3), (2, 4, 1), (1, 2, 1), (3, 1, 4)])
  func patchesArePlacesOfTheImage(_ side: Int, _ channels: Int, _ stride: Int) {
    let geometry = PatchGeometry(side: side, channels: channels, stride: stride)
    let maps = random(side * side * channels, "maps")
    #expect(
      written(geometry, maps).map { Double($0) }
        == patches(maps, side: side, channels: channels, stride: stride).flatMap { $0 })
  }

  @Test(arguments: [1, 2, 5, 8])
  func poolingTakesTheLargest(_ side: Int) {
    let (channels, half) = (3, (side + 1) / 2)
    let maps = random(side * side * channels, "maps")
    var found = [Float](repeating: .nan, count: half * half * channels)
    PatchGeometry.pool(maps, side: side, channels: channels, into: &found)
    for place in found.indices {
      let (row, column, channel) = (place / channels / half, place / channels % half, place % channels)
      let block = [(0, 0), (0, 1), (1, 0), (1, 1)].map { (2 * row + $0.0, 2 * column + $0.1) }
        .filter { $0.0 < side && $0.1 < side }
      #expect(found[place] == block.map { maps[($0.0 * side + $0.1) * channels + channel] }.max())
    }
  }

  // MARK: Learning

  struct Variant: Sendable, CustomTestStringConvertible {
    var mask = ConvolutionalLayerSettings.Mask.input
    var maps = 1
    var columns = 4
    var images = 5
    var change: @Sendable (inout ConvolutionalLearning) -> Void = { _ in }
    var testDescription: String
  }

  static let variants: [Variant] = [
    Variant(testDescription: "hebb, input masks"),
    Variant(maps: 3, change: { ($0.rule, $0.gamma) = (.oja, 0.5) }, testDescription: "oja, three maps"),
    Variant(
      mask: .between, maps: 2, change: { $0.filters = .paper }, testDescription: "hebb, masks between layers, aligned"),
    Variant(
      mask: .between, maps: 2, change: { ($0.rule, $0.gamma) = (.oja, 0.5) }, testDescription: "oja, between, released"),
    Variant(maps: 3, change: { $0.winners = .every }, testDescription: "every map"),
    Variant(maps: 2, change: { $0.masksShare = true }, testDescription: "masks with a neighbourhood"),
    Variant(mask: .none, maps: 2, testDescription: "no masks"),
    Variant(maps: 2, columns: 17, testDescription: "many neurons"),
    Variant(maps: 2, images: 70, change: { $0.normalisation = .paper }, testDescription: "many patches"),
    Variant(maps: 2, change: { $0.masks = .random }, testDescription: "random masks"),
    Variant(maps: 2, change: { $0.weights = .raw }, testDescription: "raw weights"),
  ]

  /// One step by the equations of the paper, patch by patch, and nothing summed before it must be.
  @Test(arguments: variants) func oneStepIsItsEquations(_ variant: Variant) {
    var learning = ConvolutionalLearning()
    (learning.weightRate, learning.maskRate) = (0.4, 0.3)
    variant.change(&learning)
    var settings = ConvolutionalLayerSettings(maps: variant.maps, side: 3, radius: 0.9, mask: variant.mask)
    settings.columns = variant.columns
    let (n, width) = (settings.neurons, settings.columns)
    let geometry = PatchGeometry(side: 6, channels: 4, stride: 2)
    var layer = ConvolutionalLayer(settings, learning: learning, geometry: geometry, seed: 3, entity: "layer")
    let (images, features, neurons) = (variant.images, geometry.features, settings.channels)
    let maps = (0..<images).map { random(6 * 6 * 4, "image \($0)") }
    let found = maps.flatMap { written(geometry, $0) }
    let all = maps.flatMap { patches($0, side: 6, channels: 4, stride: 2) }

    // Masks and weights of each component of a patch.
    func expanded(_ i: Int, _ f: Int) -> Double {
      switch variant.mask {
      case .none: 1
      case .input: Double(layer.masks[i, f])
      case .between: Double(layer.masks[i, f % 4])
      }
    }
    let mask = (0..<neurons).map { i in (0..<features).map { expanded(i, $0) } }
    let weight = (0..<neurons).map { i in
      (0..<features).map { f in
        let isPermuted = variant.mask == .between && learning.filters == .release
        return Double(layer.weights[i, isPermuted ? f % 4 * 9 + f / 4 : f])
      }
    }
    let before = layer
    var activities = [Float](repeating: 0, count: all.count * neurons)
    layer.activities(found, count: all.count, into: &activities)
    var (weightChange, maskChange) = (
      [[Double]](repeating: [Double](repeating: 0, count: features), count: neurons),
      [[Double]](repeating: [Double](repeating: 0, count: features), count: neurons)
    )
    var wins = [Int](repeating: 0, count: neurons)
    for (row, p) in all.enumerated() {
      let y = (0..<neurons).map { i in (0..<features).reduce(0) { $0 + p[$1] * mask[i][$1] * weight[i][$1] } }
      for (i, value) in y.enumerated() { #expect(abs(value - Double(activities[row * neurons + i])) < 1e-5) }
      let winners = (0..<settings.maps).map { a in (a * n..<a * n + n).max { y[$0] < y[$1] }! }
      let best = winners.indices.max { y[winners[$0]] < y[winners[$1]] }!
      for a in learning.winners == .best ? [best] : Array(0..<settings.maps) {
        wins[winners[a]] += 1
        for i in a * n..<a * n + n {
          let (from, to) = (winners[a] - a * n, i - a * n)
          let square = pow(Double(from / width - to / width), 2) + pow(Double(from % width - to % width), 2)
          let h = exp(-square / (2 * 0.9 * 0.9))
          let b = learning.masksShare ? h : i == winners[a] ? 1 : 0
          for f in 0..<features {
            weightChange[i][f] += h * p[f]
            func masked(_ k: Int) -> Double { p[f] * mask[k][f] }
            let others = learning.rule == .hebb ? Array(a * n..<a * n + n) : Array(a * n..<i)
            var rest = p[f] - learning.gamma * others.reduce(0) { $0 + masked($1) * mask[$1][f] }
            if learning.rule == .oja { rest -= masked(i) * mask[i][f] }
            maskChange[i][f] += b * masked(i) * rest
          }
        }
      }
    }
    let counts = layer.learn(found, count: all.count) {
      RandomStream(seed: 1, entity: "", purpose: "")
    }
    #expect(counts == wins)
    let count = Double(all.count)
    for i in 0..<neurons {
      var new = (0..<features).map { Double(before.weights[i, $0]) + 0.4 / count * weightChange[i][$0] }
      let norm = new.reduce(0) { $0 + $1 * $1 }.squareRoot()
      new = learning.weights == .trained ? new.map { $0 / norm } : (0..<features).map { Double(before.weights[i, $0]) }
      for f in 0..<features { #expect(abs(Double(layer.weights[i, f]) - new[f]) < 1e-5) }
      for f in 0..<layer.masks.columns {
        let changes = variant.mask == .input ? [maskChange[i][f]] : (0..<9).map { maskChange[i][$0 * 4 + f] }
        let change = learning.masks == .trained ? 0.3 * changes.reduce(0, +) / count / Double(changes.count) : 0
        #expect(abs(Double(layer.masks[i, f]) - Double(before.masks[i, f]) - change) < 1e-5)
      }
    }
  }

  /// Masks as a random walk, RS and batch normalisation.
  @Test func otherVariants() {
    let geometry = PatchGeometry(side: 4, channels: 1, stride: 1)
    let settings = ConvolutionalLayerSettings(side: 4, mask: .input)
    func layer(_ change: (inout ConvolutionalLearning) -> Void) -> ConvolutionalLayer {
      var learning = ConvolutionalLearning()
      change(&learning)
      return ConvolutionalLayer(settings, learning: learning, geometry: geometry, seed: 3, entity: "layer")
    }
    let random = layer { $0.weights = .random }
    for i in 0..<16 { #expect(abs(random.weights.row(i).reduce(0) { $0 + $1 * $1 } - 1) < 1e-6) }

    var noisy = layer { ($0.masks, $0.weights, $0.normalisation) = (.noise, .raw, .paper) }
    let found = written(geometry, self.random(16, "image"))
    var activities = [Float](repeating: 0, count: 16 * 16)
    noisy.activities(found, count: 16, into: &activities)
    let before = noisy
    _ = noisy.learn(found, count: 16) { RandomStream(seed: 1, entity: "e", purpose: "p") }
    let stream = RandomStream(seed: 1, entity: "e", purpose: "p")
    for k in before.masks.values.indices {
      #expect(noisy.masks.values[k] == before.masks.values[k] + Float(stream.uniform(-1, 1)))
    }
    // The running statistics move by a hundredth of the way to those of the mini-batch.
    for channel in 0..<16 {
      let values = (0..<16).map { Double(activities[$0 * 16 + channel]) }
      let mean = values.reduce(0, +) / 16
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 16
      #expect(abs(Double(noisy.means[channel]) - 0.01 * mean) < 1e-6)
      #expect(abs(Double(noisy.variances[channel]) - (1 + 0.01 * (variance - 1))) < 1e-6)
    }
    var normalised = activities
    noisy.normalise(&normalised, count: 16)
    #expect(
      abs(normalised[35] - (activities[35] - noisy.means[3]) / (noisy.variances[3] + 1e-3).squareRoot()) < 1e-5)
  }

  // MARK: Encoding

  /// Features do not depend on the number of threads, nor on the images that are encoded with an image.
  @Test func featuresDependOnTheImageAlone() throws {
    let samples = try ImageTask("glyph-digits").samples(in: .shared, seed: 1)
    let layers = [
      ConvolutionalLayerSettings(side: 8, stride: 2, mask: .input),
      ConvolutionalLayerSettings(maps: 2, side: 6, mask: .between),
    ]
    func features(_ threads: Int, _ images: [Int]) -> Matrix {
      ConvolutionalNetwork(
        layers, learning: ConvolutionalLearning(), side: 28, channels: 1, threads: threads, seed: 2, entity: "network"
      ).features(samples.test, images)
    }
    let all = Array(0..<300)
    let one = features(1, all)
    #expect(one.columns == 4 * 4 * 72)
    #expect(features(2, all) == one && features(4, all) == one)
    let few = features(1, [7, 250])
    for (a, b) in zip(few.values, one.rows([7, 250]).values) { #expect(abs(a - b) < 1e-4) }
  }
}
