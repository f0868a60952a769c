import COpenSSL
import Glibc

/// Trusted roots of which only the subjects are known: a system has some hundred and fifty, reading
/// them takes a fiftieth of a second, and most chains lead to none of them or to one.
struct UnreadRoots {
  private enum Place {
    case file(String)
    case text(TrustedPEM)
  }

  /// By the hash of the subject, as c_rehash(1) computes it.
  private var places: [UInt: [Place]] = [:]

  /// Whether there are none.
  var isEmpty: Bool { places.isEmpty }

  /// Those of a text.
  mutating func add(pem: String) { withPEM(pem) { add(all: $0) } }

  /// Those of a file; none where it can't be read.
  mutating func add(file: String) {
    guard let bio = BIO_new_file(file, "r") else { return }
    defer { BIO_free(bio) }
    add(all: bio)
  }

  /// Those of a folder that OpenSSL would find: named by their hash, as c_rehash(1) names them.
  mutating func add(folder: String) {
    guard let stream = opendir(folder) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      let parts = name.split(separator: ".")
      guard parts.count == 2, parts[0].utf8.count == 8, let hash = UInt(parts[0], radix: 16),
        parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) })
      else { continue }
      places[hash, default: []].append(.file("\(folder)/\(name)"))
    }
  }

  /// Reads those that have a subject, and forgets that they were to be read.
  mutating func take(_ subject: UInt) -> [X509Handle] {
    (places.removeValue(forKey: subject) ?? []).flatMap { place in
      switch place {
      case .text(let root): return [root.certificate].compactMap { $0 }
      case .file(let path):
        guard let bio = BIO_new_file(path, "r") else { return [] }
        defer { BIO_free(bio) }
        var certificates: [X509Handle] = []
        while let root = TrustedPEM.next(bio) {
          if let certificate = root.certificate { certificates.append(certificate) }
        }
        return certificates
      }
    }
  }

  /// Whether a file has a certificate; false where it can't be read.
  static func hasOne(inFile path: String) -> Bool {
    guard let bio = BIO_new_file(path, "r") else { return false }
    defer { BIO_free(bio) }
    while let root = TrustedPEM.next(bio) {
      if root.subjectHash != nil { return true }
    }
    return false
  }

  private mutating func add(all bio: OpaquePointer) {
    while let root = TrustedPEM.next(bio) {
      if let hash = root.subjectHash { places[hash, default: []].append(.text(root)) }
    }
  }
}

/// A certificate as it stands in a file of roots (`PEM_read_bio_X509_AUX`).
private struct TrustedPEM {
  let der: [UInt8]
  /// Whether what it is trusted for stands behind it.
  let hasTrust: Bool

  /// The next certificate of a file, in PEM; nil at its end.
  static func next(_ bio: OpaquePointer) -> TrustedPEM? {
    defer { ERR_clear_error() }
    var name: UnsafeMutablePointer<CChar>?
    var header: UnsafeMutablePointer<CChar>?
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    while PEM_read_bio(bio, &name, &header, &bytes, &count) == 1 {
      defer {
        shim_free(name)
        shim_free(header)
        shim_free(bytes)
      }
      let kind = name.map { String(cString: $0) } ?? ""
      if ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"].contains(kind) {
        let der = [UInt8](UnsafeBufferPointer(start: bytes, count: count))
        return TrustedPEM(der: der, hasTrust: kind.hasPrefix("TRUSTED"))
      }
    }
    return nil
  }

  var certificate: X509Handle? {
    if !hasTrust { return X509Handle(der: der) }
    let read = der.withUnsafeBufferPointer { buffer in
      var position = buffer.baseAddress
      return d2i_X509_AUX(nil, &position, buffer.count)
    }
    ERR_clear_error()
    return read.map { X509Handle(owning: $0) }
  }

  /// Nil where it is malformed. Of a certificate only what stands before the subject is looked
  /// through (RFC 5280 §4.1): reading a key takes longer than all the rest.
  var subjectHash: UInt? {
    der.withUnsafeBufferPointer { buffer in
      var whole = DERFields(buffer)
      guard var certificate = whole.next().map({ DERFields($0.contents) }),
        var fields = certificate.next().map({ DERFields($0.contents) }),
        let first = fields.next()
      else { return nil }
      // [0] version, serial number, signature, issuer, validity, subject
      for _ in 0..<(first.tag == 0xA0 ? 4 : 3) { _ = fields.next() }
      guard let subject = fields.next() else { return nil }
      var position = subject.whole.baseAddress
      guard let name = d2i_X509_NAME(nil, &position, subject.whole.count) else { return nil }
      defer { X509_NAME_free(name) }
      return X509Handle.hash(of: name)
    }
  }
}
