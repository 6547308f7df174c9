import ArgumentParser
import Gyrus

struct RateEngine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rate", abstract: "Times the rate engine against its matrix products alone.")

  @OptionGroup var options: BenchmarkOptions

  func run() throws {
    let machine = Machine(root: options.root)
    let measurements = RateCase.all(quick: options.quick).compactMap { work -> RateMeasurement? in
      let rounds = options.quick ? 2 : max(7, options.runs)
      guard let measurement = RateMeasurement(work, rounds: rounds) else { return nil }
      note("\(work.name): \(short(measurement.gyrus.median)) ms, products \(short(measurement.floor.median)) ms")
      return measurement
    }
    let folder = try options.makeOutput()
    note("a whole training of a recursive network")
    let training = try RecursiveTrainingTime(root: options.root, quick: options.quick, measurements: measurements)
    try training.draw(in: folder)
    let table = RateTable(measurements: measurements, training: training, machine: machine)
    try TextFile.write(table.csv, to: folder + "/rate.csv")
    try TextFile.write(table.markdown, to: folder + "/rate.md")
    print(table.markdown)
    note("written to \(folder)")
  }
}
