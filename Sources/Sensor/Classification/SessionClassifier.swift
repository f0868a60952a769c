import Bytes
import FTPProtocol

/// Says what a session was, by rules that can be read: each has its words, which go with the
/// record.
public struct SessionClassifier: Sendable {
  /// Logins with passwords from which on a session is brute force, whatever came of them.
  static let loginsOfBruteForce = 2
  /// What clients do that got in, and take their leave after; not what they ask before a login too.
  private static let verbsOfVisit: Set<String> = verbsOfChange.union([
    "CWD", "XCWD", "CDUP", "XCUP", "SIZE", "MDTM", "LIST", "NLST", "MLSD", "MLST", "RETR", "PWD",
    "XPWD", "TYPE", "PASV", "EPSV", "PORT", "EPRT", "QUIT",
  ])
  /// What changes files and folders, or would.
  private static let verbsOfChange: Set<String> = [
    "MKD", "XMKD", "RMD", "XRMD", "DELE", "RNFR", "RNTO", "MFMT", "STOR", "STOU", "APPE", "SITE",
  ]

  public init() {}

  func classify(_ summary: SessionSummary) -> (sessionClass: String, rule: String) {
    let scanner = ScannerIdentity.find(
      address: summary.peer, host: summary.hostName,
      words: summary.names + summary.users + [summary.firstBytes])
    let (found, rule) =
      Self.deed(summary) ?? scanner.map { (.research, "\($0.identity.name): \($0.how)") }
      ?? Self.login(summary) ?? Self.look(summary)
    guard found != .research, let scanner else { return (found.rawValue, rule) }
    return (found.rawValue, "\(rule); \(scanner.identity.name): \(scanner.how)")
  }

  private typealias Verdict = (SessionClass, String)

  /// What it did counts most, whoever it says it is.
  private static func deed(_ summary: SessionSummary) -> Verdict? {
    let attacks = summary.exploits.filter { !isNoAttack($0) }
    if !attacks.isEmpty {
      return (.exploitation, "signatures seen: \(attacks.prefix(8).joined(separator: ", "))")
    }
    if summary.bounces > 0 {
      return (
        .exploitation, "asked \(times(summary.bounces)) for a data connection to another host"
      )
    }
    if summary.uploads > 0 { return (.upload, "sent \(count(summary.uploads, "file"))") }
    if summary.downloads > 0 {
      let bait = summary.tookCanary ? ", bait with a token among them" : ""
      return (.download, "took \(count(summary.downloads, "file"))\(bait)")
    }
    return nil
  }

  private static func login(_ summary: SessionSummary) -> Verdict? {
    let isIn = summary.loginsAccepted > 0
    if summary.namedLoginsTried > 0 {
      if summary.loginsTried >= loginsOfBruteForce {
        return (.bruteForce, "tried \(summary.loginsTried) logins")
      }
      if isIn, summary.listings > 0 { return (.visit, "logged in at once and looked around") }
      if isIn, let said = said(verbsOfVisit, summary) {
        return (.visit, "logged in at once and said \(said)")
      }
      return (.bruteForce, "tried a login with a name and a password")
    }
    if isIn, let said = said(verbsOfChange, summary) {
      return (.visit, "logged in as anonymous and said \(said)")
    }
    if summary.triedAnonymous {
      return (.anonymous, "logged in as anonymous or tried to, and did nothing with files")
    }
    return nil
  }

  /// `DELE, MKD`, of some verbs; nil where none was said.
  private static func said(_ verbs: Set<String>, _ summary: SessionSummary) -> String? {
    let said = summary.verbs.keys.filter(verbs.contains).sorted()
    return said.isEmpty ? nil : said.prefix(8).joined(separator: ", ")
  }

  private static func look(_ summary: SessionSummary) -> Verdict {
    if let other = summary.foreignProtocol { return (.foreign, "spoke \(other.rawValue)") }
    let words = summary.exploits.first(where: otherProtocols.contains)
    if let words { return (.foreign, "spoke no FTP: \(words)") }
    if summary.spokeInClear { return (.scan, "spoke FTP in clear where TLS comes first") }
    if summary.commands == 0, !summary.firstBytes.isEmpty {
      return (.foreign, "sent bytes that are no command")
    }
    if summary.sentNothing, !summary.isGreeted {
      return (.silent, "sent nothing where TLS comes first")
    }
    if summary.sentNothing {
      return summary.milliseconds < 10_000
        ? (.bannerGrab, "took the greeting and left within ten seconds")
        : (.silent, "sent nothing for ten seconds and more")
    }
    let asked = summary.verbs.keys.filter { $0 != "QUIT" }
    if asked.isEmpty, !summary.askedTLS { return (.bannerGrab, "took the greeting and said QUIT") }
    let list = asked.sorted().prefix(8).joined(separator: ", ")
    let failure = summary.tlsFailure.map { "; the handshake failed: \($0)" } ?? ""
    return (.scan, "asked what the server is: \(list.isEmpty ? "TLS" : list)\(failure)")
  }

  /// Signatures that tell of another protocol, or of what a plain client may send.
  private static func isNoAttack(_ signature: String) -> Bool {
    otherProtocols.contains(signature) || plainSigns.contains(signature)
  }

  /// Signs that people cause too, with files and folders as they are on their disks: told of, but
  /// no attack by themselves.
  static let plainSigns: Set<String> = [
    "control-bytes", "device-name", "elf", "info-zip", "php", "ransom-note-name", "script-upload",
    "secrets", "settings-file", "shell-script", "site-symlink", "telnet-iac", "traversal-backslash",
    "traversal-dots", "two-folders-up", "unix-program", "windows-path", "windows-pe",
    "windows-program",
  ]

  private static let otherProtocols: Set<String> = [
    "http", "ssh", "smtp", "rdp", "redis", "redis-command", "sip", "tls-hello", "smb",
    "rdp-opening", "socks",
    "http-opening", "ssh-opening",
  ]

  static func isAnonymous(_ user: [UInt8]) -> Bool {
    user.withSlice {
      $0.equalsIgnoringCase("anonymous") || $0.equalsIgnoringCase("ftp") || $0.isEmpty
    }
  }

  private static func times(_ number: Int) -> String {
    number == 1 ? "once" : "\(number) times"
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "a \(noun)" : "\(number) \(noun)s"
  }
}
