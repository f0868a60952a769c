extension Conversation {
  /// What the driver is to do, in the order given. It holds one connection and one timer.
  public enum Action: Equatable, Sendable {
    /// Make a connection; then report `connected` or `connectFailed`.
    case connect
    /// Make a connection and begin the TLS handshake at once; report `connected`, then
    /// `tlsEstablished` or `tlsFailed`. With `alpn`, FTP's name is offered in it (RFC 7301).
    case connectTLS(alpn: Bool)
    /// Begin the TLS handshake on the connection that is open; `alpn` as above.
    case startTLS(alpn: Bool)
    /// Send bytes, inside TLS where it holds.
    case send([UInt8])
    /// Set the timer anew; report `timedOut` when it ends.
    case deadline(Deadline)
    /// Close the connection once all is sent, and report nothing more of it.
    case close
    /// All is known that will be; stop the timer.
    case finished(Outcome)
  }

  /// What is waited for.
  public enum Deadline: String, Equatable, Sendable, CaseIterable {
    case connection, handshake, greeting, reply
    /// The answer to QUIT, which is not worth a long wait.
    case quit
  }
}
