import Glibc

/// TCP ports that nobody has. Another may take one until it is used, which is unlikely: each is drawn
/// from many.
public enum FreePorts {
  /// Above those that Linux deals out by itself, so that no connection of another test comes upon
  /// them.
  private static let range: ClosedRange<UInt16> = 61_000...65_500

  /// So many ports in a row, none of which anybody has, of IPv4 and of IPv6; nil where none are
  /// found.
  public static func inARow(_ count: UInt16) -> ClosedRange<UInt16>? {
    for _ in 0..<1000 {
      let first = UInt16.random(in: range.lowerBound...range.upperBound - count)
      let ports = first...first + count - 1
      if ports.allSatisfy(isFree) { return ports }
    }
    return nil
  }

  /// One of them.
  public static func one() -> UInt16? { inARow(1)?.lowerBound }

  private static func isFree(_ port: UInt16) -> Bool {
    let socket = Glibc.socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = port.bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in6>.size)) == 0
      }
    }
  }
}
