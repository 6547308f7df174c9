import Kernel
import Learning
import Rate
import RateModels
import Simulation
import Statistics
import Testing

/// The training of a recursive network as a component of a run: lessons, tests, and pictures.
@Suite struct RecursiveTrainingTests {
  private func settings(_ lessons: [RecursiveLesson]) -> RecursiveNetworkSettings {
    var settings = RecursiveNetworkSettings()
    settings.neurons = 150
    settings.points.shells = [1.0...1.1, 2.0...2.1, 3.0...3.1]
    settings.points.trainingCount = 600
    settings.points.testCount = 300
    settings.learning.batch = 50
    settings.learning.testEvery = 4
    settings.learning.learningRate = 3e-3
    settings.learning.activityPenalty = 5e-4
    settings.lessons = lessons
    return settings
  }

  private func trained(_ settings: RecursiveNetworkSettings) throws -> RecursiveNetworkModel {
    var description = SimulationDescription(name: "test", components: [ComponentDescription("network", settings)])
    description.seed = 3
    let simulation = try Simulation(description)
    _ = try simulation.run()
    return try #require(simulation[component: "network"] as? RecursiveNetworkModel)
  }

  @Test("lessons show their classes, and removed neurons stay silent")
  func lessons() throws {
    var settings = settings([
      RecursiveLesson(classes: 2, epochs: 42), RecursiveLesson(classes: 3, epochs: 40, newNeurons: 20),
      RecursiveLesson(epochs: 18, damage: 0.4, newNeurons: 10),
    ])
    settings.outputBias = 1
    let model = try trained(settings)
    let training = model.training
    let results = training.results
    #expect(training.epochs.count == 100)
    #expect(training.tests.map(\.epoch) == (1...100).filter { $0 % 4 == 0 || [42, 82].contains($0) })
    #expect(results.map(\.classes) == [2, 3, 3] && results.map(\.epochs) == [42, 82, 100])
    #expect(results.map(\.added) == [0, 20, 10])
    #expect(results[0].before == nil && results[0].removed == 0 && results[1].removed == 0)
    // The hidden neurons that were active at the end of the second lesson; a share of 0.4 of them is removed.
    let hidden = results[1].hiddenSizes.reduce(0, +)
    #expect(hidden > 5 && results[2].removed >= Int((Double(hidden) * 0.4).rounded()))
    let removed = training.network.removed
    #expect(removed.count == results[2].removed)
    let neurons = training.network.shape.neurons
    for neuron in removed {
      for l in 0..<training.network.shape.iterations { #expect(training.largest[l * neurons + neuron] == 0) }
    }
    // Two shells are told apart, and the third one is learnt; before, its points are in a class with others.
    #expect(results[0].after > 0.9)
    let (second, third) = (try #require(results[1].before), try #require(results[2].before))
    #expect(second < 0.8 && results[1].after > second + 0.1)
    #expect(results[2].after > third)
  }

  @Test("a task without lessons is one lesson")
  func oneLesson() throws {
    var plain = settings([])
    plain.learning.epochs = 6
    let a = try trained(plain)
    let b = try trained(settings([RecursiveLesson(epochs: 6)]))
    #expect(a.training.epochs == b.training.epochs && a.training.tests == b.training.tests)
    #expect(a.training.largest == b.training.largest)
    #expect(a.clock.ticks == a.clock.tickLimit && b.clock.ticks == b.clock.tickLimit)
  }

  @Test("a lesson with fewer classes takes fewer ticks than the limit, but no test is left out")
  func limit() throws {
    let all = try trained(
      settings([RecursiveLesson(epochs: 5), RecursiveLesson(epochs: 4), RecursiveLesson(epochs: 3)]))
    #expect(all.clock.ticks == all.clock.tickLimit)
    let few = try trained(settings([RecursiveLesson(classes: 2, epochs: 5), RecursiveLesson(epochs: 4)]))
    #expect(few.clock.ticks < few.clock.tickLimit)
  }

  @Test("with a test on validation samples, the network learns from the others only")
  func validation() throws {
    var settings = settings([])
    settings.learning.epochs = 2
    settings.learning.testOn = .validation
    settings.points.validationShare = 0.25
    let model = try trained(settings)
    // 450 training samples in 9 mini-batches, and 150 others in 3.
    #expect(model.clock.ticks == 2 * 9 + 3 + 9)
  }

  @Test("pictures of the weights are made after 1, 2 and 5 epochs and at the end, with the largest weight of a block")
  func film() throws {
    var settings = settings([])
    settings.learning.epochs = 6
    let model = try trained(settings)
    let frames = model.training.film.frames
    #expect(frames.map(\.label) == ["epoch 1", "epoch 2", "epoch 5", "epoch 6"])
    #expect(frames.allSatisfy { $0.cellRows == min($0.rows, 120) && $0.values.count == $0.cellRows * $0.cellColumns })
    let last = try #require(frames.last)
    let all = model.training.network.weights(among: Array(0..<150)).values.map(abs)
    #expect(last.values.map(abs).max()! <= all.max()! && last.values.contains { $0 != 0 })
    #expect(last.values.allSatisfy { $0 == 0 || abs($0) > 6e-3 })
  }

  @Test(
    "wrong lessons are refused",
    arguments: [
      ([RecursiveLesson(classes: 4, epochs: 1)], "classes"), ([RecursiveLesson(epochs: 0)], "epochs"),
      ([RecursiveLesson(epochs: .max)], "epochs"),
      ([RecursiveLesson(epochs: 1), RecursiveLesson(epochs: 1, damage: 1.5)], "damage"),
      ([RecursiveLesson(epochs: 1), RecursiveLesson(epochs: 1, newNeurons: 151)], "newNeurons"),
    ])
  func wrongLessons(_ lessons: [RecursiveLesson], _ key: String) {
    let description = SimulationDescription(
      name: "test", components: [ComponentDescription("network", settings(lessons))])
    let error = #expect(throws: DescriptionError.self) { try description.validate() }
    #expect(error?.path.last == key)
  }

  @Test("a first lesson cannot damage what is not there yet")
  func firstLesson() {
    let description = SimulationDescription(
      name: "test", components: [ComponentDescription("network", settings([RecursiveLesson(epochs: 1, damage: 0.1)]))])
    #expect(throws: DescriptionError.self) { try description.validate() }
  }

  @Test("the predicted multiplications are those that a dense training does")
  func predictedProducts() throws {
    var settings = settings([])
    settings.learning.epochs = 2
    settings.learning.compact = false
    let description = SimulationDescription(name: "test", components: [ComponentDescription("network", settings)])
    let (inputs, size, hops) = (10.0, 150.0, 3.0)
    let step = 2 * inputs * size + 3 * hops * size * size
    let look = inputs * size + hops * size * size
    // Two epochs and a last look at 600 samples, one test of 300.
    #expect(settings.expectedProducts(in: description) == 600 * (2 * step + look) + 300 * look)
    let training = try trained(settings).training
    #expect(training.epochs.allSatisfy { abs($0.work - 1) < 1e-9 })
  }
}
