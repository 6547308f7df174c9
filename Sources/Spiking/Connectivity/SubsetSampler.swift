import Statistics

/// Draws uniform subsets of 0 ..< size, one after another, each in time proportional to its count.
struct SubsetSampler {
  private let size: Int
  /// One bit per element; all clear between draws.
  private var marks: [UInt64]

  /// Sizes are those of populations: below 2^32.
  init(size: Int) {
    self.size = size
    marks = [UInt64](repeating: 0, count: (size + 63) / 64)
  }

  /// Fills `chosen` with distinct numbers: every subset of `chosen.count` elements (at most `size`) is equally likely.
  ///
  /// A number already drawn is drawn again. Above half of the size the left-out numbers are drawn instead, so that a
  /// draw succeeds at least every other time.
  mutating func draw(_ chosen: UnsafeMutableBufferPointer<UInt32>, from words: inout WordStream) {
    let leftOut = size - chosen.count
    if chosen.count <= leftOut {
      drawDistinct(chosen, from: &words)
      clear(chosen)
      return
    }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: leftOut) { out in
      drawDistinct(out, from: &words)
      var index = 0
      for number in 0..<size where marks[number >> 6] & (1 << UInt64(number & 63)) == 0 {
        chosen[index] = UInt32(truncatingIfNeeded: number)
        index += 1
      }
      clear(out)
    }
  }

  /// Leaves the marks of the numbers drawn.
  private mutating func drawDistinct(_ numbers: UnsafeMutableBufferPointer<UInt32>, from words: inout WordStream) {
    let bound = UInt32(truncatingIfNeeded: size)
    words.fill(numbers, below: bound)
    marks.withUnsafeMutableBufferPointer { marks in
      for index in 0..<numbers.count {
        var number = numbers[index]
        while true {
          let word = Int(number >> 6)
          let bit = UInt64(1) << UInt64(number & 63)
          if marks[word] & bit == 0 {
            marks[word] |= bit
            break
          }
          number = words.uniform(below: bound)
        }
        numbers[index] = number
      }
    }
  }

  private mutating func clear(_ numbers: UnsafeMutableBufferPointer<UInt32>) {
    marks.withUnsafeMutableBufferPointer { marks in
      for number in numbers { marks[Int(number >> 6)] = 0 }
    }
  }
}
