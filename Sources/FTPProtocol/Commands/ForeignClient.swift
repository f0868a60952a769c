import Bytes

/// A protocol that is not FTP, known by the first bytes that a client sends.
public enum ForeignClient: String, Sendable, CaseIterable {
  case http, ssh, tls, sslv2, smtp, rdp, smb, socks4, socks5, sip, rtsp, redis, rmi, adb, irc
  case x11, telnet, ldap, mqtt, git
  /// Bytes that no text has.
  case binary

  /// The protocol that the bytes begin with; nil where they may be FTP.
  public init?(_ bytes: ByteSlice) {
    guard let found = Self.byText(bytes) ?? Self.byBytes(bytes) else { return nil }
    self = found
  }

  /// How many of its first lines are text; nil: all are. The bytes of the others are no lines,
  /// whichever of them look like line ends.
  public var linesOfText: Int? {
    switch self {
    case .http, .smtp, .sip, .rtsp, .redis, .irc, .telnet: nil
    // The identification string; packets follow (RFC 4253 §4.2).
    case .ssh: 1
    case .tls, .sslv2, .rdp, .smb, .socks4, .socks5, .rmi, .adb, .x11, .ldap, .mqtt, .git, .binary:
      0
    }
  }

  private static let texts: [(prefix: StaticString, means: ForeignClient)] = [
    ("GET ", .http), ("POST ", .http), ("HEAD ", .http), ("PUT ", .http), ("DELETE ", .http),
    ("CONNECT ", .http), ("TRACE ", .http), ("PATCH ", .http), ("PROPFIND ", .http),
    ("PRI * HTTP", .http), ("OPTIONS sip:", .sip), ("REGISTER sip:", .sip), ("INVITE ", .sip),
    ("OPTIONS rtsp:", .rtsp), ("DESCRIBE ", .rtsp), ("OPTIONS / RTSP", .rtsp), ("OPTIONS ", .http),
    ("SSH-", .ssh), ("EHLO", .smtp), ("HELO", .smtp), ("JRMI", .rmi), ("CNXN", .adb),
    ("NICK ", .irc), ("*1\r\n", .redis), ("*2\r\n", .redis), ("*3\r\n", .redis), ("*4\r\n", .redis),
    ("l\0\u{0B}\0", .x11), ("B\0\0\u{0B}", .x11),
  ]

  private static func byText(_ bytes: ByteSlice) -> ForeignClient? {
    texts.first { bytes.starts(with: $0.prefix) }?.means
  }

  private static func byBytes(_ bytes: ByteSlice) -> ForeignClient? {
    guard bytes.count >= 3 else { return nil }
    // A TLS record that holds a handshake (RFC 8446 §5.1); SSLv2's hello (RFC 5246 §E.2).
    if bytes[0] == 0x16, bytes[1] == 3, bytes[2] <= 4 { return .tls }
    if bytes[0] >= 0x80, bytes[0] < 0xF0, bytes[2] == 1, bytes[1] >= 0x19 { return .sslv2 }
    if bytes[0] == 3, bytes[1] == 0 { return .rdp }
    if bytes.count >= 8, bytes[4] == 0xFF || bytes[4] == 0xFE, bytes[5..<8] == "SMB" { return .smb }
    if bytes[0] == 4, bytes[1] == 1 || bytes[1] == 2 { return .socks4 }
    if bytes[0] == 5, bytes[1] > 0, bytes[1] < 10 { return .socks5 }
    if bytes[0] == 0xFF, (0xFA...0xFE).contains(bytes[1]) { return .telnet }
    if bytes[0] == 0x30, bytes[1] < 0x80, bytes[2] == 2 { return .ldap }
    if bytes[0] == 0x10, bytes.count >= 8, bytes[4..<8] == "MQTT" { return .mqtt }
    if bytes.count >= 8, bytes[4..<8] == "git-" { return .git }
    // NUL and its like are in no line of a text; telnet's commands and names' bytes may be.
    let isText = bytes.buffer.allSatisfy { $0 >= 0x20 || $0.isBlank }
    return isText ? nil : .binary
  }
}
