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
struct ShippedLine: LineWrapper {
  private var fields = JSONFields()

  mutating func unwrap(_ line: ByteSlice, in arena: ByteArena) -> WrappedLine? {
    guard line.last == 0x7D, let object = Self.object(line), fields.read(object) else { return nil }
    // SFTPGo's own lines have a message too.
    if fields.has("sender") { return nil }
    guard let text = text(arena) else { return nil }
    let beginning =
      time.flatMap { $0.contains("T") ? arena.keep($0.copied + [0x20]) : nil } ?? .empty
    return WrappedLine(text: text.withoutLineEnd, beginning: beginning)
  }

  /// The object, which Fluentd has a time and a tag before.
  private static func object(_ line: ByteSlice) -> ByteSlice? {
    if line.first == 0x7B { return line }
    guard let open = line.firstRange(of: "\t{"), LineTime.leads(line) else { return nil }
    return line.dropFirst(open.lowerBound + 1)
  }

  /// What the server wrote, in the field that holds it most faithfully.
  private func text(_ arena: ByteArena) -> ByteSlice? {
    fields.text("result", "_raw", in: arena) ?? fields.text("_raw", in: arena)
      ?? fields.text("full_message", in: arena) ?? fields.text("message", in: arena)
      ?? fields.text("log", in: arena) ?? fields.text("textPayload", in: arena)
      ?? fields.text("short_message", in: arena)
  }

  private var time: ByteSlice? {
    fields.raw("@timestamp") ?? fields.raw("timestamp") ?? fields.raw("result", "_time")
      ?? fields.raw("_time") ?? fields.raw("time") ?? fields.raw("date")
  }
}
