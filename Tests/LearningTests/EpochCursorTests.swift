import Kernel
import Learning
import Statistics
import Testing

@Suite struct EpochCursorTests {
  @Test("every epoch hands out each sample once, in an order of its own")
  func epochs() {
    let samples = [3, 1, 4, 15, 9, 2, 6]
    var cursor = EpochCursor(samples, batch: 3, seed: 1, entity: "test")
    var orders: [[Int]] = []
    for epoch in 0..<4 {
      #expect(cursor.epoch == epoch && !cursor.isInside)
      var order: [Int] = []
      for size in [3, 3, 1] {
        let batch = cursor.next()
        #expect(batch.count == size)
        order += batch
      }
      #expect(order.sorted() == samples.sorted())
      orders.append(order)
    }
    #expect(Set(orders).count == 4 && cursor.batches == 3)
    // The order that published numbers depend on.
    let stream = RandomStream(seed: 1, entity: "test", purpose: "order", index: 2)
    #expect(orders[2] == stream.permutation(7).map { samples[$0] })
  }

  @Test("a restored cursor goes on as the other does", arguments: 0...11)
  func state(_ steps: Int) throws {
    var whole = EpochCursor(count: 10, batch: 4, seed: 5, entity: "test")
    for _ in 0..<steps { _ = whole.next() }
    if steps == 7 { whole.endEpoch() }
    var other = EpochCursor(count: 10, batch: 4, seed: 5, entity: "test")
    try restore(&other, from: whole)
    for _ in 0..<9 { #expect(Array(whole.next()) == Array(other.next())) }
    #expect(whole.epoch == other.epoch && whole.position == other.position)
  }

  @Test("a position outside the epoch is refused")
  func strangers() {
    var long = EpochCursor(count: 10, batch: 4, seed: 5, entity: "test")
    for _ in 0..<2 { _ = long.next() }
    var short = EpochCursor(count: 5, batch: 4, seed: 5, entity: "test")
    #expect(throws: StateError.self) { try restore(&short, from: long) }
  }

  @Test("the error for such a position names the whole path")
  func errorPath() throws {
    var long = EpochCursor(count: 10, batch: 4, seed: 5, entity: "test")
    for _ in 0..<2 { _ = long.next() }
    var short = EpochCursor(count: 5, batch: 4, seed: 5, entity: "test")
    var writer = StateWriter()
    writer.write("training") { $0.write("cursor", part: long) }
    let reader = StateReader(writer.tree)
    #expect(
      throws: StateError(path: ["training", "cursor", "position"], message: "is 8, but an epoch has 5 samples")
    ) {
      try reader.read("training") { try $0.read("cursor", part: &short) }
    }
  }
}

@Suite struct ValidationSplitTests {
  @Test("either way to draw parts the samples", arguments: [1, 7, 100])
  func parts(_ count: Int) throws {
    for split in [
      try ValidationSplit.sampled(count, share: 0.2, seed: 3, entity: "test"),
      .shuffled(count, share: 0.2, seed: 3, entity: "test"),
    ] {
      #expect((split.learning + split.validation).sorted() == Array(0..<count))
      #expect(split.validation.count == Int((Double(count) * 0.2).rounded()))
    }
    #expect(ValidationSplit.shuffled(count, share: 0, most: 5, seed: 3, entity: "test").learning.count == min(count, 5))
    let whole = try ValidationSplit.sampled(count, share: 0, seed: 3, entity: "test")
    #expect(whole.learning == Array(0..<count) && whole.validation.isEmpty)
    #expect(throws: ClassifierError.self) { try ValidationSplit.sampled(count, share: 1, seed: 3, entity: "test") }
  }

  /// Each of 20 samples is kept in 5 of 20 of 400 draws: within 5 standard deviations of the binomial.
  @Test func everySampleIsKeptAsOften() throws {
    for isSampled in [true, false] {
      var kept = [Int](repeating: 0, count: 20)
      for seed in 1...400 as ClosedRange<UInt64> {
        let split =
          isSampled
          ? try ValidationSplit.sampled(20, share: 0.25, seed: seed, entity: "test")
          : .shuffled(20, share: 0.25, seed: seed, entity: "test")
        for sample in split.validation { kept[sample] += 1 }
      }
      #expect(kept.allSatisfy { abs(Double($0) - 100) < 5 * (400 * 0.25 * 0.75).squareRoot() })
    }
  }
}
