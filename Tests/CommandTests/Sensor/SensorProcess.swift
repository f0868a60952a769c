import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

/// `ftpscope sensor` as it runs, on ports of loopback that the system deals out.
final class SensorProcess {
  let folder: TemporaryFolder
  private let process = Process()
  private let errors = Messages()

  private final class Messages: Sendable {
    let text = Mutex("")
  }

  /// Starts it, and waits until it listens. `modes`: a listener each. `first`: what a shell does
  /// before, such as `ulimit -n 120`. `output`: where its standard output goes, and its events.
  init(
    _ arguments: [String] = [], modes: [String] = ["explicit"], in folder: TemporaryFolder? = nil,
    first: String? = nil, output: Pipe? = nil
  ) throws {
    self.folder = try folder ?? TemporaryFolder()
    let listeners = modes.flatMap { ["--listen", "127.0.0.1:0=\($0)"] }
    let user = geteuid() == 0 ? ["--user", "root"] : []
    let words = ["sensor", "--state-directory", "state", "--threads", "2"]
    process.currentDirectoryURL = URL(fileURLWithPath: self.folder.path)
    if let first {
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "\(first); exec \"$0\" \"$@\"", Command.binary.path]
    } else {
      process.executableURL = Command.binary
      process.arguments = []
    }
    process.arguments? += words + listeners + user + arguments
    if output != nil { process.arguments? += ["--events", "-"] }
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = output ?? FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    pipe.fileHandleForReading.readabilityHandler = { [errors] handle in
      let data = handle.availableData
      // At the pipe's end it would be called again and again.
      if data.isEmpty { handle.readabilityHandler = nil }
      errors.text.withLock { $0 += String(decoding: data, as: UTF8.self) }
    }
    try process.run()
    let last = output == nil ? "events go to" : "listening on"
    try #require(wait { self.messages.contains(last) }, "\(messages)")
  }

  deinit { if process.isRunning { end(SIGKILL) } }

  /// What it said.
  var messages: String { errors.text.withLock { $0 } }

  /// Where it listens, in the order of `modes`.
  var ports: [UInt16] {
    messages.matches(of: /listening on 127\.0\.0\.1:([0-9]+)/).compactMap { UInt16($0.1) }
  }

  var port: UInt16 { ports.first ?? 0 }

  /// The process.
  var number: Int32 { process.processIdentifier }

  /// Sends a signal and waits for the end; its status.
  @discardableResult
  func end(_ signal: Int32) -> Int32 {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationStatus
  }

  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  var isRunning: Bool { process.isRunning }

  /// The events that it wrote so far.
  var events: [[String: Any]] {
    let text = (try? folder.read("state/events.jsonl")) ?? ""
    return text.split(separator: "\n").compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }

  /// Those of a type, their field of that name.
  func events(_ type: String) -> [[String: Any]] {
    events.filter { $0["type"] as? String == type }.map { $0[type] as? [String: Any] ?? [:] }
  }

  /// That all events which it wrote keep to their schema.
  func expectSchemaHolds(location: SourceLocation = #_sourceLocation) throws {
    let outcome = try SchemaChecker.check("\(folder.path)/state/events.jsonl", "event")
    #expect(
      outcome.checked > 0 && outcome.problems == "", "\(outcome)", sourceLocation: location)
  }

  /// Waits until something holds, as long as the sensor runs; whether it does.
  @discardableResult
  func wait(_ condition: () -> Bool) -> Bool {
    Patience.eventually(while: { process.isRunning }, condition)
  }
}

/// A client of few words, that waits for each.
final class PlainClient: @unchecked Sendable {
  // Sendable: one thread uses it at a time.

  private let socket: Int32
  private var pending: [UInt8] = []

  /// Nil where nobody listens. `source`: the last number of the address of 127.0.0.0/8 that it
  /// comes from; `window`: bytes that the system takes for it unasked.
  init?(_ port: UInt16, from source: UInt32? = nil, window: Int32? = nil) {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var window {
      setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &window, socklen_t(MemoryLayout<Int32>.size))
    }
    if let source { Self.bind(socket, to: 0x7F00_0000 | source) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var patience = timeval(tv_sec: Patience.seconds, tv_usec: 0)
    setsockopt(
      socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if result != 0 { return nil }
  }

  /// One that is connected.
  init(connected socket: Int32) {
    self.socket = socket
    var patience = timeval(tv_sec: Patience.seconds, tv_usec: 0)
    setsockopt(
      socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  private static func bind(_ socket: Int32, to host: UInt32) {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = host.bigEndian
    _ = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  deinit { Glibc.close(socket) }

  /// Says that nothing more comes, and takes nothing more.
  func close() { shutdown(socket, Int32(SHUT_RDWR)) }

  func say(_ text: String) {
    say(Array(text.utf8))
  }

  /// `urgent`: the last byte is TCP's urgent one.
  func say(_ bytes: [UInt8], urgent: Bool = false) {
    let flags = Int32(MSG_NOSIGNAL) | (urgent ? Int32(MSG_OOB) : 0)
    _ = Glibc.send(socket, bytes, bytes.count, flags)
  }

  /// The next line; nil where the other side has closed, or says nothing for long.
  func line() -> String? {
    while true {
      if let end = pending.firstIndex(of: 0x0A) {
        defer { pending.removeFirst(end + 1) }
        return String(decoding: pending[..<end], as: UTF8.self).trimmingCharacters(in: .newlines)
      }
      var piece = [UInt8](repeating: 0, count: 4096)
      let count = recv(socket, &piece, piece.count, 0)
      if count <= 0 { return nil }
      pending += piece[..<count]
    }
  }

  /// All that comes until the other side closes.
  func rest() -> [UInt8] {
    var all = pending
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(socket, &piece, piece.count, 0)
      if count <= 0 { return all }
      all += piece[..<count]
    }
  }

  /// Whether something has come that was not read yet.
  var hasAnswer: Bool {
    var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return !pending.isEmpty || poll(&waiting, 1, 0) > 0
  }

  /// Takes at most so many bytes and forgets them; how many came before the other side closed.
  func take(_ most: Int) -> Int {
    var taken = 0
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while taken < most {
      let count = recv(socket, &piece, min(piece.count, most - taken), 0)
      if count <= 0 { break }
      taken += count
    }
    return taken
  }

  /// Is greeted and logs in, where any login is let in; whether that went well.
  func logIn() -> Bool {
    code() == 220 && ask("USER x") == 331 && ask("PASS y") == 230 && ask("TYPE I") == 200
  }

  /// A passive data connection.
  func passive() -> PlainClient? {
    say("EPSV\r\n")
    guard let port = line()?.firstMatch(of: /\|\|\|([0-9]+)\|/)?.1 else { return nil }
    return UInt16(port).flatMap { PlainClient($0) }
  }

  /// Sends a file; the code of the last reply, nil where there is no data connection.
  func store(_ name: String, _ bytes: [UInt8]) -> Int? {
    guard let data = passive() else { return nil }
    let begun = ask("STOR \(name)")
    guard begun == 150 || begun == 125 else { return begun }
    data.say(bytes)
    data.close()
    return code()
  }

  /// Says a command; the code of its reply.
  func ask(_ command: String) -> Int? {
    say(command + "\r\n")
    return code()
  }

  /// The code of the next reply.
  func code() -> Int? {
    while let line = line() {
      if line.count >= 4, line.dropFirst(3).first == " ", let code = Int(line.prefix(3)) {
        return code
      }
    }
    return nil
  }
}
