import Bytes
import FTPProtocol

/// Reads one format of log, line by line. A value: whatever a later line depends on (a date that
/// stands in a header, columns) is its state, and a copy of the value is a place to go on from.
protocol LogReader: Sendable {
  static var format: LogFormat { get }

  init(_ context: ReaderContext)

  /// Whether a line, without its line end, can only be one of this format's.
  func recognises(_ line: ByteSlice) -> Bool

  /// Reads one line, without its line end, and adds to the batch what it tells. Never traps,
  /// whatever the bytes.
  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome

  /// Reads lines until one is neither read nor skipped, which stays the cursor's line and is told
  /// of; nil at the end. A format overrides it to go faster than line by line.
  mutating func readLines(
    _ cursor: inout LineCursor, into batch: inout EventBatch, report: inout ReadReport
  ) -> LineOutcome?

  /// Comes to the state that reading a chunk would lead to, without reading it, where that can be
  /// done: then several chunks are read at once. False, and no change, where it can't.
  mutating func skim(_ chunk: ByteSlice) -> Bool

  /// This reader, for the next file of a stream, in the state in which the one before ended.
  func going(onFrom before: any LogReader) -> any LogReader

  /// Whether reading on from the other reader's state is the same as from this one's.
  func continues(like other: any LogReader) -> Bool
}

extension LogReader {
  mutating func readLines(
    _ cursor: inout LineCursor, into batch: inout EventBatch, report: inout ReadReport
  ) -> LineOutcome? {
    while let line = cursor.line {
      let trouble = readLine(line, &cursor, into: &batch, report: &report)
      if let trouble { return trouble }
    }
    return nil
  }

  /// Reads the cursor's line and goes to the next; where it is neither read nor skipped, stays
  /// and tells of it.
  mutating func readLine(
    _ line: ByteSlice, _ cursor: inout LineCursor, into batch: inout EventBatch,
    report: inout ReadReport
  ) -> LineOutcome? {
    if line.count > LineCursor.lineBytesMaximum { return .malformed(LineCursor.isTooLong) }
    if !line.isEmpty {
      batch.begin(line: cursor.number, line)
      var outcome = read(line, into: &batch)
      if outcome != .read, let repeated = RepeatedLine(line) {
        outcome = read(repeated, cursor.number, into: &batch, report: &report)
      }
      switch outcome {
      case .read: break
      case .skipped: report.skipped += 1
      case .malformed, .unknownServer, .foreign: return outcome
      }
    }
    cursor.advance()
    return nil
  }

  /// Reads a line as often as it was repeated, up to what is no line of this reader's.
  private mutating func read(
    _ repeated: RepeatedLine, _ number: UInt64, into batch: inout EventBatch,
    report: inout ReadReport
  ) -> LineOutcome {
    let line = batch.arena.keep(repeated.line)
    let times = batch.repeats.take(repeated.times, atLine: number)
    for _ in 0..<times {
      let outcome = read(line, into: &batch)
      if outcome != .read { return outcome }
    }
    if times < repeated.times {
      report.addMalformed(
        number, "repeated \(repeated.times) times, of which \(times) are counted")
    }
    return .read
  }

  mutating func skim(_ chunk: ByteSlice) -> Bool { false }

  func continues(like other: any LogReader) -> Bool { false }

  func going(onFrom before: any LogReader) -> any LogReader { before }
}

/// A reader of logs whose times may have no year: which it is depends on the place in the file.
protocol YearlessLogReader: LogReader {
  var context: ReaderContext { get set }
}

/// What became of a line.
enum LineOutcome: Equatable {
  /// It was understood, whether or not it told anything of use.
  case read
  /// It is well formed and not about FTP.
  case skipped
  /// It begins like one of this format's and breaks off or breaks its rules; why.
  case malformed(String)
  /// A program that serves FTP wrote it, in no form that is known; its name.
  case unknownServer(String)
  /// It is not one of this format's.
  case foreign
}

/// What a reader is told about the file it reads.
struct ReaderContext: Sendable {
  /// Sets apart the keys of files that do not continue one another.
  var stream = Digest128(high: 0, low: 0)
  /// The zone of times that have none of their own.
  var zone = LogZone.utc
  /// A moment that no line is much later than, to know the year where lines have none: when the
  /// file was last written.
  var written = Timestamp(milliseconds: 0)
  /// Ports where TLS comes before the first byte of FTP.
  var implicitPorts: Set<UInt16> = [990]
  /// The day that the file's name gives (`u_ex231229.log`).
  var dayInName: CalendarDay?
  /// Which number is the day where a date is all numbers; nil where nothing told so far.
  var dateOrder: DateOrder?
  /// Whether the log has lines for connects: seen in the heads of the stream's files.
  var hasConnects = false
  /// Whether the log has lines for AUTH, PBSZ or PROT, and whether it shows AUTH succeeding or TLS
  /// handshakes: seen in the heads of the stream's files.
  var showsProtection = false
  var showsTLS = false
  /// Whether the stream's logs of commands have AUTH, were there one, and whether TLS that came
  /// first might leave no sign in them or in those beside them.
  var hasAllCommands = false
  var mayHideImplicit = false
  /// From when on another of the stream's files has a line for each command; nil where none has.
  var commandsFrom: Timestamp?
  /// Whether one of the stream's files tells which TLS handshakes finished.
  var showsHandshakes = false

  /// What the words of ProFTPD's ExtendedLog are, seen in the file's head.
  var columns: ProFTPDColumns?
  /// Whether the number of a process is one host's, as lines name the host.
  var keysNameHosts = true

  /// Whether lines for connects and for what protects a session are left out, so that none of them
  /// tells nothing (IIS's selective logging).
  var hidesProtection: Bool { !hasConnects && !showsProtection }

  /// The key of a session: a digest of what identifies it within the stream.
  func key(_ parts: ByteSlice...) -> Digest128 {
    var digest = Digest128()
    for part in parts { digest.add(part) }
    return digest.within(stream)
  }
}

/// What is known of a format before any line is read.
struct LogFormat: Sendable {
  /// The word for `--log-format` and `log_format`.
  let name: String
  /// The name for a person.
  let title: String
  /// How a session begins whose beginning was seen, on a port that is not implicit: `.clear`
  /// where the log would tell of TLS, `.unknown` where it is blind to it.
  let start: SessionProtection.Start
  var rules = SessionProtection.ServerRules()
  /// How the lines stand to the order in which things happened.
  var order = LineOrder.asWritten
  /// Whether the log tells which TLS handshakes finished.
  var tellsHandshakes = false
  /// Whether the format is whatever else a file may hold, so that its reader never keeps the lines.
  var isFiller = false
  /// Whether the log has a line for a connection's end, so that QUIT is not yet it.
  var logsDisconnects = true
  /// Whether AUTH is left out of the log where connects are.
  var logsAuthWithConnects = false
  /// Whether the server lets a connection log in once, so that a second login is another's.
  var logsInOnce = false
  /// Whether a line names its user only once logged in.
  var namesLoggedIn = false
  /// How long a session may be silent; a longer silence ends it. Logs without connects and
  /// disconnects want a shorter one.
  var idleMinutesMaximum = 24 * 60
  /// Whether several files of one folder tell of the same sessions and are read together, in the
  /// order of time.
  var isJoined = false
  /// Of logs that are joined and tell of the same commands, the one with the highest number is
  /// believed, and the others are not counted again; 0 for logs that tell of something else.
  var commandRank = 0
  /// Whether it has lines for files, or for the commands that move them.
  var tellsFiles = true
  /// Whether it has a line for each connection, TLS or not.
  var logsConnects = false
  /// Whether it has a line for each file and none for sessions, beside the server's own log.
  var isTransferLog = false
  /// The date in a line, where it is written as the machine's country has it.
  var dateText: (@Sendable (ByteSlice) -> ByteSlice?)?
  /// Whether the server has a setting, fit to be advised, that tells the connections of one address
  /// apart.
  var canTellConnectionsApart = true
  /// The server's setting that would tell more; nil where the log tells everything.
  var advice: String?
  /// What would tell whether TLS came first, where lines may lack the port.
  var portAdvice: String?
  let makeReader: @Sendable (ReaderContext) -> any LogReader
}
