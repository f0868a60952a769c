import Bytes
import FTPProtocol
import Patterns

/// Reads a log as a user's description says. `session` tells sessions apart; else the client's
/// address and port do, else its address alone, which several sessions may share.
struct CustomLog: YearlessLogReader {
  /// A format that matches nothing: what is read comes from `CustomLogFormat.load`.
  static let format = LogFormat(
    name: "custom", title: "a described format",
    sessions: SessionTraits(start: .unknown),
    makeReader: { CustomLog($0) })

  private typealias Group = CustomLogFormat.Group

  /// An expression and the numbers of its named groups; -1 for those it has not.
  private struct Line {
    var matcher: PatternMatcher
    private let numbers: [Int]

    init(_ pattern: Pattern) {
      matcher = PatternMatcher(pattern)
      numbers = Group.allCases.map { pattern.groups[$0.name] ?? -1 }
    }

    func has(_ group: Group) -> Bool { numbers[group.rawValue] >= 0 }

    var tellsCommand: Bool { value(.verb) != nil || value(.code) != nil }

    /// What a group took; nil where it took nothing, or the `-` that logs write for nothing.
    func value(_ group: Group) -> ByteSlice? {
      guard let bytes = matcher.group(numbers[group.rawValue]), !bytes.isEmpty else { return nil }
      return bytes == "-" ? nil : bytes
    }
  }

  private static let sessionKind = ("session" as StaticString).bytes
  private static let clientKind = ("client" as StaticString).bytes

  var context: ReaderContext
  private let description: CustomLogFormat
  private let hasCodes: Bool
  private var lines: [Line]
  private var connect: Line?
  private var disconnect: Line?
  private var events: [(event: CustomLogEvent, line: Line)]

  init(_ context: ReaderContext) { self.init(CustomLogFormat(), context) }

  init(_ description: CustomLogFormat, _ context: ReaderContext) {
    self.description = description
    self.context = context
    lines = description.patterns.map { Line($0) }
    connect = description.connect.map { Line($0) }
    disconnect = description.disconnect.map { Line($0) }
    events = description.events.map { ($0.event, Line($0.pattern)) }
    hasCodes = description.patterns.contains { $0.groups["code"] != nil }
  }

  func recognises(_ line: ByteSlice) -> Bool {
    var copy = self
    var batch = EventBatch()
    return copy.read(line, into: &batch) == .read
  }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    var matched: Int?
    for index in lines.indices {
      switch lines[index].matcher.match(line) {
      case .matched: matched = index
      case .gaveUp: return .malformed("the pattern takes too many steps on this line")
      case .notMatched: continue
      }
      break
    }
    let found = matched.map { lines[$0] }
    let subject = found?.value(.event) ?? line
    if connect?.matcher.match(subject) == .matched {
      return tell(.opened, connect, found, into: &batch)
    }
    if disconnect?.matcher.match(subject) == .matched {
      return tell(.closed, disconnect, found, into: &batch)
    }
    // The words of a command or a reply are no event.
    let isCommand = found.map { $0.value(.event) == nil && $0.tellsCommand } ?? false
    for index in events.indices where !isCommand {
      guard events[index].line.matcher.match(subject) == .matched else { continue }
      return tell(nil, events[index].line, found, events[index].event, into: &batch)
    }
    return found == nil ? .foreign : tell(nil, nil, found, into: &batch)
  }

  mutating func timeText(_ line: ByteSlice) -> ByteSlice? {
    for index in lines.indices where lines[index].matcher.match(line) == .matched {
      guard let text = lines[index].value(.time) else { return nil }
      let time = text.first == 0x5B && text.last == 0x5D ? text.dropFirst(1).dropLast(1) : text
      return time.lastIndex(of: 0x20) == nil ? nil : time
    }
    return nil
  }

  /// No line depends on another.
  func going(onFrom before: any LogReader) -> any LogReader { self }

  /// Adds the event of a line. A group that the expression of what it tells has not is taken from
  /// the line's own.
  private func tell(
    _ kind: LogEvent.Kind?, _ first: Line?, _ second: Line?, _ told: CustomLogEvent? = nil,
    into batch: inout EventBatch
  ) -> LineOutcome {
    func value(_ group: Group) -> ByteSlice? {
      first?.value(group) ?? second?.value(group)
    }
    var time: Timestamp?
    if let text = value(.time) {
      time = description.times.lazy.compactMap { $0.read(text, context) }.first
      if time == nil { return .malformed("the time has no form that `time` names") }
    }
    let client = value(.client).flatMap { $0.isAddress ? $0.plainAddress : $0 }
    let clientPort = value(.clientPort)?.integer ?? 0
    let named = value(.protocol).flatMap { NamedProtocol($0) }
    if named == .other { return .skipped }
    let session = value(.session)
    guard session != nil || client != nil else { return .read }
    let key =
      session.map { context.key(Self.sessionKind, $0) }
      ?? context.key(Self.clientKind, client ?? .empty, value(.clientPort) ?? .empty)
    var event = LogEvent(kind ?? .seen, key: key, time: time ?? Timestamp(milliseconds: 0))
    event.isDated = time != nil
    event.keyUse = session != nil ? .reusedUntold : clientPort == 0 ? .shared : .own
    event.mayBeImplicit = !description.hasTLSLines
    // An end alone tells of no session.
    event.beginning = kind == .closed ? .never : connect == nil ? .here : .missed
    event.client = client ?? .empty
    event.clientPort = UInt16(clamping: clientPort)
    event.server = value(.server).map { $0.plainAddress } ?? .empty
    event.port = UInt16(clamping: value(.port)?.integer ?? 0)
    if event.port == 0 { event.port = description.port }
    event.user = value(.user) ?? .empty
    let bytes = value(.bytes)?.integer.map { Int64(clamping: $0) } ?? -1
    if let told {
      told.fill(&event, user: event.user, bytes: bytes)
    } else if kind == nil, let second {
      fill(&event, second)
      if event.verb == .retr { event.sent = bytes }
      if [.stor, .stou, .appe].contains(event.verb) { event.received = bytes }
    }
    // Of one address several connections may be open: a login where one was made is another's.
    event.connectIsMissing =
      event.beginning == .here && event.keyUse == .shared && event.showsDialogue
    if let named { note(named, in: &event, into: &batch) }
    batch.append(event)
    return .read
  }

  /// Notes which protocol a line names: what it says of its connection holds before what the line
  /// tells, but for an AUTH. TLS where a connection begins came before the first byte of FTP, but
  /// for one that is asked for: nothing tells yet whether it is.
  private func note(
    _ named: NamedProtocol, in event: inout LogEvent, into batch: inout EventBatch
  ) {
    if named == .clear {
      event.isFTPS = false
      event.start = .clear
      return
    }
    if event.kind == .opened, named == .explicitTLS { return }
    event.isFTPS = true
    if event.kind == .opened { event.start = .implicit }
    guard event.kind != .opened, event.kind != .closed, event.verb != .auth else { return }
    var handshake = LogEvent(.handshakeFinished, key: event.key, time: event.time)
    handshake.isDated = event.isDated
    handshake.keyUse = event.keyUse
    handshake.beginning = event.beginning
    handshake.connectIsMissing = event.connectIsMissing
    handshake.isFTPS = true
    handshake.start = .clear
    (handshake.client, handshake.clientPort) = (event.client, event.clientPort)
    (handshake.server, handshake.port) = (event.server, event.port)
    if event.kind != .login { handshake.user = event.user }
    batch.append(handshake)
  }

  /// A verb with a code is a whole command; a verb alone is asked, where other lines have codes;
  /// a code alone is the reply.
  private func fill(_ event: inout LogEvent, _ line: Line) {
    let code = line.value(.code)?.replyCode.map { UInt16($0) }
    event.text = line.value(.text) ?? .empty
    if let verb = line.value(.verb) {
      let command =
        !line.has(.argument)
        ? CommandText(verb)
        : CommandText(verb: verb, argument: line.value(.argument) ?? .empty)
      event.verb = command.verb
      event.argument = command.argument
      event.kind = code == nil && hasCodes ? .asked : .command
      event.code = code ?? 0
    } else if let code, code >= 200 {
      event.kind = .replied
      event.code = code
    }
  }
}
