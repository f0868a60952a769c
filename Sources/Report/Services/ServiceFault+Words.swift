import Records

extension ServiceFault {
  /// What a service does, after its number: `takes passwords in clear`; and what several do.
  func deed(_ count: Int) -> String {
    let one = count == 1
    switch self {
    case .passwordsInClear: return one ? "takes passwords in clear" : "take passwords in clear"
    case .noTLS: return one ? "offers no TLS" : "offer no TLS"
    case .tlsFails: return one ? "offers TLS that fails" : "offer TLS that fails"
    case .vulnerable:
      return one ? "has a confirmed vulnerability" : "have confirmed vulnerabilities"
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
    case .vulnerable: "known vulnerability"
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

  /// What mends it, and why it matters: a sentence that needs no heading.
  var mend: String {
    switch self {
    case .passwordsInClear:
      "Require TLS for the login: anyone on the network between can read a password that comes "
        + "before it."
    case .noTLS: "Give the server a certificate and turn TLS on: without it nothing is protected."
    case .tlsFails:
      "Mend TLS that fails, by its certificate, the key and the versions allowed: clients can’t "
        + "connect, or go on in clear."
    case .vulnerable:
      "Update or replace software whose version has a known vulnerability: attackers find it by "
        + "its greeting."
    case .filesInClear:
      "Allow PROT P, then require it: commands are protected, and files are not."
    case .certificateExpired:
      "Renew certificates that have expired: clients refuse them, or learn to ignore warnings."
    case .oldTLS: "Allow TLS 1.2 and 1.3: the versions before are forbidden by RFC 8996."
    case .weakCipher:
      "Allow cipher suites with AES or ChaCha20 only: the others can be broken, or encrypt nothing."
    case .weakKey:
      "Issue certificates with new keys: RSA below 2048 bits and curves below 224 can be within "
        + "reach."
    case .weakSignature:
      "Issue certificates that are signed with SHA-256: signatures over MD5 or SHA-1 can be forged."
    case .notYetValid:
      "Check the clocks of issuer and server where certificates are not yet valid: clients refuse "
        + "them."
    case .otherName:
      "Issue certificates for the names that clients use: those that check the name refuse others."
    case .selfSigned:
      "Replace self-signed certificates by those of an authority that clients know: they can’t "
        + "tell the server from an impostor unless each was given its certificate."
    case .untrusted:
      "Send the issuer’s certificate along, or use an authority that clients know: none of this "
        + "system’s roots vouches for the certificate."
    }
  }
}
