import Kernel
import Rate
import Spiking
import Statistics

/// Noise that images let through to a population on a sheet, one image after the other:
///
///     eta_i(t) = deviation · xi_i · p_k(i),   xi_i ~ N(0, 1), redrawn every interval,   k = floor(t / image time)
///
/// p_k(i): the pixel of image k that unit i sees (``ImageSampling``), from 0 to 1. After the last image there is no
/// current. It is added to a simulation's scheduler before the run:
///
///     simulation.scheduler.add(try ImageGatedNoise(…, network: simulation.network))
///
/// Source: Raghavan, Lin, Thomson, arXiv:2006.06902 (2020), released code, whose noise it gates; the gate is ours.
public final class ImageGatedNoise: Component {
  public let name: String
  public let priority = EventPriority.transition
  public let firstActivation: SimulationTime? = .zero
  private let network: SpikingNetwork
  private let population: Int
  private let images: Matrix
  private let pixels: [Int]
  private let timePerImage: SimulationTime
  private let deviation: Double
  private let interval: SimulationTime
  private let key: StreamKey

  /// - Parameters:
  ///   - population: the number of a population with positions on a sheet.
  ///   - images: images × (rows · columns), row after row, pixels from 0 to 1.
  ///   - timePerImage, interval: above 0; an image that changes between two draws is seen from the next one on.
  ///   - deviation: in the unit of the population's currents.
  public init(
    name: String, into population: Int, of network: SpikingNetwork, images: Matrix, rows: Int, columns: Int,
    timePerImage: SimulationTime, deviation: Double, interval: SimulationTime, seed: UInt64
  ) {
    precondition(images.columns == rows * columns && timePerImage > .zero && interval > .zero)
    guard let sheet = network.populations[population].sheet else {
      preconditionFailure("population '\(network.populations[population].name)' has no sheet to lay images over")
    }
    self.name = name
    self.network = network
    self.population = population
    self.images = images
    self.timePerImage = timePerImage
    self.deviation = deviation
    self.interval = interval
    pixels = ImageSampling.pixels(
      at: network.populations[population].positions, width: sheet.width, height: sheet.height, rows: rows,
      columns: columns)
    key = StreamKey(seed: seed, entity: "stimuli.\(name)", purpose: "noise")
  }

  public func activate(at time: SimulationTime, in scheduler: Scheduler) throws -> SimulationTime? {
    let image = Int(time.ticks / timePerImage.ticks)
    guard image < images.rows else {
      network.inject([Double](repeating: 0, count: pixels.count), into: population, by: name)
      return nil
    }
    let stream = RandomStream(key.indexed(UInt64(time.ticks / interval.ticks)))
    network.inject(
      pixels.map { deviation * stream.normal(mean: 0, deviation: 1) * Double(images[image, $0]) }, into: population,
      by: name)
    return try time + interval
  }
}
