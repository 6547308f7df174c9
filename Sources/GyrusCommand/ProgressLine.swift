import Foundation
import Gyrus

/// One line on the terminal, rewritten a few times a second: how far, how fast, how long still.
final class ProgressLine {
  private let period: SimulationTime?
  private let clock = ContinuousClock()
  private var start: ContinuousClock.Instant?
  private var nextUpdate: ContinuousClock.Instant
  private var isShown = false

  /// nil where stderr is not a terminal.
  /// - Parameter period: of the ticks that are counted; nil: time is shown.
  init?(ticksOf period: SimulationTime? = nil) {
    guard StandardStream.errors.isTerminal else { return nil }
    self.period = period
    nextUpdate = clock.now
  }

  func show(_ text: String) {
    write(Self.clearing + text.prefix(StandardStream.errors.width - 1))
    isShown = true
  }

  func show(reached: SimulationTime, of total: SimulationTime) {
    let now = clock.now
    guard now >= nextUpdate else { return }
    nextUpdate = now + .milliseconds(250)
    guard let start else {
      start = now
      return
    }
    let share = reached.milliseconds / total.milliseconds
    guard share > 0 else { return }
    let wall = (now - start) / .seconds(1)
    let left = "\(NumberText.wait(wall * (1 - share) / share)) left"
    if let period {
      let (done, all) = (reached.ticks / period.ticks, total.ticks / period.ticks)
      let rate = "\(NumberText.short(Double(done) / wall)) ticks a second"
      // Models may be finished before the last tick that they may take.
      return show("tick \(done) of at most \(all) | \(String(format: "%.0f %%", 100 * share)) | \(rate) | \(left)")
    }
    let texts = [
      "simulating \(Self.text(reached)) of \(total)", String(format: "%.0f %%", 100 * share),
      "\(NumberText.short(wall / reached.seconds)) s per biological s",
      left,
    ]
    show(texts.joined(separator: " | "))
  }

  func clear() {
    guard isShown else { return }
    write(Self.clearing)
    isShown = false
  }

  /// Whole milliseconds: more digits only flicker.
  private static func text(_ time: SimulationTime) -> String {
    time.seconds >= 1 ? String(format: "%.3f s", time.seconds) : String(format: "%.0f ms", time.milliseconds)
  }

  /// Back to the start of the line, and clear it to its end.
  private static let clearing = "\r\u{1B}[2K"

  /// A line that cannot be shown is no reason to end a run.
  private func write(_ text: String) { try? StandardStream.errors.write(text) }
}
