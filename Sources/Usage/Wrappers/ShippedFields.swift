import Bytes

/// The names that shippers and platforms give to a line and to what stood before it, of several
/// the more faithful first. The case of letters does not count.
enum ShippedFields {
  static let lines: [StaticString] = [
    "_raw", "event.original", "raw_event", "full_message", "full_log", "rawdata", "message",
    "@message", "syslogmessage", "log", "msg", "line", "textpayload", "short_message",
  ]
  static let times: [StaticString] = [
    "_time", "@timestamp", "timestamp", "timereported", "isodate", "eventtime", "asctime", "date",
    "time", "timegenerated",
  ]
  static let hosts: [StaticString] = [
    "host.hostname", "host.name", "hostname", "_hostname", "sysloghost", "host", "computer",
    "source",
  ]
  static let programs: [StaticString] = [
    "process.name", "log.syslog.appname", "application_name", "_application_name", "programname",
    "program", "processname", "app_name", "appname", "app-name", "syslog_identifier", "ident",
    "sourcename", "_comm", "syslogtag",
  ]
  static let processes: [StaticString] = [
    "process.pid", "log.syslog.procid", "process_id", "_process_id", "processid", "procid",
    "syslog_pid", "_pid", "pid",
  ]
}

/// What stands in for the beginning of a line that has no time: a time, and syslog's header where
/// the program is known.
struct LineBeginning {
  var time: String
  var host: ByteSlice?
  var program: ByteSlice?
  var process: ByteSlice?

  var bytes: [UInt8] {
    var head = Array(time.utf8) + [0x20]
    guard var program, !program.isEmpty, program.buffer.allSatisfy({ !$0.isBlank }) else {
      return head
    }
    let host = self.host.flatMap { $0.isHost && $0.firstIndex(of: 0x2F) == nil ? $0 : nil }
    head += host?.copied ?? [0x2D]
    // rsyslog's tag has all of it.
    let isTag = program.last == 0x3A
    if isTag { program = program.dropLast(1) }
    head += [0x20] + program.copied
    if let process, process.integer != nil, !isTag { head += [0x5B] + process.copied + [0x5D] }
    return head + [0x3A, 0x20]
  }
}

extension WrappedLine {
  /// A line, and what may stand before it; without what a container's runtime wrote around it,
  /// where the shipper left that.
  init(_ text: ByteSlice, _ beginning: LineBeginning?, in arena: ByteArena) {
    var runtime = ContainerLine()
    if let inner = runtime.unwrap(text.withoutLineEnd, in: arena) {
      self = inner
      return
    }
    self.init(text: text.withoutLineEnd)
    guard let beginning else { return }
    self.beginning = arena.keep(beginning.bytes)
    wantsBeginning = beginning.program.map { $0 == "proftpd" } ?? false
  }
}
