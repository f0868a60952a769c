import Bytes
import CEpoll
import Glibc
import NIOCore

/// Who has a socket, and is told of it on its loop.
protocol SocketUser: AnyObject {
  func connected()
  /// No connection was made, and none will be.
  func notConnected(_ error: SocketError)
  /// The bytes are lent for the time of the call.
  func received(_ bytes: ByteSlice)
  /// The peer has closed the connection. The socket is closed.
  func ended()
  /// The connection was lost. The socket is closed.
  func failed(_ error: SocketError)
}

/// One TCP connection that is made from here: a loop's socket, without a buffer of its own while
/// nothing waits to be sent.
///
///     connecting ──connected──▶ open ──ended, failed, close──▶ closed
///          └──notConnected, close──────────────────────────────▶ closed
final class Socket {
  /// Reads in a turn, so that others have theirs where a peer sends without end.
  private static let readsMaximum = 4

  private let loop: SocketLoop
  /// Nil once the socket is closed.
  private var user: (any SocketUser)?
  private var descriptor: Int32 = -1
  private var isConnecting = true
  /// What waits to be sent, while something is read or the system's buffer is full.
  private var unsent: [UInt8] = []
  private var isFull = false
  /// Whether what came is being looked at. What is said meanwhile goes out together: one packet.
  private var isReading = false
  /// Whether the peer sends nothing more: then it is told nothing more either.
  private var isPeerGone = false

  init(_ loop: SocketLoop, user: any SocketUser) {
    self.loop = loop
    self.user = user
  }

  /// Begins to connect. Where that fails at once it is told at once.
  func connect(to address: SocketAddress) {
    let family: Int32
    switch address {
    case .v4: family = AF_INET
    case .v6: family = AF_INET6
    case .unixDomainSocket: return cannotConnect(EAFNOSUPPORT)
    }
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    descriptor = socket(family, type, 0)
    guard descriptor >= 0 else { return cannotConnect(errno) }
    var one: Int32 = 1
    let size = socklen_t(MemoryLayout.size(ofValue: one))
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, size)
    let result = address.withSockAddr { Glibc.connect(descriptor, $0, socklen_t($1)) }
    guard result == 0 || errno == EINPROGRESS, loop.add(self, descriptor) else {
      let number = errno
      let isNoWay = number == EADDRNOTAVAIL && !Self.hasSource(for: address, family)
      return cannotConnect(isNoWay ? ENETUNREACH : number)
    }
  }

  /// Whether this machine has an address to connect from, which a datagram's socket tells: TCP says
  /// the same where it has none and where all local ports are taken.
  private static func hasSource(for address: SocketAddress, _ family: Int32) -> Bool {
    let other = socket(family, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard other >= 0 else { return true }
    defer { Glibc.close(other) }
    return address.withSockAddr { Glibc.connect(other, $0, socklen_t($1)) } == 0
  }

  /// Sends bytes, together with others where something is being read. What can't be sent because
  /// the peer is gone is dropped; that it is gone is told when the socket is read.
  func send(_ bytes: [UInt8]) {
    guard descriptor >= 0, !isPeerGone else { return }
    if isReading || isFull {
      unsent.append(contentsOf: bytes)
    } else {
      write(bytes)
    }
  }

  /// Sends what was said last, closes the socket, and tells nothing more.
  func close() {
    if isReading, !isFull { flush() }
    shut()
  }

  // MARK: For the loop

  /// Something is to be read or can be written, or the socket has ended.
  func isReady(_ what: epoll_ready) {
    if what.is_ended != 0 { isPeerGone = true }
    if isConnecting { return connectionIsMade() }
    if what.is_writable != 0, isFull {
      isFull = false
      flush()
      if !isFull { loop.watch(descriptor, writes: false) }
    }
    if what.is_readable != 0 || what.is_ended != 0 { read() }
  }

  private func connectionIsMade() {
    if isPeerGone {
      // Connections that were refused end so, and those that the peer has closed by now.
      isPeerGone = false
      var number: Int32 = 0
      var size = socklen_t(MemoryLayout.size(ofValue: number))
      getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &size)
      if number != 0 { return cannotConnect(number) }
    }
    isConnecting = false
    loop.watch(descriptor, writes: false)
    user?.connected()
  }

  private func read() {
    isReading = true
    let buffer = loop.buffer
    for _ in 0..<Self.readsMaximum {
      let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      if count > 0 {
        user?.received(ByteSlice(UnsafeBufferPointer(rebasing: buffer[..<count])))
        guard descriptor >= 0, isPeerGone || count == buffer.count else { break }
      } else if count == 0 {
        let user = user
        shut()
        user?.ended()
      } else {
        let number = errno
        if number == EINTR { continue }
        if number == EAGAIN { break }
        let user = user
        shut()
        user?.failed(SocketError(number: number))
      }
      if descriptor < 0 { break }
    }
    isReading = false
    if !isFull { flush() }
  }

  // MARK: Writing

  private func flush() {
    guard !unsent.isEmpty else { return }
    let bytes = unsent
    unsent = []
    write(bytes)
  }

  private func write(_ bytes: [UInt8]) {
    guard descriptor >= 0, !isPeerGone else { return }
    let count = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    if count == bytes.count { return }
    guard count >= 0 || errno == EAGAIN || errno == EINTR else { return }
    unsent = Array(bytes[max(0, count)...])
    isFull = true
    loop.watch(descriptor, writes: true)
  }

  // MARK: The end

  private func cannotConnect(_ number: Int32) {
    let user = user
    shut()
    user?.notConnected(SocketError(number: number))
  }

  private func shut() {
    user = nil
    unsent = []
    guard descriptor >= 0 else { return }
    loop.remove(descriptor)
    Glibc.close(descriptor)
    descriptor = -1
  }
}
