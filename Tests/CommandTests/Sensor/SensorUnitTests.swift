import Foundation
import TestSupport
import Testing

/// The unit for systemd, as systemd reads it; skipped where there is none.
@Suite(.enabled("skipped: no systemd-analyze") { SystemdAnalyze.isThere })
struct SensorUnitTests {
  private static func unit() throws -> TemporaryFolder {
    let path = Project.root.appending(path: "Packaging/ftpscope-sensor.service")
    let text = try String(contentsOf: path, encoding: .utf8)
      .replacing("/usr/local/bin/ftpscope sensor", with: "\(Command.binary.path) sensor")
      .replacing("Documentation=man:ftpscope(1)\n", with: "")
    return try TemporaryFolder(["ftpscope-sensor.service": text])
  }

  /// Each line means something to it: what it does not know it leaves open.
  @Test func isUnderstood() throws {
    let folder = try Self.unit()
    let ran = try Command.shell(
      "systemd-analyze verify ./ftpscope-sensor.service 2>&1 | grep ftpscope-sensor || true",
      in: folder.path)
    #expect(ran.text == "")
  }

  /// Less is open than 2.0 on its scale of ten.
  @Test func isClosed() throws {
    let folder = try Self.unit()
    let ran = try Command.shell(
      "systemd-analyze security --offline=true --threshold=20 --no-pager "
        + "./ftpscope-sensor.service", in: folder.path)
    #expect(ran.status == 0, "\(ran.text.suffix(200))")
  }
}

private enum SystemdAnalyze {
  /// One that judges files of its own accord, as since version 249.
  static let isThere =
    (try? Command.shell("systemd-analyze security --help", in: "/"))?.text.contains("--offline")
    == true
}
