import Bytes
import FTPProtocol
import Records

/// What a session that has ended was.
struct SessionOutcome: ~Copyable {
  var control: SessionProtection.ControlVerdict
  var credentials: SessionRecord.Credentials
  var login: SessionRecord.Login
  var doubts: Doubts
  var protection: SessionProtection
  /// Whether the login that succeeded may be another connection's, or came before the log.
  private let isLoginInDoubt: Bool
  private let findings: Findings

  /// Judges a session to its end. The settings are lent: all processors have the same ones, and
  /// would take the count of references from one another.
  init(ending session: inout Session, settings: borrowing SessionSettings) {
    session.nameFirstUser()
    // A command that no reply came to still crossed.
    for asked in session.waiting { session.noteCrossed(asked) }
    findings = settings.findings(&session)
    var protection = findings.protection
    // What the findings put in doubt is among them.
    var doubts = session.facts.doubts
    let isBlind = session.facts.isBlindAfterAuth
    if isBlind, !session.facts.tellsHandshakes, protection.control == .negotiating {
      protection.handshakeFinished()
    }
    if isBlind, protection.start.isImplicit, !protection.sawCommand,
      !session.journal.hasOnlyFailedHandshakes
    {
      protection.commandSeen()
    }
    let shared = session.facts.sharedTransfers
    protection.doubtTransfers(private: Int(shared.private), clear: Int(shared.clear))
    control = protection.verdict
    // Logins and transfers may have followed under TLS.
    if isBlind, control == .explicit || control == .implicit { doubts.insert(.blindAfterAuth) }
    if protection.unknownTransfers == 0 { doubts.remove(.levelNotLogged) }
    if protection.auth != nil { doubts.remove(.authNotLogged) }
    if protection.authInferred { doubts.insert(.authNotLogged) }
    if protection.modeIsOpen, session.port == 0 { doubts.insert(.modeNotLogged) }
    if protection.control == .otherMechanism { doubts.insert(.otherMechanism) }
    if session.facts.mayBeImplicit, session.port == 0,
      control == .clear && protection.auth == nil || protection.implicitInferred
    {
      doubts.insert(.portNotLogged)
    }
    if control != .clear, protection.loggedInClear || session.namesUserAtAuth,
      settings.contradicts(&session)
    {
      doubts.insert(.linesOutOfOrder)
    }
    // No line tells that AUTH and the login are of one connection: its client may have given it up.
    let restsOnAuth = doubts.contains(.connectsNotLogged) && !session.provesTLS
    if restsOnAuth, !session.wasGivenLevel { protection.doubtTransfers(private: .max) }
    let loginRestsOnAuth = restsOnAuth && !session.wasGivenLevelBeforeNextAuth
    if doubts.contains(.sharedAddress), control != .clear,
      restsOnAuth || protection.authInferred || protection.implicitInferred
    {
      doubts.insert(.sharedProtection)
    }
    let loggedInBefore = Self.loggedInBefore(session, protection)
    if control != .unknown, control != .clear, !loggedInBefore,
      protection.unknownTransfers == 0
    {
      doubts.remove(.beginsEarlier)
    }
    isLoginInDoubt =
      loggedInBefore || loginRestsOnAuth
      || !doubts.isDisjoint(with: [.linesOutOfOrder, .sharedProtection])
    if control == .unknown, doubts.isEmpty { doubts.insert(.tlsNotLogged) }
    credentials = Self.credentials(
      protection, doubts, loggedInBefore: loggedInBefore, loginRestsOnAuth: loginRestsOnAuth)
    login =
      protection.loginSucceeded || loggedInBefore
      ? .succeeded : protection.loginFailed ? .failed : .none
    if session.facts.hidesFiles, login == .succeeded, credentials == .protected,
      protection.level?.isReadable != false
    {
      doubts.insert(.filesNotLogged)
    }
    self.protection = protection
    self.doubts = doubts
  }

  private static func credentials(
    _ protection: SessionProtection, _ doubts: Doubts, loggedInBefore: Bool, loginRestsOnAuth: Bool
  ) -> SessionRecord.Credentials {
    switch protection.credentials {
    case _? where doubts.contains(.linesOutOfOrder): .unknown
    case .clear: .clear
    case _ where loggedInBefore: .unknown
    case .protected where doubts.contains(.sharedProtection): .unknown
    case .protected where loginRestsOnAuth: .unknown
    case .protected: .protected
    case .unknown: .unknown
    case nil: .none
    }
  }

  /// Whether a user logged in before the log tells of the session, so that it is not known how the
  /// password crossed: nobody transfers without.
  private static func loggedInBefore(
    _ session: borrowing Session, _ protection: SessionProtection
  ) -> Bool {
    guard session.facts.doubts.contains(.beginsEarlier) else { return false }
    if session.facts.hadLoggedIn { return true }
    let counts = protection.transfers
    let transfers = counts.clear + counts.private + counts.unknown
    return transfers > 0 && protection.credentials == nil && !protection.loginSucceeded
  }

  /// The first lines that decided, and what was refused.
  var evidence: [Findings.Evidence] { findings.evidence }
  var refusals: [Findings.Refused] { findings.refusals }

  /// How the login that succeeded crossed: a password that crossed in clear before it was refused,
  /// or was perhaps another's.
  var loginCrossed: SessionRecord.Credentials {
    if isClearLogin { return .clear }
    guard login == .succeeded else { return .none }
    return protection.loginExposure == .protected && !isLoginInDoubt ? .protected : .unknown
  }

  /// Whether a login succeeded over a clear control channel.
  var isClearLogin: Bool { protection.loggedInClear }

  /// Whether requiring TLS would have refused the session something it got.
  var wouldBeLockedOut: Bool { isClearLogin || protection.clearTransfers > 0 }

  /// The session as a record.
  func record(
    _ session: borrowing Session, names: Tally, settings: SessionSettings,
    file: SourceFile, survey: String?
  ) -> SessionRecord {
    let server = names.servers.text(session.server)
    let port = session.port == 0 ? nil : Int(session.port)
    var record = SessionRecord(
      id: identifier(session, names: names, settings: settings, file: file), survey: survey,
      server: server, port: port, client: names.clients.text(session.client),
      clientPort: session.clientPort == 0 ? nil : Int(session.clientPort),
      user: names.users.text(session.shownUser),
      start: session.facts.isDated ? session.begins : nil,
      end: session.facts.isDated ? session.ends : nil,
      logFormat: settings.formats[Int(session.format)].name, source: file.path,
      control: SessionRecord.Control(control),
      auth: protection.auth.map {
        SessionRecord.Auth(mechanism: $0.mechanism.name, code: $0.code)
      },
      dataLevel: session.facts.isBlindAfterAuth ? nil : protection.level?.letter,
      credentials: credentials,
      controlCleared: protection.controlCleared, login: login,
      refusals: refusals.map {
        SessionRecord.Refusal(verb: $0.command, code: $0.code, reason: $0.reason.words)
      },
      transfers: protection.transfers,
      bytesSent: session.facts.sent < 0 ? nil : Int(session.facts.sent),
      bytesReceived: session.facts.received < 0 ? nil : Int(session.facts.received),
      evidence: evidence.map(\.text), doubts: doubts.words)
    record.loginCrossed = loginCrossed
    record.otherUsers = session.otherUsers.filter { $0 != session.shownUser }
      .compactMap { names.users.text($0) }
    return record
  }

  /// A digest of what the log says of the session and not of where the log lies, so that a
  /// session keeps its id when logs are rotated, packed and read again.
  private func identifier(
    _ session: borrowing Session, names: Tally, settings: SessionSettings, file: SourceFile
  ) -> String {
    var digest = Digest128(.session)
    digest.add(session.key.high ^ file.stream.high)
    digest.add(session.key.low ^ file.stream.low)
    digest.add(UInt64(bitPattern: session.begins.milliseconds))
    digest.add(UInt64(session.ordinal))
    digest.add(UInt64(session.port))
    // Of logs that are joined any may have the line that was read first.
    let format = settings.formats[Int(session.format)]
    for text in [
      format.isJoined ? "" : format.name, names.clients.text(session.client) ?? "",
      names.servers.text(session.server) ?? "", names.users.text(session.shownUser) ?? "",
    ] {
      digest.add(UInt64(text.utf8.count))
      digest.add(text)
    }
    return digest.hex
  }
}

extension Session {
  /// Fills in the server's address and port where the log lacked them and the user told them.
  mutating func fill(_ options: LogOptions, names: Tally) {
    if port == 0 { port = options.port ?? 0 }
    if server == NamePool.none, var name = options.server {
      server = name.withUTF8 { names.servers.number(of: ByteSlice($0)) }
    }
  }

  /// Who logged in, else who tried to.
  var shownUser: UInt32 { user != NamePool.none ? user : askedUser }
}

extension SessionProtection {
  /// The transfers as a record counts them.
  var transfers: SessionRecord.Transfers {
    SessionRecord.Transfers(
      clear: clearTransfers, private: privateTransfers, unknown: unknownTransfers)
  }
}

extension SessionRecord.Control {
  init(_ verdict: SessionProtection.ControlVerdict) {
    self =
      switch verdict {
      case .clear: .clear
      case .explicit: .explicit
      case .implicit: .implicit
      case .none: .none
      case .unknown: .unknown
      }
  }
}
