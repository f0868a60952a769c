import Bytes

/// What the braces of replies stand for in one session. What a session never says costs nothing:
/// numbers become digits when they are said.
struct ReplyValues: Equatable, Sendable {
  /// The name that USER gave, as it came.
  var user: [UInt8] = []
  /// The path that the command is about, absolute, as the session sees it.
  var path: [UInt8] = []
  /// The command's verb as it came.
  var verb: [UInt8] = []
  /// The command's argument as it came.
  var argument: [UInt8] = []
  /// A file's time, `YYYYMMDDHHMMSS` in UTC (RFC 3659 §2.3).
  var time: [UInt8] = []
  /// The sensor's clock, `22:41`.
  var clock: [UInt8] = []
  /// The sensor's date, `2026-11-26`.
  var date: [UInt8] = []
  /// Address and port of a passive data connection, six numbers with commas (RFC 959).
  var address: [UInt8] = []
  /// The network protocol of the connection (RFC 2428 §2): `1` for IPv4, `2` for IPv6.
  var protocols: [UInt8] = [0x31]
  /// The sensor's address.
  var ip: [UInt8] = []
  /// The client's address.
  var client: [UInt8] = []
  /// The address that PORT or EPRT named.
  var target: [UInt8] = []
  /// The sensor's host name.
  var server: [UInt8] = []
  /// The options of LIST, or the facts that OPTS MLST chose.
  var options: [UInt8] = []
  /// Why a command about a file failed.
  var reason = FileError.missing
  /// Bytes of a file, or of what was transferred.
  var size = 0
  /// Bytes of a file from where a transfer begins on.
  var left = 0
  /// Where a transfer begins, in bytes.
  var offset = 0
  /// Entries of a listing, or bytes that have crossed.
  var count = 0
  /// The port of a passive data connection.
  var port: UInt16 = 0
  /// The listener's port.
  var listener: UInt16 = 21
  /// Who is connected: how many, this session included.
  var users = 1
  /// Whether the type is I, else A.
  var isBinary = false
  /// Whether the control connection is inside TLS.
  var isControlEncrypted = false
  /// Whether data connections will be.
  var isDataEncrypted = false
  /// How long a transfer took.
  var microseconds = 0
  /// The session's, shown as eight hexadecimal digits.
  var id: UInt32 = 0

  init() {}

  /// Appends what a field stands for. Line ends in what a client sent become `?`, so that no reply
  /// can be made to look like two.
  func append(_ field: ReplyField, to bytes: inout [UInt8]) {
    switch field {
    case .user: Self.append(user, to: &bytes)
    case .path: Self.append(path, to: &bytes)
    case .name: Self.append(path[(path.lastIndex(of: 0x2F).map { $0 + 1 } ?? 0)...], to: &bytes)
    case .verb: Self.append(verb, to: &bytes)
    case .argument: Self.append(argument, to: &bytes)
    case .word: Self.append(argument.prefix { $0 != 0x20 }, to: &bytes)
    case .rest: Self.append(argument.drop { $0 != 0x20 }.dropFirst(), to: &bytes)
    case .reason: bytes += reason.words.utf8
    case .time: bytes += time
    case .clock: bytes += clock
    case .date: bytes += date
    case .address: bytes += address
    case .protocol: bytes += protocols
    case .ip: bytes += ip
    case .client: bytes += client
    case .target: Self.append(target, to: &bytes)
    case .server: bytes += server
    case .options: Self.append(options, to: &bytes)
    case .type: bytes.append(isBinary ? 0x49 : 0x41)
    case .mode: bytes += (isBinary ? "BINARY" : "ASCII").utf8
    case .control: bytes += (isControlEncrypted ? "encrypted" : "plain text").utf8
    case .data: bytes += (isDataEncrypted ? "encrypted" : "plain text").utf8
    case .size: bytes += String(size).utf8
    case .left: bytes += String(left).utf8
    case .offset: bytes += String(offset).utf8
    case .count: bytes += String(count).utf8
    case .port: bytes += String(port).utf8
    case .listener: bytes += String(listener).utf8
    case .users: bytes += String(users).utf8
    case .seconds: bytes += seconds.utf8
    case .rate: bytes += rate.utf8
    case .id: bytes += id.hexadecimal.utf8
    }
  }

  private var seconds: String {
    "\(microseconds / 1_000_000).\(Self.padded(microseconds / 1000 % 1000, 3))"
  }

  /// KiB a second of `size` bytes, two digits behind the point.
  private var rate: String {
    let (hundredths, isTooMuch) = size.multipliedReportingOverflow(by: 100_000_000)
    guard !isTooMuch, size >= 0 else { return "0.00" }
    let value = hundredths / max(microseconds, 1) / 1024
    return "\(value / 100).\(Self.padded(value % 100, 2))"
  }

  private static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  private static func append(_ value: some Collection<UInt8>, to bytes: inout [UInt8]) {
    for byte in value { bytes.append(byte == 0x0A || byte == 0x0D ? 0x3F : byte) }
  }

  /// The path between quotation marks: those in it are doubled.
  func appendQuotedPath(to bytes: inout [UInt8]) {
    for byte in path {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte == 0x0A || byte == 0x0D ? 0x3F : byte)
    }
  }
}
