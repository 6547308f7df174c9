import Foundation
import Kernel
import Spiking
import Testing

/// A run that is saved, and goes on in a fresh network, is the run that never stopped, bit for bit.
@Suite(.serialized) struct StateTests {
  @Test("neurons of every model, under every kind of input", arguments: AdvancingModel.all)
  func neurons(_ model: AdvancingModel) throws {
    for drive in StateScenario.NeuronDrive.allCases {
      if let scenario = try StateScenario.driven(model, drive) { try check(scenario) }
    }
  }

  @Test("plastic synapses under every rule and every operator")
  func plasticity() throws {
    for plastic in StateScenario.PlasticCase.all { try check(StateScenario.plastic(plastic), threads: [1, 2]) }
  }

  @Test("projections whose targets compete, under every rule")
  func competition() throws {
    for competitive in StateScenario.CompetitiveCase.all { try check(StateScenario.competitive(competitive)) }
  }

  @Test("a recurrent network of several partitions", arguments: Integrator.allCases)
  func recurrent(_ integrator: Integrator) throws {
    try check(StateScenario.recurrent(integrator), threads: [4, 1, 2])
  }

  /// Runs on in a fresh network after every stop, on these numbers of threads in turn.
  private func check(_ scenario: StateScenario, threads: [Int] = [1]) throws {
    let comment = Comment(rawValue: scenario.name)
    let whole = try StateRun(scenario)
    try whole.run(to: scenario.end)
    let stopped = try StateRun(scenario)
    var restored = try StateRun(scenario)
    var spikes: [StateRun.Spike] = []
    // Before anything has happened, at time zero, and later.
    for (number, stop) in ([nil, 0] + scenario.stops).enumerated() {
      if let stop {
        try stopped.run(to: stop)
        try restored.run(to: stop)
      }
      let state = stopped.state
      expectEqual(restored.state, state, scenario.name)
      spikes += restored.spikes
      restored = try StateRun(scenario, threads: threads[number % threads.count], from: state)
      expectEqual(restored.state, state, scenario.name)
      #expect(stopped.state == state, "saving changes nothing: \(scenario.name)")
      #expect(restored.values == stopped.values, comment)
    }
    let before = spikes.count
    try stopped.run(to: scenario.end)
    try restored.run(to: scenario.end)
    spikes += restored.spikes
    #expect(spikes == whole.spikes && before > 10 && spikes.count > before, comment)
    #expect(stopped.spikes == whole.spikes, comment)
    expectEqual(restored.state, stopped.state, scenario.name)
    #expect(restored.outcome == whole.outcome, comment)
  }

  /// Names the arrays that differ.
  private func expectEqual(_ a: StateTree, _ b: StateTree, _ name: String) {
    guard a != b else { return }
    let (a, b) = (a.flat, b.flat)
    let differing = Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }.map { $0.joined(separator: "/") }
    Issue.record("\(name): \(differing.sorted())")
  }

  // MARK: What a forgotten variable would do

  /// Restoring goes wrong in a way that the tests above notice when any one variable is left as it is in a fresh
  /// network. So they notice every variable that a kind might forget, and nothing is saved without need.
  @Test("every saved variable is needed")
  func forgetting() throws {
    var (noticed, seen): (Set<String>, Set<String>) = ([], [])
    for scenario in try StateScenario.all() {
      let fresh = try StateRun(scenario).state
      let stopped = try StateRun(scenario)
      for stop in scenario.stops {
        try stopped.run(to: stop)
        let state = stopped.state
        let kinds = Dictionary(grouping: state.flat.keys) { kind(of: $0, in: scenario) }
        seen.formUnion(kinds.keys)
        guard kinds.keys.contains(where: { !noticed.contains($0) }) else { continue }
        let whole = try Continuation(scenario, from: state, at: stop)
        for (kind, paths) in kinds where !noticed.contains(kind) {
          var result = try whole.compare(forgetting: paths, leaving: fresh)
          if result == .refused {
            // Arrays that belong together can be forgotten only together.
            let parts = Set(paths.map { $0.dropLast() })
            let wider = state.flat.keys.filter { parts.contains($0.dropLast()) }
            result = try whole.compare(forgetting: wider, leaving: fresh)
          }
          if result == .differs || result == .refused { noticed.insert(kind) }
        }
      }
    }
    let unnoticed = seen.subtracting(noticed).sorted()
    #expect(unnoticed.isEmpty, "\(unnoticed)")
    #expect(seen.count > 80)
  }

  /// A run that goes on from a saved state, to compare with what runs do that forget some of it.
  private struct Continuation {
    enum Result {
      /// The forgotten arrays are the same in a fresh network.
      case unused
      case agrees, differs, refused
    }

    let scenario: StateScenario
    let state: StateTree
    private let values: [Double]
    /// Of the stop after this one.
    private let later: Double
    private let laterState: StateTree
    private let finalState: StateTree
    private let spikes: [StateRun.Spike]
    private let outcome: StateRun.Outcome

    init(_ scenario: StateScenario, from state: StateTree, at stop: Double) throws {
      self.scenario = scenario
      self.state = state
      let run = try StateRun(scenario, from: state)
      values = run.values
      later = scenario.stops.first { $0 > stop } ?? scenario.end
      try run.run(to: later)
      laterState = run.state
      try run.run(to: scenario.end)
      finalState = run.state
      (spikes, outcome) = (run.spikes, run.outcome)
    }

    func compare(forgetting paths: [[String]], leaving fresh: StateTree) throws -> Result {
      guard let forgetful = forget(paths, leaving: fresh) else { return .unused }
      let run: StateRun
      do { run = try StateRun(scenario, from: forgetful) } catch is StateError { return .refused }
      guard run.values == values else { return .differs }
      do {
        try run.run(to: later)
        guard leave(paths, out: run.state) == leave(paths, out: laterState) else { return .differs }
        try run.run(to: scenario.end)
        let isSame = leave(paths, out: run.state) == leave(paths, out: finalState)
        return isSame && run.spikes == spikes && run.outcome == outcome ? .agrees : .differs
      } catch is SchedulerError { return .differs }
    }

    /// The state as it is restored by a kind that forgets the arrays at these paths; nil where they are the same in a
    /// fresh network.
    private func forget(_ paths: [[String]], leaving fresh: StateTree) -> StateTree? {
      var forgetful = state
      for path in paths {
        // The whole part where a fresh network does not have it.
        let depth = min(state.depth(of: path), fresh.depth(of: path) + 1)
        if depth > fresh.depth(of: path) {
          forgetful.remove(part: path[..<depth])
        } else {
          forgetful[path[...]] = fresh[path[...]]
        }
      }
      return forgetful == state ? nil : forgetful
    }

    /// A kind that forgets a variable does not save it either.
    private func leave(_ paths: [[String]], out state: StateTree) -> StateTree {
      var state = state
      for path in paths { state[path[...]] = nil }
      return state
    }
  }

  /// The path without what tells populations, partitions, projections and the like apart: what is left names a variable
  /// of a type.
  private func kind(of path: [String], in scenario: StateScenario) -> String {
    let network = scenario.network
    var names = path
    if path[0] == "owners" { return "owners" }
    guard path[0] == "components" else { return path.joined(separator: "/") }
    if path[1].hasPrefix("projections.") {
      names = [path[1].hasSuffix(".operators") ? "operators" : "competition"] + path[2...]
    } else if path[1].hasPrefix("stimuli.") {
      names = ["stimuli"] + path[2...]
    } else if path[2] == "populations" {
      names = Array(path[5...])
      if names[0] == "neurons", let population = network.populations.first(where: { $0.name == path[3] }) {
        names = names.map { $0 == "process" ? "poissonStimuli" : $0 }
        // What a block has of its own, beside what all blocks have.
        if !["reached", "currents", "silenced", "poissonStimuli"].contains(names[1]) {
          names[0] = blockType(of: population, network.integrator(of: population))
        }
      }
      if names[0] == "projections" { names[1] = "*" }
    }
    return names.map { Int($0) == nil ? $0 : "*" }.filter { $0 != "*" }.joined(separator: "/")
  }

  private func blockType(of population: PopulationDescription, _ integrator: Integrator) -> String {
    guard let model = NeuronRegistry.model(named: population.neuron),
      let block = try? makeBlock(model, integrator: integrator)
    else { return population.neuron }
    return String("\(type(of: block))".prefix { $0 != "<" })
  }

  // MARK: Damage

  @Test("damaged state is refused, or restored without a crash")
  func damage() throws {
    let chosen = [
      StateScenario.recurrent(.exact), StateScenario.recurrent(.clock),
      StateScenario.plastic(StateScenario.PlasticCase(rule: TripletSTDP.self, isLesioned: true)),
      StateScenario.competitive(
        StateScenario.CompetitiveCase(
          plasticity: StateScenario.plasticity(TripletSTDP.self, maximum: 30, isFast: false))),
    ]
    let driven = try AdvancingModel.all.flatMap { model in
      try [StateScenario.NeuronDrive.trains, .exactPoisson, .injected].compactMap {
        try StateScenario.driven(model, $0)
      }
    }
    var seen: Set<String> = []
    for scenario in chosen + driven {
      let run = try StateRun(scenario)
      try run.run(to: scenario.stops[0])
      let state = run.state
      for (path, array) in state.flat where seen.insert(kind(of: path, in: scenario)).inserted {
        for (damaged, mayPass) in damages(of: array) {
          var copy = state
          copy[path[...]] = damaged
          do {
            try StateReader.restore(run.scheduler, from: copy)
            #expect(mayPass, "\(scenario.name): \(path.joined(separator: "/"))")
          } catch is StateError {}
        }
      }
      var copy = state
      copy.parts["components"]?.parts["network"]?.arrays["surplus"] = .reals([1])
      #expect(throws: StateError.self) { try StateReader.restore(run.scheduler, from: copy) }
    }
  }

  /// Arrays that may stand in the place of another, and whether they may be taken.
  private func damages(of array: StateArray) -> [(StateArray?, mayPass: Bool)] {
    let wrong: [(StateArray?, Bool)] = [(nil, false)]
    switch array {
    case .reals(let values):
      return wrong + [
        (.floats([]), false), (.reals(values + [1]), true), (.reals(Array(values.dropLast())), true),
        (.reals(values.map { _ in .nan }), true),
      ]
    case .floats(let values):
      return wrong + [
        (.reals([]), false), (.floats(values + [1]), true), (.floats(Array(values.dropLast())), true),
        (.floats(values.map { _ in -.infinity }), true),
      ]
    case .integers(let values):
      return wrong + [
        (.words([]), false), (.integers(values + [1]), true), (.integers(Array(values.dropLast())), true),
        (.integers(values.map { _ in .max }), true), (.integers(values.map { _ in .min }), true),
        (.integers(values.map { -$0 - 1 }), true), (.integers(values.map { _ in 70_000 }), true),
      ]
    case .words(let values):
      return wrong + [(.integers([]), false), (.words(values + [1]), true), (.words(values.map { _ in .max }), true)]
    case .text: return wrong + [(.integers([]), false), (.text("nobody"), true)]
    }
  }
}
