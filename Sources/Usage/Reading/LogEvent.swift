import Bytes
import FTPProtocol

/// One thing that a line of a log tells of one session.
///
/// Slices look into the chunk that was read, or into its arena: they are valid until the batch
/// they came in has been applied.
struct LogEvent {
  enum Kind: UInt8 {
    /// A client connected; one that the server turned away at once where `code` is 400 or more.
    case opened
    /// The connection ended.
    case closed
    /// A command and its final reply's code, on one line.
    case command
    /// A command whose reply is an event of its own.
    case asked
    /// The final reply to the oldest command that waits for one.
    case replied
    /// The TLS handshake on the control channel was seen to finish.
    case handshakeFinished
    /// The TLS handshake on the control channel was seen to fail.
    case handshakeFailed
    /// A login, told without its commands: `succeeded`, `exposure` (nil: as the control channel
    /// is).
    case login
    /// A transfer that moved data, told without its command's reply: `exposure` (nil: as the data
    /// channel is), `sent`, `received`.
    case transfer
    /// A sign of life, or of something only its other fields tell (user, server, port; with code
    /// 426 the bytes of a data connection that broke off).
    case seen
    /// The session turned out to be of another protocol: where it has only logged in, it is no use
    /// of FTP.
    case otherProtocol
  }

  /// Whose a key is besides one session's.
  enum KeyUse: UInt8 {
    /// No other session's, ever.
    case own
    /// Another's that begins when this one has ended.
    case reusedAfterEnd
    /// Another's that begins although no line told this one's end: the number of a process or of
    /// a connection, which comes again after a restart at the latest.
    case reusedUntold
    /// That of others that are open at once.
    case shared
  }

  /// What it means that a line's session is not known.
  enum Beginning: UInt8 {
    /// It begins with this line: the log has no line for a connect, so none was missed.
    case here
    /// It began before.
    case missed
    /// The line tells something of a session that is known, and nothing of another.
    case never
  }

  var kind: Kind
  var verb: Verb = .other
  var format: UInt8 = 0
  /// Whether the log calls the control channel's protocol `ftps`, which it stays after CCC; nil
  /// where the line does not say.
  var isFTPS: Bool?
  /// The final reply's code; 0 where there is none.
  var code: UInt16 = 0
  var beginning = Beginning.missed
  /// Whether somebody has logged in before, on a line of its own that the log would have.
  var followsLogin = false
  /// Whether the server closes the connection after it.
  var endsConnection = false
  var keyUse = KeyUse.own
  /// Whether this log would have a line for a connect, were they not left out.
  var connectIsMissing = false
  /// Whether lines name who is logged in, so that no name means nobody, or anonymous.
  var namesUser = false
  /// Whether `time` is a date and not only a time of day.
  var isDated = true
  var succeeded = false
  /// How the connection began, where the format's own `start` does not hold.
  var start: SessionProtection.Start?
  /// Whether the log can't see what comes after AUTH succeeded.
  var isBlindAfterAuth = false
  /// Whether a handshake that finished would have been told of.
  var tellsHandshakes = true
  /// Whether TLS may have come first without a sign of it in the log, so that only the port would
  /// tell.
  var mayBeImplicit = false
  /// How a login or transfer crossed, where the log says so itself.
  var exposure: SessionProtection.Exposure?
  /// Why a command was refused, where the log gives a reason of its own.
  var refusal: RefusalReason?
  /// The control connection's port at the server; 0 where the line does not say.
  var port: UInt16 = 0
  /// 0 where the line does not say.
  var clientPort: UInt16 = 0
  /// What may tell sessions of a shared key apart, such as a process id; 0 where there is none.
  var discriminator: UInt32 = 0
  /// The line within its chunk, counted from 0. Set by the batch.
  var line: UInt32 = 0
  var key: Digest128
  var time: Timestamp
  /// Bytes of files the server sent and received; -1 where the line does not say.
  var sent: Int64 = -1
  var received: Int64 = -1
  /// Addresses and names; empty where the line does not say.
  @Packed var client: ByteSlice
  @Packed var server: ByteSlice
  /// Who is logged in, as the server names them.
  @Packed var user: ByteSlice
  /// The command's argument: USER's is the name asked for.
  @Packed var argument: ByteSlice
  /// The reply's text.
  @Packed var text: ByteSlice
  /// The line itself. Set by the batch.
  @Packed var source: ByteSlice

  /// Whether the line is of a login.
  var concernsLogin: Bool {
    switch kind {
    case .login: true
    case .command, .asked: [.user, .pass, .acct].contains(verb)
    default: false
    }
  }

  /// Whether the line is of a connection's end.
  var endsSession: Bool {
    kind == .closed || kind == .command && verb == .quit && code < 400
  }

  /// Whether the line is of a file or a list.
  var concernsFile: Bool {
    switch kind {
    case .transfer: true
    case .command, .asked: verb.isTransfer && code < 400
    default: false
    }
  }

  /// Whether the line is of a client's command, or of what it leads to at the beginning.
  var showsDialogue: Bool {
    switch kind {
    case .command, .asked, .login, .handshakeFinished: true
    default: false
    }
  }

  /// Whether the line is of a PROT that was accepted.
  var setsLevel: Bool { kind == .command && verb == .prot && code == 200 }

  /// Whether it makes files private.
  var setsPrivateLevel: Bool {
    setsLevel && Command(verb, argument: argument).level?.isReadable == false
  }

  /// Whether the line shows what most servers do at a connection's beginning only: accept AUTH
  /// or a password, which they do once, or refuse a password.
  var isOfBeginning: Bool {
    guard kind == .command, verb == .pass || verb == .auth else { return false }
    return code / 100 == 2 || code == 530 && verb == .pass
  }

  /// Whether the line names a user.
  var namesSomebody: Bool { @inline(__always) get { !user.isEmpty } }

  /// Sets the words of a line that is shorter than 65,536 bytes.
  @inline(__always)
  mutating func setWords(
    client: ByteSlice, server: ByteSlice, user: ByteSlice, argument: ByteSlice, source: ByteSlice
  ) {
    _client = Packed(short: client)
    _server = Packed(short: server)
    _user = Packed(short: user)
    _argument = Packed(short: argument)
    _source = Packed(short: source)
  }

  /// The line for showing. Some servers log passwords as they are: those lines are not shown.
  var shownSource: String {
    let holdsPassword = verb == .pass || verb == .acct || verb == .adat
    return holdsPassword && kind != .replied
      ? "(the line may hold a password and is not shown)" : source.trimmed.escapedText
  }

  init(_ kind: Kind, key: Digest128, time: Timestamp) {
    self.kind = kind
    self.key = key
    self.time = time
  }
}
