import Bytes

/// A protocol that is not FTP, known by the first bytes a server sends.
public enum ForeignProtocol: String, Sendable, CaseIterable {
  case http, ssh, smtp, nntp, pop3, imap, irc, telnet, tls, rdp, mysql, postgresql, vnc, rsync
  case redis, xmpp, rtsp, sip, smb, amqp, hylafax, citadel
  case vmwareAuth = "vmware-auth"
  /// What comes back is what was sent (RFC 862): no first bytes tell it.
  case echo

  /// The protocol whose signature the bytes begin with; nil where they have none, or where there
  /// are too few of them yet. What this says can't be FTP, however it goes on.
  public init?(signature bytes: ByteSlice) {
    guard let found = Self.byText(bytes) ?? Self.byBytes(bytes) else { return nil }
    self = found
  }

  /// What the bytes are likely to be once no more come: a prompt without a line end, telnet's
  /// options alone, a page that lacks its status line, SSH's line behind others (RFC 4253 §4.2).
  public init?(wholeOf bytes: ByteSlice) {
    if let found = Self(signature: bytes) {
      self = found
    } else if bytes.contains("\nSSH-") {
      self = .ssh
    } else if bytes.count >= 2, bytes[0] == 0xFF, (0xFA...0xFE).contains(bytes[1]) {
      self = .telnet
    } else if bytes.containsIgnoringCase("login:") || bytes.containsIgnoringCase("username:")
      || bytes.containsIgnoringCase("password:")
    {
      self = .telnet
    } else if bytes.containsIgnoringCase("<html") || bytes.containsIgnoringCase("<!doctype html") {
      self = .http
    } else {
      return nil
    }
  }

  /// What the words of a greeting suggest that has the form of FTP's: SMTP's 220 (RFC 5321 §4.2),
  /// NNTP's 200 and 201 (RFC 3977 §5.1) and Citadel's 200 do. Words suggest and prove nothing, and
  /// host names not even that.
  public init?(words greeting: Reply) {
    if greeting.saysOutsideHostNames("SMTP") || greeting.saysOutsideHostNames("LMTP") {
      self = .smtp
    } else if greeting.saysOutsideHostNames("NNTP")
      || greeting.saysOutsideHostNames("InterNetNews")
    {
      self = .nntp
    } else if greeting.code == 200, greeting.says("Citadel server ready") {
      self = .citadel
    } else {
      return nil
    }
  }

  /// The protocol whose name a greeting gives, of those that have FTP's form, its `USER` and its
  /// codes: only their own servers call themselves so.
  public init?(kinOfFTP greeting: Reply) {
    if greeting.says("VMware Authentication Daemon") {
      self = .vmwareAuth
    } else if greeting.says("(HylaFAX (tm)") {
      self = .hylafax
    } else {
      return nil
    }
  }

  private static let texts: [(prefix: StaticString, means: ForeignProtocol)] = [
    ("HTTP/", .http), ("<!DOCTYPE", .http), ("<html", .http), ("<HTML", .http), ("SSH-", .ssh),
    ("+OK", .pop3), ("-ERR unknown command", .redis), ("-ERR", .pop3), ("-NOAUTH", .redis),
    ("-DENIED", .redis), ("* OK", .imap), ("* PREAUTH", .imap), ("* BYE", .imap),
    ("RFB 0", .vnc), ("@RSYNCD:", .rsync), (":", .irc), ("NOTICE AUTH", .irc),
    ("ERROR :", .irc), ("<?xml", .xmpp), ("<stream:", .xmpp), ("RTSP/", .rtsp), ("SIP/", .sip),
    ("AMQP", .amqp),
  ]

  private static func byText(_ bytes: ByteSlice) -> ForeignProtocol? {
    guard let match = texts.first(where: { bytes.starts(with: $0.prefix) }) else { return nil }
    // `:` begins many things; a server's NOTICE or a numeric is IRC's (RFC 2812 §2.3.1).
    if match.means == .irc, match.prefix.utf8CodeUnitCount == 1 {
      return bytes.contains(" NOTICE ") ? .irc : nil
    }
    return match.means
  }

  private static func byBytes(_ bytes: ByteSlice) -> ForeignProtocol? {
    guard bytes.count >= 5 else { return nil }
    // A TLS record: alert or handshake, version 3.x (RFC 8446 §5.1).
    if bytes[0] == 0x15 || bytes[0] == 0x16, bytes[1] == 3, bytes[2] <= 4 { return .tls }
    // TPKT (RFC 1006 §6) holding an X.224 connection confirm.
    if bytes[0] == 3, bytes[1] == 0, bytes.count >= 6, bytes[5] == 0xD0 { return .rdp }
    // MySQL's first packet: a length of three bytes, number 0, protocol 10 or an error.
    if bytes[3] == 0, bytes[2] == 0, bytes[0] > 4, bytes[4] == 10 || bytes[4] == 0xFF {
      return .mysql
    }
    if bytes.count >= 8, bytes[4] == 0xFF || bytes[4] == 0xFE, bytes[5..<8] == "SMB" {
      return .smb
    }
    // PostgreSQL's error message: `E`, a length of four bytes, `S` and a severity.
    if bytes[0] == 0x45, bytes[1] == 0, bytes.count >= 6, bytes[5] == 0x53 { return .postgresql }
    return nil
  }
}
