import ArgumentParser
import Gyrus

struct RunCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Simulates a network and writes its results.",
    discussion: """
      Prints a table, or with --json the contents of metrics.json. The results (spikes.h5, metrics.json, figures, \
      report.html and more) are written into a new folder. Its file 'complete' is written last, so a failed or stopped \
      run does not have it. Ctrl-C stops a run and keeps its recordings.
      """)

  @OptionGroup var network: NetworkOptions

  @Option(parsing: .unconditional, help: "Number of threads. Results do not depend on it.")
  var threads = 1

  @Option(
    help: ArgumentHelp(
      "The folder for the results. (default: results/<name>/<date>-seed<seed>)", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Flag(help: "Replace a previous run in the output folder.")
  var overwrite = false

  @Flag(help: "Print the contents of metrics.json.")
  var json = false

  @Flag(help: "Print only warnings and errors.")
  var quiet = false

  static let mostThreads = 1024

  func validate() throws {
    guard 1...Self.mostThreads ~= threads else {
      throw ValidationError("--threads \(threads): must be between 1 and \(Self.mostThreads)")
    }
    guard output?.isEmpty != true else { throw ValidationError("--output: must not be empty") }
  }

  func run() throws {
    let log = RunLog(isQuiet: quiet)
    let file = try network.read()
    let plan = try file.plan()
    try plan.checkMemory(file: network.file)
    let description = file.description
    let path = try output ?? RunLocation.create(name: description.name, seed: description.seed)
    let folder = try RunFolder(
      path: path, description: description, populations: plan.populations, overwrite: overwrite,
      resolvedText: file.resolvedText)
    let summary: RunSummary
    do {
      summary = try simulate(file, plan, into: folder, log)
      log.info("results in \(path)")
      for remark in try folder.finish(summary: summary, log: log.text) { log.warn(remark) }
    } catch {
      log.report(error)
      log.info("the recordings until then are in \(path), without the file 'complete'")
      // Ignore further errors: the one above has been reported.
      try? folder.abandon(log: log.text)
      throw Failure.exitCode(error)
    }
    try StandardStream.output.write(json ? metricsJSON(summary) : SummaryTable(summary, folder: path).text)
  }

  private func simulate(
    _ file: NetworkFile, _ plan: NetworkPlan, into folder: RunFolder, _ log: RunLog
  ) throws -> RunSummary {
    let interruption = Interruption()
    let description = file.description
    let models = description.components.filter { $0.info.family == .rateModel }
    let parts = [
      plan.neuronCount > 0 ? NumberText.of(plan.neuronCount, "neuron") : nil,
      plan.neuronCount > 0 ? "\(NumberText.count(plan.expectedSynapses)) synapses" : nil,
      models.isEmpty ? nil : NumberText.of(models.count, "model"),
      "seed \(description.seed)", NumberText.of(threads, "thread"),
    ]
    log.info("\(description.name): \(parts.compactMap { $0 }.joined(separator: ", "))")
    if !models.isEmpty, OpenBLAS.kernelChoice == .user, OpenBLAS.kernel != OpenBLAS.standardKernel {
      log.warn(
        "OpenBLAS uses the kernel \(OpenBLAS.kernel), as \(OpenBLAS.kernelVariable) is set; results of rate models may "
          + "differ from those of the kernel \(OpenBLAS.standardKernel)")
    }
    let building = quiet ? nil : ProgressLine(ticksOf: nil)
    building?.show("building the network …")
    defer { building?.clear() }
    let simulation = try file.placing { try Simulation(description, plan: plan, threads: threads, output: folder) }
    building?.clear()
    let progress = quiet ? nil : ProgressLine(ticksOf: description.populations.isEmpty ? simulation.tickPeriod : nil)
    defer { progress?.clear() }
    return try simulation.run(
      progress: progress.map { line in { line.show(reached: $0, of: $1) } }, shouldStop: { interruption.isRequested })
  }
}

extension NetworkPlan {
  /// Rejects a network that cannot fit into memory, as the system would kill the program without a message.
  fileprivate func checkMemory(file: String) throws {
    guard let total = Machine.memory?.total, leastBytes > total else { return }
    throw NetworkFileError(
      file: file,
      message:
        "\(NumberText.count(neuronCount)) neurons and \(NumberText.count(expectedSynapses)) synapses need at least "
        + "\(NumberText.bytes(leastBytes)) of memory; this computer has \(NumberText.bytes(total))")
  }

  /// A lower bound of the memory: targets, weights unless they are constant, and a few numbers per neuron.
  private var leastBytes: Double {
    generators.reduce(Double(neuronCount) * 32) { $0 + $1.expectedCount * ($1.constantWeight == nil ? 6 : 2) }
  }
}
