import Bytes
import FTPProtocol

/// Tells what mod_sftp writes from what is FTP's, in logs that do not name the protocol. Of SSH's
/// and SFTP's own requests it writes their names, without a code; but logins and files as if they
/// were FTP's:
///
///     "KEXINIT" - -
///     "USER bob" 331 -
///     "PASS (hidden)" 530 -
///     "USERAUTH_REQUEST bob password" - -
///     "RETR /a" 226 12
///     "CLOSE 1f" - -
struct ProFTPDSSH: Sendable {
  /// What a request belongs to.
  enum Request {
    /// Comes before any login.
    case keyExchange
    /// Comes behind the USER, and the PASS, that it is written as.
    case login
    /// Comes from who has logged in.
    case channel
  }

  /// So long after a connection's last line a USER is its own where nothing but the client tells
  /// connections apart; and with the process, as long as a server waits for a login.
  private static let clientMilliseconds: Int64 = 2_000
  private static let loginMilliseconds: Int64 = 600_000
  /// So long after a user's last request a file is of the same protocol, where commands of FTP's
  /// would show that it is not; and where they are left out.
  private static let userMilliseconds: Int64 = 24 * 3_600_000
  private static let fileMilliseconds: Int64 = 60_000

  /// When connections that have not logged in had their last line.
  private var connections = RecentTable<Timestamp>(countMaximum: 1_000)
  /// When users' last requests came, of those that sent no command since that only FTP has.
  private var users = RecentTable<Timestamp>(countMaximum: 1_000)
  /// The names in those USER that were told of as FTP's.
  private var asked = RecentTable<Digest128>(countMaximum: 1_000)
  /// Whether the log has commands that only FTP has.
  private var hasCommandsOfFTP = false

  /// What a word in the verb's place is a request of; nil for another word.
  static func request(_ word: ByteSlice) -> Request? {
    if isChannels(word) { return .channel }
    switch word.count {
    case 7...15:
      let isExchange =
        word == "KEXINIT" || word == "NEWKEYS" || word == "DH_INIT" || word == "ECDH_INIT"
        || word == "EXT_INFO" || word == "KEXRSA_SECRET" || word == "SERVICE_REQUEST"
      return isExchange || word.starts(with: "DH_GEX_") ? .keyExchange : nil
    case 16...:
      if word == "USERAUTH_REQUEST" || word == "USER_AUTH_INFO_RESP" { return .login }
      return word == "DH_GEX_REQUEST_OLD" ? .keyExchange : nil
    default: return nil
    }
  }

  /// Whether a word is a request of SFTP's, or of one of SSH's channels.
  private static func isChannels(_ word: ByteSlice) -> Bool {
    switch word.count {
    case 4:
      word == "INIT" || word == "OPEN" || word == "READ" || word == "LINK" || word == "LOCK"
    case 5:
      word == "CLOSE" || word == "WRITE" || word == "FSTAT" || word == "LSTAT" || word == "MKDIR"
        || word == "RMDIR" || word == "FSYNC"
    case 6: word == "RENAME" || word == "REMOVE" || word == "UNLOCK" || word == "LIMITS"
    case 7:
      word == "OPENDIR" || word == "READDIR" || word == "SETSTAT" || word == "SYMLINK"
        || word == "HOMEDIR"
    case 8:
      word == "REALPATH" || word == "READLINK" || word == "FSETSTAT" || word == "EXTENDED"
        || word == "HARDLINK"
    default: word.starts(with: "CHANNEL_")
    }
  }

  /// Notes a request. Where USER, and perhaps PASS, were told of as FTP's before it, the event that
  /// takes them back.
  mutating func note(_ command: ProFTPDCommand, _ context: ReaderContext) -> LogEvent? {
    guard let request = command.request else { return nil }
    var event = command.event(.otherProtocol, context)
    let key = Self.connection(command, event)
    if request == .channel || request == .login && !command.user.isEmpty {
      users[key.with(command.user)] = command.time
    } else if command.user.isEmpty {
      connections[key] = command.time
    }
    guard request != .keyExchange, let name = asked[key] else { return nil }
    // `USERAUTH_REQUEST bob password`
    if request == .login, let space = command.argument.lastIndex(of: 0x20),
      key.with(command.argument[0..<space]) != name
    {
      return nil
    }
    asked[key] = nil
    event.beginning = .never
    return event
  }

  /// Whether a line that looks like one of FTP's is SSH's.
  mutating func has(_ command: ProFTPDCommand, _ context: ReaderContext) -> Bool {
    // The log names the protocol.
    if command.isFTPS != nil { return false }
    switch command.verb {
    case .user, .pass: break
    // What mod_sftp writes of files, and what FTP does not know.
    case .retr, .stor, .appe, .mlsd, .mkd, .rmd, .dele, .rnfr, .rnto, .site, .other:
      if users.isEmpty { return false }
    // Every command of FTP's has a code.
    default:
      if command.code != 0 { hasCommandsOfFTP = true }
      if users.isEmpty, connections.isEmpty { return false }
    }
    let key = Self.connection(command, command.event(.seen, context))
    switch command.verb {
    case .user: return hasUser(command, key)
    case .pass:
      return asked[key] == nil && isRecent(connections[key], command, Self.loginMilliseconds)
    case .retr, .stor, .appe, .mlsd, .mkd, .rmd, .dele, .rnfr, .rnto, .site, .other: break
    default:
      if command.code == 0 { break }
      users[key.with(command.user)] = nil
      if command.user.isEmpty { connections[key] = nil } else { asked[key] = nil }
      return false
    }
    let user = key.with(command.user)
    let isTold = command.pid != nil || hasCommandsOfFTP || context.hasAllCommands
    let span = isTold ? Self.userMilliseconds : Self.fileMilliseconds
    guard isRecent(users[user], command, span) else { return false }
    users[user] = command.time
    return true
  }

  private mutating func hasUser(_ command: ProFTPDCommand, _ key: Digest128) -> Bool {
    let span = command.pid == nil ? Self.clientMilliseconds : Self.loginMilliseconds
    if isRecent(connections[key], command, span) { return true }
    let name = key.with(command.argument)
    asked[key] = name
    users[name] = nil
    return false
  }

  private func isRecent(
    _ last: Timestamp?, _ command: ProFTPDCommand, _ span: Int64
  ) -> Bool {
    guard let last else { return false }
    return abs(command.time.milliseconds - last.milliseconds) <= span
  }

  private static func connection(_ command: ProFTPDCommand, _ event: LogEvent) -> Digest128 {
    event.key.with(command.client)
  }
}

extension Digest128 {
  /// The digest of what this one is of, and of some further bytes.
  fileprivate func with(_ bytes: ByteSlice) -> Digest128 {
    var digest = self
    digest.add(bytes)
    return digest
  }
}
