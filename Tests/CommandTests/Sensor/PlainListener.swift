import Foundation
import Glibc
import TestSupport

/// A port of loopback at which a client of active mode waits.
final class PlainListener {
  private let socket: Int32
  let port: UInt16

  /// Nil where none can be had. `backlog`: connections that wait, and one more.
  init?(backlog: Int32 = 5) {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var patience = timeval(tv_sec: Patience.seconds, tv_usec: 0)
    var size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = socket
    let result = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, size) == 0 && getsockname(socket, $0, &size) == 0
          ? listen(socket, backlog) : -1
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    if result != 0 { return nil }
  }

  deinit { close(socket) }

  /// Who connects next; nil where nobody does for long.
  func accept() -> PlainClient? {
    let connection = Glibc.accept(socket, nil, nil)
    return connection < 0 ? nil : PlainClient(connected: connection)
  }

  /// What PORT names it by.
  var words: String { "127,0,0,1,\(port >> 8),\(port & 255)" }
}
