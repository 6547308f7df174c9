import Foundation
import Testing

/// The command `gyrus reproduce`; its output is tested with the study.
@Suite struct ReproduceCommandTests {
  let gyrus: GyrusProcess

  init() throws { gyrus = try GyrusProcess() }

  @Test func withoutANameItLists() throws {
    let result = try gyrus.run("reproduce")
    #expect(result.code == 0 && result.errors == "")
    #expect(result.output.contains("\n  waves                  Waves and"))
  }

  @Test(arguments: [
    ("wave", "there is no reproduction 'wave'; did you mean 'waves'?"),
    ("waves --seeds 0", "--seeds 0: must be between 1 and 1000"),
    ("waves --threads -1", "--threads -1: must be between 1 and"),
    ("waves --output ''", "--output: must not be empty"),
    ("waves --deep", "the reproduction 'waves' has no part '--deep': leave it out"),
    ("csnn --deep --small", "had already been set with flag '--deep'"),
  ])
  func wrongUsage(_ arguments: String, _ says: String) throws {
    let result = try gyrus.shell("$gyrus reproduce \(arguments)")
    #expect(result.code == 64 && result.output == "")
    #expect(result.errors.contains(says), "\(result.errors)")
  }

  @Test func aFolderThatIsNoCheckoutIsNamed() throws {
    let result = try gyrus.run("reproduce", "waves", "--quick", "--root", "nowhere")
    #expect(result.code == 65 && result.output == "")
    #expect(result.errors.contains("nowhere/networks/layered-waves.yml: there is no such file"), "\(result.errors)")
    #expect(gyrus.entries().isEmpty)
  }
}
