import COpenSSL

/// The two ends of a connection's wire, as OpenSSL sees them: what it reads is lent for the time
/// of one call, what it writes is collected. Nothing is kept between calls, so that a connection
/// that waits costs no buffer.
final class ConnectionBuffers {
  /// What is still to be read in this call.
  var input = UnsafeRawBufferPointer(start: nil, count: 0)
  /// What is to be sent.
  var output: [UInt8] = []
  /// Where it goes instead, within one call.
  var sink: ((UnsafeRawBufferPointer) -> Void)?

  /// A `BIO` over the buffers, which have to outlive it; nil where there is no memory.
  func makeBIO() -> OpaquePointer? {
    guard let method = Self.method, let bio = BIO_new(method) else { return nil }
    BIO_set_data(bio, Unmanaged.passUnretained(self).toOpaque())
    BIO_set_init(bio, 1)
    return bio
  }

  // Sendable: made once, and only read afterwards.
  private nonisolated(unsafe) static let method: OpaquePointer? = {
    guard let method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "connection") else {
      return nil
    }
    BIO_meth_set_read(method) { bio, bytes, count in
      ConnectionBuffers.of(bio)?.read(bio, bytes, count) ?? -1
    }
    BIO_meth_set_write(method) { bio, bytes, count in
      guard let bytes, count > 0 else { return 0 }
      let written = UnsafeRawBufferPointer(start: bytes, count: Int(count))
      ConnectionBuffers.of(bio)?.take(written)
      return count
    }
    BIO_meth_set_ctrl(method) { _, command, _, _ in command == BIO_CTRL_FLUSH ? 1 : 0 }
    return method
  }()

  private static func of(_ bio: OpaquePointer?) -> ConnectionBuffers? {
    BIO_get_data(bio).map { Unmanaged<ConnectionBuffers>.fromOpaque($0).takeUnretainedValue() }
  }

  private func take(_ written: UnsafeRawBufferPointer) {
    if let sink { sink(written) } else { output.append(contentsOf: written) }
  }

  private func read(
    _ bio: OpaquePointer?, _ target: UnsafeMutablePointer<CChar>?, _ capacity: Int32
  ) -> Int32 {
    shim_clear_retry(bio)
    let count = min(input.count, Int(capacity))
    guard count > 0, let target else {
      shim_retry_read(bio)
      return -1
    }
    UnsafeMutableRawBufferPointer(start: target, count: count)
      .copyMemory(from: UnsafeRawBufferPointer(rebasing: input[..<count]))
    input = UnsafeRawBufferPointer(rebasing: input[count...])
    return Int32(count)
  }
}
