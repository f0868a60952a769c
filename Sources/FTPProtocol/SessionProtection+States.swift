/// What a session is in, and what a step of it shows.
extension SessionProtection {
  /// How the connection was when it began.
  public enum Start: UInt8, Sendable, Codable {
    /// Not protected: any port where TLS has to be asked for.
    case clear
    /// TLS before the first byte of FTP, as on port 990.
    case implicit
    /// Nobody saw the beginning.
    case unknown
    /// As `implicit`, and it is told which level holds before any PROT.
    case implicitClear, implicitPrivate

    /// Whether TLS came before the first byte of FTP.
    public var isImplicit: Bool {
      self == .implicit || self == .implicitClear || self == .implicitPrivate
    }
  }

  /// The control channel's protection at this moment.
  public enum Control: UInt8, Sendable, Codable {
    case clear, negotiating, tls, otherMechanism, unknown
  }

  /// How something crossed.
  public enum Exposure: UInt8, Sendable, Codable, CaseIterable {
    case protected, clear, unknown
  }

  /// What a command and its reply changed or showed.
  public enum Observation: Equatable, Sendable {
    case nothing
    /// The server agreed to start TLS.
    case protectionAgreed
    /// A protection that is not TLS was agreed.
    case otherMechanismAgreed
    /// AUTH was refused.
    case authRefused
    case levelSet(ProtectionLevel)
    case levelRefused
    /// CCC or REIN took the control channel's protection away.
    case controlCleared
    /// The password crossed.
    case credentials(Exposure)
    /// USER was enough to log in.
    case loggedIn(Exposure)
    /// A transfer moved data.
    case transfer(Exposure)
  }
}
