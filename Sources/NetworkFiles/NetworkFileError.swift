import Kernel

/// An error in a network file, with its place.
public struct NetworkFileError: Error, Equatable, Sendable, CustomStringConvertible {
  public var file: String
  /// Line, counted from 1; nil if the error concerns the whole file or an option.
  public var line: Int?
  /// Column, counted from 1 in characters.
  public var column: Int?
  /// The option that gave the value, such as "--set populations.excitatory.size=-5".
  public var option: String?
  public var message: String
  /// The other errors of the same file, in the order of their places; with this one at most 20.
  public var others: [NetworkFileError] = []

  public init(file: String, line: Int? = nil, column: Int? = nil, option: String? = nil, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.option = option
    self.message = message
  }

  public var description: String { text(" ") }

  /// The message as compilers write it, so that editors can jump to its place.
  package var compilerMessage: String { line == nil ? "error: \(description)" : text(" error: ") }

  /// - Parameter separator: the text between the place and the message.
  private func text(_ separator: String) -> String {
    let (file, message) = (MessageText.escaped(file), MessageText.line(message))
    if let option { return "\(file): \(MessageText.line(option)): \(message)" }
    guard let line else { return "\(file): \(message)" }
    return "\(file):\(line):\(column ?? 1):\(separator)\(message)"
  }
}

/// Origin of a part of a document.
enum Origin: Hashable {
  case position(line: Int, column: Int)
  /// An option of the command line, as the user wrote it.
  case option(String)
}

/// An error found while reading, without the name of the file.
struct PlacedError: Error {
  var origin: Origin?
  var message: String
  /// The key that the mapping at ``origin`` lacks.
  var missing: String?
  /// Whether it was found by a check of the description, after reading.
  var isOfDescription = false

  init(_ message: String, at origin: Origin?) {
    self.origin = origin
    self.message = message
  }

  static func unknown(
    _ what: String, _ word: String, of owner: String? = nil, among valid: [String], at origin: Origin?
  ) -> PlacedError {
    PlacedError(DescriptionError.unknown(what, word, of: owner, among: valid, at: []).message, at: origin)
  }

  static func missing(_ key: String, in owner: String, at origin: Origin?) -> PlacedError {
    var error = PlacedError("\(owner) needs '\(key)'", at: origin)
    error.missing = key
    return error
  }

  /// The first of the errors in the order of their places, with the others; options come after the file.
  static func first(of errors: [PlacedError], in file: String) -> NetworkFileError? {
    var sorted = errors.prefix(ErrorSurvey.most).map { $0.error(in: file) }
    sorted.sort { ($0.line ?? .max, $0.column ?? .max) < ($1.line ?? .max, $1.column ?? .max) }
    guard var first = sorted.first else { return nil }
    first.others = Array(sorted.dropFirst())
    return first
  }

  func error(in file: String) -> NetworkFileError {
    switch origin {
    case .position(let line, let column): NetworkFileError(file: file, line: line, column: column, message: message)
    case .option(let option): NetworkFileError(file: file, option: option, message: message)
    case nil: NetworkFileError(file: file, message: message)
    }
  }
}
