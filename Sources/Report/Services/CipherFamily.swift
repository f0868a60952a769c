/// How good a cipher suite is, by its name: IANA's (`TLS_RSA_WITH_AES_128_CBC_SHA`) or OpenSSL's
/// (`AES128-SHA`). The raw values are the names in the JSON.
public enum CipherFamily: String, CaseIterable, Sendable {
  /// Forward secrecy, and encryption that authenticates (RFC 9325 §4.2).
  case modern = "forward_secret_aead"
  /// Forward secrecy, with a block cipher in CBC mode.
  case forwardSecret = "forward_secret_cbc"
  /// Who gets the server's key can read what was recorded.
  case notForwardSecret = "not_forward_secret"
  /// Broken or without a purpose: NULL, anonymous, export, RC4, DES, 3DES, IDEA.
  case weak
  /// A name that is not known here.
  case other

  /// Reads the name of a suite.
  public init(_ name: String) {
    let words = name.uppercased().split { $0 == "_" || $0 == "-" }.map(String.init)
    let isForTLS13 = words.first == "TLS" && !words.contains("WITH")
    if words.contains(where: Self.weakWords.contains) {
      self = .weak
    } else if !words.contains(where: Self.isCipher) {
      self = .other
    } else if isForTLS13 || words.contains(where: Self.ephemeral.contains) {
      let isAuthenticating = isForTLS13 || words.contains(where: Self.authenticating.contains)
      self = isAuthenticating ? .modern : .forwardSecret
    } else {
      self = .notForwardSecret
    }
  }

  private static let weakWords: Set = [
    "NULL", "ANON", "ADH", "AECDH", "EXP", "EXP1024", "EXPORT", "EXPORT40", "EXPORT1024", "RC2",
    "RC4", "DES", "DES40", "3DES", "IDEA", "MD5",
  ]
  private static let ephemeral: Set = ["ECDHE", "DHE", "EDH", "EECDH"]
  private static let authenticating: Set = ["GCM", "CCM", "CCM8", "CHACHA20", "POLY1305"]

  private static func isCipher(_ word: String) -> Bool {
    ["AES", "CAMELLIA", "ARIA", "CHACHA20", "SEED", "GOST", "SM4"].contains { word.hasPrefix($0) }
  }
}
