import Bytes

/// What is known of a format before any line is read.
struct LogFormat: Sendable {
  /// The word for `--log-format` and `log_format`.
  let name: String
  /// The name for a person.
  let title: String
  var kind = Kind.sessions
  var joining = Joining.alone
  var tells: Told = [.files]
  /// What holds for the sessions that its lines tell of.
  var sessions: SessionTraits
  var advice = Advice()
  /// Whether its lines may stand in syslog's files.
  var comesThroughSyslog = true
  /// Whether times are local, and have no offset with them.
  var hasLocalTimes = false
  /// The date in a line, where it is written as the machine's country has it.
  var dateText: (@Sendable (ByteSlice) -> ByteSlice?)?
  let makeReader: @Sendable (ReaderContext) -> any LogReader

  /// What the lines are about.
  enum Kind {
    case sessions
    /// A line for each file and none for sessions, beside the server's own log.
    case transfers
    /// Whatever else a file may hold, so that its reader never keeps the lines.
    case filler
  }

  /// Whether several files of one folder tell of the same sessions and are read together, in the
  /// order of time.
  enum Joining: Equatable {
    case alone
    /// With logs of commands, of which it has none.
    case facts
    /// Of logs that tell of the same commands, the one with the highest rank is believed, and the
    /// others are not counted again.
    case commands(rank: Int)
  }

  /// What the log has lines for.
  struct Told: OptionSet {
    let rawValue: UInt8

    /// TLS handshakes that finished.
    static let handshakes = Told(rawValue: 1)
    /// Files, or the commands that move them.
    static let files = Told(rawValue: 2)
    /// Each connection, TLS or not.
    static let connects = Told(rawValue: 4)
  }

  /// What an administrator could set so that the log tells more.
  struct Advice {
    /// The server's setting; nil where the log tells everything.
    var general: String?
    /// What would tell whether TLS came first, where lines may lack the port.
    var port: String?
    /// Whether the server has a setting, fit to be advised, that tells the connections of one
    /// address apart.
    var canTellConnectionsApart = true
  }

  var isTransferLog: Bool { kind == .transfers }
  var isFiller: Bool { kind == .filler }
  var isJoined: Bool { joining != .alone }

  /// Its rank among logs of commands that are joined; nil where it is none.
  var commandRank: Int? {
    if case .commands(let rank) = joining { rank } else { nil }
  }
}
