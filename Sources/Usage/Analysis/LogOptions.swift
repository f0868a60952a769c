import Bytes
import Records

/// How logs are to be read.
public struct LogOptions: Sendable {
  /// How many processors may work at once, 1 or more.
  public var threads = 1
  /// How much of a file is read at a time. Results do not depend on it.
  public var chunkBytes = 128 * 1024
  /// The format of all files, by name; nil: recognised by content.
  public var formatName: String?
  /// A user's own format, described in YAML: the file's path and text.
  public var ownFormat: (path: String, yaml: String)?
  /// Ports where TLS comes before the first byte of FTP.
  public var implicitPorts: Set<UInt16> = [990]
  /// What fills in for a server's address and port that the log lacks.
  public var server: String?
  /// The control port that fills in where the log names none.
  public var port: UInt16?
  /// The zone of times that have none of their own; nil: that of the other logs of the same
  /// sessions where these have one, else UTC.
  public var zone: LogZone?
  /// The year of lines that have none; nil: the latest that is not after the file's last write.
  public var year: Int?
  /// Which number is the day in dates that are all numbers; nil: found out from each log.
  public var dateOrder: DateOrder?
  /// Whether AUTH SSL and AUTH TLS-P set level P on these servers.
  public var authImpliesPrivate = false
  /// Only sessions that began at or after a moment.
  public var since: Timestamp?
  /// Only sessions that began before a moment.
  public var until: Timestamp?
  /// When the logs are read, so that dates in the future are known as such; nil: none is.
  public var now: Timestamp?
  /// How many days back readiness looks.
  public var windowDays = 30
  /// The run's label, for records.
  public var survey: String?
  /// Whether session records are wanted.
  public var wantsRecords = false
  /// Whether the deciding lines' text is wanted with them.
  public var wantsLines = false
  /// Told now and then how far the reading is.
  public var onProgress: @Sendable (LogProgress) -> Void = { _ in }
  /// Asked now and then: whether to stop.
  public var isInterrupted: @Sendable () -> Bool = { false }

  public init() {}
}

extension LogOptions {
  /// Whether a session began in the time that is asked for.
  func wants(_ session: borrowing Session) -> Bool {
    if since == nil, until == nil { return true }
    guard session.facts.isDated else { return false }
    if let since, session.begins < since { return false }
    if let until, session.begins >= until { return false }
    return true
  }
}
