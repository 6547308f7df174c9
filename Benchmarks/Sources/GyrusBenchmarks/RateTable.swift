import Foundation
import Gyrus

/// Times of a workload and of its products in milliseconds, on one thread.
struct RateMeasurement {
  let name: String
  let target: Double?
  let pytorch: Double?
  let rounds: Int
  let floor: Spread
  let gyrus: Spread
  /// Ratio of the two times, round by round.
  let ratio: Spread

  /// Measures products and workload alternately in each round, so that other load affects both equally.
  init?(_ work: RateCase, rounds: Int) {
    (name, target, pytorch, self.rounds) = (work.name, work.target, work.pytorch, rounds)
    let (products, step) = work.make()
    func milliseconds(_ body: () -> Void) -> Double {
      let clock = ContinuousClock()
      let time = clock.measure { for _ in 0..<work.repeats { body() } }
      return (Double(time.components.seconds) * 1e3 + Double(time.components.attoseconds) * 1e-15)
        / Double(work.repeats)
    }
    _ = (milliseconds(products), milliseconds(step))
    let times = (0..<rounds).map { _ in (floor: milliseconds(products), gyrus: milliseconds(step)) }
    guard let floor = Spread(times.map(\.floor)), let gyrus = Spread(times.map(\.gyrus)),
      let ratio = Spread(times.map { $0.gyrus / $0.floor })
    else { return nil }
    (self.floor, self.gyrus, self.ratio) = (floor, gyrus, ratio)
  }
}

struct RateTable {
  let measurements: [RateMeasurement]
  let training: RecursiveTrainingTime
  let machine: Machine

  var csv: String {
    "work,rounds,products_ms,products_least_ms,gyrus_ms,gyrus_least_ms,ratio,ratio_target\n"
      + measurements.map { row in
        let numbers = [row.floor.median, row.floor.least, row.gyrus.median, row.gyrus.least, row.ratio.median]
        let cells = numbers.map { String(format: "%.5g", $0) } + [row.target.map { String(format: "%.5g", $0) } ?? ""]
        return "\"\(row.name)\",\(row.rounds)," + cells.joined(separator: ",") + "\n"
      }.joined()
  }

  var markdown: String {
    """
    # The rate engine

    \(machine.text).

    Milliseconds on one thread: median, and least in brackets. Products: OpenBLAS computing only the matrix products of
    the same work, in the same process, in turn with it. Ratio: of the two, median over rounds. PyTorch: its best time
    (2.15; eager, compiled or fused) over the products' on the machine where the targets were set, not measured here.

    | work | rounds | products | Gyrus | ratio | wanted | PyTorch |
    |---|---|---|---|---|---|---|

    """
      + measurements.map { row in
        let cells = [
          row.name, "\(row.rounds)", "\(short(row.floor.median)) (\(short(row.floor.least)))",
          "\(short(row.gyrus.median)) (\(short(row.gyrus.least)))", String(format: "%.2f", row.ratio.median),
          row.target.map { String(format: "%.2f", $0) + (row.ratio.median <= $0 ? " ✓" : "") } ?? "",
          row.pytorch.map { String(format: "%.2f", $0) } ?? "",
        ]
        return "| " + cells.joined(separator: " | ") + " |\n"
      }.joined() + training.text
  }
}
