import Bytes

/// The times of exported tables and of shipped lines.
enum CSVTime {
  /// A time as the readers of logs know it; nil for what is none. One without a zone stays so.
  static func text(_ field: ByteSlice) -> String? {
    var cursor = ByteCursor(field)
    if let time = LogTime.iso(&cursor, zone: .utc) {
      var again = ByteCursor(field)
      let elsewhere = LogTime.iso(&again, zone: LogZone(offsetSeconds: 3600))
      return elsewhere == time ? time.rfc3339 : local(time)
    }
    cursor = ByteCursor(field)
    if let time = LogTime.epoch(&cursor), cursor.isAtEnd, time.milliseconds > 0 {
      return time.rfc3339
    }
    // Milliseconds (CloudWatch), microseconds (the journal), nanoseconds (Loki).
    if [13, 16, 19].contains(field.count), let number = field[0..<13].integer,
      field.dropFirst(13).buffer.allSatisfy(\.isDigit)
    {
      return Timestamp(milliseconds: Int64(number)).rfc3339
    }
    return kibana(field).map(local) ?? syslog(field)
  }

  /// `Oct  2 14:00:11`, whose year the readers find.
  private static func syslog(_ field: ByteSlice) -> String? {
    var cursor = ByteCursor(field)
    let written = Timestamp(milliseconds: 0)
    guard LogTime.syslog(&cursor, written: written, zone: .utc) != nil, cursor.isAtEnd else {
      return nil
    }
    return field.text
  }

  private static func local(_ time: Timestamp) -> String { String(time.rfc3339.dropLast()) }

  /// `Oct 2, 2026 @ 14:00:11.123`, as Kibana shows times.
  private static func kibana(_ field: ByteSlice) -> Timestamp? {
    var cursor = ByteCursor(field)
    guard let month = LogTime.month(&cursor) else { return nil }
    cursor.skipSpaces()
    guard let day = cursor.integer(), cursor.skip(", "), let year = cursor.integer(),
      cursor.skip(" @ "), let clock = LogTime.clock(&cursor)
    else { return nil }
    return LogTime.moment(year, month, day, clock, .utc)
  }
}
