import Kernel
import Testing

@Suite struct StateTreeTests {
  private final class Counter: Stateful {
    var count = 0
    func save(into state: inout StateWriter) { state.write("count", count) }
    func restore(from state: StateReader) throws {
      count = try state.integer("count")
      guard count >= 0 else { throw state.error("count", "is negative") }
    }
  }

  private final class Owner: Stateful {
    var counter: Counter?
    var rows: [[Double]] = []
    let width: Int
    init(width: Int = 2) { self.width = width }

    func save(into state: inout StateWriter) {
      state.write("counter", optional: counter)
      state.write("rows", rows.flatMap { $0 })
    }
    func restore(from state: StateReader) throws {
      counter = try state.optionalPart("counter") { Counter() }
      rows = try state.rows("rows", width: width)
    }
  }

  private func owner(count: Int?) -> Owner {
    let owner = Owner()
    if let count {
      owner.counter = Counter()
      owner.counter?.count = count
    }
    owner.rows = [[1, 2], [3, 4], [5, 6]]
    return owner
  }

  @Test("a part that exists at times and rows of numbers are restored", arguments: [nil, 3])
  func parts(_ count: Int?) throws {
    let restored = owner(count: count == nil ? 7 : nil)
    try StateReader.restore(restored, from: StateTree(of: owner(count: count)))
    #expect(restored.counter?.count == count)
    #expect(restored.rows == [[1, 2], [3, 4], [5, 6]])
  }

  @Test("an optional part that has been lost is an error")
  func lostPart() {
    var tree = StateTree(of: owner(count: 3))
    tree.parts["counter"] = nil
    #expect(throws: StateError(path: ["counter"], message: "is missing")) {
      try StateReader.restore(Owner(), from: tree)
    }
  }

  @Test("numbers that do not fill the last row are an error")
  func brokenRows() {
    #expect(throws: StateError(path: ["rows"], message: "has 6 values, which make no rows of 4")) {
      try StateReader.restore(Owner(width: 4), from: StateTree(of: owner(count: nil)))
    }
  }

  @Test("an error about a part names the whole path")
  func path() {
    #expect(throws: StateError(path: ["counter", "count"], message: "is negative")) {
      try StateReader.restore(Owner(), from: StateTree(of: owner(count: -1)))
    }
  }
}
