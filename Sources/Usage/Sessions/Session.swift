import Bytes
import FTPProtocol

/// A session while its lines come in. What every line asks for comes first.
struct Session: ~Copyable {
  var key: Digest128
  var begins: Timestamp
  var ends: Timestamp
  var journal = Journal()
  var client: UInt32
  var server: UInt32
  /// Who logged in, as the server names them.
  var user: UInt32 = NamePool.none
  /// Others who logged in on the same connection; most have none.
  var otherUsers: [UInt32] = []
  /// The name that USER asked for.
  var askedUser: UInt32 = NamePool.none
  /// The name that USER asked for before, where no login came between.
  var askedBefore: UInt32 = NamePool.none
  /// The next session that is open under the same key; -1 for none.
  var next: Int32 = -1
  var port: UInt16
  var clientPort: UInt16
  var format: UInt8
  var facts: Facts
  /// The first line, and the sequence number of the session among those with the same key and
  /// second.
  var line: LineReference
  var ordinal: UInt32 = 0
  /// Which files have lines of it: a bit for each, by the file's number.
  var files: UInt64 = 0
  /// What told its lines from others': process ids.
  var discriminators: (UInt32, UInt32, UInt32) = (0, 0, 0)
  /// What the journal's older entries showed, where there were too many to keep.
  var judged: Judged?
  /// Commands whose reply has not come.
  var waiting: [Waiting] = []

  /// The findings of a session that is judged in parts, elsewhere, since few are.
  final class Judged {
    let findings: Findings

    init(_ findings: consuming Findings) { self.findings = findings }
  }

  struct Waiting: Codable {
    var command: Command
    var time: Timestamp
    var line: LineReference
    var source: String?
    /// What a line that is not its reply told of the login; nil where none did.
    var toldLogin: Bool?
    /// Whether such a line told that bytes of its file crossed.
    var toldTransfer = false
  }

  /// More commands than this never wait: a client that sends more has its oldest forgotten.
  static let waitingMaximum = 64
  /// So many files are told apart, by their numbers.
  static let filesMaximum = 64
  /// More users of one connection than these are not told of.
  static let otherUsersMaximum = 1_000

  /// Whether nothing but handshakes was seen, so that a line may still tell how it began.
  var mayStillStart: Bool {
    judged == nil && journal.hasOnlyHandshakes && !facts.doubts.contains(.beginsEarlier)
  }

  /// Whether a line with this discriminator is known to be the session's.
  func isDiscriminated(by value: UInt32) -> Bool {
    value != 0
      && (discriminators.0 == value || discriminators.1 == value || discriminators.2 == value)
  }

  /// Whether a line of a process that tells of a login may be about this session: one login is told
  /// of once, and all attempts of a session by one process. Where commands are told as they come,
  /// `USER` is before it.
  func mayStillLogIn(toldBy process: UInt32) -> Bool {
    guard !facts.wasToldOfLogin,
      process == 0 || facts.loginProcess == 0 || facts.loginProcess == process
    else {
      return false
    }
    return !facts.tellsAsking || askedUser != NamePool.none
  }

  /// Whether a login's command waits for its reply, and nothing has told how it ended.
  var awaitsLogin: Bool { waiting.contains { $0.command.verb.logsIn && $0.toldLogin == nil } }

  /// Whether a process's line is another connection's. One process serves a connection until the
  /// login, which another one tells of, and a third from then on.
  func isContradicted(byProcess process: UInt32, toldLogin: Bool) -> Bool {
    guard process != 0, discriminators.0 != 0, !isDiscriminated(by: process) else { return false }
    if toldLogin { return facts.loginProcess != 0 }
    if facts.wasToldOfLogin { return discriminators.0 != facts.loginProcess }
    return !facts.isLoggedIn || discriminators.1 != 0
  }

  /// Whether TLS came first, was agreed to, or was seen.
  var showsTLS: Bool {
    facts.start.isImplicit || judged.map { $0.findings.protection.auth?.code == 234 } ?? false
      || journal.entries.contains {
        $0.kind == .handshakeFinished || $0.command.verb == .auth && $0.code == 234
      }
  }

  /// Whether a line says that TLS holds, or calls the protocol `ftps`: more than that AUTH was
  /// agreed to.
  var provesTLS: Bool {
    facts.isFTPS == true || facts.start.isImplicit
      || journal.entries.contains { $0.kind == .handshakeFinished }
  }

  /// Whether PBSZ or PROT was accepted, as it is under TLS only (RFC 4217 §9).
  var wasGivenLevel: Bool {
    judged.map { $0.findings.protection.level != nil } ?? false
      || journal.entries.contains { $0.givesLevel }
  }

  /// The same before another AUTH was accepted behind a login: else TLS may have come with that.
  var wasGivenLevelBeforeNextAuth: Bool {
    if judged.map({ $0.findings.protection.level != nil }) ?? false { return true }
    var isLoggedIn = false
    for entry in journal.entries {
      if entry.givesLevel { return true }
      if entry.isLogin { isLoggedIn = true }
      if isLoggedIn, entry.command.verb == .auth, entry.code == 234 { return false }
    }
    return false
  }

  /// Whether the line of an AUTH names who has logged in.
  var namesUserAtAuth: Bool {
    journal.entries.contains { $0.command.verb == .auth && $0.namesUser == true }
  }

  /// Whether files go under TLS now, as far as its lines show.
  var showsPrivateFiles: Bool {
    if let prot = journal.entries.last(where: { $0.command.verb == .prot && $0.code == 200 }) {
      return prot.command.level.map { !$0.isReadable } ?? false
    }
    return judged.map { $0.findings.protection.level?.isReadable == false }
      ?? facts.start.isImplicit
  }

  /// The same where AUTH may set the level by itself.
  func showsPrivateFiles(_ rules: SessionProtection.ServerRules) -> Bool {
    guard rules.authImpliesPrivate,
      let last = journal.entries.last(where: {
        $0.command.verb == .prot && $0.code == 200 || $0.command.verb == .auth && $0.code == 234
      }), last.command.verb == .auth
    else { return showsPrivateFiles }
    return last.command.mechanism == .ssl || last.command.mechanism == .tlsP
  }

  /// Whether it has asked to log in and nobody has, as far as its lines show.
  var asksToLogIn: Bool { user == NamePool.none && !facts.isLoggedIn && askedUser != NamePool.none }

  /// Whether a line is another's by what it calls the control channel's protocol: nothing takes
  /// `ftps` back, not even CCC, and a connection whose handshake failed is gone.
  func isContradicted(byFTPS isFTPS: Bool?) -> Bool {
    guard isFTPS == false else { return false }
    return facts.isFTPS == true || facts.commandsTellProtection && showsTLS
  }

  /// Whether AUTH was agreed to and nothing has come since, as before a handshake.
  var awaitsHandshake: Bool {
    guard let last = journal.entries.last else { return false }
    return last.kind == .command && last.command.verb == .auth && last.code == 234
  }

  /// Whether a transfer's command waits for its reply.
  var isTransferring: Bool { waiting.contains { $0.command.verb.isTransfer } }

  /// Whether the client has said nothing yet.
  var isUntouched: Bool {
    askedUser == NamePool.none && user == NamePool.none && waiting.isEmpty && journal.isEmpty
  }

  /// Whether nothing was seen but that the client connected, and its handshake.
  var isSilent: Bool {
    facts.start == .unknown && askedUser == NamePool.none && waiting.isEmpty
      && journal.hasOnlyHandshakes
  }

  /// When somebody last logged in, or tried to, as far as its lines show.
  var loginTime: Timestamp {
    journal.entries.last { $0.kind == .login || $0.command.verb == .pass }?.time ?? begins
  }

  /// Whether its lines show that somebody has logged in.
  var showsLogin: Bool { facts.isLoggedIn || facts.sentFile || facts.receivedFile }

  /// Whether nothing was seen but a login's commands.
  var hasOnlyLoggedIn: Bool {
    judged == nil && !facts.hasConnect
      && journal.entries.allSatisfy {
        $0.kind == .command && ($0.command.verb == .user || $0.command.verb == .pass)
      }
  }

  /// Whether a command waits for a reply that may have this code.
  func awaitsReply(_ code: Int) -> Bool {
    waiting.contains { $0.command.verb.mayBeAnswered(with: code) }
  }

  /// Notes who else logged in on the connection.
  mutating func note(otherUser number: UInt32) {
    guard number != NamePool.none, otherUsers.count < Self.otherUsersMaximum,
      !otherUsers.contains(number)
    else { return }
    otherUsers.append(number)
  }

  /// Notes that the connection is as it was at its beginning: nobody is logged in, and nobody was
  /// asked for (REIN, RFC 959 §4.1.1).
  mutating func reinitialize() {
    if facts.isLoggedIn { note(otherUser: user != NamePool.none ? user : askedUser) }
    user = NamePool.none
    askedUser = NamePool.none
    askedBefore = NamePool.none
    facts.asksForPassword = false
    facts.wasAskedAgain = false
    facts.isLoggedIn = false
    facts.wasToldOfLogin = false
    facts.wasReinitialized = true
  }

  /// Names the session by who logged in first, and not since REIN.
  mutating func nameFirstUser() {
    guard facts.wasReinitialized, let first = otherUsers.first else { return }
    otherUsers.removeFirst()
    if facts.isLoggedIn { note(otherUser: shownUser) }
    user = first
  }

  /// Notes that a file has a line of it.
  mutating func noteFile(_ number: UInt32) { files |= Self.bit(ofFile: number) }

  /// Whether a file may have had a line of it; of files whose bit is another's it may seem so.
  func mayBeIn(file number: UInt32) -> Bool { files & Self.bit(ofFile: number) != 0 }

  private static func bit(ofFile number: UInt32) -> UInt64 {
    1 << (UInt64(number) % UInt64(filesMaximum))
  }

  /// Keeps a discriminator, the last three of them.
  mutating func note(discriminator value: UInt32) {
    guard value != 0, !isDiscriminated(by: value) else { return }
    discriminators = (value, discriminators.0, discriminators.1)
  }
}
