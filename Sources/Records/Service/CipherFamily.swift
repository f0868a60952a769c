import Bytes

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
    var name = name
    self = name.withUTF8 { CipherFamily(ByteSlice($0)) }
  }

  private init(_ name: ByteSlice) {
    var (isWeak, isCipher, isEphemeral, isAuthenticating) = (false, false, false, false)
    var isForTLS13 = false
    var rest = name
    while !rest.isEmpty {
      let end = rest.buffer.firstIndex { $0 == 0x5F || $0 == 0x2D } ?? rest.count
      let word = rest[0..<end]
      if rest.count == name.count { isForTLS13 = word.equalsIgnoringCase("TLS") }
      if word.equalsIgnoringCase("WITH") { isForTLS13 = false }
      isWeak = isWeak || Self.weakWords.contains { word.equalsIgnoringCase($0) }
      isCipher =
        isCipher || Self.ciphers.contains { word[0..<$0.utf8CodeUnitCount].equalsIgnoringCase($0) }
      isEphemeral = isEphemeral || Self.ephemeral.contains { word.equalsIgnoringCase($0) }
      isAuthenticating =
        isAuthenticating || Self.authenticating.contains { word.equalsIgnoringCase($0) }
      rest = rest.dropFirst(end + 1)
    }
    if isWeak {
      self = .weak
    } else if !isCipher {
      self = .other
    } else if isForTLS13 || isEphemeral {
      self = isForTLS13 || isAuthenticating ? .modern : .forwardSecret
    } else {
      self = .notForwardSecret
    }
  }

  private static let weakWords: [StaticString] = [
    "NULL", "ANON", "ADH", "AECDH", "EXP", "EXP1024", "EXPORT", "EXPORT40", "EXPORT1024", "RC2",
    "RC4", "DES", "DES40", "3DES", "IDEA", "MD5",
  ]
  private static let ephemeral: [StaticString] = ["ECDHE", "DHE", "EDH", "EECDH"]
  private static let authenticating: [StaticString] = [
    "GCM", "CCM", "CCM8", "CHACHA20", "POLY1305",
  ]
  /// What the words for ciphers begin with.
  private static let ciphers: [StaticString] = [
    "AES", "CAMELLIA", "ARIA", "CHACHA20", "SEED", "GOST", "SM4",
  ]
}
