/// What the commands and replies so far come to.
extension SessionProtection {
  /// Whether TLS was seen, and neither how the connection began nor an AUTH: it may have come
  /// before the first byte.
  public var modeIsOpen: Bool {
    (start == .unknown || rules.modeNeedsAuth) && usedExplicitTLS && !authInferred
      && authMechanism == nil
  }

  /// Whether a login succeeded.
  public var loginSucceeded: Bool { loginExposure != nil }
  /// Whether a login that succeeded was made over a clear control channel.
  public var loggedInClear: Bool { loginExposure == .clear }

  /// How a thing sent over the control channel now would cross.
  public var exposureOfControl: Exposure {
    switch control {
    case .clear: .clear
    case .negotiating, .tls: .protected
    case .otherMechanism, .unknown: .unknown
    }
  }

  /// How a file would cross the data channel now.
  var exposureOfData: Exposure {
    if let level {
      if level.isReadable { return .clear }
      return authInferred && control == .unknown && logTellsOfTLS ? .unknown : .protected
    }
    switch control {
    case .clear:
      // A PROT before the CCC may have gone unseen.
      return levelIsUntold || start == .unknown && controlCleared ? .unknown : .clear
    case .negotiating, .tls, .otherMechanism, .unknown: return .unknown
    }
  }

  /// What the control channel was, over the whole session.
  public enum ControlVerdict: UInt8, Sendable, CaseIterable {
    case clear, explicit, implicit, none, unknown
  }

  /// The verdict so far. `none`: no command came, or a handshake was agreed and never finished.
  public var verdict: ControlVerdict {
    // An AUTH on the implicit port is inside the TLS that was there.
    if usedExplicitTLS, !start.isImplicit { return .explicit }
    switch start {
    case .implicit, .implicitClear, .implicitPrivate: return sawCommand ? .implicit : .none
    case .unknown:
      // An AUTH that was agreed to, and a handshake that did not finish.
      let isKnown = control == .negotiating || control == .clear && !controlCleared
      return !isKnown ? .unknown : sawUseInClear ? .clear : .none
    case .clear:
      if control == .otherMechanism || control == .unknown || controlCleared { return .unknown }
      if !sawCommand { return .none }
      if authMechanism != nil, authCode < 400, !sawUseInClear { return .none }
      return .clear
    }
  }
}
