import Bytes
import Foundation
import Testing

@testable import Sensor

/// What attackers send is in an event, whole, even where it is malformed, comes before a login, or
/// is no FTP: for each probe, the field that keeps what tells it from others.
@Suite struct KeptProbeTests {
  /// Inputs that no signature needs to know.
  private static let others: [AttackProbe] = [
    .init("a password without a user", "PASS letmein"),
    .init("a password after the login", "PASS letmein2", in: true),
    .init("a verb that nobody knows", "XPWNED now"),
    .init("bytes that are no verb", [0x01, 0x80, 0xFE, 0x41, 0x00, 0x42]),
    .init("an end without CR", "USER one\nUSER two"),
    .init("a verb in small letters", "retr /etc/shadow"),
    .init("a user that is not UTF-8", Array("USER m".utf8) + [0xFC, 0x6C, 0x6C, 0x65, 0x72]),
    .init("bytes without a line's end", [0xDE, 0xAD, 0xBE, 0xEF], .opening),
    .init("a data port of somebody else", "PORT 192,0,2,99,31,144", in: true),
    .init("an encrypted data port of somebody else", "EPRT |2|2001:db8::99|8080|", in: true),
  ]

  private static let set = try? SignatureSet()
  private static let persona = (try? EmbeddedPersonas.persona("vsftpd-3.0.3"))
    .map { PreparedPersona($0, server: "ftp") }

  @Test(arguments: AttackProbe.all + others) func isKept(_ probe: AttackProbe) {
    let events = Self.events(of: probe, by: Self.set)
    #expect(!Self.fields(of: probe, in: events).isEmpty, "\(events)")
  }

  /// All but what only a signature keeps is kept of attacks that nobody knows yet.
  @Test(arguments: AttackProbe.all + others) func isKeptUnknown(_ probe: AttackProbe) {
    // What was taken out of the line, and what came before TLS did: signatures know all of it.
    // Uploads are in the quarantine.
    let hasTelnet = probe.way == .line && probe.bytes.contains(0xFF)
    if hasTelnet || probe.way == .injected || probe.way == .upload { return }
    let events = Self.events(of: probe, by: nil)
    #expect(!Self.fields(of: probe, in: events).isEmpty, "\(events)")
  }

  /// Which field keeps how many: as the guide says.
  @Test func fieldsAreAsTheGuideSays() throws {
    var counts: [String: Int] = [:]
    for probe in AttackProbe.all + Self.others {
      for field in Self.fields(of: probe, in: Self.events(of: probe, by: Self.set)) {
        counts[field, default: 0] += 1
      }
    }
    let guide = try #require(
      try? String(contentsOfFile: "docs/guide/personas.md", encoding: .utf8))
    for (field, count) in counts {
      let row = "| `\(field)` | \(count) |"
      let isSaid = guide.contains(row)
      #expect(isSaid, "\(row)")
    }
    let total = (AttackProbe.all + Self.others).count
    let isTotalSaid = guide.contains("all \(total) probes")
    #expect(isTotalSaid, "\(total)")
  }

  // MARK: One probe

  /// The events of a session in which the probe was sent, as they are written.
  private static func events(of probe: AttackProbe, by signatures: SignatureSet?) -> [Event] {
    guard let setting = setting(signatures) else { return [] }
    var played = PlayedSession(setting)
    if probe.isLoggedIn || probe.way == .upload { played.send("USER x\r\nPASS y\r\n") }
    let start = played.observed.count
    switch probe.way {
    case .line:
      // A name waits for its password, and a file for its connection.
      if probe.command.verb == Array("PASS".utf8), probe.isKnown { played.send("USER x\r\n") }
      if !probe.isLoggedIn { played.send(probe.bytes + [0x0D, 0x0A]) }
      if probe.isLoggedIn { played.send(Array("PASV\r\n".utf8) + probe.bytes + [0x0D, 0x0A]) }
      if probe.command.verb == Array("USER".utf8) { played.send("PASS z\r\n") }
    case .upload:
      played.upload = probe.bytes
      played.send("PASV\r\nSTOR file\r\n")
    case .injected: played.send(Array("AUTH TLS\r\n".utf8) + probe.bytes)
    case .opening: played.send(probe.bytes)
    }
    played.end()
    return written(Array(played.observed[start...]))
  }

  private static func setting(_ signatures: SignatureSet?) -> ServerSession.Setting? {
    guard let persona else { return nil }
    let local = IPAddress(v4: 0x7F00_0001)
    return ServerSession.Setting(
      persona: persona, peer: IPAddress(v4: 0xC000_0209), local: local,
      files: Stage.tree(), accepts: .any, seed: 1,
      signatures: signatures)
  }

  /// An event's fields by their names: `login.user`.
  typealias Event = [String: String]

  private static func written(_ observations: [Observation]) -> [Event] {
    let source = EventSource(
      sensor: "s", run: 1, number: 1, peer: IPAddress(v4: 0xC000_0209), peerPort: 50_000,
      local: IPAddress(v4: 0x7F00_0001), localPort: 21, mode: .explicit, persona: "p")
    var writer = EventWriter(sensor: "s", survey: nil)
    for (number, observation) in observations.enumerated() {
      writer.add(observation, of: source, number: number, at: Timestamp(milliseconds: 0))
    }
    return writer.bytes.split(separator: 0x0A).map { line in
      let parsed = try? JSONSerialization.jsonObject(with: Data(line))
      guard let object = parsed as? [String: Any], let kind = object["type"] as? String,
        let own = object[kind] as? [String: Any]
      else { return [:] }
      return Dictionary(
        uniqueKeysWithValues: own.compactMap { name, value in
          (value as? String).map { ("\(kind).\(name)", $0) }
        })
    }
  }

  /// The fields that keep what was sent.
  private static func fields(of probe: AttackProbe, in events: [Event]) -> Set<String> {
    // Of several lines each is a command of its own.
    let lines = probe.way == .line ? probe.bytes.split(separator: 0x0A) : [probe.bytes[...]]
    var found = Set<String>()
    for line in lines {
      let whole = Array(line).escapedText
      let argument = Array(line.drop { $0 != 0x20 }.dropFirst()).escapedText
      let names = events.flatMap { $0 }.filter { _, text in
        // The verb is in the same event.
        text.contains(whole) || probe.way == .line && !argument.isEmpty && text == argument
      }
      if names.isEmpty { return [] }
      found.formUnion(names.map(\.key))
    }
    return found
  }
}

extension AttackProbe {
  /// Whether a signature knows it.
  fileprivate var isKnown: Bool { !signature.contains(" ") }
}
