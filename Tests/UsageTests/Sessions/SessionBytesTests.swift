import Bytes
import FTPProtocol
import Testing

@testable import Usage

@Suite struct SessionBytesTests {
  /// More bytes than a number can count: the greatest number, and no small or negative one.
  @Test func greatSums() {
    let time = Timestamp(milliseconds: 0)
    var session = Session(
      key: Digest128(), begins: time, ends: time, client: NamePool.none, server: NamePool.none,
      port: 21, clientPort: 0, format: 0, start: .clear, isDated: true,
      line: LineReference(file: 0, line: 1))
    for _ in 0..<20 { session.note(sent: 999_999_999_999_999_999, received: -1) }
    let sent = session.sent
    #expect(sent == .max)
    var received = session.received
    #expect(received == -1)
    session.note(sent: -1, received: 5)
    received = session.received
    #expect(received == 5)
  }
}
