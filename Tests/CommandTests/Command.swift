import Foundation
import Synchronization
import TestSupport
import Testing

/// The real binary, run as a user runs it.
enum Command {
  /// What a run gave.
  struct Result {
    var status: Int32
    var output: Data
    var errors: String
    var text: String { String(decoding: output, as: UTF8.self) }
    var lines: [Substring] { text.split(whereSeparator: \.isNewline) }
    /// Standard output as one JSON object; that it is none fails the test.
    var json: [String: Any] { object(output) ?? [:] }
    /// Standard output as JSON Lines; a line that is no object fails the test.
    var records: [[String: Any]] { lines.compactMap { object(Data($0.utf8)) } }

    private func object(_ text: Data) -> [String: Any]? {
      let found = (try? JSONSerialization.jsonObject(with: text)) as? [String: Any]
      if found == nil {
        let start = String(decoding: text.prefix(200), as: UTF8.self)
        Issue.record("no JSON object: '\(start)'; status \(status), \(errors)")
      }
      return found
    }
  }

  /// The binary: the build puts it beside the program that runs the tests.
  static let binary: URL = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: own).deletingLastPathComponent().appending(path: "ftpscope")
  }()

  /// Runs `ftpscope logs` to its end, `input` on standard input.
  static func logs(
    _ arguments: [String], input: Data = Data(), environment: [String: String] = [:]
  ) throws -> Result {
    try run(binary, ["logs"] + arguments, input: input, environment: environment)
  }

  /// Runs `ftpscope scan` to its end, `input` on standard input.
  static func scan(
    _ arguments: [String], input: Data = Data(), environment: [String: String] = [:]
  ) throws -> Result {
    try run(binary, ["scan"] + arguments, input: input, environment: environment)
  }

  /// Runs a line of the shell in which `$FTPSCOPE` is the binary.
  static func shell(_ line: String, in folder: String) throws -> Result {
    try run(
      URL(fileURLWithPath: "/bin/sh"), ["-c", line], environment: ["FTPSCOPE": binary.path],
      in: folder)
  }

  /// Whether there is a program of that name.
  static func has(_ program: String) -> Bool {
    (try? shell("command -v \(program) > /dev/null", in: "/").status) == 0
  }

  /// Runs a program to its end.
  static func run(
    _ program: URL, _ arguments: [String], input: Data = Data(),
    environment: [String: String] = [:], in folder: String? = nil
  ) throws -> Result {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let (given, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = given
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let complaints = Mutex(Data())
    let group = DispatchGroup()
    DispatchQueue.global().async(group: group) {
      let data = errors.fileHandleForReading.readDataToEndOfFile()
      complaints.withLock { $0 = data }
    }
    DispatchQueue.global().async(group: group) {
      try? given.fileHandleForWriting.write(contentsOf: input)
      try? given.fileHandleForWriting.close()
    }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    group.wait()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: data,
      errors: complaints.withLock { String(decoding: $0, as: UTF8.self) })
  }
}

extension TemporaryFolder {
  /// Runs a line of shell in it, as a user does; `ftpscope` is the one that is tested.
  func run(_ line: String) throws -> Command.Result {
    let programs = Command.binary.deletingLastPathComponent().path
    return try Command.shell("PATH='\(programs)':$PATH; \(line)", in: path)
  }
}

/// Logs to run the command on.
enum Logs {
  /// IIS: bob logs in and stores in clear on the 1st, eve under TLS on the 2nd.
  static let iis = clear + explicit
  static let clear = fields + session("1", "bob", "a", auth: false)
  static let explicit = fields + session("2", "eve", "b", auth: true)

  static let fields =
    "#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status x-session\n"

  static func session(_ day: String, _ user: String, _ letter: String, auth: Bool) -> String {
    var lines = ["- ControlChannelOpened - -"]
    if auth { lines += ["- AUTH TLS 234", "- PROT P 200"] }
    lines += ["- USER \(user) 331", "\(user) PASS *** 230", "\(user) STOR x 226"]
    return session(day, letter, lines + ["\(user) ControlChannelClosed - -"])
  }

  /// A session of lines, each `user verb argument status`.
  static func session(_ day: String, _ letter: String, _ lines: [String]) -> String {
    let run = String(repeating: letter, count: 4)
    let guid = "\(run)\(run)-\(run)-\(run)-\(run)-\(run)\(run)\(run)"
    return lines.map { line in
      let words = line.split(separator: " ")
      return "2026-10-0\(day) 10:00:00 192.0.2.\(day) \(words[0]) 198.51.100.1 21 "
        + "\(words[1...].joined(separator: " ")) \(guid)\n"
    }.joined()
  }
}
