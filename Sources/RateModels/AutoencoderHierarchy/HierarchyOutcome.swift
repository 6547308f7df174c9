import Learning
import Rate
import Simulation

/// The results of an autoencoder hierarchy, from which figures, tables and files are made.
struct HierarchyOutcome {
  let hierarchy: AutoencoderHierarchy
  /// The topology with the fields at the start.
  let start: HierarchyTopology
  /// The training images; the first one is shown under the fields.
  let image: SquareImages
  /// The test images; the first ones are shown with what the units restore of them.
  let test: SquareImages
  /// Loss of each unit in each epoch.
  let losses: [[Double]]
  /// Entropy of each unit in each epoch, or at each stage of a search, bits.
  let entropies: [[Double]]
  /// The stages of a search; nil: no search was made.
  let stages: [HierarchySearch.Stage]?
  let stageAccuracies: [Double]
  let classifier: ClassifierTraining?
  /// Number of hidden units of each unit whose weights are shown.
  private static let filters = 32
  /// Number of test images that are shown.
  private static let pictures = 8

  var items: [OutcomeItem] {
    curves.map { .curve($0) } + [.regions(fields)] + filters + reconstructions + [.parameters(parameters)]
  }

  // MARK: Curves

  private typealias Curve = OutcomeItem.Curve

  /// - Parameter first: the number of the first value.
  private func series(_ label: String, _ values: [Double], from first: Int) -> Curve.Series {
    Curve.Series(label, values.enumerated().map { SIMD2(Double($0 + first), $1) })
  }

  private func perUnit(_ values: [[Double]], from first: Int) -> [Curve.Series] {
    start.units.indices.map { unit in series("unit \(unit + 1)", values.map { $0[unit] }, from: first) }
  }

  private var curves: [OutcomeItem.Curve] {
    if stages != nil {
      return [
        Curve(
          "accuracy", title: "Accuracy", xLabel: "meta-step", yLabel: "accuracy (%)",
          series: [series("accuracy", stageAccuracies.map { 100 * $0 }, from: 0)]),
        Curve(
          "entropy", title: "Entropy of hidden activity", xLabel: "meta-step", yLabel: "entropy (bits)",
          series: perUnit(entropies, from: 0)),
      ]
    }
    var curves: [Curve] = []
    if !losses.isEmpty {
      curves = [
        Curve(
          "loss", title: "Reconstruction", xLabel: "epoch", yLabel: "mean squared error",
          series: perUnit(losses, from: 1)),
        Curve(
          "entropy", title: "Entropy of hidden activity", xLabel: "epoch", yLabel: "entropy (bits)",
          series: perUnit(entropies, from: 1)),
      ]
    }
    if let classifier, classifier.epochs > 0 {
      curves.append(
        Curve(
          "classifier", title: "Classifier", xLabel: "epoch", yLabel: "cross-entropy (nats)",
          series: [
            series("training", classifier.losses, from: 1),
            series("validation", classifier.validation.map(\.loss), from: 1),
          ]))
    }
    return curves
  }

  // MARK: Fields

  private var fields: OutcomeItem.Regions {
    func map(_ label: String, _ fields: [MapRectangle]) -> OutcomeItem.Regions.Map {
      start.map(label, fields: fields, images: image)
    }
    var maps = [map(stages?.last == nil ? "fields" : "before", start.units.map(\.receptiveField))]
    if let stages, let last = stages.last { maps.append(map("after \(stages.count - 1) steps", last.fields)) }
    return OutcomeItem.Regions("fields", title: "Receptive fields", maps: maps)
  }

  // MARK: Weights

  /// The weights from each unit's field to its first hidden units.
  private var filters: [OutcomeItem] {
    hierarchy.topology.units.indices.map { unit in
      let (field, encoder) = (hierarchy.topology.units[unit].receptiveField, hierarchy.layers(of: unit)[0])
      let weights = hierarchy.parameters(of: unit)
      return .imageGrid(
        OutcomeItem.ImageGrid(
          "filters-of-unit-\(unit + 1)", title: "Filters of unit \(unit + 1)", rows: field.rows.count,
          columns: field.columns.count,
          images: (0..<min(encoder.outputs, Self.filters)).map { hidden in
            OutcomeItem.ImageGrid.Image(
              "\(hidden + 1)", (0..<field.count).map { weights[$0 * encoder.outputs + hidden] })
          }))
    }
  }

  // MARK: Reconstructions

  /// The field of each unit on the first test images, and below it what the unit restores of it.
  private var reconstructions: [OutcomeItem] {
    let count = min(test.count, Self.pictures, hierarchy.learning.batch)
    return hierarchy.reconstructions(test, Array(0..<count)[...]).enumerated().map { unit, pair in
      let field = hierarchy.topology.units[unit].receptiveField
      func pictures(_ label: String, _ values: Matrix) -> [OutcomeItem.ImageGrid.Image] {
        (0..<values.rows).map { row in
          OutcomeItem.ImageGrid.Image("\(label) \(row + 1)", Array(values.row(row)))
        }
      }
      return .imageGrid(
        OutcomeItem.ImageGrid(
          "reconstructions-of-unit-\(unit + 1)",
          title: "Unit \(unit + 1): its field on test images (in) and what it restores (out)",
          rows: field.rows.count, columns: field.columns.count,
          images: pictures("in", pair.field) + pictures("out", pair.restored), perRow: max(count, 1)))
    }
  }

  /// The parameters of each unit: W, b, V and c.
  private var parameters: OutcomeItem.Parameters {
    OutcomeItem.Parameters(
      hierarchy.topology.units.indices.flatMap { unit -> [OutcomeItem.Parameters.Array] in
        let values = hierarchy.parameters(of: unit)
        var place = 0
        func take(_ name: String, _ shape: [Int]) -> OutcomeItem.Parameters.Array {
          let count = shape.reduce(1, *)
          defer { place += count }
          return .init("unit_\(unit + 1)/\(name)", shape: shape, values: Array(values[place..<(place + count)]))
        }
        return zip(hierarchy.layers(of: unit), [("W", "b"), ("V", "c")]).flatMap { layer, names in
          [take(names.0, [layer.inputs, layer.outputs]), take(names.1, [layer.outputs])]
        }
      })
  }
}
