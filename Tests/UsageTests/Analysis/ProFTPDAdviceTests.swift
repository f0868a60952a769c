import Foundation
import TestSupport
import Testing

@testable import Usage

/// The LogFormats that the documents and the settings to change tell users to write.
@Suite struct ProFTPDAdviceTests {
  /// Where a LogFormat is told, and what stands before it and behind it there.
  @Test(arguments: [
    ("docs/guide/logs.md", "LogFormat ftps \"", "\"\nExtendedLog"),
    ("docs/formats.md", "`LogFormat` with `", "` for an `ExtendedLog`"),
  ])
  func sessionsOfOneAddress(_ path: String, _ before: String, _ behind: String) async throws {
    let text = try String(
      contentsOf: Project.root.appending(path: path), encoding: .utf8)
    let start = try #require(text.range(of: before)).upperBound
    let end = try #require(text.range(of: behind, range: start..<text.endIndex)).lowerBound
    let format = text[start..<end].replacing("\\\"", with: "\"")
    func line(_ pid: Int, _ user: String, _ command: String, _ code: Int, _ name: String) -> String
    {
      let second = command.hasPrefix("RETR") ? 3 : 1
      var line = format
      for (variable, value) in [
        ("%a", "192.0.2.20"), ("%l", "UNKNOWN"), ("%u", user), ("%r", command), ("%s", "\(code)"),
        ("%t", "[01/Mar/2026:10:00:0\(second) +0000]"), ("%{protocol}", name), ("%P", "\(pid)"),
        ("%b", command.hasPrefix("RETR") ? "1000" : "-"),
      ] {
        line = line.replacing(variable, with: value)
      }
      #expect(!line.contains("%"))
      return line + "\n"
    }
    let auth = line(1001, "-", "AUTH TLS", 234, "ftp")
    let log =
      line(1001, "-", "USER anna", 331, "ftps")
      + line(1002, "-", "USER bert", 331, "ftp")
      + line(1002, "bert", "PASS (hidden)", 230, "ftp")
      + line(1001, "anna", "PASS (hidden)", 230, "ftps")
      + line(1003, "-", "USER cleo", 331, "ftps")
      + line(1003, "cleo", "PASS (hidden)", 230, "ftps")
      + line(1002, "bert", "RETR b.txt", 226, "ftp")
      + line(1001, "anna", "RETR a.txt", 226, "ftps")
    let tls = """
      2026-03-01 10:00:00,201 mod_tls/2.9.2[1001]: TLS/TLS-C requested, starting TLS handshake
      2026-03-01 10:00:00,301 mod_tls/2.9.2[1001]: TLSv1.3 connection accepted, using cipher X
      2026-03-01 10:00:02,401 mod_tls/2.9.2[1001]: Protection set to Private

      """
    let alone = try await Analysed(log: auth + log)
    #expect(
      alone.words.sorted() == [
        "anna explicit C protected succeeded 1/0/0 certain",
        "bert clear - clear succeeded 1/0/0 certain",
        "cleo implicit P protected succeeded 0/0/0 certain",
      ])
    // A class without SEC leaves AUTH and PROT to the TLSLog, which would tell also of TLS that came
    // first.
    let joined = try await Analysed(files: ["extended.log": log, "tls.log": tls])
    #expect(
      joined.words.sorted() == [
        "anna explicit P protected succeeded 0/1/0 certain",
        "bert clear - clear succeeded 1/0/0 certain",
        "cleo explicit - protected succeeded 0/0/0 mode-not-logged",
      ])
  }
}
