import Bytes
import Testing

@testable import Records

@Suite struct SessionRecordTests {
  static let bare = SessionRecord(
    id: "00", survey: nil, server: nil, port: nil, client: nil, clientPort: nil, user: nil,
    start: nil, end: nil, logFormat: "xferlog", source: "-", control: .unknown, auth: nil,
    dataLevel: nil, credentials: .unknown, controlCleared: false, login: .none, refusals: [],
    transfers: .init(), bytesSent: nil, bytesReceived: nil, evidence: [], doubts: ["why"])

  static func line(_ record: SessionRecord) -> String {
    var writer = JSONWriter()
    record.write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Unknown is null, and every field is there.
  @Test func unknownIsNull() {
    #expect(
      Self.line(Self.bare) == """
        {"record":"session","schema":1,"id":"00","time":null,"survey":null,"server":null,\
        "port":null,"client":null,"client_port":null,"user":null,"other_users":[],"start":null,\
        "end":null,"log_format":"xferlog","source":"-","control":"unknown","auth":null,\
        "data_level":null,"credentials":"unknown","control_cleared":false,"login":"none",\
        "login_crossed":null,"refusals":[],"transfers":{"clear":0,"private":0,"unknown":0},\
        "bytes":{"sent":null,"received":null},"evidence":[],"certain":false,"doubts":["why"]}
        """)
  }

  @Test func whole() {
    var record = Self.bare
    record.survey = "autumn"
    record.server = "192.0.2.1"
    record.port = 21
    record.client = "2001:db8::1"
    record.clientPort = 40_000
    record.user = "PRESS\\anna \"a\"\u{1B}"
    record.otherUsers = ["bob"]
    record.start = Timestamp(milliseconds: 0)
    record.end = Timestamp(milliseconds: 1500)
    record.control = .explicit
    record.auth = .init(mechanism: "TLS", code: 234)
    record.dataLevel = "P"
    record.credentials = .protected
    record.controlCleared = true
    record.login = .succeeded
    record.loginCrossed = .protected
    record.refusals = [.init(verb: "PROT", code: 534, reason: "no")]
    record.transfers = .init(clear: 1, private: 2, unknown: 3)
    record.bytesSent = 10
    record.bytesReceived = 0
    record.evidence = ["AUTH TLS 234", "PROT P 200"]
    record.doubts = []
    #expect(
      Self.line(record) == """
        {"record":"session","schema":1,"id":"00","time":"1970-01-01T00:00:00Z",\
        "survey":"autumn","server":"192.0.2.1","port":21,"client":"2001:db8::1",\
        "client_port":40000,"user":"PRESS\\\\anna \\"a\\"\\u001b","other_users":["bob"],\
        "start":"1970-01-01T00:00:00Z","end":"1970-01-01T00:00:01.500Z",\
        "log_format":"xferlog","source":"-","control":"explicit",\
        "auth":{"mechanism":"TLS","code":234},"data_level":"P","credentials":"protected",\
        "control_cleared":true,"login":"succeeded","login_crossed":"protected",\
        "refusals":[{"verb":"PROT","code":534,"reason":"no"}],\
        "transfers":{"clear":1,"private":2,"unknown":3},"bytes":{"sent":10,"received":0},\
        "evidence":["AUTH TLS 234","PROT P 200"],"certain":true,"doubts":[]}
        """)
  }

  /// What is known to have been in clear is not one that can't be judged.
  @Test(arguments: [
    (SessionRecord.Login.succeeded, SessionRecord.Credentials.clear, 0, 1, true, false),
    (.succeeded, .unknown, 0, 0, false, true), (.succeeded, .unknown, 1, 0, true, false),
    (.failed, .none, 0, 1, false, true), (.succeeded, .protected, 0, 0, false, false),
  ])
  func judged(
    _ login: SessionRecord.Login, _ credentials: SessionRecord.Credentials, _ clear: Int,
    _ unknown: Int, _ isLockedOut: Bool, _ isUnjudged: Bool
  ) {
    var record = Self.bare
    (record.login, record.credentials) = (login, credentials)
    record.transfers = .init(clear: clear, unknown: unknown)
    #expect(record.wouldBeLockedOut == isLockedOut && record.isUnjudged == isUnjudged)
  }

  private static let crossings:
    [(SessionRecord.Credentials, SessionRecord.Credentials?, Bool, Bool, Bool)] = [
      (.clear, .protected, false, true, false), (.clear, .unknown, false, false, true),
      (.unknown, .clear, true, false, false), (.none, .protected, false, true, false),
      (.clear, nil, true, false, false), (.protected, nil, false, true, false),
      (.unknown, nil, false, false, true),
    ]

  /// What was refused in clear before the login, or may have been, says nothing of it.
  @Test(arguments: crossings)
  func loginCrossed(
    _ credentials: SessionRecord.Credentials, _ crossed: SessionRecord.Credentials?,
    _ isClear: Bool, _ isProtected: Bool, _ isUnjudged: Bool
  ) {
    var record = Self.bare
    (record.login, record.credentials) = (.succeeded, credentials)
    (record.control, record.loginCrossed, record.doubts) = (.explicit, crossed, [])
    #expect(record.isClearLogin == isClear && record.wouldBeLockedOut == isClear)
    #expect(record.isProtectedLogin == isProtected && record.isUnjudged == isUnjudged)
  }

  @Test func everyoneWhoLoggedIn() {
    var record = Self.bare
    #expect(record.users == [])
    (record.user, record.otherUsers) = ("anna", ["ben", "anna"])
    #expect(record.users == ["anna", "ben"])
  }

  /// The contract's words.
  @Test func words() {
    #expect(
      SessionRecord.Control.allCases.map(\.rawValue) == [
        "clear", "explicit", "implicit", "none", "unknown",
      ])
    #expect(
      SessionRecord.Credentials.allCases.map(\.rawValue) == [
        "protected", "clear", "none", "unknown",
      ])
    #expect(SessionRecord.Login.allCases.map(\.rawValue) == ["succeeded", "failed", "none"])
  }
}
