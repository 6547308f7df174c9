import Glibc
import Synchronization

/// The user's request to stop, made by a signal. From ``begin()`` to ``end()``, the first SIGHUP, SIGINT or SIGTERM is
/// such a request, and the second one ends the program as usual. A SIGHUP that is ignored, as after `nohup`, stays so.
///
/// Plain handlers, as Dispatch needs threads and open files to receive a signal.
package enum Interruption {
  private static let flag = Atomic<Bool>(false)
  private static let signals = [SIGHUP, SIGINT, SIGTERM]

  package static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Forgets an earlier request and waits for the next.
  package static func begin() {
    flag.store(false, ordering: .relaxed)
    for number in signals {
      let handler: @convention(c) (Int32) -> Void = { number in
        Interruption.flag.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
      if number == SIGHUP { handle(number, by: handler) } else { signal(number, handler) }
    }
  }

  /// Sets the handler of a signal, unless the signal is ignored.
  package static func handle(_ number: Int32, by handler: __sighandler_t?) {
    let earlier = signal(number, handler)
    if unsafeBitCast(earlier, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { signal(number, SIG_IGN) }
  }

  /// Lets the signals end the program again.
  package static func end() {
    for number in signals { handle(number, by: SIG_DFL) }
  }
}
