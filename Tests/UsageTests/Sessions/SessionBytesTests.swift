import FTPProtocol
import Testing

@testable import Usage

@Suite struct SessionBytesTests {
  /// More bytes than a number can count: the greatest number, and no small or negative one.
  @Test func greatSums() {
    var facts = Session.Facts(start: .clear, isDated: true)
    for _ in 0..<20 { facts.note(sent: 999_999_999_999_999_999, received: -1) }
    #expect(facts.sent == .max)
    #expect(facts.received == -1)
    facts.note(sent: -1, received: 5)
    #expect(facts.received == 5)
  }
}
