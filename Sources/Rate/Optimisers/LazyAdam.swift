import Kernel
import Statistics

/// Adam on a matrix w of rows × columns, in which a row that has no gradient of the data is left alone until it is read.
///
///     step t of a row with gradient G:   g = G + λ₁ sign(w),  then as ``Adam``
///     a row that missed steps:           the same steps with G = 0, one after the other
///
/// λ₁ may differ from weight to weight. The operations and their order are those of ``Adam``, so a row that is current
/// equals, bit by bit, the row of a matrix of which all rows take every step.
///
/// Source: Kingma, Ba, ICLR 2015, algorithm 1, with the penalty in the loss; the replay: FACTS 001.7.
public final class LazyAdam {
  public let rows: Int
  public let columns: Int
  public var settings: Adam.Settings
  /// Writes λ₁ of each weight of a row; nil: it is that of the settings.
  private let penalties: ((Int, UnsafeMutablePointer<Float>) -> Void)?
  /// The weights w, row after row; only rows that are current may be read.
  public let weights: UnsafeMutablePointer<Float>
  private let first: UnsafeMutablePointer<Float>
  private let second: UnsafeMutablePointer<Float>
  /// Number of steps so far, t.
  public private(set) var steps = 0
  /// Number of steps that each row has taken.
  private var taken: [Int]
  /// Learning rate and correction of the second moment of each step, as ``Adam`` computes them.
  private var rates: [AdamRate] = []
  private let penalty: UnsafeMutablePointer<Float>
  private let gradient: UnsafeMutablePointer<Float>

  /// - Parameters:
  ///   - settings: the penalty λ₂ must be 0.
  ///   - penalties: writes λ₁ of each weight of a row.
  public init(
    rows: Int, columns: Int, settings: Adam.Settings, penalties: ((Int, UnsafeMutablePointer<Float>) -> Void)? = nil
  ) {
    precondition(settings.l2 == 0)
    self.rows = rows
    self.columns = columns
    self.settings = settings
    self.penalties = penalties
    func zeros(_ count: Int) -> UnsafeMutablePointer<Float> {
      let memory = UnsafeMutablePointer<Float>.allocate(capacity: max(count, 1))
      memory.initialize(repeating: 0, count: max(count, 1))
      return memory
    }
    weights = zeros(rows * columns)
    first = zeros(rows * columns)
    second = zeros(rows * columns)
    penalty = zeros(columns)
    gradient = zeros(columns)
    taken = [Int](repeating: 0, count: rows)
    penalty.update(repeating: settings.l1, count: columns)
  }

  deinit {
    for memory in [weights, first, second, penalty, gradient] { memory.deallocate() }
  }

  public func row(_ index: Int) -> UnsafeMutablePointer<Float> { weights + index * columns }

  /// Number of steps that a row has missed.
  public func missed(_ row: Int) -> Int { steps - taken[row] }

  /// Replays the steps that these rows have missed.
  public func bringUpToDate(_ rows: some Sequence<Int>) {
    for row in rows where taken[row] < steps {
      penalties?(row, penalty)
      replay(row, taken[row]..<steps)
      taken[row] = steps
    }
  }

  /// Sets a weight of a row that is current, and both of its moments to 0.
  public func restart(_ row: Int, _ column: Int, at value: Float) {
    precondition(missed(row) == 0)
    let place = row * columns + column
    (weights[place], first[place], second[place]) = (value, 0, 0)
  }

  /// Takes a step. These rows must be current; the others take theirs when they are brought up to date.
  /// - Parameter addGradient: adds the gradient of the data of a row to a row of zeros; called for each of these rows, in
  ///   their order.
  public func step(
    _ rows: [Int], learningRate: Float, addGradient: (Int, UnsafeMutablePointer<Float>) -> Void
  ) {
    steps += 1
    let rate = AdamRate(settings, learningRate: learningRate, step: steps)
    rates.append(rate)
    for row in rows {
      precondition(taken[row] == steps - 1)
      penalties?(row, penalty)
      gradient.update(repeating: 0, count: columns)
      addGradient(row, gradient)
      let place = row * columns
      let (w, m, v, penalty, gradient) = (weights + place, first + place, second + place, penalty, gradient)
      for i in 0..<columns {
        rate.step(&w[i], &m[i], &v[i], gradient: gradient[i] + penalty[i] * sign(w[i]))
      }
      taken[row] = steps
    }
  }

  /// Takes several steps with the penalty alone, block after block, so that a block stays in the nearest cache.
  private func replay(_ row: Int, _ steps: Range<Int>) {
    let block = 256
    rates.withUnsafeBufferPointer { rates in
      for start in stride(from: 0, to: columns, by: block) {
        let count = min(block, columns - start)
        let place = row * columns + start
        let (w, m, v, penalty) = (weights + place, first + place, second + place, penalty + start)
        for step in steps {
          let rate = rates[step]
          for i in 0..<count { rate.step(&w[i], &m[i], &v[i], gradient: penalty[i] * sign(w[i])) }
        }
      }
    }
  }
}

extension LazyAdam: Stateful {
  /// Saves the rows as they are, with the number of steps that each has taken.
  public func save(into state: inout StateWriter) {
    func all(_ memory: UnsafeMutablePointer<Float>) -> [Float] {
      [Float](UnsafeBufferPointer(start: memory, count: rows * columns))
    }
    state.write("weights", all(weights))
    state.write("first", all(first))
    state.write("second", all(second))
    state.write("taken", taken)
    state.write("learningRates", rates.map(\.learningRate))
  }

  public func restore(from state: StateReader) throws {
    for (name, memory) in [("weights", weights), ("first", first), ("second", second)] {
      let values = try state.floats(name, count: rows * columns)
      values.withUnsafeBufferPointer { memory.update(from: $0.baseAddress!, count: $0.count) }
    }
    taken = try state.integers("taken", as: Int.self, count: rows)
    let learningRates = try state.floats("learningRates")
    rates = learningRates.enumerated().map { AdamRate(settings, learningRate: $1, step: $0 + 1) }
    steps = rates.count
    guard taken.allSatisfy({ 0...steps ~= $0 }) else { throw state.error("taken", "has steps that were not taken") }
  }
}
