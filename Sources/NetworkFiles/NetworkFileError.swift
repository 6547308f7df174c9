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

  public init(file: String, line: Int? = nil, column: Int? = nil, option: String? = nil, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.option = option
    self.message = message
  }

  public var description: String {
    if let option { return "\(file): \(option): \(message)" }
    guard let line else { return "\(file): \(message)" }
    return "\(file):\(line):\(column ?? 1): \(message)"
  }
}

/// Origin of a part of a document.
enum Origin: Equatable {
  case position(line: Int, column: Int)
  /// An option of the command line, as the user wrote it.
  case option(String)
}

/// An error found while reading, without the name of the file.
struct PlacedError: Error {
  var origin: Origin?
  var message: String

  init(_ message: String, at origin: Origin?) {
    self.origin = origin
    self.message = message
  }

  static func unknown(
    _ what: String, _ word: String, of owner: String? = nil, among valid: [String], at origin: Origin?
  ) -> PlacedError {
    PlacedError(DescriptionError.unknown(what, word, of: owner, among: valid, at: []).message, at: origin)
  }

  func error(in file: String) -> NetworkFileError {
    switch origin {
    case .position(let line, let column): NetworkFileError(file: file, line: line, column: column, message: message)
    case .option(let option): NetworkFileError(file: file, option: option, message: message)
    case nil: NetworkFileError(file: file, message: message)
    }
  }
}
