import Bytes
import NIOCore

extension IPAddress {
  /// The address of a socket, IPv4 also where it is mapped into IPv6; nil where it has none.
  init?(_ socket: SocketAddress?) {
    guard let socket else { return nil }
    // The structures' bytes: family 2, port 2, then IPv4's address; IPv6 has its flow between.
    let found = socket.withSockAddr { start, count -> IPAddress? in
      let bytes = UnsafeRawBufferPointer(start: start, count: count)
      switch socket {
      case .v4 where count >= 8: return IPAddress(bytes: bytes[4..<8])
      case .v6 where count >= 24: return IPAddress(bytes: bytes[8..<24])?.unmapped
      default: return nil
      }
    }
    guard let found else { return nil }
    self = found
  }
}
