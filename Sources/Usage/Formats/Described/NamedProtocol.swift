import Bytes

/// What a line's words for its protocol say of the control channel: `FTP`, `FTPS`, `FTP over TLS`,
/// `SFTP`. Each of the words has to be known: of those that are not, one may take back what the
/// others say, as in `TLS failed` and `TLS not required`.
enum NamedProtocol {
  case clear, tls
  /// TLS that is asked for, and so does not hold yet where a connection begins.
  case explicitTLS
  /// Not FTP at all.
  case other

  /// Nil where the words say nothing that is known.
  init?(_ text: ByteSlice) {
    var text = text.text.lowercased()
    text.removeAll { "()[]\"'".contains($0) }
    let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "." }.map(Word.init)
    // A sign at either end may stand for a word: `!TLS`, `TLS: -`.
    let ends = [text.first, text.last].compactMap(\.self)
    let isWhole = !ends.isEmpty && ends.allSatisfy { $0.isLetter || $0.isNumber }
    if words.contains(.other) {
      self = .other
      return
    }
    guard isWhole, !words.contains(.unknown) else { return nil }
    let isDenied = words.contains(.denial)
    if words.contains(.tls) || words.contains(.explicitTLS) {
      let isExplicit = words.contains(.explicitTLS) || words.contains(.explicit)
      self = isDenied || words.contains(.plain) ? .clear : isExplicit ? .explicitTLS : .tls
    } else if words.contains(.plain) || words.contains(.ftp) && !isDenied {
      // How TLS begins, and not that it does.
      if words.contains(.explicit) || words.contains(.implicit) { return nil }
      self = .clear
    } else {
      return nil
    }
  }

  /// What one of the words means.
  private enum Word {
    case ftp, tls, explicitTLS, explicit, implicit, plain, denial, between, other, unknown

    init(_ word: Substring) {
      switch word {
      case "ftp": self = .ftp
      case "ftps", "tls", "ssl": self = .tls
      case "ftpes": self = .explicitTLS
      case "explicit", "auth": self = .explicit
      case "implicit": self = .implicit
      case "plain", "plaintext", "clear", "cleartext", "insecure", "unencrypted": self = .plain
      case "no", "non", "not", "none", "without", "off", "false", "disabled": self = .denial
      case "over", "with", "using", "via", "text", "used": self = .between
      case "sftp", "ssh", "ssh2", "scp", "tftp", "http", "https", "webdav", "webdavs", "dav",
        "davs", "as2":
        self = .other
      case _ where word.hasPrefix("tls") || word.hasPrefix("ssl"):
        self = Self.isVersion(word.dropFirst(3)) ? .tls : .unknown
      default: self = Self.isVersion(word) ? .between : .unknown
      }
    }

    /// Whether it is as `1.3`, `v1.2` or `3`.
    private static func isVersion(_ word: Substring) -> Bool {
      let numbers = word.drop { $0 == "v" }.split(separator: ".", omittingEmptySubsequences: false)
      return word.prefix(2) != "vv" && numbers.count <= 2
        && ["1", "2", "3"].contains(numbers.first) && ["0", "1", "2", "3"].contains(numbers.last)
    }
  }
}
