import Bytes

@testable import TLSWire

/// A server that chooses suites, and nothing more.
struct ModelServer: Sendable {
  /// What it does with a hello that has nothing for it.
  enum Refusal: CaseIterable, Sendable {
    case handshakeFailure, protocolVersion, close, text, olderVersion
  }

  var accepts: [ProtocolVersion: [CipherSuite]]
  var order: AcceptedSuites.Order
  var refusal = Refusal.handshakeFailure
  var grantsChaCha = false

  func enumerate(
    _ pieces: Pieces = .whole, limits: Enumeration.Limits = Enumeration.Limits()
  ) -> Enumeration.Outcome {
    var enumeration = Enumeration(serverName: Array("ftp.example.org".utf8), limits: limits)
    var actions = enumeration.start()
    while true {
      guard let action = actions.first else {
        actions = enumeration.closed()
        continue
      }
      actions.removeFirst()
      switch action {
      case .connect: actions += enumeration.connected(entropy: HelloTests.entropy)
      case .send(let bytes):
        drip(answer(to: bytes), pieces) { actions += enumeration.received($0) }
      case .close: break
      case .finished(let outcome): return outcome
      }
    }
  }

  private func answer(to bytes: [UInt8]) -> [UInt8] {
    var reader = RecordReader()
    var hello: ClientHello?
    withBytes(bytes) {
      for case .handshake(1, let body) in reader.receive($0) { hello = ClientHello(body: body) }
    }
    guard let hello else { return Array("no hello".utf8) }
    guard let suite = choice(hello) else {
      switch refusal {
      case .handshakeFailure: return hex("15 0300 0002 0228")
      case .protocolVersion: return hex("15 0300 0002 0246")
      case .close: return []
      case .text: return Array("500 what?\r\n".utf8)
      case .olderVersion:
        return record(2, serverHello(ProtocolVersion(rawValue: 0x0200), hello.suites[0]))
      }
    }
    return record(2, serverHello(hello.version, suite))
  }

  private func choice(_ hello: ClientHello) -> CipherSuite? {
    guard let own = accepts[hello.version] else { return nil }
    if grantsChaCha, let first = hello.suites.first, first.name.contains("CHACHA20"),
      own.contains(first)
    {
      return first
    }
    return order == .server
      ? own.first(where: hello.suites.contains) : hello.suites.first(where: own.contains)
  }
}
