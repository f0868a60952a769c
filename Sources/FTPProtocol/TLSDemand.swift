import Bytes

/// Which words of a refusal say that it is for want of TLS.
enum TLSDemand {
  /// Of the connection as it is, or of AUTH as what comes first: `Must perform authentication
  /// before identifying USER` is what the ftpd of MIT's Kerberos says.
  static let complaints: [StaticString] = [
    "cleartext", "clear text", "clear-text", "plaintext", "plain text", "plain-text", "plain FTP",
    "unencrypted", "not encrypted", "insecure", "AUTH first", "AUTH before", "use AUTH",
    "send AUTH", "issue AUTH", "authentication before",
  ]
  static let names: [StaticString] = [
    "TLS", "TLSv", "SSL", "SSLv", "FTPS", "FTPES", "STARTTLS",
  ]
  static let descriptions: [StaticString] = [
    "encrypt", "secure connection", "secure session", "secure channel", "secure mode", "PROT P",
  ]
  static let demandingWords: [StaticString] = [
    "must", "only", "first", "before", "use", "using",
  ]
  static let demandingStems: [StaticString] = [
    "requi", "need", "mandatory", "necessary", "enforce", "have to", "has to", "turn on", "oblig",
    "erforderlich", "verwenden", "utilis",
  ]
  static let denials: [StaticString] = [
    "optional", "not support", "not need", "not requi", "n't need", "n't requi", "no need",
    "not use", "no TLS", "no SSL",
  ]

  /// Each complaint, name and description has one of these in it, and few other refusals have.
  static let hints: [StaticString] = [
    "TLS", "SSL", "FTPS", "FTPES", "encrypt", "secure", "AUTH", "clear", "plain", "PROT P",
  ]
}

extension ByteSlice {
  /// Whether there are letters in it that English has not: what it says of TLS is in words that are
  /// not known here.
  private var isInAnotherLanguage: Bool { buffer.contains { $0 >= 0x80 } }

  /// Whether a refusal's words say that it is for want of TLS. Those of a name that is not liked do
  /// not, nor does TLS that is only spoken of.
  var demandsTLS: Bool {
    guard TLSDemand.hints.contains(where: containsIgnoringCase) else { return false }
    if TLSDemand.complaints.contains(where: containsIgnoringCase) { return true }
    let isNamed =
      saysByItself(anyOf: TLSDemand.names)
      || TLSDemand.descriptions.contains(where: containsIgnoringCase)
    let isDemanded =
      saysByItself(anyOf: TLSDemand.demandingWords)
      || TLSDemand.demandingStems.contains(where: containsIgnoringCase)
      || isInAnotherLanguage
    return isNamed && isDemanded && !TLSDemand.denials.contains(where: containsIgnoringCase)
  }
}
