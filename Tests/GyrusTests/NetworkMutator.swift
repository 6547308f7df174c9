import Foundation
import Gyrus

/// Makes damaged and extreme variants of a network file from a seed.
///
/// *Extremes*: one number of the file is replaced by an extreme one; its unit stays. *Structure*: one line is deleted,
/// doubled, moved, indented, cut or filled with something else.
struct NetworkMutator {
  private let lines: [String]
  /// Place of each number: the line and the range in it.
  private let numbers: [(line: Int, range: Range<String.Index>)]

  static let extremes = [
    "0", "-1", "1e-300", "5e-324", "1e300", "nan", "inf", "2147483648", "4294967296", "4611686018427387904",
    "9223372036854775807", "-9223372036854775808",
  ]
  private static let values = [
    "", "~", "[]", "{}", "[1, 2, 3]", "{a: 1}", "'text'", "true", "\u{1B}]0;title\u{7}", "\u{FFFD}", "- x", "*a",
    "&a b",
    "!!binary x", "\t", "0x10", "1 parsec", "-", ":", "{uniform: [2 ms, 1 ms]}", String(repeating: "x", count: 5000),
  ]

  init(_ text: String) {
    lines = text.components(separatedBy: "\n")
    numbers = lines.enumerated().flatMap { number, line -> [(line: Int, range: Range<String.Index>)] in
      let code = line.prefix { $0 != "#" }
      return code.matches(of: #/[:\[,] ?(-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?)(?=[ ,\]\}]|$)/#).map { match in
        (number, match.output.1.startIndex..<match.output.1.endIndex)
      }
    }
  }

  /// Number of variants with an extreme number.
  var extremeCount: Int { numbers.count * Self.extremes.count }

  /// The variant in which a number is extreme.
  func extreme(_ index: Int) -> String {
    let (place, value) = index.quotientAndRemainder(dividingBy: Self.extremes.count)
    var changed = lines
    changed[numbers[place].line].replaceSubrange(numbers[place].range, with: Self.extremes[value])
    return changed.joined(separator: "\n")
  }

  /// A variant with one to three changes of structure.
  func structural(_ random: RandomStream) -> String {
    var changed = lines
    for _ in 0...random.uniform(below: 3) { mutate(&changed, random) }
    return changed.joined(separator: "\n")
  }

  private func mutate(_ lines: inout [String], _ random: RandomStream) {
    guard !lines.isEmpty else { return }
    let place = random.uniform(below: lines.count)
    let line = lines[place]
    switch random.uniform(below: 9) {
    case 0: lines.remove(at: place)
    case 1: lines.insert(line, at: random.uniform(below: lines.count + 1))
    case 2: lines.swapAt(place, random.uniform(below: lines.count))
    case 3: lines[place] = String(repeating: " ", count: random.uniform(below: 9)) + line.trimmingPrefix { $0 == " " }
    case 4: lines[place] = String(line.prefix(random.uniform(below: line.count + 1)))
    case 5:
      guard let colon = line.firstIndex(of: ":") else { return }
      lines[place] = line[...colon] + " " + Self.values[random.uniform(below: Self.values.count)]
    case 6:
      let words = line.split(whereSeparator: { " :,[]{}".contains($0) })
      let others = lines[random.uniform(below: lines.count)].split(whereSeparator: { " :,[]{}".contains($0) })
      guard !words.isEmpty, !others.isEmpty else { return }
      lines[place] = line.replacing(
        words[random.uniform(below: words.count)], with: others[random.uniform(below: others.count)], maxReplacements: 1
      )
    case 7:
      var characters = Array(line)
      let odd: [Character] = ["{", "}", "[", "]", ":", "\t", "'", "\"", "-", "\u{0}", "\u{1B}", "%", "@", "é"]
      characters.insert(odd[random.uniform(below: odd.count)], at: random.uniform(below: characters.count + 1))
      lines[place] = String(characters)
    default: lines[place] = line.replacing(#/[0-9]+/#, with: { "-" + $0.output })
    }
  }
}
