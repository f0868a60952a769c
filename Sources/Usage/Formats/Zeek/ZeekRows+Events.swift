import Bytes

extension ZeekRows {
  /// An event of the connection that the row is about. All of Zeek's logs name it by its uid.
  func event(_ kind: LogEvent.Kind, _ context: ReaderContext) -> LogEvent {
    let time = moment(.time)
    var event = LogEvent(
      kind, key: context.key(self[.uid]), time: time ?? Timestamp(milliseconds: 0))
    event.isDated = time != nil
    event.client = self[.client].plainAddress
    event.clientPort = UInt16(clamping: self[.clientPort].integer ?? 0)
    event.server = self[.server].plainAddress
    event.port = UInt16(clamping: self[.port].integer ?? 0)
    event.isBlindAfterAuth = true
    return event
  }
}

extension ZeekRows.Line {
  /// What became of a line that is no row; nil for a row.
  var outcome: LineOutcome? {
    switch self {
    case .row: nil
    case .header: .read
    case .otherLog: .skipped
    case .foreign: .foreign
    case .malformed(let why): .malformed(why)
    }
  }
}
