import Dispatch
import Glibc
import Synchronization

/// While it exists, turns the first SIGINT or SIGTERM into a request to stop; a second one ends the program as usual.
final class Interruption {
  private let flag = Flag()
  private var sources: [any DispatchSourceSignal] = []

  private final class Flag: Sendable {
    let isRaised = Atomic<Bool>(false)
  }

  init() {
    for number in [SIGINT, SIGTERM] {
      // An empty handler instead of SIG_IGN, which child processes would inherit.
      signal(number) { _ in }
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [flag] in
        flag.isRaised.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
      source.activate()
      sources.append(source)
    }
  }

  deinit {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
  }

  var isRequested: Bool { flag.isRaised.load(ordering: .relaxed) }
}
