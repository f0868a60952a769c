import Bytes
import FTPProtocol
import FuzzRun
import Records
@testable import Survey

/// A conversation that is fed events, with what must hold after each.
struct SurveyRun {
  private var conversation: Conversation
  private var hasConnection = false
  private var connections = 0
  private var lastSent: [UInt8] = []
  private(set) var isOver = false

  init(_ byte: UInt8) {
    let modes: [Conversation.Mode] = [.explicit, .implicit, .find, .explicit]
    let limits = Conversation.Limits(
      reply: .init(lineBytesMaximum: 256, linesMaximum: 16, bytesMaximum: 1024),
      bytesMaximum: 8192, straysMaximum: 8)
    conversation = Conversation(
      mode: modes[Int(byte & 3)],
      options: .init(asksAnonymous: byte & 4 != 0, limits: byte & 8 != 0 ? limits : .init()))
    perform(conversation.start())
  }

  mutating func take(_ event: UInt8, _ bytes: ByteSlice) {
    switch event {
    case 0, 1, 2: perform(conversation.received(bytes))
    case 3:
      // An alert is what TLS says, so nothing is there in clear.
      perform(
        conversation.tlsFailed(
          .init(detail: "no", plaintext: bytes.copied, isAlert: bytes.isEmpty)))
    case 4: perform(conversation.connected())
    case 5:
      let description = TLSDescription(version: "TLSv1.3", cipher: "x")
      perform(conversation.tlsEstablished(description))
    case 6: perform(conversation.timedOut())
    default: perform(conversation.connectionLost(.closed))
    }
  }

  /// Without further events but silence, a conversation ends.
  mutating func end() {
    var events = 0
    while !isOver {
      events += 1
      check(events < 200, "silence ends it")
      perform(conversation.connected())
      perform(conversation.timedOut())
    }
    check(conversation.connected().isEmpty && conversation.timedOut().isEmpty, "the end is the end")
  }

  private mutating func perform(_ actions: [Conversation.Action]) {
    for action in actions {
      check(!isOver, "nothing after the end")
      switch action {
      case .connect, .connectTLS:
        connections += 1
        check(connections <= conversation.options.limits.connectionsMaximum, "connections")
      case .send(let bytes):
        check(!bytes.starts(with: Array("PASS".utf8)), "no password")
        // What prompts a silent service is a command for FTP and a request for HTTP.
        let isCommand = bytes.suffix(2) == [0x0D, 0x0A] && !bytes.dropLast(2).contains(0x0A)
        check(isCommand || bytes == Conversation.prompt, "one command")
        lastSent = bytes
      case .startTLS: check(lastSent.starts(with: Array("AUTH ".utf8)), "TLS after AUTH")
      case .deadline, .close: break
      case .finished(let outcome):
        isOver = true
        checkRecord(outcome)
      }
    }
    check(isOver == conversation.isFinished, "finished is told")
  }

  private func checkRecord(_ outcome: Conversation.Outcome) {
    let time = Timestamp(milliseconds: 0)
    let record = outcome.record(ip: "192.0.2.1", port: 21, time: time)
    check(record.status == outcome.status, "one status")
    check(outcome.connections == connections, "connections are counted")
    check(record.loginInClear == .unknown || !record.evidence.loginInClear.isEmpty, "login")
    check(record.dataProtection == .unknown || !record.evidence.dataProtection.isEmpty, "data")
    check(record.mode == nil || !record.evidence.mode.isEmpty, "the mode has its evidence")
    check(record.status != .ok || record.mode != nil, "ok has a mode")
    check(record.mode != .implicit || record.tls != nil, "implicit has TLS")
    var writer = JSONWriter()
    record.write(to: &writer)
    check(writer.bytes.withSlice { ServiceRecord(line: $0) } == record, "read back")
  }
}
