import Datasets
import Foundation
import Kernel
import Learning
import Testing

@Suite struct ImageTaskTests {
  @Test("what is known of a data set without reading it is what reading it tells")
  func outlines() throws {
    for source in DatasetRegistry.images {
      let isThere = (source as? any FileDatasetSource.Type).map { (try? DatasetFolder.find($0)) != nil } ?? true
      guard isThere else { continue }
      let outline = source.outline
      let read = try DataLibrary.shared.images(source.name).outline
      #expect(outline == read, "\(source.name)")
    }
  }

  @Test("mistakes are found without reading, each with its key")
  func mistakes() {
    let mistakes: [((inout ImageTask) -> Void, String, String)] = [
      ({ $0.set = "mnits" }, "set", "did you mean 'mnist'"), ({ $0.crop = 29 }, "crop", "28 × 28: 29 is too large"),
      ({ $0.crop = -1 }, "crop", "must be 0 or more"), ({ $0.resize = 0 }, "resize", "must be 1 to 4096"),
      ({ $0.highest = 0 }, "highest", "must be above 'lowest'"), ({ $0.lowest = .nan }, "lowest", "must be"),
      ({ $0.validationShare = 1 }, "validationShare", "between 0 and 1"),
      ({ $0.validationShare = 1e-9 }, "validationShare", "none is left"), ({ $0.count = -5 }, "count", "0 or more"),
    ]
    for (change, key, message) in mistakes {
      var task = ImageTask()
      change(&task)
      let error = #expect(throws: DescriptionError.self) { try task.validate(at: ["images"]) }
      #expect(
        error?.path == ["images", key] && error?.message.contains(message) == true, "\(String(describing: error))")
    }
  }

  @Test("samples are as the task says")
  func samples() throws {
    var task = ImageTask("glyph-digits")
    (task.crop, task.count, task.lowest) = (20, 300, -1)
    try task.validate(at: [])
    let samples = try task.samples(in: .shared, seed: 4)
    #expect(samples.training.side == 20 && task.side == 20 && samples.classes == 10 && task.classes == 10)
    #expect(samples.learning.count == 300 && samples.validation.count == 2000)
    #expect(task.split == (300, 2000) && Set(samples.learning).isDisjoint(with: samples.validation))
    // Ink is 1, paper -1.
    var map = [Float](repeating: 0, count: 400)
    samples.test.write(0, augmentation: nil, into: &map, width: 20)
    #expect(
      map.min() == -1 && map.max()! <= 1
        && zip(map, samples.test.picture(0)).allSatisfy {
          abs($0 - (2 * $1 - 1)) < 1e-6
        })
    task.resize = 10
    #expect(try task.samples(in: .shared, seed: 4).test.side == 10 && task.side == 10)
  }

  /// Each image is in one part, in the order of the files or in one of its own for each seed.
  @Test("images are divided as the task says")
  func parts() throws {
    var task = ImageTask("glyph-digits")
    task.crop = 12
    let data = try task.samples(in: .shared, seed: 4)
    let (all, tests) = (data.training.count, data.test.count)
    task.parts = .halves
    let halves = try task.samples(in: .shared, seed: 4)
    #expect(halves.learning == Array(0..<all) && halves.validation == Array(all..<all + tests / 2))
    #expect(halves.training.pixels == data.training.pixels + data.test.pixels.prefix(tests / 2 * 144))
    #expect(halves.test.pixels == Array(data.test.pixels.dropFirst(tests / 2 * 144)))
    #expect(task.split == (all, tests / 2) && task.testCount == tests - tests / 2)

    task.parts = .shuffled
    func images(_ samples: ImageSamples) -> [[UInt8]] {
      [samples.training, samples.test].flatMap { part in
        (0..<part.count).map { [part.labels[$0]] + part.pixels[($0 * 144)..<(($0 + 1) * 144)] }
      }
    }
    let (shuffled, other) = (try task.samples(in: .shared, seed: 4), try task.samples(in: .shared, seed: 5))
    let sorted = images(halves).sorted { $0.lexicographicallyPrecedes($1) }
    #expect(images(shuffled).sorted { $0.lexicographicallyPrecedes($1) } == sorted)
    #expect(images(shuffled) != images(halves) && images(shuffled) != images(other))
    task.count = 50
    let few = try task.samples(in: .shared, seed: 4)
    #expect(few.learning.count == 50 && few.learning.allSatisfy { $0 < all } && few.test.pixels == shuffled.test.pixels)
  }

  /// Over all values of the images to learn from, the mean is 0 and the variance is 1.
  @Test("images are standardised", arguments: [ImageTask.Parts.share, .halves])
  func standardised(_ parts: ImageTask.Parts) throws {
    var task = ImageTask("glyph-digits")
    (task.crop, task.standardised, task.parts) = (12, true, parts)
    let samples = try task.samples(in: .shared, seed: 4)
    let learnt = parts == .share ? samples.training.count : samples.learning.count
    let values = PixelEncoder(side: 12).features(samples.training, Array(0..<learnt)).values.map { Double($0) }
    let mean = values.reduce(0, +) / Double(values.count)
    #expect(abs(mean) < 1e-5)
    #expect(abs(values.reduce(0) { $0 + $1 * $1 } / Double(values.count) - 1) < 1e-4)
    #expect(samples.test.scale == samples.training.scale && samples.test.shift == samples.training.shift)
  }

  @Test("settings read back, and unknown sets have no size")
  func codable() throws {
    var task = ImageTask("cifar10")
    task.resize = 16
    let again = try JSONDecoder().decode(ImageTask.self, from: JSONEncoder().encode(task))
    #expect(again == task)
    #expect(ImageTask("none").side == 0 && ImageTask("none").classes == 0)
  }
}

@Suite struct SquareImagesTests {
  /// Coloured images keep their channels; their crop and their scaling are those of each channel alone.
  @Test("colours stay")
  func colours() {
    let pixels = (0..<2 * 36 * 3).map { UInt8($0 * 37 % 256) }
    func images(_ pixels: [UInt8], _ channels: Int, crop: Int?, resize: Int?) -> [UInt8] {
      SquareImages(
        pixels: pixels, labels: [0, 1], side: 6, channels: channels, keepsColours: true, crop: crop, resize: resize
      ).pixels
    }
    #expect(images(pixels, 3, crop: nil, resize: nil) == pixels)
    for (crop, resize) in [(4, nil), (nil, 3), (4, 8)] as [(Int?, Int?)] {
      let whole = images(pixels, 3, crop: crop, resize: resize)
      for channel in 0..<3 {
        let alone = images(
          stride(from: channel, to: pixels.count, by: 3).map { pixels[$0] }, 1, crop: crop, resize: resize)
        #expect(stride(from: channel, to: whole.count, by: 3).map { whole[$0] } == alone)
      }
    }
    let image = SquareImages(pixels: pixels, labels: [0, 1], side: 6, channels: 3, keepsColours: true)
    var map = [Float](repeating: 0, count: 108)
    image.write(1, augmentation: nil, into: &map, width: 6)
    #expect(zip(map, pixels[108...]).allSatisfy { abs($0 - Float($1) / 255) < 1e-6 })
    // Mirrored, and shifted down by one row: the first row shows the second one from the right.
    image.write(1, augmentation: .init(isMirrored: true, down: 1, right: 0), into: &map, width: 6)
    for k in 0..<18 { #expect(abs(map[k] - Float(pixels[108 + 18 + (5 - k / 3) * 3 + k % 3]) / 255) < 1e-6) }
  }

  /// Halving takes the mean of each four pixels; one picture of one value keeps it whatever the size; the mean stays.
  @Test func resizingTakesMeansOverAreas() {
    let pixels: [UInt8] = [10, 20, 200, 100, 30, 40, 0, 100, 7, 7, 250, 255, 7, 7, 255, 240]
    let half = SquareImages(pixels: pixels, labels: [0], side: 4, channels: 1, resize: 2)
    #expect(half.pixels == [25, 100, 7, 250])
    let double = SquareImages(pixels: half.pixels, labels: [0], side: 2, channels: 1, resize: 4)
    #expect(double.pixels == [25, 25, 100, 100, 25, 25, 100, 100, 7, 7, 250, 250, 7, 7, 250, 250])
    for size in 1...9 {
      let flat = SquareImages(
        pixels: [UInt8](repeating: 93, count: 25), labels: [0], side: 5, channels: 1, resize: size)
      #expect(flat.side == size && flat.pixels.allSatisfy { $0 == 93 } && flat.pixels.count == size * size)
      let other = SquareImages(pixels: pixels, labels: [0], side: 4, channels: 1, resize: size)
      let mean = other.pixels.reduce(0.0) { $0 + Double($1) } / Double(size * size)
      #expect(abs(mean - pixels.reduce(0.0) { $0 + Double($1) } / 16) <= 0.5)
    }
  }
}

@Suite struct VectorTaskTests {
  @Test func samplesAreSplit() throws {
    var task = VectorTask()
    (task.trainingCount, task.testCount, task.dimension) = (100, 30, 4)
    try task.validate(at: [])
    let samples = try task.samples(in: .shared, seed: 2)
    #expect((samples.learning + samples.validation).sorted() == Array(0..<100) && samples.validation.count == 20)
    #expect(samples.training.features.columns == 4 && samples.test.labels.count == 30 && samples.classes == 2)
    let again = try JSONDecoder().decode(VectorTask.self, from: JSONEncoder().encode(task))
    #expect(again == task)
  }

  @Test
  func mistakes() {
    let mistakes: [((inout VectorTask) -> Void, String)] = [
      ({ $0.dimension = 0 }, "the dimension is 0"), ({ $0.shells = [] }, "there are 0 shells"),
      ({ $0.testCount = 0 }, "must be at least 1"), ({ $0.trainingCount = 1 }, "some of 1 points"),
      ({ $0.validationShare = 0 }, "not 0"),
    ]
    for (change, message) in mistakes {
      var task = VectorTask()
      change(&task)
      let error = #expect(throws: DescriptionError.self) { try task.validate(at: ["points"]) }
      #expect(error?.path.first == "points" && error?.message.contains(message) == true)
    }
  }
}
