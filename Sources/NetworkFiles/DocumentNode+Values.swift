import Kernel
import Spiking

import struct Foundation.URL

/// Use of a value: neurons may have lists of values, synapses may depend on distance.
enum ValueUse {
  case neuron, weight, delay

  fileprivate var keys: [String] {
    let distributions = ["uniform", "normal", "logNormal", "normalSquared"]
    return switch self {
    case .neuron: distributions
    case .weight: distributions + ["decay"]
    case .delay: distributions + ["conduction"]
    }
  }
}

extension DocumentNode {
  /// Reads a number, a list of numbers or a distribution.
  func value(_ dimension: Dimension, of owner: String, _ use: ValueUse) throws -> Value {
    switch content {
    case .scalar: return .constant(try quantity(dimension))
    case .sequence:
      guard use == .neuron else {
        throw PlacedError("\(owner) cannot be a list; give synapses a distribution or an edge list", at: origin)
      }
      return .list(try quantities(dimension))
    case .mapping: break
    }
    let (key, node) = try choice(of: owner, among: use.keys)
    switch key {
    case "uniform":
      let ends = try node.quantities(dimension)
      guard ends.count == 2 else { throw PlacedError("'uniform' must be [low, high]", at: node.origin) }
      return .uniform(low: ends[0], high: ends[1])
    case "normal", "logNormal":
      let fields = try Fields(node, of: "'\(key)'", ["mean", "deviation", "minimum", "maximum"])
      let mean = try fields.required("mean").quantity(dimension)
      let deviation = try fields.required("deviation").quantity(dimension)
      let minimum = try fields.optional("minimum")?.quantity(dimension) ?? -.infinity
      let maximum = try fields.optional("maximum")?.quantity(dimension) ?? .infinity
      guard minimum <= maximum else {
        throw PlacedError(
          "the minimum, \(dimension.text(minimum)), is above the maximum, \(dimension.text(maximum))", at: node.origin)
      }
      return key == "normal"
        ? .normal(mean: mean, deviation: deviation, bounds: minimum...maximum)
        : .logNormal(mean: mean, deviation: deviation, bounds: minimum...maximum)
    case "normalSquared":
      let fields = try Fields(node, of: "'normalSquared'", ["scale"])
      return .normalSquared(scale: try fields.required("scale").quantity(dimension))
    case "decay":
      let fields = try Fields(node, of: "'decay'", ["amplitude", "length"])
      return .decay(
        amplitude: try fields.required("amplitude").quantity(dimension),
        length: try fields.required("length").quantity(.length))
    default:
      let fields = try Fields(node, of: "'conduction'", ["speed", "offset"])
      return .conduction(
        speed: try fields.required("speed").quantity(.speed),
        offset: try fields.optional("offset")?.quantity(.time) ?? 0)
    }
  }

  /// Reads a word or a list of words, as indices.
  func value(among words: [String], of owner: String) throws -> Value {
    if case .sequence(let items) = content { return .list(try items.map { try $0.index(in: words, of: owner) }) }
    return .constant(try index(in: words, of: owner))
  }

  private func index(in words: [String], of owner: String) throws -> Double {
    guard !isPlaceholder else { return 0 }
    let text = try text
    guard let index = words.firstIndex(of: text) else {
      throw PlacedError("\(owner) cannot be '\(text)'\(NearestWord.hint(for: text, among: words))", at: origin)
    }
    return Double(index)
  }

  private static let delayParts = ["axonal", "dendritic"]

  /// Whether it is a mapping with a part of a delay.
  var isDelayInParts: Bool {
    guard case .mapping(let entries) = content else { return false }
    return entries.contains { Self.delayParts.contains($0.key) }
  }

  /// Reads one value, which is axonal, or the axonal and the dendritic part.
  var delay: Delay {
    get throws {
      if isDelayInParts {
        let fields = try Fields(self, of: "'delay'", Self.delayParts)
        return Delay(
          axonal: try fields.optional("axonal")?.value(.time, of: "'axonal'", .delay) ?? 0,
          dendritic: try fields.optional("dendritic")?.value(.time, of: "'dendritic'", .delay) ?? 0)
      }
      return Delay(axonal: try value(.time, of: "'delay'", .delay))
    }
  }

  /// Reads a connection rule; paths of files are relative to `folder`.
  func rule(in folder: URL) throws -> ConnectionRule {
    guard !isPlaceholder else { return .allToAll }
    let words = ["oneToOne", "allToAll"]
    let keys = [
      "inDegree", "outDegree", "totalNumber", "bernoulli", "edgeList", "disc", "ring", "gaussian", "exponential",
    ]
    if case .scalar = content {
      let text = try text
      switch text {
      case "oneToOne": return .oneToOne
      case "allToAll": return .allToAll
      default:
        if keys.contains(text) { throw PlacedError("'\(text)' needs a value, as in {\(text): …}", at: origin) }
        throw PlacedError.unknown("rule", text, among: words + keys, at: origin)
      }
    }
    if case .mapping(let entries) = content, let word = entries.first(where: { words.contains($0.key) })?.key {
      throw PlacedError("'\(word)' takes no value: write 'rule: \(word)'", at: origin)
    }
    let (key, node) = try choice(of: "'rule'", among: keys)
    switch key {
    case "inDegree": return .inDegree(try node.integer())
    case "outDegree": return .outDegree(try node.integer())
    case "totalNumber": return .totalNumber(try node.integer())
    case "bernoulli": return .bernoulli(try node.quantity(.none))
    case "edgeList":
      let path = URL(fileURLWithPath: try node.text, relativeTo: folder).standardizedFileURL.path
      do throws(InputFileError) { try InputFile.check(path) } catch {
        throw PlacedError("the file '\(try node.text)' cannot be read: \(error.message)", at: node.origin)
      }
      return .edgeList(path: path)
    default: return try node.distanceRule(key)
    }
  }

  private func distanceRule(_ key: String) throws -> ConnectionRule {
    let lengths = ["disc": ["radius"], "ring": ["inner", "outer"], "gaussian": ["sigma", "cutoff"]]
    let fields = try Fields(self, of: "'\(key)'", lengths[key, default: ["length", "cutoff"]] + ["probability"])
    func limit(_ key: String) throws -> Double { try fields.optional(key)?.quantity(.length) ?? .infinity }
    let profile: DistanceProfile =
      switch key {
      case "disc": .disc(radius: try fields.required("radius").quantity(.length))
      case "ring": .ring(inner: try fields.required("inner").quantity(.length), outer: try limit("outer"))
      case "gaussian": .gaussian(sigma: try fields.required("sigma").quantity(.length), cutoff: try limit("cutoff"))
      default: .exponential(length: try fields.required("length").quantity(.length), cutoff: try limit("cutoff"))
      }
    return .distance(profile, probability: try fields.optional("probability")?.quantity(.none) ?? 1)
  }
}
