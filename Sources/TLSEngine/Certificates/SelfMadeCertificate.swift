import Bytes
import COpenSSL

/// Certificates that we make ourselves: a server needs one before anybody gave it one.
public enum SelfMadeCertificate {
  /// The kind of key.
  public enum Key: Equatable, Sendable {
    /// 512 bits or more.
    case rsa(bits: UInt32)
    case p256
  }

  /// Makes a key and a certificate signed with it (SHA-256).
  ///
  /// - Parameters:
  ///   - subject: its parts by their short names (`CN`, `O`, `OU`, `C` …), in the order of the
  ///     certificate; a `CN` has at most 64 bytes (RFC 5280, appendix A).
  ///   - names: the host names it is for.
  ///   - validity: from when to when, to the second.
  public static func make(
    subject: [(name: String, value: String)], names: [String], validity: ClosedRange<Timestamp>,
    key kind: Key
  ) throws(TLSProblem) -> ServerIdentity {
    guard OpenSSL.isReady, let key = newKey(kind) else { throw TLSProblem("no key is made") }
    defer { EVP_PKEY_free(key) }
    guard let certificate = X509_new() else { throw TLSProblem("no certificate is made") }
    defer { X509_free(certificate) }
    guard fill(certificate, subject, names, validity),
      X509_set_pubkey(certificate, key) == 1, X509_sign(certificate, key, EVP_sha256()) > 0,
      let pem = written({ PEM_write_bio_X509($0, certificate) - 1 }),
      let keyPEM = written({ PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil) - 1 })
    else {
      throw TLSProblem(
        "the certificate for '\(subject.map(\.value).joined(separator: ", "))' is not made")
    }
    return ServerIdentity(
      certificates: String(decoding: pem, as: UTF8.self),
      key: String(decoding: keyPEM, as: UTF8.self))
  }

  private static func newKey(_ kind: Key) -> OpaquePointer? {
    switch kind {
    case .rsa(let bits): shim_new_rsa_key(bits)
    case .p256: shim_new_p256_key()
    }
  }

  private static func fill(
    _ certificate: OpaquePointer, _ subject: [(name: String, value: String)], _ names: [String],
    _ validity: ClosedRange<Timestamp>
  ) -> Bool {
    var serial = [UInt8](repeating: 0, count: 16)
    guard RAND_bytes(&serial, Int32(serial.count)) == 1 else { return false }
    // Positive, and of the same length always (RFC 5280 §4.1.2.2).
    serial[0] = serial[0] & 0x3F | 0x40
    guard let number = BN_bin2bn(serial, Int32(serial.count), nil) else { return false }
    defer { BN_free(number) }
    guard let name = X509_get_subject_name(certificate),
      X509_set_version(certificate, 2) == 1,
      BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nil,
      subject.allSatisfy({ part in
        X509_NAME_add_entry_by_txt(
          name, part.name, MBSTRING_FLAG, part.value, Int32(clamping: part.value.utf8.count), -1,
          0) == 1
      }),
      X509_set_issuer_name(certificate, name) == 1,
      setTime(X509_getm_notBefore(certificate), validity.lowerBound),
      setTime(X509_getm_notAfter(certificate), validity.upperBound)
    else { return false }
    return names.isEmpty || add(names, to: certificate)
  }

  private static func setTime(_ time: UnsafeMutablePointer<ASN1_TIME>?, _ at: Timestamp) -> Bool {
    ASN1_TIME_set(time, Int(at.milliseconds / 1000)) != nil
  }

  private static func add(_ names: [String], to certificate: OpaquePointer) -> Bool {
    let list = shim_new_names()
    defer { GENERAL_NAMES_free(list) }
    for name in names where shim_push_dns_name(list, name, Int32(clamping: name.utf8.count)) != 1 {
      return false
    }
    return X509_add1_ext_i2d(
      certificate, NID_subject_alt_name, UnsafeMutableRawPointer(list), 0,
      UInt(X509V3_ADD_DEFAULT)) == 1
  }
}
