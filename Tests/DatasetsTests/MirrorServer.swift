import Foundation
import Testing

/// A local server of one file, with addresses that misbehave like real servers.
final class MirrorServer {
  private let process = Process()
  private let log: String
  let address: String

  /// nil, with a printed note, if there is no Python or if a proxy would be used.
  init?(_ content: [UInt8], in folder: Folder) throws {
    guard try !folder.output("python3", "--version").isEmpty else {
      print("SKIPPED: downloads from a server; there is no python3 for it")
      return nil
    }
    let environment = ProcessInfo.processInfo.environment
    guard ["http_proxy", "all_proxy", "ALL_PROXY"].allSatisfy({ environment[$0] == nil }) else {
      print("SKIPPED: downloads from a server; a proxy is set")
      return nil
    }
    let file = try folder.write(content, to: "served")
    let script = try folder.write(Array(Self.script.utf8), to: "server.py")
    log = folder.path + "/requests"
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script, file, log]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let port = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
    address = "http://127.0.0.1:\(port.trimmingCharacters(in: .whitespacesAndNewlines))"
  }

  deinit {
    // Children of a test's thread block all other signals.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Path and range of every request, one per line.
  func requests() throws -> [String] {
    try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private static let script = """
    import http.server, sys, time
    content = open(sys.argv[1], 'rb').read()
    class Handler(http.server.BaseHTTPRequestHandler):
      def do_GET(self):
        kind = self.path.split('/')[1]
        asked = self.headers.get('Range')
        with open(sys.argv[2], 'a') as log: log.write(self.path + ' ' + (asked or '-') + '\\n')
        body = {'other': bytes(len(content)), 'short': content[:-7], 'long': content + b'more'}.get(kind, content)
        if kind == 'none': return self.send_error(404)
        if kind == 'moved':
          self.send_response(302)
          self.send_header('Location', self.path.replace('moved', 'whole'))
          return self.end_headers()
        start = int(asked[6:-1]) if asked and kind != 'rangeless' else 0
        if start >= len(body): return self.send_error(416)
        self.send_response(206 if start else 200)
        if start: self.send_header('Content-Range', f'bytes {start}-{len(body) - 1}/{len(body)}')
        self.send_header('Content-Length', str(len(body) - start))
        self.end_headers()
        if kind == 'breaking': body = body[:start + len(content) // 3]
        if kind == 'slow':
          self.wfile.write(body[start:start + 1000])
          self.wfile.flush()
          time.sleep(30)
        self.wfile.write(body[start:])
      def log_message(self, *arguments): pass
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    server.daemon_threads = True
    print(server.server_port, flush=True)
    server.serve_forever()

    """
}
