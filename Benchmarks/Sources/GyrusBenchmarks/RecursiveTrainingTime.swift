import ArgumentParser
import Foundation
import Gyrus

/// The time of a whole training of `networks/urn-spheres.yml`, epoch by epoch, on one thread, beside that of a step
/// without leaving out silent neurons, which is the same from the first step to the last.
struct RecursiveTrainingTime {
  let neurons: Int
  /// Time of the whole run, s, and of a mini-batch in each epoch, ms; tests are left out of the latter.
  let seconds: Double
  let steps: [Double]
  /// Time of a step with all neurons, ms; nil: it was not measured for this number of neurons.
  let denseStep: Double?

  /// - Parameter quick: train fewer neurons for fewer epochs.
  init(root: String, quick: Bool, measurements: [RateMeasurement]) throws {
    let path = "models.network.recursive-network"
    let description = try NetworkFile(
      path: root + "/networks/urn-spheres.yml",
      overrides: quick ? ["\(path).neurons=1000", "\(path).learning.epochs=10"] : []
    ).description
    let simulation = try Simulation(description)
    guard let model = simulation[component: "network"] as? RecursiveNetworkModel else {
      throw ValidationError("networks/urn-spheres.yml has no recursive network")
    }
    let clock = ContinuousClock()
    let batches = Double(model.training.batches)
    var (steps, spent, ticks) = ([Double](), Duration.zero, Int64(0))
    let begin = clock.now
    while !model.isFinished {
      ticks += 1
      let isLearning = model.training.isLearning
      let time = try clock.measure { try simulation.advance(to: SimulationTime(ticks: ticks * model.period.ticks)) }
      if isLearning { spent += time }
      if model.training.epochs.count > steps.count {
        steps.append(spent / .milliseconds(1) / batches)
        spent = .zero
      }
    }
    seconds = (clock.now - begin) / .seconds(1)
    neurons = model.training.network.shape.neurons
    self.steps = steps
    let name = RateCase.recursiveName(neurons: neurons)
    denseStep = measurements.first { $0.name == name }?.gyrus.median
  }

  /// A sentence for the table.
  var text: String {
    var text =
      "\nA whole training of \(neurons) neurons (`networks/urn-spheres.yml`, \(steps.count) epochs with tests) takes "
      + "\(short(seconds)) s; a mini-batch \(short(steps.first ?? .nan)) ms in the first epoch and "
      + "\(short(steps.last ?? .nan)) ms in the last one."
    if let denseStep {
      let learnt = steps.reduce(0, +)
      text +=
        " Without leaving out silent neurons every mini-batch takes \(short(denseStep)) ms: the training is "
        + "\(short(denseStep * Double(steps.count) / learnt)) times as fast (`recursive-speed-up.svg`)."
    }
    return text + "\n"
  }

  /// Draws the speed-up over the epochs.
  func draw(in folder: String) throws {
    guard let denseStep else { return }
    let points = steps.enumerated().map { SIMD2(Double($0 + 1), denseStep / $1) }
    let figure = CurveFigure(
      title: "Time of a step with all of \(neurons) neurons, over that of a step of the training", xLabel: "epoch",
      yLabel: "speed-up", series: [("speed-up", points)])
    for problem in try figure.draw(named: "recursive-speed-up", in: folder).notes { note(problem) }
  }
}
