import Records

extension ServiceFault {
  /// What a service does, after its number: `takes passwords in clear`; and what several do.
  func deed(_ count: Int) -> String {
    let one = count == 1
    switch self {
    case .passwordsInClear: return one ? "takes passwords in clear" : "take passwords in clear"
    case .noTLS: return one ? "offers no TLS" : "offer no TLS"
    case .tlsFails: return one ? "offers TLS that fails" : "offer TLS that fails"
    case .filesInClear: return one ? "can’t protect files" : "can’t protect files"
    case .certificateExpired:
      return one ? "shows an expired certificate" : "show expired certificates"
    case .oldTLS:
      return one ? "knows nothing newer than TLS 1.1" : "know nothing newer than TLS 1.1"
    case .weakCipher: return one ? "chooses a weak cipher" : "choose weak ciphers"
    case .weakKey: return one ? "has a weak key" : "have weak keys"
    case .weakSignature:
      return one ? "shows a weakly signed certificate" : "show weakly signed certificates"
    case .notYetValid:
      return one ? "shows a certificate from the future" : "show certificates from the future"
    case .otherName:
      return one ? "shows a certificate for other names" : "show certificates for other names"
    case .selfSigned:
      return one ? "shows a self-signed certificate" : "show self-signed certificates"
    case .untrusted:
      return one
        ? "shows a certificate that nobody vouches for"
        : "show certificates that nobody vouches for"
    }
  }

  /// A word or three for a cell.
  var words: String {
    switch self {
    case .passwordsInClear: "passwords in clear"
    case .noTLS: "no TLS"
    case .tlsFails: "TLS fails"
    case .filesInClear: "files in clear"
    case .certificateExpired: "expired"
    case .oldTLS: "TLS 1.1 or older"
    case .weakCipher: "weak cipher"
    case .weakKey: "weak key"
    case .weakSignature: "weak signature"
    case .notYetValid: "not yet valid"
    case .otherName: "other name"
    case .selfSigned: "self-signed"
    case .untrusted: "not trusted"
    }
  }

  /// The words, where nothing else says that it is the certificate.
  var fullWords: String { isOfCertificate ? "certificate: " + words : words }

  /// Why it matters and what mends it, a sentence or two.
  var mend: String {
    switch self {
    case .passwordsInClear:
      "USER was taken before TLS: whoever is on the way can read the password. "
        + "Require TLS for the login."
    case .noTLS: "Nothing can be protected. Give the server a certificate and turn TLS on."
    case .tlsFails:
      "TLS was agreed and no handshake came to an end: clients can’t connect, or go on in clear. "
        + "Look at the certificate, its key and the versions allowed."
    case .filesInClear:
      "Commands are protected, files are not: PROT P was refused. Allow it, then require it."
    case .certificateExpired: "Clients refuse it, or learn to ignore warnings. Renew it."
    case .oldTLS: "Versions before TLS 1.2 are forbidden by RFC 8996. Allow TLS 1.2 and 1.3."
    case .weakCipher:
      "The encryption can be broken, or there is none. Allow suites with AES or ChaCha20 only."
    case .weakKey:
      "RSA below 2048 bits and curves below 224 can be within reach. Issue a certificate with a "
        + "new key."
    case .weakSignature:
      "Signatures over MD5 or SHA-1 can be forged. Issue a certificate that is signed with SHA-256."
    case .notYetValid: "Clients refuse it until it is. Check the clocks of issuer and server."
    case .otherName:
      "Clients that check the name refuse it. Issue a certificate for the name that clients use."
    case .selfSigned:
      "Clients can’t tell the server from an impostor unless each was given the certificate. "
        + "Get one from an authority that they know."
    case .untrusted:
      "None of this system’s roots vouches for it: an authority of your own, or an issuer’s "
        + "certificate that the server does not send."
    }
  }
}
