import Bytes

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
  /// Whether the log has lines for AUTH, PBSZ, PROT or CCC, where logs are joined that of the
  /// commands, and whether it shows AUTH succeeding or TLS handshakes: seen in the heads of the
  /// stream's files.
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

  /// What the words of ProFTPD's ExtendedLog are, and how many stand between command and code, seen
  /// in the file's head.
  var columns: ProFTPDColumns?
  var codePlace = 0
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
