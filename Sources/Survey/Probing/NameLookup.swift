import Bytes
import Glibc
import NIOCore
import NIOPosix

/// Asks the system's resolver for the addresses of host names, some at a time: it blocks.
public final class NameLookup: Sendable {
  /// Names at a time.
  private static let threads = 8

  private let pool = NIOThreadPool(numberOfThreads: threads)
  private let loop: any EventLoop

  init(on loop: any EventLoop) {
    self.loop = loop
    pool.start()
  }

  /// The addresses of a name; none where it can't be resolved.
  func addresses(of name: String) -> EventLoopFuture<[IPAddress]> {
    pool.runIfActive(eventLoop: loop) { Self.resolve(name) }
  }

  func stop() { pool.shutdownGracefully { _ in } }

  static func resolve(_ name: String) -> [IPAddress] {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var addresses: [IPAddress] = []
    for entry in sequence(first: list, next: { $0?.pointee.ai_next }) {
      guard let entry else { break }
      let word = host(of: entry.pointee, NI_NUMERICHOST).name
      if let address = word.flatMap({ IPAddress($0) }) { addresses.append(address) }
    }
    return addresses
  }
}
