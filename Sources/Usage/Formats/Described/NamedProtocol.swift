import Bytes

/// What a line's word for its protocol says of the control channel: `FTP`, `FTPS`, `FTP over TLS`,
/// `SFTP`.
enum NamedProtocol {
  case clear, tls
  /// Not FTP at all.
  case other

  /// Nil where the words name none that is known.
  init?(_ text: ByteSlice) {
    let words = text.text.lowercased().split { !$0.isLetter && !$0.isNumber }
    let isOther = words.contains { Self.others.contains(String($0)) }
    if isOther {
      self = .other
      return
    }
    let isDenied = words.contains { Self.denials.contains(String($0)) }
    let isTLS = words.contains { word in Self.secure.contains { word.hasPrefix($0) } }
    if isDenied || !isTLS {
      guard isDenied || words.contains("ftp") else { return nil }
      self = .clear
    } else {
      self = .tls
    }
  }

  private static let others: Set = [
    "sftp", "ssh", "ssh2", "scp", "tftp", "http", "https", "webdav", "webdavs", "dav", "davs",
    "as2",
  ]
  private static let denials: Set = [
    "no", "non", "not", "none", "without", "off", "false", "plain", "plaintext", "clear",
    "cleartext", "insecure", "unencrypted",
  ]
  private static let secure = ["ftps", "ftpes", "tls", "ssl"]
}
