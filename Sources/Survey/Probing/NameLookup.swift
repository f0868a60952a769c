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

  /// The addresses of names, by name, several asked for at a time.
  public static func addresses(of names: [String]) async -> [String: [IPAddress]] {
    await withTaskGroup(of: (String, [IPAddress]).self) { group in
      let pool = NIOThreadPool(numberOfThreads: min(threads, max(1, names.count)))
      pool.start()
      for name in names {
        group.addTask { (name, (try? await pool.runIfActive { resolve(name) }) ?? []) }
      }
      var all: [String: [IPAddress]] = [:]
      for await (name, addresses) in group { all[name] = addresses }
      try? await pool.shutdownGracefully()
      return all
    }
  }

  private static func resolve(_ name: String) -> [IPAddress] {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var addresses: [IPAddress] = []
    for entry in sequence(first: list, next: { $0?.pointee.ai_next }) {
      guard let socket = entry?.pointee.ai_addr else { break }
      switch Int32(socket.pointee.sa_family) {
      case AF_INET:
        socket.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          addresses.append(IPAddress(v4: UInt32(bigEndian: $0.pointee.sin_addr.s_addr)))
        }
      case AF_INET6:
        socket.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
          let value = withUnsafeBytes(of: pointer.pointee.sin6_addr) {
            $0.loadUnaligned(as: UInt128.self)
          }
          addresses.append(IPAddress(v6: UInt128(bigEndian: value)))
        }
      default: break
      }
    }
    return addresses
  }
}
