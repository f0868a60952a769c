import Bytes
import FTPProtocol

/// One client's session with the sensor: an FTP server (RFC 959, 2228, 2389, 2428, 3659, 4217)
/// without I/O, clock or randomness. What happens comes in, what to do comes out.
public struct ServerSession {
  /// What is known when a client connects.
  public struct Setting {
    public var persona: PreparedPersona
    /// How TLS comes about on the listener.
    public var isImplicit: Bool
    public var allowsTLS: Bool
    /// Whether `--active` allows data connections to the client.
    public var allowsActive: Bool
    public var peer: IPAddress
    public var peerPort: UInt16
    public var local: IPAddress
    /// What a reply to PASV names instead of the local address.
    public var publicAddress: IPAddress?
    public var files: any FileTree
    public var limits: SessionLimits
    /// Which logins are let in.
    public var accepts: LoginRule
    /// What differs between sensors and sessions, such as `{id}`.
    public var seed: UInt64
    /// What is known of attacks; nil: nothing is looked for.
    public var signatures: (any SignatureMatching)?
    /// What says at the end what a session was.
    public var classifier: (any SessionClassifying)?

    public init(
      persona: PreparedPersona, isImplicit: Bool = false, allowsTLS: Bool = true,
      allowsActive: Bool = false, peer: IPAddress, peerPort: UInt16, local: IPAddress,
      publicAddress: IPAddress? = nil, files: any FileTree, limits: SessionLimits = .init(),
      accepts: LoginRule = .none, seed: UInt64 = 0,
      signatures: (any SignatureMatching)? = nil, classifier: (any SessionClassifying)? = nil
    ) {
      self.persona = persona
      self.isImplicit = isImplicit
      self.allowsTLS = allowsTLS
      self.allowsActive = allowsActive
      self.peer = peer
      self.peerPort = peerPort
      self.local = local
      self.publicAddress = publicAddress
      self.files = files
      self.limits = limits
      self.accepts = accepts
      self.seed = seed
      self.signatures = signatures
      self.classifier = classifier
    }
  }

  public init(_ setting: Setting) {}

  /// What is protected, and what crossed in clear: the machine that `ftpscope logs` has too.
  public var protection: SessionProtection { SessionProtection(start: .clear) }
}

/// Which logins a sensor lets in: `--login`.
public enum LoginRule: Equatable, Sendable {
  case none
  case any
  /// Any after so many were refused to the same address; counted by the driver, which says for each
  /// session how many are still to be refused.
  case after(Int)
  /// These pairs of user and password.
  case listed([[UInt8]: Set<[UInt8]>])
}

/// What a client may make a session hold and do.
public struct SessionLimits: Equatable, Sendable {
  public var lineBytesMaximum = 4096
  public var commandsMaximum = 10_000
  /// Files and folders that a session may make.
  public var entriesMaximum = 1000
  /// Bytes of files that a session holds in memory.
  public var bytesMaximum = 1 << 20
  public var uploadsMaximum = 100

  public init() {}
}

/// What became of an upload's bytes.
public struct KeptUpload: Equatable, Sendable {
  public var sha256: String?
  public var isQuarantined: Bool
  public var content: String

  public init(sha256: String?, isQuarantined: Bool, content: String) {
    self.sha256 = sha256
    self.isQuarantined = isQuarantined
    self.content = content
  }
}

extension ServerSession {
  /// The client is connected: say the greeting. On the implicit port `tlsEstablished` came before.
  /// The driver itself observes the `connect`, before anything else.
  public mutating func opened(at time: Timestamp) -> [SessionAction] { [] }

  /// Bytes of the control connection, decrypted, however they are cut.
  public mutating func received(_ bytes: ByteSlice, at time: Timestamp) -> [SessionAction] { [] }

  public mutating func tlsEstablished(
    _ tls: TLSObservation, at time: Timestamp
  ) -> [SessionAction] { [] }

  public mutating func tlsFailed(
    _ tls: TLSObservation, at time: Timestamp
  ) -> [SessionAction] { [] }

  /// A `pause` is over.
  public mutating func resumed(at time: Timestamp) -> [SessionAction] { [] }

  public mutating func passiveListening(
    port: UInt16, at time: Timestamp
  ) -> [SessionAction] { [] }

  public mutating func passiveFailed(at time: Timestamp) -> [SessionAction] { [] }

  /// The data connection is there, and protected where it was to be.
  public mutating func dataOpened(
    tls: TLSObservation?, at time: Timestamp
  ) -> [SessionAction] { [] }

  public mutating func dataFailed(
    _ failure: DataFailure, tls: TLSObservation?, at time: Timestamp
  ) -> [SessionAction] { [] }

  /// Bytes of an upload, decrypted.
  public mutating func dataReceived(
    _ bytes: ByteSlice, at time: Timestamp
  ) -> [SessionAction] { [] }

  /// There is room for more on the data connection.
  public mutating func dataSent(at time: Timestamp) -> [SessionAction] { [] }

  /// The data connection is closed: by the client, or as `finishData` asked. `isClean` is false
  /// where it was reset, or TLS ended without close_notify. `kept`: of an upload.
  public mutating func dataClosed(
    isClean: Bool, kept: KeptUpload?, at time: Timestamp
  ) -> [SessionAction] { [] }

  /// The session is over, whoever ended it: the last observations. Called once, also where it was
  /// never `opened`; after `close` at once, before the last reply leaves.
  public mutating func closed(_ reason: EndReason, at time: Timestamp) -> [SessionAction] { [] }

  /// Time is up: `idle` or `time`.
  public mutating func timedOut(_ reason: EndReason, at time: Timestamp) -> [SessionAction] { [] }
}
