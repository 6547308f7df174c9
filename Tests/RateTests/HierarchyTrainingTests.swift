import Learning
import Rate
import RateModels
import Statistics
import Testing

@Suite struct HierarchyTrainingTests {
  static func samples(_ count: Int, isAugmented: Bool = false) -> ImageSamples {
    ImageSamples(
      training: SmallHierarchy.images(count), test: SmallHierarchy.images(200, seed: 2),
      augmentation: isAugmented ? Augmentation.Settings() : nil,
      seed: 3)
  }

  static func training(_ samples: ImageSamples, epochs: Int) throws -> HierarchyTraining {
    var learning = HierarchyLearning()
    learning.batch = 32
    let hierarchy = AutoencoderHierarchy(SmallHierarchy.topology(.pyramidal), learning: learning, seed: 4)
    let training = HierarchyTraining(hierarchy, samples: samples, epochs: epochs, seed: 5)
    while !training.isTrained { try training.step() }
    return training
  }

  /// Entropies of the last epoch, from the activity in memory; 330 images are not a whole number of batches.
  @Test func entropiesAreThoseOfTheActivity() throws {
    let samples = ImageSamples(
      training: SmallHierarchy.images(330), test: SmallHierarchy.images(1), validationShare: 0,
      seed: 3)
    let training = try Self.training(samples, epochs: 2)
    #expect(training.losses.count == 2 && training.entropies.count == 2)
    for (unit, values) in training.hierarchy.activity.enumerated() {
      #expect(values.count == 330 * 16)
      let (low, high) = (values.min() ?? 0, values.max() ?? 1)
      var counts = [Double](repeating: 0, count: 100)
      for value in values { counts[min(Int(Double(value - low) / Double(high - low) * 100), 99)] += 1 }
      let entropy = counts.reduce(0.0) { sum, count in
        let share = count / Double(values.count)
        return share > 0 ? sum - share * Math.log(share) / Math.log(2) : sum
      }
      #expect(abs(entropy - training.entropies[1][unit]) < 0.01)
    }
    #expect(zip(training.losses[0], training.losses[1]).allSatisfy { $0.0 > $0.1 })
  }

  /// Classification of bright columns; chance level is one in eight.
  @Test(arguments: [0, 12])
  func featuresTellClassesApart(hidden: Int) throws {
    let training = try Self.training(Self.samples(1500), epochs: 3)
    func accuracy(_ training: HierarchyTraining) throws -> Double {
      let readouts = training.readouts([Readout(hidden: hidden)])
      while !readouts.isFinished { try readouts.step() }
      return readouts.accuracies[0]
    }
    let first = try accuracy(training)
    #expect(first > 0.9, "\(first)")
    #expect(try accuracy(Self.training(Self.samples(1500), epochs: 3)) == first)
  }

  @Test func imagesAreSplitApart() {
    let samples = Self.samples(500)
    #expect(samples.validation.count == 100 && samples.learning.count == 400)
    #expect(Set(samples.validation + samples.learning) == Set(0..<500))
    #expect(samples.validation != Array(0..<100))
    let few = samples.limited(to: 7)
    #expect(few.learning.count == 7 && Set(few.learning).isSubset(of: samples.learning))
    #expect(few.learning == few.learning.sorted() && few.validation == samples.validation)
    #expect(samples.limited(to: 4000).learning == samples.learning)
  }

  // MARK: Images

  @Test func imagesAreCroppedToTheirCentreAndMadeGrey() {
    let wide = SquareImages(pixels: (0..<72).map { UInt8($0) }, labels: [0, 1], side: 6, channels: 1, crop: 2)
    #expect(wide.pixels == [14, 15, 20, 21, 50, 51, 56, 57] && wide.side == 2)
    // Grey as in ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B.
    let colours: [UInt8] = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]
    #expect(SquareImages(pixels: colours, labels: [0], side: 2, channels: 3).pixels == [76, 150, 29, 255])
    let stream = RandomStream(seed: 1, entity: "test", purpose: "colours")
    let random = (0..<300).map { _ in UInt8(stream.uniform(below: 256)) }
    let grey = SquareImages(pixels: random, labels: [0], side: 10, channels: 3).pixels
    for (index, value) in grey.enumerated() {
      let exact =
        0.299 * Double(random[3 * index]) + 0.587 * Double(random[3 * index + 1])
        + 0.114 * Double(random[3 * index + 2])
      #expect(abs(Double(value) - exact) < 0.51)
    }
  }

  /// Each augmented image is exactly one of 2 · 9 · 9 images that are mirrored and shifted by hand, with black borders.
  /// Number of mirrored images within 4.5 standard deviations; shifts by χ² with 8 degrees of freedom below 38 (7 in a
  /// million).
  @Test func augmentationMirrorsAndShifts() {
    let count = 90
    let images = SquareImages(
      pixels: SmallHierarchy.images(count).pixels, labels: [UInt8](repeating: 0, count: count), side: 8, channels: 1,
      range: -1...1)
    let hierarchy = AutoencoderHierarchy(
      SmallHierarchy.topology(.flat), learning: SmallHierarchy.learning(), seed: 1)
    let augmentation = Augmentation(count: count, seed: 6, entity: "test", index: 0)
    let seen = hierarchy.features(images, Array(0..<count), augmentation)
    var (mirrored, downs, rights) = (0, [Int](repeating: 0, count: 9), [Int](repeating: 0, count: 9))
    for image in 0..<count {
      let pixels = Array(images.pixels[(image * 64)..<((image + 1) * 64)])
      let variants = (0..<162).flatMap { variant in
        let (mirror, down, right) = (variant / 81 == 1, variant / 9 % 9 - 4, variant % 9 - 4)
        return (0..<64).map { place -> UInt8 in
          let (row, column) = (place / 8 + down, place % 8 + right)
          guard 0..<8 ~= row, 0..<8 ~= column else { return 0 }
          return pixels[row * 8 + (mirror ? 7 - column : column)]
        }
      }
      let all = SquareImages(
        pixels: variants, labels: [UInt8](repeating: 0, count: 162), side: 8, channels: 1, range: -1...1)
      let features = hierarchy.features(all, Array(0..<162))
      let matching = (0..<162).filter { variant in
        zip(features.row(variant), seen.row(image)).allSatisfy { abs($0.0 - $0.1) < 1e-5 }
      }
      #expect(matching.count == 1)
      guard let variant = matching.first else { continue }
      mirrored += variant / 81
      downs[variant / 9 % 9] += 1
      rights[variant % 9] += 1
    }
    #expect(abs(Double(mirrored) - Double(count) / 2) < 4.5 * (Double(count) / 4).squareRoot())
    for counts in [downs, rights] {
      let square = counts.reduce(0.0) { $0 + (Double($1) - Double(count) / 9) * (Double($1) - Double(count) / 9) }
      #expect(square / (Double(count) / 9) < 38)
    }
  }
}
