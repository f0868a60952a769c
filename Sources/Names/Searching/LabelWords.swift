import Bytes
import InternationalNames

/// The words by which a label of a host name says that it is about FTP.
///
/// A word counts where it stands alone or between hyphens, with or without a number beside it:
/// `ftp`, `ftp2`, `01ftp`, `my-ftp`, `ftp-eu-3`, and `_ftp` of a service; not `ftpd`, `softphone`.
public struct LabelWords: Sendable {
  /// A word that can't be part of a label.
  public struct Malformed: Error, CustomStringConvertible {
    /// Which word, and why.
    public let description: String
  }

  /// What names of FTP servers say: `ftps` and `ftpes` are FTP over TLS, `sftp` is FTP's rival over
  /// SSH, whose name many give to either.
  public static let usual = ["ftps", "ftp-ssl", "ftp-tls", "ftpes", "sftp", "ftp"]

  /// The words in lower case and as people read them, the longest first, each once.
  public let words: [String]
  let bytes: [[UInt8]]
  /// Whether a word has other letters than ASCII's: then labels are read in that form too.
  let areInternational: Bool

  /// An international word may be given in either form, `xn--bcher-kva` or `bücher`. Throws where a
  /// word is empty, longer than a label (63 bytes, RFC 1035 section 2.3.4), or has other characters
  /// than letters, digits and hyphens within.
  public init(_ words: [String] = usual) throws(Malformed) {
    var known: Set<String> = []
    for word in words {
      guard let ascii = InternationalName.ascii(word), (1...63).contains(ascii.utf8.count),
        ascii.utf8.allSatisfy(\.isLabelByte), !ascii.hasPrefix("-"), !ascii.hasSuffix("-"),
        let shown = InternationalName.unicode(ascii)
      else {
        throw Malformed(
          description: "a label has 1 to 63 letters, digits and hyphens within: \(word)")
      }
      known.insert(shown)
    }
    self.words = known.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    bytes = self.words.map { Array($0.utf8) }
    areInternational = bytes.contains { $0.contains { $0 >= 0x80 } }
  }

  /// The longest word that a label in lower case says, by its place in `words`; nil where it says
  /// none.
  func word(in label: ByteSlice) -> Int? {
    bytes.indices.first { says(bytes[$0], label) }
  }

  private func says(_ word: [UInt8], _ label: ByteSlice) -> Bool {
    guard label.count >= word.count else { return false }
    for start in 0...(label.count - word.count)
    where label[start] == word[0] && Self.stands(word, at: start, in: label) {
      return true
    }
    return false
  }

  private static func stands(_ word: [UInt8], at start: Int, in label: ByteSlice) -> Bool {
    for index in 1..<word.count where label[start + index] != word[index] { return false }
    var before = start
    while before > 0, label[before - 1].isDigit { before -= 1 }
    var after = start + word.count
    while after < label.count, label[after].isDigit { after += 1 }
    return (before == 0 || label[before - 1] == 0x2D || label[before - 1] == 0x5F)
      && (after == label.count || label[after] == 0x2D)
  }
}

extension UInt8 {
  /// A letter, a digit or a hyphen: what a label of a host name is made of (RFC 952, RFC 1123).
  var isLabelByte: Bool { isLetterOrDigit || self == 0x2D }

  /// What may stand in a name, a service's and an international one included.
  var isHostNameByte: Bool {
    isLabelByte || self == 0x2E || self == 0x5F || self == 0x2A || self >= 0x80
  }
}
