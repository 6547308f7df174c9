import Kernel
import Testing

@Suite struct MessageTextTests {
  @Test func controlCharactersAreVisible() {
    #expect(MessageText.line("a \u{1B}]0;title\u{7} b") == #"a \u{1B}]0;title\u{7} b"#)
    #expect(MessageText.line("one\ntwo\r\tthree") == #"one\u{A}two\u{D}\u{9}three"#)
    #expect(MessageText.escaped("\u{9B}1m\u{2028}\u{202E}\u{200B}\u{7F}") == #"\u{9B}1m\u{2028}\u{202E}\u{200B}\u{7F}"#)
    #expect(MessageText.line("5 µV, „ä“ … 猫") == "5 µV, „ä“ … 猫")
  }

  @Test func longWordsAreCut() {
    let long = String(repeating: "x", count: 1_000_000)
    let cut = String(repeating: "x", count: 60) + "… (1000000 characters)"
    #expect(MessageText.line("unknown key \(long.prefix(4000)) in it").count < 100)
    #expect(MessageText.line("unknown key '\(long)").count < 5000)
    #expect(MessageText.line("'\(long.prefix(3000))' is not a time").hasPrefix("'\(cut.prefix(61)) (3000 characters)'"))
    let words = String(repeating: "some words, ", count: 100)
    let quoted = MessageText.line("a file must be a mapping, not '\(words)'; see README")
    #expect(quoted == "a file must be a mapping, not '\(words.prefix(60))… (1200 characters)'; see README")
    let text = String(repeating: "some words, ", count: 100_000)
    #expect(MessageText.line("not '\(text)'") == "not '\(text.prefix(60))… (1200000 characters)'")
    #expect(MessageText.line(String(repeating: " 'a", count: 300_000)).count < 5000)
    // A word of one letter and many accents is as long as they are many.
    #expect(MessageText.line("'e" + String(repeating: "\u{301}", count: 500) + "'").unicodeScalars.count < 100)
  }

  @Test func pathsHashesAndApostrophesAreKept() {
    for text in [
      "/a/" + String(repeating: "folder/", count: 40) + "net.yml:3:1: error: it is wrong",
      "SHA-256 is \(String(repeating: "0f", count: 32)), not another",
      "the network's name and many more words up to the end of a long sentence, the neuron's as well, 'x' is short",
    ] { #expect(MessageText.line(text) == text) }
  }
}
