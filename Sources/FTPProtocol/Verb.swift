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
      word = word << 8 | UInt32(byte &- 0x61 < 26 ? byte & 0xDF : byte)
    }
    self = Verb(word: word)
  }

  /// The verb of up to four capital letters, packed big-endian.
  @inlinable
  public init(word: UInt32) {
    switch word {
    case 0x5553_4552: self = .user
    case 0x5041_5353: self = .pass
    case 0x4143_4354: self = .acct
    case 0x4155_5448: self = .auth
    case 0x4144_4154: self = .adat
    case 0x5042_535A: self = .pbsz
    case 0x5052_4F54: self = .prot
    case 0x43_4343: self = .ccc
    case 0x5245_494E: self = .rein
    case 0x5155_4954: self = .quit
    case 0x5245_5452: self = .retr
    case 0x5354_4F52: self = .stor
    case 0x5354_4F55: self = .stou
    case 0x4150_5045: self = .appe
    case 0x4C49_5354: self = .list
    case 0x4E4C_5354: self = .nlst
    case 0x4D4C_5344: self = .mlsd
    case 0x504F_5254: self = .port
    case 0x5041_5356: self = .pasv
    case 0x4550_5254: self = .eprt
    case 0x4550_5356: self = .epsv
    case 0x5245_5354: self = .rest
    case 0x4142_4F52: self = .abor
    case 0x5459_5045: self = .type
    case 0x5354_5255: self = .stru
    case 0x4D4F_4445: self = .mode
    case 0x414C_4C4F: self = .allo
    case 0x524E_4652: self = .rnfr
    case 0x524E_544F: self = .rnto
    case 0x4445_4C45: self = .dele
    case 0x52_4D44, 0x5852_4D44: self = .rmd
    case 0x4D_4B44, 0x584D_4B44: self = .mkd
    case 0x43_5744, 0x5843_5744: self = .cwd
    case 0x4344_5550, 0x5843_5550: self = .cdup
    case 0x50_5744, 0x5850_5744: self = .pwd
    case 0x5354_4154: self = .stat
    case 0x5349_5A45: self = .size
    case 0x4D44_544D: self = .mdtm
    case 0x4D4C_5354: self = .mlst
    case 0x5359_5354: self = .syst
    case 0x4645_4154: self = .feat
    case 0x4F50_5453: self = .opts
    case 0x4845_4C50: self = .help
    case 0x4E4F_4F50: self = .noop
    case 0x5349_5445: self = .site
    case 0x484F_5354: self = .host
    case 0x4C41_4E47: self = .lang
    case 0x434C_4E54: self = .clnt
    case 0x534D_4E54: self = .smnt
    default: self = .other
    }
  }

  /// Whether the command moves data over a data connection and says so with 226 or 250.
  @inlinable @inline(__always)
  public var isTransfer: Bool {
    switch self {
    case .retr, .stor, .stou, .appe, .list, .nlst, .mlsd: true
    default: false
    }
  }

  /// Whether the command can change what is protected, carries a credential or data, or ends the
  /// session.
  @inlinable @inline(__always)
  public var concernsProtection: Bool { rawValue <= Verb.mlsd.rawValue }

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
    default: true
    }
  }

  /// The verb in capitals, as it crosses the wire; `?` for one that has no name here.
  public var name: String { self == .other ? "?" : "\(self)".uppercased() }
}
