import Bytes
import Glibc
import NIOCore
import NIOPosix

/// Asks the system's resolver for the addresses of host names, some at a time: it blocks.
public final class NameLookup: Sendable {
  /// What the resolver says of a name.
  public struct Answer: Equatable, Sendable {
    /// None where there is no such host.
    public var addresses: [IPAddress] = []
    /// Whether no resolver answered: then nothing is known of the host.
    public var isUnanswered = false
  }

  /// Names at a time.
  private static let threads = 8

  private let pool = NIOThreadPool(numberOfThreads: threads)
  private let loop: any EventLoop

  init(on loop: any EventLoop) {
    self.loop = loop
    pool.start()
  }

  /// The addresses of a name.
  func addresses(of name: String) -> EventLoopFuture<Answer> {
    pool.runIfActive(eventLoop: loop) { Self.resolve(name) }
  }

  func stop() { pool.shutdownGracefully { _ in } }

  /// Asks for the addresses of a name. It blocks.
  static func resolve(_ name: String) -> Answer {
    // No resolver need be asked (RFC 6761 §6.4), and there may be none.
    if name.hasSuffix(".invalid") { return Answer() }
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(name, nil, &hints, &list)
    guard status == 0 else { return Answer(isUnanswered: isUnanswered(status)) }
    defer { freeaddrinfo(list) }
    var answer = Answer()
    for entry in sequence(first: list, next: { $0?.pointee.ai_next }) {
      guard let entry else { break }
      let word = host(of: entry.pointee, NI_NUMERICHOST).name
      if let address = word.flatMap({ IPAddress($0) }) { answer.addresses.append(address) }
    }
    return answer
  }

  /// Whether a status of the resolver's tells nothing of the host.
  static func isUnanswered(_ status: Int32) -> Bool {
    [EAI_AGAIN, EAI_FAIL, EAI_MEMORY, EAI_SYSTEM].contains(status)
  }
}
