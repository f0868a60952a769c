import Bytes
import Testing

@testable import Usage

/// Sessions of logs without dates, of which no time tells that they are over.
@Suite struct UndatedSessionsTests {
  /// So many are kept and no more, whether they have ended or not; those that have go first.
  @Test(arguments: [true, false]) func bounded(_ areClosed: Bool) {
    let settings = SessionSettings(formats: LogFormats.known, options: LogOptions())
    let table = SessionTable(settings: settings, names: Tally())
    var finished = 0
    table.finished = { _, _ in finished += 1 }
    func tell(_ kind: LogEvent.Kind, _ number: Int) {
      var event = LogEvent(
        kind, key: Digest128(high: 0, low: UInt64(number)), time: Timestamp(milliseconds: 0))
      event.isDated = false
      event.keyUse = .reusedUntold
      event.line = UInt32(number)
      table.apply(event, file: 0, linesBefore: 0)
    }
    // One that stays open is not taken for one that is over.
    tell(.opened, 0)
    let count = 10 * SessionTable.undatedMaximum
    for number in 1...count {
      tell(.opened, number)
      if areClosed { tell(.closed, number) }
    }
    #expect(table.sessions.count < 4 * SessionTable.undatedMaximum)
    #expect(finished + table.sessions.openCount == count + 1)
    #expect((table.sessions[0].line.line == 1) == areClosed)
  }
}
