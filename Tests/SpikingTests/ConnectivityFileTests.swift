import Foundation
import Kernel
import Spiking
import Testing

@Suite struct ConnectivityFileTests {
  private func wiring(
    _ text: String, targets: Int? = 4, autapses: Bool = true, multapses: Bool = true
  ) throws -> Wiring {
    try withFile(text) {
      try Wiring(
        .edgeList(path: $0), sources: 6, targets: targets, autapses: autapses, multapses: multapses, weight: 7,
        delay: .axonal(2))
    }
  }

  @Test(arguments: [
    "0,1\n5,3\n2,1\n", "source,target\n0,1\n5,3\n2,1", "target,source\n1,0\n3,5\n1,2\n",
    "\u{FEFF}Source , Target\r\n\r\n 0, 1\r\n5,3\r\n2,1\r\n\n",
    "0 1\n5  3\n 2 1 \n", "0\t1\r\n5\t3\r\n2\t1\r\n",
    "# made by a program, in its way\nsource target\n0 1\n#5 4\n5 3 # the last but one\n2 1",
    "#\n\ntarget\tsource\n1\t0\n3\t5\n1\t2#\n",
  ])
  func pairs(text: String) throws {
    let wiring = try wiring(text)
    #expect(try wiring.pairs() == [[0, 1], [2, 1], [5, 3]])
    #expect(wiring.generator.constantWeight == 7)
    #expect(wiring.generator.constantDelaySteps == 20)
    #expect(wiring.generator.expectedCount == 3)
    let part = try wiring.generator.edges(toTargets: 2..<4)
    #expect(part.sources == [5] && part.targetOffsets == [0, 0, 1])
  }

  @Test func weightsAndDelays() throws {
    let full = try wiring("0,3,1.5,0.1\n1,0,-2e-1,2.3\n1,0,3,1\n")
    let expected = EdgeList(
      sources: [1, 1, 0], targetOffsets: [0, 2, 2, 2, 3], weights: [-0.2, 3, 1.5], delaySteps: [23, 10, 1])
    #expect(try full.edges() == expected)
    #expect(full.generator.constantWeight == nil && full.generator.constantDelaySteps == nil)
    #expect(full.generator.delayStepRange == 1...23)
    let part = try full.generator.edges(toTargets: 1..<4)
    #expect(part.weights == [1.5] && part.delaySteps == [1])
    let delayOnly = try wiring("source,target,delay\n0,3,1.5\n")
    #expect(try delayOnly.edges().delaySteps == [15])
    #expect(delayOnly.generator.constantWeight == 7)
    let weightOnly = try wiring("0,3,1.5\n")
    #expect(try weightOnly.edges().weights == [1.5])
    #expect(weightOnly.generator.constantDelaySteps == 20)
  }

  @Test(arguments: ["", "\n\n", "source,target,weight,delay\n", "# 0,1\n", " \t\n"])
  func noEdges(text: String) throws {
    let error = #expect(throws: DescriptionError.self) { try wiring(text) }
    #expect(error?.message.contains(".csv: has no synapse") == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [
    ("0,1\n6,1\n", 2, "source 6: whole numbers from 0 to 5"), ("0,4\n", 1, "target 4: whole numbers from 0 to 3"),
    ("0,1\n-1,2\n", 2, "source -1"), ("source,target\n\n0.5,1\n", 3, "source 0.5"),
    ("0,1\n1e30,1\n", 2, "source 1e+30"),
    ("0,1\nx,2\n", 2, "source is 'x'"), ("0,1\n1,\n", 2, "target is ''"), ("0,1\n1,2,3\n", 2, "3 columns"),
    ("0\n", 1, "1 columns"), ("0,1,2,3,4\n", 1, "5 columns"), ("from,target\n", 1, "no column 'from'"),
    ("source,weight\n", 1, "no column 'target'"), ("source,source\n", 1, "twice"), ("0,1,nan\n", 1, "weight is 'nan'"),
    ("0,1,1e13\n", 1, "weight 10000000000000 must be between -1000000000000 and"),
    (
      "0,1,1,0.3\n1,1,1,0.25\n", 2,
      "'delay' must be a multiple of 0.1 ms, the resolution, not 0.25 ms: write 0.2 ms or 0.3 ms"
    ),
    ("0,1,1,0.05\n", 1, "below the resolution"),
    ("0,1,1,1\n0,1,1,-3\n", 2, "-3.0 ms"), ("0,1,1 2\n", 1, "weight is '1 2'"),
    (
      "0,0x1\n", 1,
      "target is '0x1'; it must be a finite decimal number; fields are separated by commas, tabs or spaces"
    ),
    ("0 1 0x1p3\n", 1, "weight is '0x1p3'"), ("0 1 inf\n", 1, "weight is 'inf'"), ("0 1 1,5\n", 1, "source is '0 1 1'"),
    (
      "0;1\n", 1,
      "1 columns; the file needs source, target and may have weight and delay; fields are separated by commas"
    ),
    ("source targt\n", 1, "there is no column 'targt'; did you mean 'target'?"),
  ])
  func errorsNameTheLine(text: String, line: Int, words: String) {
    let error = #expect(throws: DescriptionError.self) { try wiring(text) }
    #expect(error?.path == ["projections", "s->t", "rule"])
    #expect(error?.message.contains(".csv:\(line): ") == true, "\(error?.message ?? "")")
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test func switchesAreHonoured() throws {
    let text = "source,target\n0,1\n2,2\n\n0,1\n"
    #expect(try wiring(text, targets: nil).edges().count == 3)
    #expect(try wiring(text, autapses: false).edges().count == 3)  // two populations
    let own = #expect(throws: DescriptionError.self) { try wiring(text, targets: nil, autapses: false) }
    #expect(own?.message.contains(".csv:3: connects neuron 2 to itself") == true)
    let twice = #expect(throws: DescriptionError.self) { try wiring(text, multapses: false) }
    #expect(twice?.message.contains(".csv:5: connects 0 to 1 again (first in line 2)") == true)
  }
}
