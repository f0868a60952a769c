import Bytes
import FTPProtocol
import Inputs

/// What the first bytes of a file tell of it: enough to put files in order and to know what a log
/// has lines for.
struct FileHead {
  /// So much is looked at.
  static let bytesMaximum = 65_536

  /// Nil where no line is recognised.
  var format: LogFormat?
  /// The first moment that a line names.
  var firstTime: Timestamp?
  /// How many things its lines told.
  var events = 0
  /// How its times go on.
  var order = EventOrder.oldestFirst
  /// Whether it is read from its end.
  var isTurned = false
  /// The zone that stands in its times, where one does: `[01/Oct/2026:10:05:59 +0200]`.
  var zone: LogZone?
  /// Whether it has lines for connects or disconnects.
  var hasConnects = false
  /// Whether it has lines for AUTH, PBSZ, PROT or CCC.
  var showsProtection = false
  /// Whether it shows that AUTH succeeded, or a TLS handshake on a control channel.
  var showsTLS = false
  /// Whether it has lines for commands of the kinds that a log leaves out with AUTH.
  var hasAllCommands = false
  /// Whether it has lines for the commands of logins, and for those of files.
  var tellsLogins = false
  var tellsFiles = false
  /// Whether its lines name the control channel's protocol.
  var namesProtocol = false
  /// Whether it would tell of TLS by itself.
  var tellsTLS: Bool { hasAllCommands || namesProtocol }
  /// Whether TLS that came first might leave no sign in it.
  var mayHideImplicit = false
  /// Whether sessions of one address can't be told apart by what a line identifies them with.
  var sharesKeys = false
  /// Which commands of which processes it has, where its lines name a process.
  var commands = CommandMarks()
  /// What its dates show of their order, where they are written as a country has them.
  var dates: DateOrderSearch?
  /// What the words of ProFTPD's ExtendedLog are, where it is one.
  var columns: ProFTPDColumns?
  /// How many words of it stand between command and code; nil where that does not show.
  var codePlace: Int?
  /// The hosts that lines of ProFTPD's name.
  var hosts: Set<String> = []
  /// Whether it has lines of servers that are in no form that is known.
  var hasUnknownServers = false
  /// Whether they are IIS's, in its own format.
  var isFixedIIS = false
  var isEmpty = false
  /// Whether it has NUL bytes.
  var isBinary = false

  /// Looks at bytes that begin with a file's first.
  init(_ bytes: ByteSlice, formats: LogFormats, context: ReaderContext) {
    isEmpty = bytes.isEmpty
    isBinary = bytes.firstIndex(of: 0) != nil
    let end = bytes.count < Self.bytesMaximum ? bytes.count : bytes.lastIndex(of: 0x0A) ?? 0
    var context = context
    codePlace = ProFTPDCodePlace.find(bytes[0..<end], context)
    context.codePlace = codePlace ?? 0
    columns = ProFTPDColumns(bytes[0..<end], context)
    context.columns = columns
    hosts = Self.hosts(in: bytes[0..<end], context)
    var router = LineRouter(formats: formats, context: context)
    var batch = EventBatch()
    var report = ReadReport()
    let text = bytes[0..<end].withoutByteOrderMark
    router.read(text, into: &batch, report: &report)
    hasUnknownServers =
      report.ofUnknownServers > 0
      || report.linesByFormat.isEmpty && UnknownServer.holdsDialogue(bytes[0..<end])
    isFixedIIS = report.unknownServers.contains(UnknownServer.fixedIIS)
    sharesKeys = batch.events.first?.keyUse == .shared
    for event in batch.events {
      note(event)
      if formats[Int(event.format)].commandRank != nil { commands.note(event) }
    }
    firstTime = batch.events.first { $0.isDated }?.time
    events = batch.events.count
    order = EventOrder(batch.events.filter(\.isDated).map(\.time))
    let lines = report.linesByFormat.max { ($0.value, $1.key) < ($1.value, $0.key) }
    format = (lines?.key ?? formats.only).map { formats[$0] }
    if var reader = format?.makeReader(context) { zone = Self.zone(in: bytes[0..<end], &reader) }
    if let dateText = format?.dateText {
      var dates = DateOrderSearch(context, dateText: dateText)
      dates.look(through: text)
      self.dates = dates
    }
  }

  private mutating func note(_ event: borrowing LogEvent) {
    switch event.verb {
    case .user: tellsLogins = true
    case let verb where verb.isTransfer: tellsFiles = true
    default: break
    }
    if event.verb.isOfRFC2228 { showsProtection = true }
    if event.verb.isLeftOutWithAuth { hasAllCommands = true }
    if event.isFTPS != nil { namesProtocol = true }
    if event.mayBeImplicit { mayHideImplicit = true }
    switch event.kind {
    case .opened, .closed: hasConnects = true
    case .handshakeFinished, .handshakeFailed: showsTLS = true
    case .replied, .command: if event.code == 234 { showsTLS = true }
    default: break
    }
  }

  private static func hosts(in bytes: ByteSlice, _ context: ReaderContext) -> Set<String> {
    var hosts: Set<String> = []
    var cursor = LineCursor(bytes)
    while let line = cursor.line {
      if let host = ProFTPDEnvelope(line, context)?.host, !host.isEmpty { hosts.insert(host.text) }
      cursor.advance()
    }
    return hosts
  }

  /// The offset of the first time that has one.
  private static func zone(in bytes: ByteSlice, _ reader: inout any LogReader) -> LogZone? {
    var cursor = LineCursor(bytes)
    while let line = cursor.line {
      cursor.advance()
      guard let time = reader.timeText(line) else { continue }
      var offset = ByteCursor(time.dropFirst((time.lastIndex(of: 0x20) ?? 0) + 1))
      if let zone = LogTime.zone(&offset), offset.rest.isEmpty { return zone }
    }
    return nil
  }
}

extension Verb {
  /// Whether the command is of those that protect a session: ProFTPD's class SEC.
  var isOfRFC2228: Bool { self == .auth || self == .pbsz || self == .prot || self == .ccc }

  /// Whether a log that was told to have logins and files only leaves the command out: one that has
  /// it has AUTH too.
  var isLeftOutWithAuth: Bool {
    switch self {
    case .auth, .pbsz, .prot, .ccc, .feat, .syst, .opts, .noop, .quit: true
    case .type, .pasv, .epsv, .port, .eprt: true
    default: false
    }
  }
}
