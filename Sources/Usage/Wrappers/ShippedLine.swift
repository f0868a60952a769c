import Bytes
import Records

/// A line as log shippers and the platforms behind them write it to a file, an object of JSON each:
///
///     {"@timestamp":"2026-10-02T12:00:11.123Z", … ,"message":"…"}      Filebeat, Elastic Agent
///     {"host":"ftp1", … ,"message":"…","timestamp":"2026-10-02T12:00:11Z"}       Vector
///     {"date":1791000000.123,"log":"…"}                                Fluent Bit
///     2026-10-02T12:00:11+00:00␉tag␉{"message":"…"}                    Fluentd
///     {"PROGRAM":"vsftpd","PID":"812","MESSAGE":"…","ISODATE":"…", … }  syslog-ng
///     {"msg":" …","timereported":"…","programname":"vsftpd", … }       rsyslog
///     {"EventTime":"2026-10-02 12:00:11","Message":"…", … }            NXLog
///     {"textPayload":"…","timestamp":"…", … }                          Google Cloud Logging
///     {"version":"1.1","short_message":"…","timestamp":1791000000.1}   GELF
///     {"result":{"_raw":"…","_time":"…"}}                              Splunk's export
///     {"timestamp":1791000000123,"message":"…","ingestionTime":…}      CloudWatch
///     {"labels":{…},"line":"…","timestamp":"2026-10-02T12:00:11Z"}     Loki's logcli
struct ShippedLine: LineWrapper {
  static let isExport = true

  private var fields = JSONFields()

  mutating func unwrap(_ line: ByteSlice, in arena: ByteArena) -> WrappedLine? {
    guard line.last == 0x7D, let (before, object) = Self.parts(line), fields.read(object) else {
      return nil
    }
    // SFTPGo's own lines have a message too, and so have some of AWS's records.
    if fields.has("sender") || fields.has("activity-type") { return nil }
    let entry = fields.object("result") ?? fields.whole
    return WrappedLine(entry, time: CSVTime.text(before), in: arena)
  }

  /// The object, and the time that Fluentd has before it, before a tag.
  private static func parts(_ line: ByteSlice) -> (time: ByteSlice, object: ByteSlice)? {
    if line.first == 0x7B { return (.empty, line) }
    guard let open = line.firstRange(of: "\t{"), LineTime.leads(line) else { return nil }
    return (
      line[0..<(line.firstIndex(of: 0x09) ?? 0)], line.dropFirst(open.lowerBound + 1)
    )
  }
}

extension WrappedLine {
  /// What a shipper's object has; nil where it has no line. `time` counts before the object's.
  init?(_ entry: JSONFields.Element, time: String? = nil, in arena: ByteArena) {
    let texts = ShippedFields.lines.lazy.compactMap { entry.text(named: $0, in: arena) }
    guard var text = texts.first(where: { !$0.isEmpty }) ?? texts.first else { return nil }
    // rsyslog's message begins with the space behind the tag.
    if text.first == 0x20 { text = text.dropFirst(1) }
    func first(_ names: [StaticString]) -> ByteSlice? {
      names.lazy.compactMap { entry.raw(named: $0) }.first
    }
    let times = ShippedFields.times.lazy.compactMap { entry.raw(named: $0) }
    let beginning = (time ?? times.compactMap(CSVTime.text).first).map { time in
      LineBeginning(
        time: time, host: first(ShippedFields.hosts), program: first(ShippedFields.programs),
        process: first(ShippedFields.processes))
    }
    self.init(text, beginning, in: arena)
  }
}
