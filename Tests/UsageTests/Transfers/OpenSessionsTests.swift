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

  /// Notes a session that a line of the other logs tells of, its client having a name.
  private static func login(
    _ open: inout OpenSessions, _ key: Int, _ client: String, named name: String, _ user: String,
    ends: Bool = false
  ) {
    func note(_ kind: LogEvent.Kind, _ text: ByteSlice, _ client: ByteSlice, _ user: ByteSlice) {
      var event = LogEvent(
        kind, key: Digest128(high: 0, low: UInt64(key)), time: Timestamp(milliseconds: 1000))
      (event.client, event.text, event.user) = (client, text, user)
      event.succeeded = true
      open.note(event)
    }
    with(client) { client in
      with(name) { name in
        with(user) { user in
          note(.opened, name, client, .empty)
          note(.login, name, client, user)
          if ends { note(.closed, name, client, .empty) }
        }
      }
    }
  }

  /// Of clients that have one name each user is found; of more sessions of one user than are known
  /// it is not said whose a file is, though the rest are over.
  @Test func ofOneName() {
    var open = OpenSessions()
    for number in 0..<200 {
      Self.login(&open, number, "192.0.2.\(number)", named: "x.example", "user\(number)")
    }
    #expect((0..<200).allSatisfy { Self.fit(open, "x.example", "user\($0)") == "\($0)" })
    #expect(Self.fit(open, "192.0.2.7", "user7") == "7")
    #expect(Self.fit(open, "192.0.2.8", "user7") == "none")
    #expect(open.names.count == 200)
    for number in 0..<65 { Self.login(&open, 500 + number, "192.0.2.1", named: "y.example", "amy") }
    for number in 2..<65 {
      Self.login(&open, 500 + number, "192.0.2.1", named: "y.example", "amy", ends: true)
    }
    #expect(Self.fit(open, "y.example", "amy") == "several")
  }

  /// What clients are called is known of the sessions that an earlier run left open.
  @Test func namedBefore() {
    var earlier = OpenSessions()
    Self.login(&earlier, 1, "192.0.2.1", named: "x.example", "amy")
    Self.login(&earlier, 2, "192.0.2.2", named: "x.example", "bob", ends: true)
    #expect(earlier.names.count == 1)
    var open = OpenSessions(names: Array(earlier.names))
    Self.note(&open, 1, "192.0.2.1", "amy")
    #expect(Self.fit(open, "x.example", "amy") == "1")
    #expect(Self.fit(open, "x.example", "bob") == "none")
  }
}
