import Records

extension Conversation {
  /// Why no connection was made.
  enum ConnectFailure: Equatable, Sendable {
    case refused, timedOut, reset, unreachable
    /// In words.
    case other(String)
  }

  /// How a connection ended that we did not close.
  public enum Loss: Equatable, Sendable {
    case closed, reset
    /// By an alert inside TLS, in words.
    case alert(String)
    /// In words.
    case other(String)
  }

  /// What a server wants of its clients that we do not have.
  enum Demand: Equatable, Sendable {
    /// A certificate of the client's.
    case certificate
    /// The host's name, by SNI (RFC 6066 §3), where only its address is known.
    case serverName
  }

  /// Why there was no TLS.
  struct TLSFailure: Equatable, Sendable {
    /// In words: the alert, or what the library made of it.
    var detail: String
    /// The first bytes the server sent, where they were no TLS records: at least 64 of them,
    /// where so many came.
    var plaintext: [UInt8]
    /// Whether the server broke off the handshake with an alert.
    var isAlert: Bool
    /// What the server would have wanted; nil where that is not known.
    var demand: Demand?
    /// Whether what the server sent is our own hello.
    var isEcho: Bool

    /// Without `plaintext` nothing is known of what the server sent.
    init(
      detail: String, plaintext: [UInt8] = [], isAlert: Bool = false, demand: Demand? = nil,
      isEcho: Bool = false
    ) {
      self.detail = detail
      self.plaintext = plaintext
      self.isAlert = isAlert
      self.demand = demand
      self.isEcho = isEcho
    }
  }
}

extension Conversation.ConnectFailure {
  var status: ServiceRecord.Status {
    switch self {
    case .refused: .refused
    case .timedOut: .timeout
    case .reset: .reset
    case .unreachable: .unreachable
    case .other: .error
    }
  }

  var words: String {
    switch self {
    case .refused: "connection refused"
    case .timedOut: "no connection in time"
    case .reset: "connection reset"
    case .unreachable: "network or host unreachable"
    case .other(let why): why
    }
  }
}

extension Conversation.Loss {
  var status: ServiceRecord.Status {
    switch self {
    case .closed: .closed
    case .reset: .reset
    case .alert, .other: .error
    }
  }

  var words: String {
    switch self {
    case .closed: "connection closed"
    case .reset: "connection reset"
    case .alert(let why), .other(let why): why
    }
  }
}
