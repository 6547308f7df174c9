/// A population as recorders, components and result files see it.
public struct PopulationInfo: Sendable, Equatable {
  public var name: String
  public var size: Int
  /// Network-wide number of its first neuron.
  public var firstNeuron: Int
  /// One position per neuron, for populations that have positions.
  public var positions: [SIMD2<Double>]
  public var sheet: PositionsDescription?
  /// The number of the receptor that inputs of positive weights act on.
  var excitatoryReceptor = 0
  /// The number of the receptor that inputs of negative weights act on.
  var inhibitoryReceptor = 0

  public init(
    name: String, size: Int, firstNeuron: Int, positions: [SIMD2<Double>] = [], sheet: PositionsDescription? = nil
  ) {
    self.name = name
    self.size = size
    self.firstNeuron = firstNeuron
    self.positions = positions
    self.sheet = sheet
  }

  public var neurons: Range<Int> { firstNeuron..<(firstNeuron + size) }

  func receptor(forWeight weight: Double) -> Int { weight < 0 ? inhibitoryReceptor : excitatoryReceptor }
}
