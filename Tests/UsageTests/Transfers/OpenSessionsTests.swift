import Bytes
import Testing

@testable import Usage

/// Which session of those that are open a transfer log's line is of.
@Suite struct OpenSessionsTests {
  private static func with<Result>(_ text: String, _ body: (ByteSlice) -> Result) -> Result {
    Array(text.utf8).withUnsafeBufferPointer { body(ByteSlice($0)) }
  }

  private static func fit(_ open: OpenSessions, _ client: String, _ user: String) -> String {
    with(client) { client in
      with(user) { user in
        var event = LogEvent(
          .transfer, key: Digest128(high: 0, low: 0), time: Timestamp(milliseconds: 50_000))
        event.client = client
        event.user = user
        return switch open.fit(event) {
        case .none: "none"
        case .one(let key, _): "\(key.low)"
        case .several: "several"
        }
      }
    }
  }

  private static func note(
    _ open: inout OpenSessions, _ key: Int, _ client: String, _ user: String, ends: Bool = false
  ) {
    with(client) { client in
      with(user) { user in
        open.note(
          key: Digest128(high: 0, low: UInt64(key)), client: client, user: user,
          from: Timestamp(milliseconds: 0), to: ends ? Timestamp(milliseconds: 1000) : nil,
          latest: Timestamp(milliseconds: 0), showsTLS: false)
      }
    }
  }

  /// Of a client with many users each is found; of a user with many sessions the one that is open.
  @Test func amongMany() {
    var open = OpenSessions()
    for number in 0..<200 { Self.note(&open, number, "192.0.2.1", "user\(number)") }
    #expect((0..<200).allSatisfy { Self.fit(open, "192.0.2.1", "user\($0)") == "\($0)" })
    Self.note(&open, 1000, "192.0.2.2", "anna")
    for number in 0..<200 { Self.note(&open, 2000 + number, "192.0.2.2", "anna", ends: true) }
    #expect(Self.fit(open, "192.0.2.2", "anna") == "1000")
    for number in 0..<200 { Self.note(&open, 3000 + number, "192.0.2.2", "anna") }
    #expect(Self.fit(open, "192.0.2.2", "anna") == "several")
    #expect(Self.fit(open, "192.0.2.2", "bob") == "none")
  }
}
