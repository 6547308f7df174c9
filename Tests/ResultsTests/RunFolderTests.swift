import Foundation
import Kernel
import Results
import Spiking
import Testing

@Suite struct RunFolderTests {
  private func write(_ run: SyntheticRun, to path: String, overwrite: Bool = false, size: Int = 5000) throws -> RunFolder {
    let folder = try RunFolder(
      path: path, description: run.network, populations: run.populations, overwrite: overwrite,
      resolvedYAML: "name: synthetic\n")
    try run.train.send(to: folder.spikes, size: size)
    return folder
  }

  @Test func everythingIsThereAndCompleteComesLast() throws {
    let temporary = try TemporaryFolder()
    let path = temporary.path + "/a/b"
    let run = try SyntheticRun()
    let folder = try write(run, to: path)
    #expect(!FileManager.default.fileExists(atPath: path + "/complete"))
    let remarks = try folder.finish(summary: run.summary, log: "a word")
    print(remarks)
    let entries = Set(try FileManager.default.contentsOfDirectory(atPath: path))
    #expect(
      entries == [
        "complete", "figures", "log.txt", "metrics.json", "network.resolved.yml", "provenance.json", "report.html",
        "spikes.h5",
      ])
  }
}
