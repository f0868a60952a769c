import COpenSSL

/// Lends a text to OpenSSL as something to read from.
func withPEM<Result>(_ text: String, _ body: (OpaquePointer) -> Result?) -> Result? {
  let bytes = Array(text.utf8)
  return bytes.withUnsafeBufferPointer { buffer in
    guard let bio = BIO_new_mem_buf(buffer.baseAddress, Int32(clamping: buffer.count)) else {
      return nil
    }
    defer { BIO_free(bio) }
    return body(bio)
  }
}

/// What OpenSSL writes, in memory.
func written(_ body: (OpaquePointer) -> Int32) -> [UInt8]? {
  guard let bio = BIO_new(BIO_s_mem()) else { return nil }
  defer { BIO_free(bio) }
  guard body(bio) >= 0 else { return nil }
  var start: UnsafeMutablePointer<CChar>?
  let count = shim_memory(bio, &start)
  guard count > 0, let start else { return [] }
  return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
}
