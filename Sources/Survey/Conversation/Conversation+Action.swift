extension Conversation {
  /// What the driver is to do, in the order given. It holds one connection and one timer.
  public enum Action: Equatable, Sendable {
    /// Make a connection; then report `connected` or `connectFailed`.
    case connect
    /// Make a connection and begin the TLS handshake at once; report `connected`, then
    /// `tlsEstablished` or `tlsFailed`.
    case connectTLS(Offer)
    /// Begin the TLS handshake on the connection that is open.
    case startTLS(Offer)
    /// Send bytes, inside TLS where it holds.
    case send([UInt8])
    /// Set the timer anew; report `timedOut` when it ends.
    case deadline(Deadline)
    /// Close the connection once all is sent, and report nothing more of it.
    case close
    /// All is known that will be; stop the timer.
    case finished(Outcome)
  }

  /// What a handshake offers. Where the server ends it, or is silent, the next is tried, on a
  /// further connection.
  public enum Offer: Equatable, Sendable {
    /// All versions and suites, and FTP's name by ALPN (RFC 7301).
    case all
    /// No ALPN.
    case withoutALPN
    /// Neither ALPN nor TLS 1.3: a key of 512 bits can make none of its signatures.
    case upToTLS12

    /// What is offered next; nil where there is nothing less.
    var next: Offer? {
      switch self {
      case .all: .withoutALPN
      case .withoutALPN: .upToTLS12
      case .upToTLS12: nil
      }
    }

    /// The offer in words.
    var words: String {
      switch self {
      case .all: "with ALPN"
      case .withoutALPN: "without ALPN"
      case .upToTLS12: "without ALPN and TLS 1.3"
      }
    }
  }

  /// What is waited for.
  public enum Deadline: String, Equatable, Sendable, CaseIterable {
    case connection, handshake, greeting, reply
    /// What is not worth a long wait: the answer to QUIT, and what may come behind a doubtful 220.
    case quit
  }
}
