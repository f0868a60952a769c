import Bytes
import FTPProtocol

/// One client's session with the sensor: an FTP server (RFC 959, 2228, 2389, 2428, 3659, 4217)
/// without I/O, clock or randomness. What happens comes in, what to do comes out.
///
///     (implicit: handshake ──tlsEstablished──▶) opened ──▶ ready
///     ready ──a command──▶ answered ──▶ ready
///       ├──AUTH──▶ handshake ──tlsEstablished──▶ ready     (tlsFailed: closed)
///       ├──PASV, EPSV──▶ port ──passiveListening──▶ ready
///       ├──USER x:)──▶ back door ──backDoorTried──▶ ready
///       ├──a wrong password──▶ pause ──resumed──▶ ready
///       └──RETR, LIST, STOR …──▶ transfer ──dataConnected, dataOpened … dataClosed──▶ ready
///
/// In a handshake, a pause or while a port is waited for, commands stay where they are. In a
/// transfer ABOR and STAT are answered, and others where the persona does that; the rest wait.
struct ServerSession {
  /// What is known when a client connects.
  struct Setting {
    /// As whom the session speaks.
    var persona: PreparedPersona
    /// How TLS comes about on the listener.
    var isImplicit = false
    /// Whether there is any.
    var allowsTLS = true
    /// Whether `--active` allows data connections to the client.
    var allowsActive = false
    /// The client's address.
    var peer: IPAddress
    /// The address that the client came to.
    var local: IPAddress
    /// The listener's port.
    var localPort: UInt16 = 21
    /// What a reply to PASV names instead of the local address.
    var publicAddress: IPAddress?
    /// What the session sees and changes.
    var files: any FileTree
    /// What the client may make it hold and do.
    var limits = SessionLimits()
    /// Which logins are let in.
    var accepts = LoginRule.none
    /// What differs between sensors and sessions, such as `{id}`.
    var seed: UInt64 = 0
    /// What is known of attacks; nil: nothing is looked for.
    var signatures: SignatureSet?
    /// What says at the end what a session was.
    var classifier: SessionClassifier?
  }

  let setting: Setting
  let book: ReplyBook
  let files: MeasuredTree
  var policy: Persona { setting.persona.persona }

  /// What is protected, and what crossed in clear: the machine that `ftpscope logs` has too.
  var protection: SessionProtection

  // What is being answered.
  var parser: CommandParser
  var answer: Answer
  var request: Request { answer.request }
  /// What is to be done: what comes before the answer first.
  var actions: [SessionAction] = []
  /// Bytes of answers made since the client was last waited for: one that sends much and reads
  /// little is not to fill the memory.
  var answerBytes = 0
  static let answerBytesMaximum = 262_144
  /// What may be looked at in a turn: a command that looks at more is the turn's last.
  static let looksMaximum = 2000

  // What is waited for.
  var waiting = Waiting.nothing
  var transfer: Transfer?
  var pending: [Request] = []
  var isOver = false
  /// Why the session ends with the transfer that goes on.
  var endsAfterTransfer: EndReason?

  // What the client set.
  var values = ReplyValues()
  var login = LoginState()
  var chosen = ClientSettings()
  var machine = MachineFiles()
  var source = DataSource.nowhere {
    didSet { isDataConnected = false }
  }
  /// Whether the data connection is there that `source` is about.
  var isDataConnected = false

  /// Uploads that were let in, of which some may never have had a data connection.
  var uploadsBegun = 0

  // What is told at the end.
  var summary = SessionSummary()
  var firstBytes: [UInt8] = []
  var spokeFTP = false
  var isClosed = false
  var began = Timestamp(milliseconds: 0)
  var answered = Timestamp(milliseconds: 0)

  /// A session that is to be `opened`.
  init(_ setting: Setting) {
    self.setting = setting
    files = MeasuredTree(setting.files)
    book = setting.persona.replies
    parser = CommandParser(
      limits: .init(
        lineBytesMaximum: setting.limits.lineBytesMaximum,
        takesTelnet: setting.persona.persona.data.takesTelnet))
    let isPrivate = setting.persona.persona.tls.isImplicitPrivate
    protection = SessionProtection(
      start: setting.isImplicit ? .implicit : .clear,
      rules: .init(implicitDataLevel: isPrivate ? .private : .clear, reinKeepsTLS: true))
    let start = Timestamp(milliseconds: 0)
    answer = Answer(Request(line: CommandLine(), arrived: start, isPipelined: false), at: start)
    if case .after(let count) = setting.accepts { login.refusalsLeft = count }
    values.id = UInt32(truncatingIfNeeded: setting.seed ^ setting.seed >> 32)
    values.server = setting.persona.server
    if setting.local.unmapped.family == .v6 { values.protocols = [0x32] }
    values.ip = Array("\(setting.local.unmapped)".utf8)
    values.listener = setting.localPort
    values.client = Array("\(setting.peer.unmapped)".utf8)
    summary.peer = setting.peer.unmapped
    summary.isGreeted = !setting.isImplicit
  }
}
