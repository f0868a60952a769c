import Records

extension Conversation {
  /// What the driver is to do, in the order given. It holds one connection and one timer.
  public enum Action: Equatable, Sendable {
    /// Make a connection; then report `connected` or `connectFailed`.
    case connect
    /// Make a connection and begin the TLS handshake at once; report `connected`, then
    /// `tlsEstablished` or `tlsFailed`.
    case connectTLS
    /// Begin the TLS handshake on the connection that is open.
    case startTLS
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

  /// Why no connection was made.
  public enum ConnectFailure: Equatable, Sendable {
    case refused, timedOut, reset, unreachable
    /// In words.
    case other(String)
  }

  /// How a connection ended that we did not close.
  public enum Loss: Equatable, Sendable {
    case closed, reset
    /// In words.
    case other(String)
  }

  /// Why there was no TLS.
  public struct TLSFailure: Equatable, Sendable {
    /// In words: the alert, or what the library made of it.
    public var detail: String
    /// The first bytes the server sent, where they were no TLS records: at least 64 of them,
    /// where so many came.
    public var plaintext: [UInt8]

    public init(detail: String, plaintext: [UInt8] = []) {
      self.detail = detail
      self.plaintext = plaintext
    }
  }
}

extension Conversation.Loss {
  var status: ServiceRecord.Status {
    switch self {
    case .closed: .closed
    case .reset: .reset
    case .other: .error
    }
  }

  var words: String {
    switch self {
    case .closed: "connection closed"
    case .reset: "connection reset"
    case .other(let why): why
    }
  }
}
