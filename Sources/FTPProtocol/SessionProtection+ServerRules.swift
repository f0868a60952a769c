extension SessionProtection {
  /// What differs between servers.
  public struct ServerRules: Equatable, Sendable, Codable {
    /// The level in force on the implicit port before any PROT: P on IIS and FileZilla Server
    /// (MS-FTPS §3.1.5 assumes AUTH TLS, PBSZ 0, PROT P); nil where it is not known.
    public var implicitDataLevel: ProtectionLevel?
    /// Whether AUTH SSL and AUTH TLS-P set level P by themselves, as draft-murray-auth-ftp-ssl
    /// had it and RFC 4217 has not.
    public var authImpliesPrivate: Bool
    /// Whether the server accepts PBSZ and PROT under TLS only, as RFC 2228 §3 has it, so that an
    /// accepted one proves TLS where no AUTH was logged. Some accept them always.
    public var acceptedLevelProvesTLS: Bool
    /// Whether REIN leaves the control channel's TLS as it is, against RFC 4217 §11, and resets
    /// only the level.
    public var reinKeepsTLS: Bool
    /// Whether USER after a login resets the level, as REIN does.
    public var userResetsLevel: Bool
    /// Whether data has a switch of its own, which PROT alone turns: AUTH leaves it as it is, and
    /// where TLS came first no PROT turns it off.
    public var onlyPROTSetsLevel: Bool
    /// Whether a handshake before any command means TLS from the first byte: the log would have
    /// shown an AUTH.
    public var firstHandshakeIsImplicit: Bool

    /// Whether PBSZ or PROT that is accepted under TLS only, without an AUTH before it, means TLS
    /// from the first byte: the log would have shown the AUTH.
    public var levelWithoutAuthIsImplicit: Bool

    /// Whether no file crosses in clear under TLS on the control channel, whatever PROT said, so
    /// that a transfer that succeeded there shows level P.
    public var refusesClearDataUnderTLS: Bool

    /// Whether a log tells of a handshake where it leaves AUTH out, so that TLS without an AUTH may
    /// have come first.
    public var modeNeedsAuth: Bool

    /// Whether a log has no replies and no handshakes, so that it does not show what came of an
    /// AUTH.
    public var authIsUnanswered: Bool

    public init(
      implicitDataLevel: ProtectionLevel? = nil, authImpliesPrivate: Bool = false,
      acceptedLevelProvesTLS: Bool = true, reinKeepsTLS: Bool = false,
      userResetsLevel: Bool = false, onlyPROTSetsLevel: Bool = false,
      firstHandshakeIsImplicit: Bool = false, levelWithoutAuthIsImplicit: Bool = false,
      refusesClearDataUnderTLS: Bool = false, modeNeedsAuth: Bool = false,
      authIsUnanswered: Bool = false
    ) {
      self.implicitDataLevel = implicitDataLevel
      self.authImpliesPrivate = authImpliesPrivate
      self.acceptedLevelProvesTLS = acceptedLevelProvesTLS
      self.reinKeepsTLS = reinKeepsTLS
      self.userResetsLevel = userResetsLevel
      self.onlyPROTSetsLevel = onlyPROTSetsLevel
      self.firstHandshakeIsImplicit = firstHandshakeIsImplicit
      self.levelWithoutAuthIsImplicit = levelWithoutAuthIsImplicit
      self.refusesClearDataUnderTLS = refusesClearDataUnderTLS
      self.modeNeedsAuth = modeNeedsAuth
      self.authIsUnanswered = authIsUnanswered
    }
  }
}
