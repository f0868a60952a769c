import COpenSSL

@testable import TLSEngine

extension X509Handle {
  /// The certificate in DER.
  var der: [UInt8]? {
    let count = Int(i2d_X509(pointer, nil))
    guard count > 0 else { return nil }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
      var target = buffer.baseAddress
      used = max(0, Int(i2d_X509(pointer, &target)))
    }
  }
}
