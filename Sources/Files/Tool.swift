import Foundation

/// Runs external programs, such as gnuplot and git.
package enum Tool {
  /// The path of a program; nil if it is not on the search path.
  package static func find(_ name: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// The output of a program without the final line break; nil if the program fails.
  package static func output(of program: String, _ arguments: [String]) -> String? {
    guard let (status, text) = try? run(program, arguments), status == 0 else { return nil }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Runs a program to its end.
  /// - Returns: its exit code and its output on stdout and, if `errors` is true, stderr.
  package static func run(_ program: String, _ arguments: [String], in folder: String? = nil, errors: Bool = false)
    throws
    -> (status: Int32, text: String)
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = errors ? pipe : FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
