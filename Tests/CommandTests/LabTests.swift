import Foundation
import TestSupport
import Testing

/// The logs of real servers against what their clients did: `Lab/logs` leaves both in `.lab`, or
/// where LAB_DIR says.
@Suite(.enabled(if: Lab.folder != nil, Lab.absence)) struct LabTests {
  /// A server's logs that are read together, and what they can't show.
  struct Case: Sendable, CustomTestStringConvertible {
    var server: String
    var files: [String]
    var blindSpots: Set<BlindSpot>
    var testDescription: String { "\(server): \(files.joined(separator: ", "))" }

    init(_ server: String, _ files: [String], _ blindSpots: Set<BlindSpot> = []) {
      self.server = server
      self.files = files
      self.blindSpots = blindSpots
    }
  }

  /// What a log does not tell.
  enum BlindSpot {
    /// Pure-FTPd logs uploads and downloads, and no listings; with `-d` those under TLS, and what
    /// was asked for.
    case listings, clearListings
    /// Pure-FTPd tells of commands with `-d` only: a connection without a login looks like one
    /// without a command.
    case commandsWithoutLogin
    /// Pure-FTPd does not log CCC without `-d`.
    case controlCleared
    /// Sessions of one address at one time can't be told apart: they are in doubt.
    case sharedAddress
    /// A connection on which no command came to an end is in no ExtendedLog and no JSON.
    case silence
  }

  private static let pure: Set<BlindSpot> = [
    .listings, .commandsWithoutLogin, .controlCleared, .sharedAddress,
  ]
  private static let joined = ["tls.log", "system.log", "extended.log"]

  private static let cases: [Case] = [
    Case("vsftpd-optional", ["vsftpd.log"]),
    Case("vsftpd-required", ["vsftpd.log"]),
    Case("vsftpd-implicit", ["vsftpd.log"]),
    Case("proftpd-optional", ["json.log"]),
    Case("proftpd-required", ["json.log"]),
    Case("proftpd-implicit", ["json.log"], [.silence]),
    Case("proftpd-optional", joined),
    // Its SystemLog has no connects, at that server's level.
    Case("proftpd-required", joined, [.silence]),
    Case("proftpd-implicit", joined),
    Case("proftpd-optional", joined + ["json.log"]),
    Case("proftpd-required", joined + ["json.log"]),
    Case("proftpd-implicit", joined + ["json.log"]),
    Case("pureftpd-optional", ["syslog.log"], pure),
    Case("pureftpd-required", ["syslog.log"], pure),
    Case("pureftpd-required-data", ["syslog.log"], pure),
    Case("pureftpd-verbose", ["syslog.log"], [.clearListings, .sharedAddress]),
    Case("pyftpdlib-optional", ["pyftpdlib.log"]),
    Case("pyftpdlib-required", ["pyftpdlib.log"]),
  ]

  /// Without root, the servers that need it are left out; with it, there is none without its clients.
  @Test(.enabled(if: geteuid() == 0, "some of the lab's servers need root"))
  func everyServerHasRun() {
    for server in Set(Self.cases.map(\.server)) { #expect(Lab.hasRun(server), "\(server)") }
  }

  @Test(arguments: cases.filter { Lab.hasRun($0.server) }) func verdicts(_ example: Case) throws {
    let folder = try #require(Lab.folder)
    let files = example.files.map { "\(folder)/\(example.server)/\($0)" }
    for file in files { try #require(FileManager.default.fileExists(atPath: file)) }
    let run = try Command.logs(["--format", "jsonl"] + files)
    #expect(run.status == 0)
    var found = run.records.compactMap { LabRecord($0) }
    let wanted = Lab.sessions.filter { $0.server == example.server }
    #expect(!wanted.isEmpty)
    // Those that say most first, so that others do not take their records.
    for session in wanted.sorted(by: { $0.weight > $1.weight }) {
      let fitting = found.indices.filter { found[$0].fits(session, example.blindSpots) }
      // What is in doubt fits many, and is left for those that nothing else fits.
      if let index = fitting.first(where: { found[$0].isCertain }) ?? fitting.first {
        found.remove(at: index)
      } else if !(example.blindSpots.contains(.silence) && session.control == "none") {
        let near = found.filter { $0.isNear(session) }
        Issue.record("\(session.name): wanted \(session), found \(near)")
      }
    }
    // lftp and curl connect anew where they are refused; the manifest has one conversation.
    for left in found { #expect(left.client == "127.0.0.8", "left over: \(left)") }
  }

  /// The default log says nothing of TLS, and so do transfer logs: no verdict is guessed.
  @Test(
    arguments: Lab.logs([
      "vsftpd-default/vsftpd.log", "vsftpd-optional/xferlog.log", "pureftpd-optional/clf.log",
      "pureftpd-required/stats.log", "pureftpd-required-data/w3c.log",
    ]))
  func nothingOfTLS(_ path: String) throws {
    let folder = try #require(Lab.folder)
    let records = try Command.logs(["--format", "jsonl", "\(folder)/\(path)"]).records
    #expect(!records.isEmpty)
    #expect(records.allSatisfy { $0["control"] as? String == "unknown" })
    #expect(records.allSatisfy { $0["certain"] as? Bool == false })
  }

  /// ProFTPD's transfer log says `ftps` where the control channel was under TLS, and no more.
  @Test(arguments: Lab.logs(["proftpd-optional/xferlog.log"]))
  func protocolAlone(_ path: String) throws {
    let folder = try #require(Lab.folder)
    let records = try Command.logs(["--format", "jsonl", "\(folder)/\(path)"]).records
    #expect(records.count > 8)
    for record in records {
      let usesTLS = (record["user"] as? String)?.contains("tls") == true
      #expect(record["control"] as? String == (usesTLS ? "explicit" : "unknown"))
      #expect(record["certain"] as? Bool == false)
      let transfers = record["transfers"] as? [String: Int]
      #expect(transfers?["clear"] == 0 && transfers?["private"] == 0, "\(record)")
    }
  }

  /// Beside the server's own logs, all that a transfer log has is in one of their sessions.
  @Test(
    arguments: Lab.logs([
      "vsftpd-optional/xferlog.log", "vsftpd-required/xferlog.log", "vsftpd-implicit/xferlog.log",
      "pureftpd-optional/clf.log", "pureftpd-required/stats.log", "pureftpd-required-data/w3c.log",
      "pureftpd-verbose/xferlog.log", "proftpd-optional/xferlog.log",
      "proftpd-required/xferlog.log",
      "proftpd-implicit/xferlog.log",
    ]))
  func transferLogsBesideOthers(_ path: String) throws {
    let lab = try #require(Lab.folder)
    let folder = String(path.prefix { $0 != "/" })
    let answer = try Command.logs(["--format", "json", "\(lab)/\(folder)"]).json
    let sources = try #require(answer["sources"] as? [[String: Any]])
    let source = try #require(sources.first { ($0["path"] as? String ?? "").hasSuffix(path) })
    #expect(source["repeated"] as? Int ?? 0 >= 8)
    #expect(source["note"] is NSNull)
    let transfers = (answer["totals"] as? [String: Any])?["transfers"] as? [String: Any]
    // What became of a listing in clear under TLS is not in Pure-FTPd's log with one `-d`.
    guard path.hasPrefix("pureftpd-verbose") else {
      #expect(transfers?["unknown"] as? Int == 0)
      return
    }
    let sessions = try Command.logs(["--format", "jsonl", "\(lab)/\(folder)"]).records
    let unknown = sessions.filter {
      ($0["transfers"] as? [String: Any])?["unknown"] as? Int != 0
    }
    #expect(
      unknown.map { "\($0["control"] ?? "") \($0["data_level"] ?? "")" }.allSatisfy {
        $0 == "explicit C"
      })
    #expect(unknown.count == transfers?["unknown"] as? Int)
  }
}
