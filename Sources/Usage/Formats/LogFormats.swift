/// Every format of log that is known, in the order in which they are tried on a line. A new one is
/// a file beside this and a line here.
enum LogFormats {
  static let all: [LogFormat] = [
    OtherSyslog.format
  ]
}
