import Bytes
import Testing

@testable import Sensor

/// How long personas wait for a client.
@Suite struct PersonaTimeTests {
  /// What a persona says of its idle time is what it does.
  @Test(arguments: [
    ("vsftpd-3.0.3", "Session timeout in seconds is 300", 300),
    ("proftpd-1.3.5", "Idle timeout (600 seconds)", 600),
    ("pure-ftpd", "after 15 minutes of inactivity", 900),
    ("synology", "Timeout (300 seconds)", 300),
  ])
  func doesWhatItSays(_ name: String, _ words: String, _ seconds: Int) throws {
    let persona = try #require(try EmbeddedPersonas.persona(name))
    #expect(persona.replies.values.contains { $0.contains(words) })
    let idle = persona.login.idleSeconds ?? SensorLimits.usualIdleSeconds
    #expect(idle == seconds)
    let times = VisitTimes(began: 0, SensorLimits(), idleSeconds: persona.login.idleSeconds)
    #expect(times.end(at: Int64(seconds) * 1000) == nil)
    #expect(times.end(at: Int64(seconds) * 1000 + 1) == .idle)
  }

  /// The operator's comes first.
  @Test func theFlagHolds() {
    var limits = SensorLimits()
    limits.idleSeconds = 5
    #expect(VisitTimes(began: 0, limits, idleSeconds: 900).end(at: 5001) == .idle)
  }

  /// ProFTPD's TimeoutLogin: words of its own, and none once somebody is in.
  @Test func aLoginThatDoesNotCome() throws {
    let persona = try #require(try EmbeddedPersonas.persona("proftpd-1.3.5"))
    for (login, isOverdue) in [("", true), ("USER x\r\nPASS y\r\n", false)] {
      var session = ServerSession(Stage.setting(persona))
      let time = Timestamp(milliseconds: 1_790_000_000_000)
      _ = session.opened(at: time)
      _ = Array(login.utf8).withSlice { session.received($0, at: time) }
      #expect(!session.isLoginOverdue(at: time.adding(milliseconds: 300_000)))
      let later = time.adding(milliseconds: 300_001)
      #expect(session.isLoginOverdue(at: later) == isOverdue)
      let said = session.timedOut(.idle, at: later).first
      let words = isOverdue ? "Login timeout (300 seconds)" : "Idle timeout (600 seconds)"
      #expect(said == .send(Array("421 \(words): closing control connection\r\n".utf8)))
    }
  }
}
