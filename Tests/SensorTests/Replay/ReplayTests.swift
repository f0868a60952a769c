import Bytes
import Foundation
import Testing

@testable import Sensor

/// Clients of recorded conversations talk to personas set up like the servers that they talked to,
/// and hear the same codes and words.
@Suite struct ReplayTests {
  struct Server: Sendable, CustomTestStringConvertible {
    var transcript: String
    var persona: String
    var isImplicit = false
    var testDescription: String { transcript }
  }

  static let servers = [
    Server(transcript: "vsftpd-opt", persona: vsftpd("{}")),
    Server(
      transcript: "vsftpd-req",
      persona: vsftpd("{required: yes, required-for-data: yes, demands-resumption: yes}")),
    Server(
      transcript: "vsftpd-impl",
      persona: vsftpd("{required-for-data: yes, demands-resumption: yes}"), isImplicit: true),
    Server(transcript: "proftpd-off", persona: proftpd("ProFTPD-opt", "{}")),
    Server(
      transcript: "proftpd-on",
      persona: proftpd(
        "ProFTPD-req", "{required: yes, required-for-data: yes, ccc: no}")),
    Server(
      transcript: "proftpd-ctrl",
      persona: proftpd("ProFTPD-ctrl", "{required: yes, ccc: no}")),
    Server(
      transcript: "proftpd-data",
      persona: proftpd("ProFTPD-data", "{required-for-data: yes}")),
    Server(
      transcript: "proftpd-auth",
      persona: proftpd(
        "ProFTPD-auth",
        "{required: yes, without-tls: AUTH CCC PBSZ PROT FEAT SYST HELP NOOP STAT LIST PASV PWD}")),
    Server(
      transcript: "proftpd-impl",
      persona: proftpd(
        "ProFTPD-impl", "{ccc: no, implicit-private: yes}",
        protClear: "534 Unwilling to accept security parameters"), isImplicit: true),
    Server(transcript: "pureftpd-Y1", persona: pureFTPd("{}")),
    Server(transcript: "pureftpd-Y2", persona: pureFTPd("{required: yes}")),
    Server(
      transcript: "pureftpd-Y3", persona: pureFTPd("{required: yes, required-for-data: yes}")),
  ]

  /// Where a persona and the server that it imitates differ, and why.
  static let differences: [(server: String, title: String, command: String, reason: String)] = [
    (
      "proftpd-data", "pre-TLS PASS without USER", "LIST",
      "ProFTPD looks at the data's protection before it looks for a login"
    ),
    (
      "vsftpd", "data: dataP_butclear", "LIST",
      "the client that was recorded could not read what vsftpd said in the end"
    ),
    (
      "vsftpd", "STARTTLS injection", "AUTH TLS + NOOP + FEAT (one send)",
      "the client that was recorded took for TLS what vsftpd said next"
    ),
  ]

  @Test(
    .enabled(
      if: RecordedConversation.folder != nil,
      "skipped: no transcripts in ../shared/samples, and FTPSCOPE_SAMPLES names none"),
    arguments: servers)
  func soundsAlike(_ server: Server) throws {
    for found in try Self.found(server) where Self.known(found) == nil {
      Issue.record("\(server.transcript), \(found.title): \(found.description)")
    }
  }

  /// What no longer differs is no longer listed.
  @Test(
    .enabled(
      if: RecordedConversation.folder != nil,
      "skipped: no transcripts in ../shared/samples, and FTPSCOPE_SAMPLES names none"))
  func whatIsListedDiffers() throws {
    let known = Set(try Self.servers.flatMap { try Self.found($0) }.compactMap(Self.known))
    #expect(Self.differences.indices.filter { !known.contains($0) } == [])
  }

  /// All that differs for a server.
  private static func found(_ server: Server) throws -> [Found] {
    let persona = try EmbeddedPersonas.read(yaml: server.persona, path: server.transcript)
    let prepared = PreparedPersona(persona, server: "127.0.0.1")
    let conversations = try RecordedConversation.all(of: server.transcript)
    #expect(conversations.count > 10)
    return conversations.flatMap { conversation in
      play(conversation, server, prepared).map {
        Found(server: server.transcript, title: conversation.title, difference: $0)
      }
    }
  }

  /// Which of `differences` it is.
  private static func known(_ found: Found) -> Int? {
    differences.firstIndex {
      found.server.hasPrefix($0.server) && found.title.hasPrefix($0.title)
        && found.difference.command == $0.command
    }
  }

  private struct Found {
    var server: String
    var title: String
    var difference: Difference
    var description: String { difference.description }
  }

  struct Difference {
    var title: String
    var command: String
    var real: [String]
    var ours: [String]

    var description: String { "`\(command)`: real \(real), ours \(ours)" }
  }
}
