import Bytes
import Testing

@testable import TLSWire

@Suite struct RecordReaderTests {
  typealias Message = RecordReader.Message

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var messages: [Message]
    var failure: RecordReader.Failure?

    init(
      _ name: String, _ bytes: String, _ messages: [Message],
      _ failure: RecordReader.Failure? = nil
    ) {
      testDescription = name
      self.bytes = hex(bytes)
      self.messages = messages
      self.failure = failure
    }
  }

  static let cases = [
    Case("nothing", "", []),
    Case("alert", "15 0303 0002 0246", [.alert(TLSAlert(level: 2, code: 70))]),
    Case(
      "two alerts in a record", "15 0301 0004 0170 0228",
      [.alert(TLSAlert(level: 1, code: 112)), .alert(TLSAlert(level: 2, code: 40))]),
    Case("half an alert", "15 0303 0001 02", []),
    Case("message", "16 0301 0006 02000002 AABB", [.handshake(type: 2, body: [0xAA, 0xBB])]),
    Case("empty message", "16 0301 0004 0E000000", [.handshake(type: 14, body: [])]),
    Case(
      "message over three records", "16 0303 0001 02  16 0303 0004 000002AA  16 0303 0001 BB",
      [.handshake(type: 2, body: [0xAA, 0xBB])]),
    Case(
      "two messages and the next one's beginning",
      "16 0303 000A 02000001AA 0B00000100 16 0303 0000",
      [.handshake(type: 2, body: [0xAA]), .handshake(type: 11, body: [0])]),
    Case("empty record", "16 0303 0000", []),
    Case(
      "protected", "14 0303 0001 01  16 0303 0002 0000  17 0303 0001 09",
      [.changeCipherSpec, .protected(type: 22, count: 2), .protected(type: 23, count: 1)]),
    Case("record cut off", "16 0303 0010 0200", []),
    Case("heartbeat", "18 0303 0001 01", [.protected(type: 24, count: 1)]),
    Case("SSLv2 ClientHello", "8003 01 0301", [.sslv2ClientHello([1, 3, 1])]),
    Case("SSLv2, something else", "8003 04 0301", [], .notTLS),
    Case("FTP", "323230 20", [], .notTLS),
    Case("type of TLS, version of nothing", "16 0203 0001 00", [], .notTLS),
    Case("record too long", "16 0303 4801", [], .recordTooLong),
    Case("message too long", "16 0303 0004 02020001", [], .handshakeTooLong),
    Case(
      "bad after good", "15 0303 0002 0100 99", [.alert(TLSAlert(level: 1, code: 0))], .notTLS),
  ]

  @Test(arguments: cases, Pieces.allCases) func read(_ row: Case, _ pieces: Pieces) {
    var reader = RecordReader()
    var found: [Message] = []
    drip(row.bytes, pieces) { found += reader.receive($0) }
    #expect(found == row.messages)
    #expect(reader.failure == row.failure)
  }

  /// A long message in the smallest of records.
  @Test func manySmallRecords() {
    let body = [UInt8](repeating: 5, count: 20_000)
    let message = [2, 0, UInt8(body.count >> 8), UInt8(body.count & 0xFF)] + body
    var reader = RecordReader()
    var found: [Message] = []
    for byte in message {
      withBytes([22, 3, 3, 0, 1, byte]) { found += reader.receive($0) }
    }
    #expect(found == [.handshake(type: 2, body: body)])
  }
}
