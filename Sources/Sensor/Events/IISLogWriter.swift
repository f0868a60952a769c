import Bytes
import FTPProtocol
import Glibc
import Inputs
import Logging
import Synchronization

/// Writes sessions as IIS 10 logs them, a file a day: `u_ex261126.log` (W3C extended, the fields
/// that IIS has by default). What reads IIS's logs reads these.
public final class IISLogWriter: Sendable {
  private static let header =
    "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n"
  private static let fields =
    "#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status "
    + "sc-win32-status sc-substatus x-session x-fullpath\n"

  private let folder: String
  private let logger: Logger
  private let state = Mutex(State())

  private struct State: Sendable {
    var day: CalendarDay?
    var descriptor: Int32 = -1
    /// Whether the file's head is to be written yet.
    var wantsHead = false
    var problem: String?
    /// Lines that could not be written, and of those the ones that the log does not tell of yet.
    var lost = 0
    var untold = 0
  }

  /// Makes the folder where there is none. Throws `SensorProblem`.
  public init(folder: String, logger: Logger) throws(SensorProblem) {
    self.folder = folder
    self.logger = logger
    guard mkdir(folder, 0o750) == 0 || errno == EEXIST else {
      throw SensorProblem(
        "\(folder): can't be made: \(errno.systemMessage); name another folder with --iis-log")
    }
  }

  deinit { state.withLock { if $0.descriptor >= 0 { _ = Glibc.close($0.descriptor) } } }

  /// Lines that could not be written.
  var lost: Int { state.withLock { $0.lost } }

  /// Appends lines. What can't be written is counted, and told of in the log itself once it can.
  func append(_ lines: [UInt8], at time: Timestamp) {
    state.withLock { state in
      if state.day != time.day { open(&state, time) }
      var written = 0
      if state.descriptor >= 0, writeFirst(&state, time) { written = write(lines, &state) }
      let lost = lines[written...].count { $0 == 0x0A }
      state.lost += lost
      state.untold += lost
      guard lost == 0, state.problem != nil else { return }
      state.problem = nil
      logger.notice("\(folder): the IIS log is written again")
    }
  }

  /// Opens the file anew with the next line.
  public func reopen() { state.withLock { $0.day = nil } }

  // MARK: Under the lock

  /// Writes what is to come before more lines; whether that is there.
  private func writeFirst(_ state: inout State, _ time: Timestamp) -> Bool {
    if state.wantsHead {
      let date = "#Date: \(time.day.text) \(IISSessionLog.clock(time))\n"
      let head = Array((Self.header + date + Self.fields).utf8)
      guard write(head, &state) == head.count else { return false }
      state.wantsHead = false
    }
    if state.untold > 0 {
      let moment = "\(time.day.text) \(IISSessionLog.clock(time))"
      let words = Array("#Remark: LinesLost \(moment) \(state.untold)\n".utf8)
      guard write(words, &state) == words.count else { return false }
      state.untold = 0
    }
    return true
  }

  /// How many bytes are written.
  private func write(_ lines: [UInt8], _ state: inout State) -> Int {
    let (count, failure) = lines.writeLines(to: state.descriptor)
    if failure != 0 { tell(failure.systemMessage, &state) }
    return count
  }

  private func tell(_ problem: String, _ state: inout State) {
    guard state.problem != problem else { return }
    state.problem = problem
    logger.error("\(folder): the IIS log can't be written: \(problem); its lines are lost")
  }

  private func open(_ state: inout State, _ time: Timestamp) {
    if state.descriptor >= 0 { _ = Glibc.close(state.descriptor) }
    let day = time.day.text.filter { $0 != "-" }.dropFirst(2)
    let path = "\(folder)/u_ex\(day).log"
    state.descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
    state.wantsHead = true
    // Where it can't be opened, it is tried again with the next line.
    state.day = state.descriptor >= 0 ? time.day : nil
    if state.descriptor < 0 { tell("\(path): \(errno.systemMessage)", &state) }
  }
}

/// A session as IIS logs it: a line for each command, with its last reply.
struct IISSessionLog {
  private let client: String
  /// Server's address and port.
  private let server: String
  private let session: String
  private var user = "-"
  private var named: [UInt8] = []
  private let isImplicit: Bool
  /// When a handshake finished behind which no command has come.
  private var handshake: Timestamp?
  private var isInTLS = false

  /// Bytes of a field that are written.
  private static let fieldMaximum = 1024

  /// IIS has implicit TLS on port 990 and nowhere else: that is how its log tells, whatever port
  /// the sensor listens on.
  init(source: EventSource, peer: IPAddress, local: IPAddress, port: UInt16, mode: ListenerMode) {
    client = peer.description
    isImplicit = mode == .implicit
    server = "\(local) \(mode == .implicit ? 990 : port)"
    let digits = Array(source.session.hex)
    session = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
      .map { String(digits[$0]) }.joined(separator: "-")
  }

  /// Adds the lines of what happened. IIS has no line for a handshake, and protects data of
  /// implicit TLS: what differs from that is a remark.
  mutating func add(_ observation: Observation, at time: Timestamp, to lines: inout [UInt8]) {
    switch observation {
    case .connect(let level):
      line("ControlChannelOpened", "-", "-", time, &lines)
      if isImplicit, level == .clear { remark("ImplicitDataClear", time, &lines) }
    case .disconnect:
      if let handshake { remark("TLSHandshakeFinished", handshake, &lines) }
      line("ControlChannelClosed", "-", "-", time, &lines)
    case .tls(let tls) where !tls.isData && tls.failure == nil && !isImplicit:
      handshake = time
      isInTLS = true
    case .command(let command):
      handshake = nil
      add(command, time, &lines)
    default: break
    }
  }

  private mutating func add(
    _ command: CommandObservation, _ time: Timestamp, _ lines: inout [UInt8]
  ) {
    let verb = command.verb.withSlice { Verb($0) }
    if verb == .user { named = command.argument }
    let isIn = command.code == 230 || command.code == 232
    if isIn, verb == .user || verb == .pass { user = Self.field(named) }
    let argument = verb == .pass ? "***" : Self.field(command.argument)
    let code = command.code.map { "\($0)" } ?? "-"
    line(Self.field(command.verb), argument, code, time, &lines)
    let isDone = command.code.map { (200..<300).contains($0) } == true
    if verb == .ccc, isDone { isInTLS = false }
    guard verb == .rein, isDone else { return }
    user = "-"
    // TLS goes on here, and would have ended at IIS (RFC 4217 §11).
    if isInTLS { remark("TLSHandshakeFinished", time, &lines) }
  }

  private func remark(_ method: String, _ time: Timestamp, _ lines: inout [UInt8]) {
    lines += "#Remark: ".utf8
    line(method, "-", "-", time, &lines)
  }

  private func line(
    _ method: String, _ stem: String, _ code: String, _ time: Timestamp, _ lines: inout [UInt8]
  ) {
    let date = "\(time.day.text) \(Self.clock(time))"
    let text = "\(date) \(client) \(user) \(server) \(method) \(stem) \(code) 0 0 \(session) -\n"
    lines += text.utf8
  }

  /// `17:49:32`.
  static func clock(_ time: Timestamp) -> String { String(time.rfc3339.dropFirst(11).prefix(8)) }

  /// A field's text: what is no letter of a log is a `+`, as IIS writes a space.
  private static func field(_ bytes: [UInt8]) -> String {
    let shown = bytes.prefix(fieldMaximum).map { $0 > 0x20 && $0 != 0x7F ? $0 : 0x2B }
    let text = Array(shown).escapedText
    return text.isEmpty || text == "-" ? "-" : text
  }
}
