import Datasets
import Kernel
import Learning
import Rate
import Simulation
import Spiking
import Statistics

/// Noise into a population on a sheet, multiplied by the pixels of one image after the other:
///
///     eta_i(t) = deviation · xi_i · p_k(i),   xi_i ~ N(0, 1), redrawn every interval,   k = floor(t / image time)
///
/// p_k(i): the pixel of image k that unit i sees (``ImageSampling``). After the last image there is no current.
///
/// Source: the noise is that of the code released with Raghavan, Lin, Thomson, arXiv:2006.06902 (2020); its modulation
/// by images is our own addition.
public struct ImageGatedNoise: ComponentSettings {
  public static let info = ComponentInfo(
    "image-gated-noise", .noise,
    summary: "noise that images let through to a population on a sheet, one image after the other",
    equations: [
      "eta_i(t) = deviation · xi_i · p_k(i),  xi_i ~ N(0, 1) redrawn every interval,  k = floor(t / timePerImage)",
      "p_k(i): the pixel of image k at the place of unit i",
    ],
    source: "Raghavan, Lin, Thomson, arXiv:2006.06902 (2020), released code, whose noise it gates; the gate is ours",
    required: ["into"],
    meanings: [
      "into": "population on a sheet", "images": "the images, as rate models prepare them; without 'augmentation'",
      "part": "training or test: as the data set has them; learning or validation: as the task splits them",
      "first": "number of images of the part that are left out before the first one shown",
      "count": "number of images; 0: all that follow", "timePerImage": "time for which an image is shown",
      "deviation": "standard deviation of the noise where the pixel is 1", "interval": "time between two draws",
    ])

  /// The part of a task's images that is shown.
  public enum Part: String, Codable, Sendable, CaseIterable {
    /// All training images in the order of the data set.
    case training
    /// The training images from which a model learns.
    case learning
    /// The training images kept for the early stopping of read-outs.
    case validation
    case test
  }

  /// The name of the population that receives the current.
  public var into = ""
  public var images = ImageTask()
  public var part = Part.training
  /// Number of images of the part that are left out before the first one shown.
  public var first = 0
  /// Number of images; 0: all that follow.
  public var count = 0
  /// Presentation time of each image, a multiple of ``interval``.
  public var timePerImage = SimulationTime(ticks: 20 * SimulationTime.ticksPerMillisecond)
  /// Standard deviation of the noise, in the unit of the population's currents.
  public var deviation: Amount = "1"
  public var interval = SimulationTime(ticks: SimulationTime.ticksPerMillisecond)

  public init() {}

  /// Number of images in the part.
  private func size(of outline: ImageOutline) -> Int {
    switch part {
    case .training: outline.training
    case .learning: images.split.learning
    case .validation: images.split.validation
    case .test: outline.test
    }
  }

  public func validate(in outline: SimulationDescription) throws {
    let population = try outline.network.population(into, at: ["into"])
    guard let sheet = population.positions, sheet.width > 0, sheet.height > 0 else {
      throw DescriptionError(at: ["into"], "images need positions, but '\(into)' has none")
    }
    try images.validate(at: ["images"])
    guard images.augmentation == nil else {
      throw DescriptionError(at: ["images", "augmentation"], "images are shown as they are: leave it out")
    }
    for (key, value) in [("first", first), ("count", count)] where value < 0 {
      throw DescriptionError(at: [key], "must be 0 or more, not \(value)")
    }
    if let set = images.outline {
      let all = size(of: set)
      guard first < all, count <= all - first else {
        throw DescriptionError(
          at: [count > 0 ? "count" : "first"],
          "there are \(all) images in the part '\(part.rawValue)' of '\(images.set)'")
      }
    }
    try outline.network.checkPeriod(timePerImage, "timePerImage", at: [])
    try outline.network.checkPeriod(interval, "interval", at: [])
    try outline.network.checkSteps(interval, "interval", of: [population], at: ["interval"])
    try TimeStep(length: interval, owner: "the interval of the noise")
      .check(timePerImage, "timePerImage", at: ["timePerImage"])
    let dimension = try outline.network.currentDimension(of: [into], at: ["into"])
    try QuantityCheck(name: "deviation", dimension: dimension, allowed: .notNegative)
      .check(deviation.value(in: dimension, at: ["deviation"]), at: ["deviation"])
  }

  public var dataSets: [String] { [images.set] }
  public func validate(with data: DataLibrary) throws { _ = try images.samples(in: data, seed: 1) }
  public func expectedBytes(in outline: SimulationDescription) -> Double { images.expectedBytes }

  public func make(in context: RunContext) throws -> any SimulationComponent {
    let population = context.plan.populations[try context.population(into, at: ["into"])]
    guard let sheet = population.sheet else {
      throw DescriptionError(at: ["into"], "images need positions, but '\(into)' has none")
    }
    let samples = try images.samples(in: context.data, seed: context.seed)
    let pictures = part == .test ? samples.test : samples.training
    let numbers: [Int] =
      switch part {
      case .training, .test: Array(0..<pictures.count)
      case .learning: samples.learning
      case .validation: samples.validation
      }
    let shown = numbers.dropFirst(first).prefix(count > 0 ? count : .max)
    let (lowest, range) = (Float(images.lowest), Float(images.highest - images.lowest))
    return ImageGate(
      name: context.name, into: try context.ports.input(of: into),
      images: Matrix(
        rows: shown.count, columns: pictures.area,
        values: shown.flatMap { pictures.picture($0).map { lowest + range * $0 } }),
      pixels: ImageSampling.pixels(
        at: population.positions, width: sheet.width, height: sheet.height, rows: pictures.side,
        columns: pictures.side),
      timePerImage: timePerImage,
      deviation: try deviation.value(
        in: context.plan.description.currentDimension(of: [into], at: ["into"]), at: ["deviation"]),
      interval: interval, seed: context.seed)
  }
}

/// The running component of ``ImageGatedNoise``. Its current is a function of time, so it has no state.
package final class ImageGate: SimulationComponent {
  package let name: String
  package let priority = EventPriority.transition
  package let firstActivation: SimulationTime? = .zero
  private let input: any InputPort
  private let images: Matrix
  private let pixels: [Int]
  private let timePerImage: SimulationTime
  private let deviation: Double
  private let interval: SimulationTime
  private let key: StreamKey

  /// - Parameters:
  ///   - images: images × pixels.
  ///   - pixels: the pixel that each neuron sees.
  package init(
    name: String, into input: any InputPort, images: Matrix, pixels: [Int], timePerImage: SimulationTime,
    deviation: Double, interval: SimulationTime, seed: UInt64
  ) {
    self.name = name
    self.input = input
    self.images = images
    self.pixels = pixels
    self.timePerImage = timePerImage
    self.deviation = deviation
    self.interval = interval
    key = StreamKey(seed: seed, entity: "stimuli.\(name)", purpose: "noise")
  }

  package func activate(at time: SimulationTime, in scheduler: Scheduler) throws -> SimulationTime? {
    let image = Int(time.ticks / timePerImage.ticks)
    guard image < images.rows else {
      input.inject(currents: [Double](repeating: 0, count: pixels.count), from: name)
      return nil
    }
    let stream = RandomStream(key.indexed(UInt64(time.ticks / interval.ticks)))
    input.inject(
      currents: pixels.map { deviation * stream.normal(mean: 0, deviation: 1) * Double(images[image, $0]) },
      from: name)
    return try time + interval
  }

  package func save(into state: inout StateWriter) {}
  package func restore(from state: StateReader) throws {}
}
