import COpenSSL

/// One certificate in OpenSSL's memory.
final class X509Handle: @unchecked Sendable {
  // Sendable: a certificate is not changed once it is read; what OpenSSL works out later and keeps
  // in it (its extensions' flags), it does under the certificate's lock.

  let pointer: OpaquePointer

  /// Takes over a reference.
  init(owning pointer: OpaquePointer) { self.pointer = pointer }

  /// Takes a reference of its own.
  init(sharing pointer: OpaquePointer) {
    X509_up_ref(pointer)
    self.pointer = pointer
  }

  /// Reads one certificate in DER; nil where it is malformed or something follows it.
  init?(der: [UInt8]) {
    let read = der.withUnsafeBufferPointer { buffer -> OpaquePointer? in
      var position = buffer.baseAddress
      var read = X509_new_ex(OpenSSLLibrary.certificates, nil)
      if d2i_X509(&read, &position, buffer.count) != nil,
        position == buffer.baseAddress.map({ $0 + buffer.count })
      {
        return read
      }
      X509_free(read)
      return nil
    }
    ERR_clear_error()
    guard let read else { return nil }
    pointer = read
  }

  deinit { X509_free(pointer) }

  /// The certificate in DER.
  var der: [UInt8]? {
    let count = Int(i2d_X509(pointer, nil))
    guard count > 0 else { return nil }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
      var target = buffer.baseAddress
      used = max(0, Int(i2d_X509(pointer, &target)))
    }
  }

  var subjectHash: UInt { Self.hash(of: X509_get_subject_name(pointer)) }
  var issuerHash: UInt { Self.hash(of: X509_get_issuer_name(pointer)) }

  /// What c_rehash(1) names files by: the same for names that RFC 5280 §7.1 has for equal.
  static func hash(of name: OpaquePointer?) -> UInt {
    X509_NAME_hash_ex(name, nil, nil, nil)
  }

  /// The certificates of a text, up to the first that can't be read.
  static func read(pem: String) -> [X509Handle] {
    let found = withPEM(pem) { bio in
      var found: [X509Handle] = []
      while true {
        var certificate = X509_new_ex(OpenSSLLibrary.certificates, nil)
        guard let read = PEM_read_bio_X509(bio, &certificate, nil, nil) else {
          X509_free(certificate)
          break
        }
        found.append(X509Handle(owning: read))
      }
      return found
    }
    ERR_clear_error()
    return found ?? []
  }
}
