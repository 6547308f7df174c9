import Foundation
import Gyrus

/// A progress line on the terminal, rewritten a few times a second: progress, speed and time left.
final class ProgressLine {
  private let period: SimulationTime?
  private let clock = ContinuousClock()
  private var start: ContinuousClock.Instant?
  private var nextUpdate: ContinuousClock.Instant
  private var isShown = false

  /// nil if stderr is not a terminal.
  /// - Parameter period: simulated time between two ticks, to count ticks; nil: show simulated time.
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
      let rate = "\(NumberText.short(Double(done) / wall)) ticks per second"
      // Models may finish before their largest number of ticks.
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

  /// The time rounded to milliseconds, as more digits would only flicker.
  private static func text(_ time: SimulationTime) -> String {
    time.seconds >= 1 ? String(format: "%.3f s", time.seconds) : String(format: "%.0f ms", time.milliseconds)
  }

  /// The control sequence that returns to the start of the line and clears it.
  private static let clearing = "\r\u{1B}[2K"

  /// Ignores errors, as a progress line that cannot be shown must not end a run.
  private func write(_ text: String) { try? StandardStream.errors.write(text) }
}
