import Bytes

/// An FTP command's verb: RFC 959, 1123 (X forms: RFC 775), 2228, 2389, 2428, 2640, 3659, 7151.
public enum Verb: UInt8, Sendable, CaseIterable, Codable {
  case user, pass, acct, auth, adat, pbsz, prot, ccc, rein, quit
  case retr, stor, stou, appe, list, nlst, mlsd
  case port, pasv, eprt, epsv, rest, abor, type, stru, mode, allo
  case rnfr, rnto, dele, rmd, mkd, cwd, cdup, pwd, stat, size, mdtm, mlst
  case syst, feat, opts, help, noop, site, host, lang, clnt, smnt
  /// A verb that the RFCs above do not name.
  case other

  /// The verb of some bytes, in any case; X forms are their plain verbs.
  public init(_ bytes: ByteSlice) {
    guard bytes.count >= 3, bytes.count <= 4 else {
      self = .other
      return
    }
    var word: UInt32 = 0
    for index in 0..<bytes.count {
      let byte = bytes.start[index]
      word = word << 8 | UInt32(byte.uppercasedASCII)
    }
    self = Verb(word: word)
  }

  /// The verb of up to four capital letters, packed big-endian.
  public init(word: UInt32) { self = VerbTable.shared[word] }

  /// Whether the command moves data over a data connection and says so with 226 or 250.
  @inlinable @inline(__always)
  public var isTransfer: Bool {
    switch self {
    case .retr, .stor, .stou, .appe, .list, .nlst, .mlsd: true
    default: false
    }
  }

  /// Whether the command moves a file, and not a list.
  public var movesFile: Bool {
    switch self {
    case .retr, .stor, .stou, .appe: true
    default: false
    }
  }

  /// Whether a reply to a command that moves data says that some crossed: also where it broke off.
  public static func tellsOfData(_ code: Int) -> Bool { code == 226 || code == 250 || code == 426 }

  /// Whether the command can change what is protected, carries a credential or data, or ends the
  /// session.
  @inlinable @inline(__always)
  public var concernsProtection: Bool {
    switch self {
    case .user, .pass, .acct, .auth, .adat, .pbsz, .prot, .ccc, .rein, .quit: true
    default: isTransfer
    }
  }

  /// Whether the command's argument says what it asks to protect, and how.
  @inlinable @inline(__always)
  public var namesProtection: Bool { self == .auth || self == .prot }

  /// Whether a client may send the command before it logs in, and often does.
  public var comesBeforeLogin: Bool {
    switch self {
    case .user, .auth, .feat, .syst, .opts, .host, .help, .noop, .quit, .clnt, .lang, .stat, .other:
      true
    default: false
    }
  }

  /// Whether a reply's code can be an answer to the command: codes that belong to few commands
  /// (RFC 959 §5.4, RFC 2228 §4, RFC 2428) tell; the others may answer any.
  public func mayBeAnswered(with code: Int) -> Bool {
    switch code {
    case 220: !concernsProtection || self == .rein
    case 221: self == .quit || self == .other
    case 226: isTransfer || self == .abor
    case 250: !comesBeforeLogin || self == .other
    case 425, 426: isTransfer || self == .abor
    case 227: self == .pasv
    case 229: self == .epsv
    case 230, 232: self == .user || self == .pass || self == .acct || self == .rein
    case 234, 334: self == .auth
    case 331: self == .user
    case 257: self == .pwd || self == .mkd
    case 213: [.stat, .size, .mdtm, .site, .other].contains(self)
    case 200..<300: !isTransfer
    default: true
    }
  }

  /// The verb in capitals, as it crosses the wire; `?` for one that has no name here.
  public var name: String { Self.names[Int(rawValue)] }

  private static let names = allCases.map { $0 == .other ? "?" : "\($0)".uppercased() }
}
