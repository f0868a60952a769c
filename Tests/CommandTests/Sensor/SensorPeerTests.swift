import Foundation
import TestSupport
import Testing

/// What others wrote, against a sensor that serves a real folder: clients at their daily work in
/// every way of connecting, pyftpdlib's own tests, and a storm of attackers.
@Suite(.serialized, .enabled("skipped: no lab: Lab/setup") { LabPython.path != nil })
struct SensorPeerTests {
  @Test func clientsDoTheirDailyWork() throws {
    let shared = try SharedFolder(["--login", "any"])
    let ran = try shared.run("Lab/clients", ["\(shared.port)", "\(shared.implicitPort)"])
    #expect(ran.status == 0, "\(ran.text)\(ran.errors)")
    let last = ran.lines.last.map(String.init) ?? ""
    #expect(last.contains("ways did all of it"))
    // Python's clients are there wherever the lab is.
    #expect((Int(last.prefix { $0.isNumber }) ?? 0) >= 28, "\(last)")
  }

  /// All but those that are known: ProFTPD passes 93 of 159 of an earlier edition; pyftpdlib itself,
  /// as a server of its own without the options that tests set in mid-course, 135 of these 164.
  @Test func pyftpdlibsOwnTests() throws {
    let logins = try TemporaryFolder(["logins": "user:12345\nanonymous:\n"])
    let shared = try SharedFolder(["--login", "file:\(logins.path)/logins"])
    let ran = try shared.run("Lab/functional", [shared.served.path, "\(shared.port)"])
    #expect(ran.lines.last?.hasSuffix(" passed of 164") == true, "\(ran.text)\(ran.errors)")
    let known = try String(contentsOfFile: Project.path("Lab/functional-known"), encoding: .utf8)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
    let words = "not passed: "
    let failed = ran.lines.filter { $0.hasPrefix(words) }.map { $0.dropFirst(words.count) }
    #expect(Set(failed).subtracting(known).sorted() == [], "\(ran.text.suffix(4000))")
    #expect(Set(known).subtracting(failed).sorted() == [], "no longer to be listed")
  }

  /// Two minutes by default; FTPSCOPE_STORM names other seconds.
  @Test func aStormLeavesNothingBehind() throws {
    let seconds = ProcessInfo.processInfo.environment["FTPSCOPE_STORM"] ?? "120"
    let sensor = try SensorProcess(
      ["--persona", "proftpd-1.3.5", "--login", "after:2"], modes: ["explicit", "implicit"])
    try #require(sensor.ports.count == 2, "\(sensor.messages)")
    let ran = try Command.run(
      URL(fileURLWithPath: "/usr/bin/env"),
      ["python3", Project.root.appending(path: "Lab/storm").path, "\(sensor.number)"]
        + sensor.ports.map { "\($0)" } + [seconds, "--clients", "20"])
    #expect(ran.status == 0, "\(ran.text)\(ran.errors)")
    #expect(sensor.end(SIGTERM) == 143, "\(sensor.messages)")
    // Its events fill more than one file.
    let counts = try ["connect", "disconnect"].map { type in
      try Command.shell(
        "cat state/events*.jsonl | grep -c '\"type\":\"\(type)\"'", in: sensor.folder.path
      ).text
    }
    #expect(counts[0] == counts[1] && counts[0] != "0\n")
  }

  /// A sensor over a folder, on 127.0.0.1 and ::1.
  private struct SharedFolder {
    let served: TemporaryFolder
    let sensor: SensorProcess
    let port: UInt16
    let implicitPort: UInt16

    init(_ arguments: [String]) throws {
      served = try TemporaryFolder()
      let ports = try #require(FreePorts.inARow(2))
      let (explicit, implicit) = (ports.lowerBound, ports.upperBound)
      (port, implicitPort) = (explicit, implicit)
      let listeners = ["127.0.0.1", "[::1]"].flatMap {
        ["--listen", "\($0):\(explicit)=explicit", "--listen", "\($0):\(implicit)=implicit"]
      }
      sensor = try SensorProcess(
        ["--folder", served.path, "--active"] + listeners + arguments, modes: [])
      try #require(sensor.isRunning, "\(sensor.messages)")
    }

    func run(_ script: String, _ arguments: [String]) throws -> Command.Result {
      try Command.run(
        URL(fileURLWithPath: LabPython.path ?? ""),
        [Project.root.appending(path: script).path] + arguments)
    }
  }
}

/// The lab's Python, which has pyftpdlib.
enum LabPython {
  static let path: String? = {
    let path = Project.lab + "/venv/bin/python"
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }()
}
