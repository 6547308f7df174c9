import Kernel
import Spiking

extension DescriptionReader {
  /// - Parameter below: the previous layer; nil for the first.
  func layer(_ entry: DocumentNode.Entry, above below: LayerDescription?) throws -> LayerDescription {
    var layer = LayerDescription(entry.key, above: below)
    // A layer without a value has all defaults.
    guard !entry.value.isNull else { return layer }
    let fields = try Fields(
      entry.value, of: "layer '\(entry.key)'",
      ["size", "sheet", "parameters", "initial", "lateral", "noise"] + (below == nil ? [] : ["feedForward"]))
    let info = LIFAdaptiveThresholdNeuron.info
    if let node = try fields.optional("size") { layer.size = try node.integer() }
    if let node = try fields.optional("sheet") { layer.sheet = try positions(node, of: "'sheet'", standard: .random) }
    layer.parameters = try parameters(fields.entries("parameters"), of: info)
    layer.initial = try initial(fields.entries("initial"), of: info)
    if let node = try fields.optional("lateral") {
      layer.lateral = try node.kernel(amplitude: info.weight, standard: layer.lateral)
    }
    if let node = try fields.optional("noise") {
      let noise = try Fields(node, of: "'noise'", ["deviation", "interval"])
      var own = layer.noise ?? LayerDescription.Noise()
      if let node = try noise.optional("deviation") { own.deviation = try node.quantity(info.current ?? .none) }
      if let node = try noise.optional("interval") { own.interval = try node.quantity(.time) }
      layer.noise = own
    }
    if let below, let node = try fields.optional("feedForward") {
      layer.feedForward = try feedForward(node, of: entry.key, weight: info.weight, above: below)
    }
    return layer
  }

  private func feedForward(
    _ node: DocumentNode, of layer: String, weight: Dimension, above below: LayerDescription
  ) throws -> LayerDescription.FeedForward {
    typealias FeedForward = LayerDescription.FeedForward
    var feedForward = FeedForward(above: below)
    let fields = try Fields(node, of: "'feedForward'", ["weight", "competition", "plasticity"])
    if let node = try fields.optional("weight") {
      feedForward.weight = try node.value(weight, of: "'weight'", .weight)
    }
    if let node = try fields.optional("competition") {
      feedForward.competition = try node.competition(weight: weight, standard: feedForward.competition)
      if !node.contains(["thresholds"]), let mean = feedForward.competition.meanWeight {
        feedForward.competition.thresholds = FeedForward.standardThresholds(above: below, meanWeight: mean)
      }
    }
    if let node = try fields.optional("plasticity") {
      var own = try plasticity(node, weight: weight, at: ["layers", layer, "feedForward", "plasticity"])
      if let standard = feedForward.plasticity, standard.rule == own.rule {
        own.parameters.merge(standard.parameters) { given, _ in given }
      }
      feedForward.plasticity = own
    }
    return feedForward
  }
}
