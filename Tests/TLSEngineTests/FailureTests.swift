import Bytes
import TLSWire
import Testing

@testable import TLSEngine

@Suite struct FailureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var kind: TLSFailure.Kind
    var alert: String?
  }

  static let cases = [
    Case(testDescription: "FTP", bytes: Array("220 hi\r\n".utf8), kind: .notTLS),
    Case(testDescription: "NUL", bytes: [UInt8](repeating: 0, count: 300), kind: .notTLS),
    Case(
      testDescription: "protocol_version", bytes: [21, 3, 1, 0, 2, 2, 70], kind: .alert,
      alert: "protocol_version"),
    Case(
      testDescription: "handshake_failure", bytes: [21, 3, 0, 0, 2, 2, 40], kind: .alert,
      alert: "handshake_failure"),
    Case(
      testDescription: "close_notify",
      bytes: [[UInt8]](repeating: [21, 3, 3, 0, 2, 1, 0], count: 99).flatMap { $0 },
      kind: .closed),
    Case(
      testDescription: "warnings",
      bytes: [[UInt8]](repeating: [21, 3, 3, 0, 2, 1, 112], count: 99).flatMap { $0 },
      kind: .broken),
    Case(
      testDescription: "no such message", bytes: [22, 3, 3, 0, 4, 99, 0, 0, 0], kind: .broken),
    Case(testDescription: "long record", bytes: [22, 3, 3, 0xFF, 0xFF, 1], kind: .broken),
    Case(
      testDescription: "empty records",
      bytes: [[UInt8]](repeating: [22, 3, 3, 0, 0], count: 99)
        .flatMap { $0 }, kind: .broken),
  ]

  @Test(arguments: cases, [Int.max, 1]) func answers(_ row: Case, _ size: Int) throws {
    let connection = try TLSConnection(TLSContext())
    _ = connection.start()
    var events: [TLSEvent] = []
    for start in stride(from: 0, to: row.bytes.count, by: min(size, row.bytes.count)) {
      let piece = row.bytes.dropFirst(start).prefix(size)
      events += lend(piece) { connection.receive($0) }
    }
    let found = try #require(failure(events))
    #expect(found.kind == row.kind, "\(found)")
    #expect(found.alert == row.alert)
    #expect(!found.reason.isEmpty)
    #expect(connection.state == .failed)
    #expect(connection.close().isEmpty && connection.wireClosed().isEmpty)
  }

  /// A server that has nothing in common with the client says so with an alert.
  @Test func nothingInCommon() throws {
    let wire = try Wire(
      try Identities.usual.get(), client: TLSSettings(versions: .tls10 ... .tls11),
      server: TLSSettings(versions: .tls12 ... .tls13))
    wire.shakeHands()
    #expect(failure(wire.clientEvents)?.alert == "protocol_version")
    #expect(failure(wire.clientEvents)?.reason == "the peer sent the alert protocol_version")
    #expect(failure(wire.serverEvents)?.kind == .broken)
  }

  /// An RSA key of 512 bits makes no signature of TLS 1.3, whose shortest takes 528 bits (RFC 8017
  /// §9.1.1). With TLS 1.2 it makes one.
  @Test func smallKey() throws {
    let server = try TLSContext(server: try Identities.make(key: .rsa(bits: 512)))
    let client = try TLSContext()
    let wire = Wire(try TLSConnection(client), try TLSConnection(server))
    wire.shakeHands()
    #expect(failure(wire.clientEvents)?.kind == .alert)
    let connection = try TLSConnection(client)
    connection.withhold(above: .tls12)
    let again = Wire(connection, try TLSConnection(server))
    again.shakeHands()
    #expect(again.client.negotiated?.version == .tls12)
    #expect(again.client.state == .open)
  }

  /// Cut off anywhere, the handshake waits; then the wire's end ends it.
  @Test(arguments: [ProtocolVersion.tls12, .tls13]) func cutOff(_ version: ProtocolVersion) throws {
    let server = try TLSContext(server: try Identities.usual.get())
    let client = try TLSContext(client: TLSSettings(versions: version...version))
    let other = try TLSConnection(server)
    _ = other.start()
    let probe = try TLSConnection(client)
    guard case .write(let hello) = probe.start().first,
      case .write(let flight) = lend(hello, { other.receive($0) }).first
    else { return #expect(Bool(false), "no flight") }
    for count in stride(from: 0, to: flight.count, by: 97) {
      let connection = try TLSConnection(client)
      _ = connection.start()
      // The flight answers another hello: at the latest at its end it does not fit.
      _ = lend(flight.prefix(count)) { connection.receive($0) }
      if connection.state == .handshaking {
        #expect(failure(connection.wireClosed())?.kind == .closed)
      }
      #expect(connection.state == .failed)
    }
  }

  /// Every byte changed in turn: it fails, or it is finished; it never traps or hangs.
  @Test func changedBytes() throws {
    let server = try TLSContext(server: try Identities.usual.get())
    let client = try TLSContext()
    for index in stride(from: 0, to: 900, by: 13) {
      let (near, far) = (try TLSConnection(client), try TLSConnection(server))
      _ = far.start()
      guard case .write(let hello) = near.start().first,
        case .write(var flight) = lend(hello, { far.receive($0) }).first, index < flight.count
      else { continue }
      flight[index] ^= 0xFF
      let events = lend(flight) { near.receive($0) }
      #expect(failure(events) != nil || near.state == .handshaking || near.state == .open)
    }
  }

  /// Alerts of level warning can be sent for ever: the limit ends it.
  @Test func flood() throws {
    let connection = try TLSConnection(TLSContext())
    _ = connection.start()
    let warning: [UInt8] = [21, 3, 3, 0, 2, 1, 112]
    var count = 0
    while connection.state == .handshaking {
      _ = lend(warning) { connection.receive($0) }
      count += warning.count
    }
    #expect(connection.state == .failed)
    #expect(count <= TLSConnection.Limits.handshakeBytesMaximum + warning.count)
  }

  @Test func wireClosedWithoutNotice() throws {
    let wire = try Wire(try Identities.usual.get())
    wire.shakeHands()
    #expect(wire.client.wireClosed() == [.closedByPeer(isNotified: false)])
    #expect(wire.client.state == .closed)
  }

  /// What is wrong with our own means is thrown.
  @Test func ownProblems() throws {
    let usual = try Identities.usual.get()
    let other = try Identities.make()
    for identity in [
      ServerIdentity(certificates: "none", key: usual.key),
      ServerIdentity(certificates: usual.certificates, key: "none"),
      ServerIdentity(certificates: usual.certificates, key: other.key),
      ServerIdentity(certificates: usual.certificates, key: usual.key, dhParameters: "none"),
    ] {
      #expect(throws: TLSProblem.self) { try TLSContext(server: identity) }
    }
    #expect(throws: TLSProblem.self) {
      try TLSContext(client: TLSSettings(ciphers: "NO-SUCH-CIPHER"))
    }
  }

  /// Many threads share a context.
  @Test func sharedContext() async throws {
    let server = try TLSContext(server: try Identities.usual.get())
    let client = try TLSContext()
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask {
          try (0..<20).allSatisfy { _ in
            let wire = Wire(try TLSConnection(client), try TLSConnection(server))
            wire.shakeHands()
            return wire.client.state == .open
          }
        }
      }
      for try await isOpen in group { #expect(isOpen) }
    }
  }
}
