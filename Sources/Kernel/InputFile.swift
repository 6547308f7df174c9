import Glibc

/// The error for a file that cannot be read. Readers turn it into errors of their own.
package struct InputFileError: Error, Equatable, CustomStringConvertible {
  package var path: String
  package var message: String

  package init(_ path: String, _ message: String) {
    self.path = path
    self.message = message
  }

  package var description: String { "\(path): \(message)" }
}

/// Opens and reads files that users name. Only regular files are read, as a device may have no end and a fifo may never
/// have a writer, and only up to a bound that the reader states.
package enum InputFile {
  /// Checks that the path leads to a regular file that may be read, without waiting for anything.
  package static func check(_ path: String) throws(InputFileError) { close(try descriptor(of: path).number) }

  /// The contents of a regular file of at most `limit` bytes.
  package static func contents(of path: String, upTo limit: Int) throws(InputFileError) -> [UInt8] {
    let (number, size) = try descriptor(of: path)
    defer { close(number) }
    guard size <= limit else { throw tooLarge(path, limit) }
    return try read(number, path, upTo: limit, expecting: size)
  }

  /// The beginning of a regular file: all of it if it has at most `count` bytes.
  package static func beginning(of path: String, count: Int) throws(InputFileError) -> [UInt8] {
    let (number, _) = try descriptor(of: path)
    defer { close(number) }
    var bytes: [UInt8] = []
    try forEachPiece(of: number, path) { piece in
      bytes += piece.prefix(count - bytes.count)
      return bytes.count < count
    }
    return bytes
  }

  /// Reads the standard input to its end; it may hold at most `limit` bytes.
  package static func standardInput(upTo limit: Int) throws(InputFileError) -> [UInt8] {
    try read(STDIN_FILENO, "stdin", upTo: limit, expecting: 0)
  }

  /// Calls `body` with the contents of a regular file, piece after piece, until it returns false.
  package static func forEachPiece(
    of path: String, _ body: (UnsafeRawBufferPointer) -> Bool
  ) throws(InputFileError) {
    let (number, _) = try descriptor(of: path)
    defer { close(number) }
    try forEachPiece(of: number, path, body)
  }

  private static func read(
    _ number: Int32, _ path: String, upTo limit: Int, expecting size: Int
  ) throws(InputFileError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + 1)
    try forEachPiece(of: number, path) { piece in
      bytes += piece
      return bytes.count <= limit
    }
    guard bytes.count <= limit else { throw tooLarge(path, limit) }
    return bytes
  }

  private static func forEachPiece(
    of number: Int32, _ path: String, _ body: (UnsafeRawBufferPointer) -> Bool
  ) throws(InputFileError) {
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { piece.deallocate() }
    while true {
      let count = Glibc.read(number, piece.baseAddress, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      guard count > 0, body(UnsafeRawBufferPointer(rebasing: piece[..<count])) else { return }
    }
  }

  /// Opens a regular file.
  private static func descriptor(of path: String) throws(InputFileError) -> (number: Int32, size: Int) {
    // Without O_NONBLOCK the call would wait until a fifo has a writer.
    let number = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard number >= 0 else { throw failure(path) }
    var status = stat()
    guard fstat(number, &status) == 0 else {
      defer { close(number) }
      throw failure(path)
    }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG else {
      close(number)
      throw InputFileError(path, words(kind))
    }
    return (number, Int(status.st_size))
  }

  private static func words(_ kind: mode_t) -> String {
    switch kind {
    case S_IFDIR: "is a folder"
    case S_IFIFO: "is a fifo, not a file"
    case S_IFCHR, S_IFBLK: "is a device, not a file"
    default: "is not a file"
    }
  }

  private static func failure(_ path: String) -> InputFileError {
    InputFileError(path, errno == ENOENT ? "there is no such file" : String(cString: strerror(errno)))
  }

  private static func tooLarge(_ path: String, _ limit: Int) -> InputFileError {
    InputFileError(path, "is larger than \(limit >> 20) MiB, the most that is read")
  }
}
