import ArgumentParser
import Gyrus

struct RunCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Simulates a network and writes its results.",
    discussion: """
      Prints a table, or with --json the contents of metrics.json. The results (spikes.h5, metrics.json, figures, \
      report.html and more) are written into a new folder. Its file 'complete' is written last, so a failed or stopped \
      run does not have it. Ctrl-C stops a run; what it did until then is written all the same, marked as interrupted, \
      and the exit code is 75.
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

  @Flag(help: "Show no progress and no notes; the summary is still printed.")
  var quiet = false

  @Flag(help: "Run even if the network probably does not fit into memory.")
  var force = false

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
    if let warning = try file.checkMemory(plan, path: network.name, threads: threads, isForced: force) {
      log.warn(warning)
    }
    let description = file.description
    let path = try output ?? RunLocation.create(name: description.name, seed: description.seed)
    let folder = try RunFolder(
      path: path, description: description, populations: plan.populations, overwrite: overwrite,
      resolvedText: file.resolvedText)
    Interruption.begin()
    defer { Interruption.end() }
    let summary: RunSummary
    do {
      let stop: (any Error)?
      (summary, stop) = try simulate(file, plan, into: folder, log)
      if let stop {
        // A second request stops the drawing of figures.
        Interruption.begin()
        log.report(stop)
        log.info("the results until then are in \(path), without the file 'complete'")
      } else {
        log.info("results in \(path)")
      }
      for remark in try folder.finish(summary: summary, log: log.text) { log.warn(remark) }
      if let stop { throw Failure.exitCode(stop) }
      if Interruption.isRequested {
        log.warn("interrupted before all results were written: there is no file 'complete' in \(path)")
        throw Failure.interrupted
      }
    } catch let code as ExitCode {
      throw code
    } catch {
      log.report(error)
      log.info("the recordings until then are in \(path), without the file 'complete'")
      // Ignore further errors: the one above has been reported.
      try? folder.abandon(log: log.text)
      throw Failure.exitCode(error)
    }
    try StandardStream.output.write(json ? metricsJSON(summary) : SummaryTable(summary, folder: path).text)
  }

  /// Builds and runs the network.
  /// - Returns: the summary, and the interruption that ended the run early.
  private func simulate(
    _ file: NetworkFile, _ plan: NetworkPlan, into folder: RunFolder, _ log: RunLog
  ) throws -> (RunSummary, stop: (any Error)?) {
    let description = file.description
    let models = description.components.filter { $0.info.family == .rateModel }
    let parts = [
      plan.neuronCount > 0 ? NumberText.of(plan.neuronCount, "neuron") : nil,
      plan.neuronCount > 0
        ? "\(NumberText.expected(plan.expectedSynapses, isExact: plan.isSynapseCountExact)) synapses" : nil,
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
    do {
      let summary = try simulation.run(
        progress: progress.map { line in { line.show(reached: $0, of: $1) } },
        shouldStop: { Interruption.isRequested })
      return (summary, nil)
    } catch let stop as SimulationError where stop.isInterruption {
      return (try simulation.summary(), stop)
    }
  }
}

extension NetworkFile {
  /// Rejects a run that cannot fit into memory, as the system would kill the program without a message.
  /// - Parameter isForced: whether such a run is only warned of.
  /// - Returns: a warning when the run needs most of the memory.
  fileprivate func checkMemory(_ plan: NetworkPlan, path: String, threads: Int, isForced: Bool) throws -> String? {
    let needed = plan.expectedPeakBytes(threads: threads) + description.componentBytes
    guard let total = Memory.total, needed > 0.8 * total else { return nil }
    let message =
      "\(NumberText.of(plan.neuronCount, "neuron")), "
      + "\(NumberText.expected(plan.expectedSynapses, isExact: plan.isSynapseCountExact)) synapses and "
      + "\(NumberText.of(description.components.count, "component")) need about \(Memory.text(needed)) of memory; this "
      + "computer has \(Memory.text(total))"
    guard needed > total, !isForced else { return message }
    throw NetworkFileError(file: path, message: message + "; --force runs it all the same")
  }
}
