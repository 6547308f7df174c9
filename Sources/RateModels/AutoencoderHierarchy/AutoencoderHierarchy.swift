import Kernel
import Learning
import Rate
import Statistics

/// A hierarchy of autoencoders that read from and write to one feature map F: n × h × w.
///
///     F[image] = image, 0 elsewhere
///     K times, for k = 1 … K:   z_k = drop(relu(W_k vec(F[r_k]) + b_k)),   F[l_k] = z_k
///     once more, and now each unit learns to restore what it sees:
///     L_k = mean (x̂_k - x_k)²,  W, b, V, c by Adam; gradients do not cross units
///     features of an image:   φ = (z_1, …, z_K) after K sweeps without dropout
///
/// Source: the paper, algorithm 1, equations (1), (2); FACTS (0.1) to (0.9).
public final class AutoencoderHierarchy: ImageEncoder {
  public private(set) var topology: HierarchyTopology
  public let learning: HierarchyLearning
  private var units: [HierarchyUnit]
  private var optimisers: [Adam]
  private var dropping: [DropoutStream?]
  private let seed: UInt64
  private let entity: String
  /// Number of times that all weights have been redrawn.
  private var restarts: UInt64 = 0

  private let map: UnsafeMutablePointer<Float>
  private let inputs: UnsafeMutablePointer<Float>
  private var workspaces: [PerceptronWorkspace]

  /// Hidden activity of each unit during learning, sample after sample. Recorded only if ``keepsActivity`` is true.
  public private(set) var activity: [[Float]]
  public var keepsActivity = false

  /// - Parameters:
  ///   - topology: must be valid; see ``HierarchyTopology/validate(imageSide:)``.
  ///   - entity: the owner of the draws.
  public init(_ topology: HierarchyTopology, learning: HierarchyLearning, seed: UInt64, entity: String = "hierarchy") {
    self.topology = topology
    self.learning = learning
    self.seed = seed
    self.entity = entity
    units = Self.units(topology, learning, seed: seed, entity: entity, restarts: 0)
    optimisers = units.map { Self.optimiser($0, learning) }
    dropping = units.indices.map { DropoutStream(seed: seed, entity: "\(entity).units.\($0)") }
    workspaces = units.map { PerceptronWorkspace($0.perceptron, rows: learning.batch) }
    map = .allocate(capacity: learning.batch * topology.rows * topology.columns)
    inputs = .allocate(capacity: learning.batch * units.reduce(0) { max($0, $1.inputs) })
    activity = units.map { _ in [] }
  }

  deinit {
    map.deallocate()
    inputs.deallocate()
  }

  private static func units(
    _ topology: HierarchyTopology, _ learning: HierarchyLearning, seed: UInt64, entity: String, restarts: UInt64
  ) -> [HierarchyUnit] {
    topology.units.enumerated().map { index, unit in
      HierarchyUnit(
        unit, map: topology.map, learning: learning,
        stream: RandomStream(
          seed: seed, entity: "\(entity).units.\(index)", purpose: "weights", index: restarts))
    }
  }

  private static func optimiser(_ unit: HierarchyUnit, _ learning: HierarchyLearning) -> Adam {
    Adam(
      Adam.Settings(learningRate: Float(learning.learningRate), l2: Float(learning.weightDecay)),
      parameterCount: unit.perceptron.parameters.count)
  }

  /// Number of features of an image: the length of φ, K · hidden.
  public var featureCount: Int { units.reduce(0) { $0 + $1.hidden } }

  /// The parameters of a unit: W, b, V and c.
  public func parameters(of unit: Int) -> [Float] { units[unit].perceptron.parameters }

  /// The two layers of a unit: the encoder and the decoder.
  func layers(of unit: Int) -> [DenseLayer] { units[unit].perceptron.layers }

  // MARK: Restructuring

  /// Moves the receptive fields. ``HierarchyLearning/weights`` says what happens to the weights; the optimisers
  /// restart.
  public func move(to fields: [MapRectangle]) {
    for index in units.indices where units[index].field != fields[index] {
      units[index].move(to: fields[index])
      topology.units[index].receptiveField = fields[index]
    }
    optimisers = units.map { Self.optimiser($0, learning) }
  }

  /// Redraws all weights.
  public func redraw() {
    restarts += 1
    units = Self.units(topology, learning, seed: seed, entity: entity, restarts: restarts)
    optimisers = units.map { Self.optimiser($0, learning) }
  }

  // MARK: Learning

  /// Learns from one mini-batch.
  /// - Parameter samples: at most ``HierarchyLearning/batch`` images.
  /// - Returns: the loss L of each unit.
  @discardableResult
  public func learn(_ images: SquareImages, _ samples: ArraySlice<Int>, _ augmentation: Augmentation?) -> [Double] {
    show(images, samples, augmentation)
    for _ in units.indices { sweep(samples.count, isTraining: true) }
    return units.indices.map { learn($0, rows: samples.count) }
  }

  private func learn(_ index: Int, rows: Int) -> Double {
    let workspace = workspaces[index]
    let size = topology.rows * topology.columns
    units[index].look(at: map, mapSize: size, rows: rows, into: inputs)
    let restored = units[index].perceptron.forward(inputs, rows: rows, in: workspace, dropping: &dropping[index])
    write(index, rows: rows)
    if keepsActivity {
      activity[index].append(
        contentsOf: UnsafeBufferPointer(start: workspace.outputs[0], count: rows * units[index].hidden))
    }
    let loss = MeanSquaredError.evaluate(
      restored, targets: inputs, count: rows * units[index].inputs, deltas: workspace.deltas[1])
    units[index].perceptron.backward(inputs, rows: rows, in: workspace, isTraining: true)
    optimisers[index].step(&units[index].perceptron.parameters, gradient: workspace.gradient)
    return loss
  }

  /// Writes the images into the feature map F, and 0 into the places that no image covers.
  private func show(_ images: SquareImages, _ samples: ArraySlice<Int>, _ augmentation: Augmentation?) {
    precondition(samples.count <= learning.batch)
    let size = topology.rows * topology.columns
    map.update(repeating: 0, count: samples.count * size)
    for (row, sample) in samples.enumerated() {
      images.write(sample, augmentation: augmentation?.draw(sample), into: map + row * size, width: topology.columns)
    }
  }

  /// One sweep: each unit in turn reads its field and writes its activity.
  private func sweep(_ rows: Int, isTraining: Bool) {
    for index in units.indices {
      units[index].look(at: map, mapSize: topology.rows * topology.columns, rows: rows, into: inputs)
      var none: DropoutStream?
      if isTraining {
        units[index].perceptron.forward(
          inputs, rows: rows, in: workspaces[index], layers: 1, dropping: &dropping[index])
      } else {
        units[index].perceptron.forward(inputs, rows: rows, in: workspaces[index], layers: 1, dropping: &none)
      }
      write(index, rows: rows)
    }
  }

  /// Writes the activity of a unit to its write location: F[l] <- z.
  private func write(_ index: Int, rows: Int) {
    let location = topology.units[index].writes
    let hidden = workspaces[index].outputs[0]
    let width = location.columns.count
    for sample in 0..<rows {
      var place = hidden + sample * location.count
      let target = map + sample * topology.rows * topology.columns + location.columns.lowerBound
      for row in location.rows {
        (target + row * topology.columns).update(from: place, count: width)
        place += width
      }
    }
  }

  func forgetActivity() {
    for index in activity.indices { activity[index].removeAll(keepingCapacity: true) }
  }

  /// Restores the ``activity`` of an epoch in progress.
  func remember(_ activity: [[Float]]) { self.activity = activity }

  // MARK: Reconstructions

  /// The field x of each unit on some images, and what the unit restores of it, x̂: as in learning, but without
  /// dropout.
  /// - Parameter samples: at most ``HierarchyLearning/batch`` images.
  /// - Returns: for each unit x and x̂, images × places of the field. Of a tiled field only the first copy is given.
  package func reconstructions(_ images: SquareImages, _ samples: ArraySlice<Int>) -> [(
    field: Matrix, restored: Matrix
  )] {
    show(images, samples, nil)
    for _ in units.indices { sweep(samples.count, isTraining: false) }
    return units.indices.map { index in
      let unit = units[index]
      var none: DropoutStream?
      unit.look(at: map, mapSize: topology.rows * topology.columns, rows: samples.count, into: inputs)
      let restored = unit.perceptron.forward(inputs, rows: samples.count, in: workspaces[index], dropping: &none)
      write(index, rows: samples.count)
      func pictures(_ values: UnsafePointer<Float>) -> Matrix {
        Matrix(
          rows: samples.count, columns: unit.field.count,
          values: (0..<samples.count).flatMap { sample in
            UnsafeBufferPointer(start: values + sample * unit.inputs, count: unit.field.count)
          })
      }
      return (pictures(inputs), pictures(restored))
    }
  }

  // MARK: Features

  /// The features φ of each sample, computed without dropout.
  public func features(_ images: SquareImages, _ samples: ArraySlice<Int>, _ augmentation: Augmentation?) -> Matrix {
    var features = Matrix(rows: samples.count, columns: featureCount)
    for first in stride(from: 0, to: samples.count, by: learning.batch) {
      let batch = samples.dropFirst(first).prefix(learning.batch)
      show(images, batch, augmentation)
      for _ in 0..<(topology.isOrdered ? 1 : units.count) { sweep(batch.count, isTraining: false) }
      features.values.withUnsafeMutableBufferPointer { features in
        for row in 0..<batch.count {
          var place = features.baseAddress! + (first + row) * featureCount
          for (unit, workspace) in zip(units, workspaces) {
            place.update(from: workspace.outputs[0] + row * unit.hidden, count: unit.hidden)
            place += unit.hidden
          }
        }
      }
    }
    return features
  }
}

extension AutoencoderHierarchy: Stateful {
  /// Saves weights, optimisers, dropout and the places of the fields. ``activity`` is saved by the training.
  public func save(into state: inout StateWriter) {
    state.write("restarts", restarts)
    for index in units.indices {
      state.write("unit_\(index + 1)") { unit in
        unit.write("field", units[index].field.numbers)
        unit.write("weights", part: units[index])
        unit.write("optimiser", part: optimisers[index])
        if let stream = dropping[index] { unit.write("dropping", part: stream) }
      }
    }
  }

  public func restore(from state: StateReader) throws {
    restarts = try state.word("restarts")
    for index in units.indices {
      try state.read("unit_\(index + 1)") { unit in
        let field = try MapRectangle(numbers: unit.integers("field", as: Int.self))
        guard let field, field.count == units[index].field.count,
          field.isInside(rows: topology.rows, columns: topology.columns)
        else { throw unit.error("field", "does not fit this hierarchy") }
        units[index].take(field)
        topology.units[index].receptiveField = field
        try unit.read("weights", part: &units[index])
        try unit.read("optimiser", part: &optimisers[index])
        if var stream = dropping[index] {
          try unit.read("dropping", part: &stream)
          dropping[index] = stream
        }
      }
    }
  }
}
