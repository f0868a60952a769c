import Records
import Testing

@testable import Usage

/// Logs of many days, each day's in files of its own.
@Suite struct ManyFilesTests {
  /// What three logs of ProFTPD's tell of a day: some sessions with TLS, some without.
  private static func day(_ number: Int) -> (system: String, tls: String, commands: String) {
    let day = number < 10 ? "0\(number)" : "\(number)"
    var (system, tls, commands) = ("", "", "")
    for hour in 10..<14 {
      let (pid, client) = (number * 10 + hour, "192.0.2.\(hour)")
      let head = "web1 proftpd[\(pid)] ftp (\(client)[\(client)]):"
      func time(_ second: Int) -> String { "2026-10-\(day) \(hour):00:0\(second),100" }
      system += "\(time(1)) \(head) FTP session opened.\n"
      if hour % 2 == 0 {
        tls += "\(time(2)) mod_tls/2.9.2[\(pid)]: TLSv1.3 connection accepted, using cipher X\n"
      }
      system += "\(time(3)) \(head) USER bob: Login successful.\n"
      commands +=
        "\(pid) \(client) - bob [\(day)/Oct/2026:\(hour):00:04 +0000] \"RETR x\" 226\n"
      system += "\(time(5)) \(head) FTP session closed.\n"
    }
    return (system, tls, commands)
  }

  /// Where each day has its files, the answer is that of one file for all days.
  @Test(arguments: [(1, 1), (2, 64), (7, 262_144)])
  func joined(_ threads: Int, _ bytes: Int) async throws {
    let days = (1...20).map { Self.day($0) }
    let whole = try await Analysed(files: [
      "system.log": days.map(\.system).joined(), "tls.log": days.map(\.tls).joined(),
      "extended.log": days.map(\.commands).joined(),
    ])
    var files: [String: String] = [:]
    for (index, day) in days.enumerated() {
      let date = "202610\(index < 9 ? "0" : "")\(index + 1)"
      files["system.log-\(date)"] = day.system
      files["tls.log-\(date)"] = day.tls
      files["extended.log-\(date)"] = day.commands
    }
    let found = try await Analysed(files: files) { options in
      options.threads = threads
      options.chunkBytes = bytes
    }
    #expect(whole.sessions.count == 80)
    #expect(found.words == whole.words)
    #expect(found.summary.totals == whole.summary.totals)
  }
}
