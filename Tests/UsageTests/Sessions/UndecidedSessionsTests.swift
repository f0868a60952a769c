import Bytes
import Testing

@testable import Usage

/// Sessions of which another log's next lines are to tell, where these never come.
@Suite struct UndecidedSessionsTests {
  /// What has been told of a session that is over is forgotten with it.
  @Test(arguments: [LogEvent.Kind.closed, .otherProtocol])
  func forgotten(_ end: LogEvent.Kind) throws {
    let settings = SessionSettings(formats: LogFormats.known, options: LogOptions())
    let table = SessionTable(settings: settings, names: Tally())
    let days = 20
    for number in 0..<days {
      let time = try #require(Timestamp(year: 2026, month: 10, day: 1 + number))
      var event = LogEvent(
        .opened, key: Digest128(high: 0, low: UInt64(number)), time: time)
      table.leaveUndecided(event)
      table.apply(event, file: 0, linesBefore: 0)
      event.kind = end
      table.apply(event, file: 0, linesBefore: 0)
      table.endOver(by: time, at: LineReference(file: 0, line: 1))
    }
    #expect(table.sessions.openCount < days)
    #expect(table.undecided.count == table.sessions.openCount)
  }
}
