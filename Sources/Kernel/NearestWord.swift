/// Finds the valid word that is most similar to a misspelt one.
///
/// The distance counts insertions, deletions, substitutions and swaps of neighbours (Damerau-Levenshtein, optimal
/// string alignment). Case, "_", "-" and spaces are ignored, so that `membrane_time_constant` finds
/// `membraneTimeConstant`.
public enum NearestWord {
  /// The closest candidate; nil if none has at most one error per three letters.
  public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let letters = plain(word)
    var best: (word: String, distance: Int)?
    for candidate in candidates {
      let other = plain(candidate)
      let limit = max(1, min(letters.count, other.count) / 3)
      guard abs(letters.count - other.count) <= limit else { continue }
      let distance = distance(letters, other)
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
  }

  /// The end of a message about an unknown word: "; did you mean 'size'?", or a list of the candidates.
  public static func hint(for word: String, among candidates: [String]) -> String {
    if let nearest = nearest(to: word, among: candidates) { return "; did you mean '\(nearest)'?" }
    if candidates.isEmpty { return "; there is none" }
    let shown = candidates.prefix(20).joined(separator: ", ")
    return "; choose from: \(shown)\(candidates.count > 20 ? ", …" : "")"
  }

  private static func plain(_ word: String) -> [Character] {
    word.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }.map { $0 }
  }

  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var twoBack: [Int] = []
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, twoBack[j - 1] + 1) }
        row.append(cost)
      }
      (twoBack, last) = (last, row)
    }
    return last[b.count]
  }
}
