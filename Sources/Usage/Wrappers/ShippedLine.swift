import Bytes
import Records

/// A line as log shippers and the platforms behind them write it to a file, an object of JSON each:
///
///     {"@timestamp":"2026-10-02T12:00:11.123Z", … ,"message":"…"}      Filebeat, Elastic Agent
///     {"host":"ftp1", … ,"message":"…","timestamp":"2026-10-02T12:00:11Z"}       Vector
///     {"date":1791000000.123,"log":"…"}                                Fluent Bit
///     2026-10-02T12:00:11+00:00␉tag␉{"message":"…"}                    Fluentd
///     {"textPayload":"…","timestamp":"…", … }                          Google Cloud Logging
///     {"version":"1.1","short_message":"…","timestamp":1791000000.1}   GELF
///     {"result":{"_raw":"…","_time":"…"}}                              Splunk's export
///     {"timestamp":1791000000123,"message":"…","ingestionTime":…}      CloudWatch
///     {"labels":{…},"line":"…","timestamp":"2026-10-02T12:00:11Z"}     Loki's logcli
struct ShippedLine: LineWrapper {
  private var fields = JSONFields()

  mutating func unwrap(_ line: ByteSlice, in arena: ByteArena) -> WrappedLine? {
    guard line.last == 0x7D, let (before, object) = Self.parts(line), fields.read(object) else {
      return nil
    }
    // SFTPGo's own lines have a message too, and so have some of AWS's records.
    if fields.has("sender") || fields.has("activity-type") { return nil }
    guard let text = text(arena) else { return nil }
    let time = before.isEmpty ? time : before
    let beginning =
      time.flatMap(CSVTime.text).map { arena.keep(Array($0.utf8) + [0x20]) } ?? .empty
    return WrappedLine(text: text.withoutLineEnd, beginning: beginning)
  }

  /// The object, and the time that Fluentd has before it, before a tag.
  private static func parts(_ line: ByteSlice) -> (time: ByteSlice, object: ByteSlice)? {
    if line.first == 0x7B { return (.empty, line) }
    guard let open = line.firstRange(of: "\t{"), LineTime.leads(line) else { return nil }
    return (
      line[0..<(line.firstIndex(of: 0x09) ?? 0)], line.dropFirst(open.lowerBound + 1)
    )
  }

  /// What the server wrote, in the field that holds it most faithfully.
  private func text(_ arena: ByteArena) -> ByteSlice? {
    fields.text("result", "_raw", in: arena) ?? fields.text("_raw", in: arena)
      ?? fields.text("full_message", in: arena) ?? fields.text("message", in: arena)
      ?? fields.text("log", in: arena) ?? fields.text("textPayload", in: arena)
      ?? fields.text("short_message", in: arena)
      ?? (fields.has("labels") ? fields.text("line", in: arena) : nil)
  }

  private var time: ByteSlice? {
    fields.raw("@timestamp") ?? fields.raw("timestamp") ?? fields.raw("result", "_time")
      ?? fields.raw("_time") ?? fields.raw("time") ?? fields.raw("date")
  }
}
