import Statistics

/// Draws uniform subsets of 0 ..< size, each in time proportional to its count.
struct SubsetSampler {
  private let size: Int
  /// One bit per element; all clear between draws.
  private var marks: [UInt64]

  /// The size must be below 2^32, as population sizes are.
  init(size: Int) {
    self.size = size
    marks = [UInt64](repeating: 0, count: (size + 63) / 64)
  }

  /// Fills `chosen` with distinct numbers; every subset of `chosen.count` elements (at most `size`) is equally likely.
  ///
  /// A number that is already in the subset is replaced by a new draw. For more than half of `size`, the numbers to
  /// leave out are drawn instead, so that each draw succeeds with probability at least 1/2.
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

  /// Leaves the bits of the drawn numbers set.
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
