import Foundation
import Glibc
import TestSupport
import Testing

/// Real clients at their daily work against each server that is imitated, all of it in one session:
/// what a client does is forgotten with its session.
@Suite struct SensorPersonaClientTests {
  static let personas: [String] = {
    let folder = Project.path("Sources/Sensor/Personas/Resources")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  /// What the servers themselves do not have.
  private static let lacks = [
    "mikrotik": ["--clear-only"], "vsftpd-2.3.4": ["--clear-only"],
    "jetdirect": ["--clear-only", "--upload-only"], "proftpd-1.3.5": ["--no-resume"],
  ]

  @Test(.enabled(if: Command.has("python3"), "python3 is absent"), arguments: personas)
  func clientsWork(_ persona: String) throws {
    let sensor = try SensorProcess(
      [
        "--listen", "*:0=explicit", "--listen", "*:0=implicit", "--persona", persona, "--login",
        "any", "--active",
      ], modes: [])
    let ports = sensor.messages.matches(of: /listening on \[::\]:([0-9]+)/).map { String($0.1) }
    try #require(ports.count == 2, "\(sensor.messages)")
    let ran = try Command.run(
      URL(fileURLWithPath: "/usr/bin/env"),
      ["python3", Project.path("Lab/clients"), "--one-session"] + ports
        + Self.lacks[persona, default: []])
    #expect(ran.status == 0, "\(ran.text)\(ran.errors)")
    let last = ran.lines.last.map(String.init) ?? ""
    let least = Self.lacks[persona]?.contains("--clear-only") == true ? 4 : 12
    #expect((Int(last.prefix { $0.isNumber }) ?? 0) >= least, "\(ran.text)")
    #expect(sensor.end(SIGTERM) == 143)
    #expect(sensor.events("connect").count == sensor.events("disconnect").count)
    #expect(sensor.events("login").allSatisfy { $0["accepted"] as? Bool == true })
  }
}
