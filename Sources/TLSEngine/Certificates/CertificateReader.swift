import Bytes
import COpenSSL
import Records

/// Reads what a certificate says of itself.
struct CertificateReader {
  let certificate: OpaquePointer

  /// Everything but what depends on others: the time, trust, the host that was asked for.
  func read() -> CertificateDescription {
    let key = X509_get0_pubkey(certificate)
    let (keyType, keyBits) = (keyType(key), key.map { Int(EVP_PKEY_get_bits($0)) })
    let signature = signature
    var read = CertificateDescription(
      sha256: sha256, subject: subject,
      issuer: text(X509_get_issuer_name(certificate)), serial: serial, names: names,
      notBefore: notBefore, notAfter: notAfter,
      keyType: keyType, keyBits: keyBits, signature: signature,
      isSelfSigned: X509_self_signed(certificate, 1) == 1, isExpired: false)
    if read.notBefore == nil || read.notAfter == nil {
      read.faults.append("its validity is malformed")
    }
    if let keyBits, CertificateWeakness.isWeak(keyType: keyType, bits: keyBits) {
      read.faults.append("weak key: \(keyType) of \(keyBits) bits")
    }
    if CertificateWeakness.isWeak(signature: signature) {
      read.faults.append("weak signature: \(signature)")
    }
    ERR_clear_error()
    return read
  }

  /// Of the whole certificate, in small hexadecimal digits.
  var sha256: String {
    var digest = [UInt8](repeating: 0, count: 32)
    guard X509_digest(certificate, EVP_sha256(), &digest, nil) == 1 else { return "" }
    return digest.hexadecimal
  }

  /// RFC 2253.
  var subject: String { text(X509_get_subject_name(certificate)) }

  /// When it begins to be valid and when it ends; without those that are malformed.
  var times: [Timestamp] { [notBefore, notAfter].compactMap { $0 } }

  private var notBefore: Timestamp? { time(X509_get0_notBefore(certificate)) }

  private var notAfter: Timestamp? { time(X509_get0_notAfter(certificate)) }

  private var serial: String {
    guard let number = X509_get0_serialNumber(certificate) else { return "" }
    let count = min(Int(ASN1_STRING_length(number)), PeerChain.Limits.textBytesMaximum)
    let bytes = UnsafeBufferPointer(start: ASN1_STRING_get0_data(number), count: count)
    let isNegative = ASN1_STRING_type(number) & V_ASN1_NEG != 0
    return (isNegative ? "-" : "") + bytes.hexadecimal
  }

  private var signature: String {
    var object: OpaquePointer?
    X509_ALGOR_get0(&object, nil, nil, X509_get0_tbs_sigalg(certificate))
    // The digest of RSASSA-PSS is one of its parameters.
    var digest: Int32 = 0
    guard OBJ_obj2nid(object) == NID_rsassaPss,
      X509_get_signature_info(certificate, &digest, nil, nil, nil) == 1,
      let digestName = OBJ_nid2sn(digest)
    else { return name(of: object) }
    return "\(name(of: object)) with \(String(cString: digestName))"
  }

  private func name(of object: OpaquePointer?) -> String {
    guard let object else { return "" }
    var name = [CChar](repeating: 0, count: 128)
    let count = min(Int(OBJ_obj2txt(&name, Int32(name.count), object, 0)), name.count - 1)
    return String(decoding: name.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private func keyType(_ key: OpaquePointer?) -> String {
    if let key, let name = EVP_PKEY_get0_type_name(key) { return String(cString: name) }
    var object: OpaquePointer?
    X509_PUBKEY_get0_param(&object, nil, nil, nil, X509_get_X509_PUBKEY(certificate))
    return name(of: object)
  }

  private func time(_ time: UnsafePointer<ASN1_TIME>?) -> Timestamp? {
    var fields: [Int32] = [0, 0, 0, 0, 0, 0]
    guard shim_time(time, &fields) == 1 else { return nil }
    let numbers = fields.map { Int($0) }
    return Timestamp(
      year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3],
      minute: numbers[4], second: numbers[5])
  }

  /// RFC 2253, but bytes beyond ASCII as they are. A name whose strings are not what they say they
  /// are is shown byte by byte.
  private func text(_ name: OpaquePointer?) -> String {
    let usual = shim_rfc2253() & ~UInt(ASN1_STRFLGS_ESC_MSB)
    let bytewise =
      shim_rfc2253() & ~UInt(ASN1_STRFLGS_UTF8_CONVERT) | UInt(ASN1_STRFLGS_IGNORE_TYPE)
    for flags in [usual, bytewise] {
      if let bytes = written({ X509_NAME_print_ex($0, name, 0, flags) }) { return shown(bytes) }
    }
    return ""
  }

  private var names: [String] {
    guard let found = X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil) else {
      return []
    }
    let list = OpaquePointer(found)
    defer { GENERAL_NAMES_free(list) }
    let count = min(Int(shim_name_count(list)), PeerChain.Limits.namesMaximum)
    return (0..<count).compactMap { index in
      var type: Int32 = 0
      var length: Int32 = 0
      guard let start = shim_name(list, Int32(index), &type, &length) else { return nil }
      let bytes = [UInt8](UnsafeBufferPointer(start: start, count: Int(length)))
      return type == GEN_IPADD ? address(bytes) : shown(bytes)
    }
  }

  /// An address in its usual form; other lengths in hexadecimal digits.
  private func address(_ bytes: [UInt8]) -> String {
    IPAddress(bytes: bytes)?.description
      ?? bytes.prefix(PeerChain.Limits.textBytesMaximum).hexadecimal
  }

  private func shown(_ bytes: [UInt8]) -> String {
    bytes.prefix(PeerChain.Limits.textBytesMaximum).withSlice { $0.escapedText }
  }
}
