/// Why a session's reading is not certain.
struct Doubts: OptionSet, Hashable, Sendable, Codable {
  let rawValue: UInt16

  /// Sessions of one address overlap and nothing tells their lines apart.
  static let sharedAddress = Doubts(rawValue: 1 << 0)
  /// The session began before the log did.
  static let beginsEarlier = Doubts(rawValue: 1 << 1)
  /// The log has no lines for connects and disconnects: where a session begins is inferred.
  static let connectsNotLogged = Doubts(rawValue: 1 << 2)
  /// AUTH lines, or their replies, are left out of the log: TLS is inferred, or its absence is.
  static let authNotLogged = Doubts(rawValue: 1 << 3)
  /// The log says nothing of TLS.
  static let tlsNotLogged = Doubts(rawValue: 1 << 4)
  /// The log can't see past a successful AUTH.
  static let blindAfterAuth = Doubts(rawValue: 1 << 5)
  /// A protection that is not TLS was agreed.
  static let otherMechanism = Doubts(rawValue: 1 << 6)
  /// TLS was used, and neither AUTH nor the port tells whether it was asked for or came first.
  static let modeNotLogged = Doubts(rawValue: 1 << 7)
  /// The log tells neither the port nor a handshake: whether TLS came first is inferred.
  static let portNotLogged = Doubts(rawValue: 1 << 8)
  /// The order of the lines and that of their times contradict each other, and either can be.
  static let linesOutOfOrder = Doubts(rawValue: 1 << 9)
  /// Of sessions of one address that overlap, some use TLS and some do not, and nothing tells whose
  /// the login is.
  static let sharedProtection = Doubts(rawValue: 1 << 10)
  /// Of sessions of one address that overlap, some move files under TLS and some in clear, and
  /// nothing tells whose a file of this one, which is under TLS, was.
  static let sharedLevel = Doubts(rawValue: 1 << 11)
  /// No log tells of files, and what TLS was agreed to does not make them private.
  static let filesNotLogged = Doubts(rawValue: 1 << 12)
  /// PROT was accepted, and the log leaves out the level that it asked for.
  static let levelNotLogged = Doubts(rawValue: 1 << 13)

  /// The doubts in words, each a stable word and an explanation.
  var words: [String] {
    Self.all.filter { contains($0.0) }.map { "\($0.1): \($0.2)" }
  }

  private static let all: [(Doubts, String, String)] = [
    (
      .sharedAddress, "shared-address",
      "sessions of this address overlap and the log does not tell their lines apart"
    ),
    (
      .sharedProtection, "shared-protection",
      "some of them use TLS and some do not, and the log does not tell whose login this is"
    ),
    (
      .sharedLevel, "shared-level",
      "some of them would move files in clear and some not, and whose some files are is not told"
    ),
    (.beginsEarlier, "begins-earlier", "the session began before the log does"),
    (
      .connectsNotLogged, "connects-not-logged",
      "the log has no lines for connects, so where the session begins is inferred"
    ),
    (
      .levelNotLogged, "level-not-logged",
      "the log leaves out which level PROT asked for, so whether files are private is not told"
    ),
    (
      .authNotLogged, "auth-not-logged",
      "the log leaves AUTH out, or its reply, so TLS can only be inferred"
    ),
    (.tlsNotLogged, "tls-not-logged", "this log says nothing of TLS"),
    (.blindAfterAuth, "blind-after-auth", "this log can't see past a successful AUTH"),
    (
      .filesNotLogged, "files-not-logged",
      "no log tells of files, which would cross in clear for all that the others tell"
    ),
    (
      .portNotLogged, "port-not-logged",
      "the log tells neither the port nor a handshake, so whether TLS came first is inferred"
    ),
    (
      .linesOutOfOrder, "lines-out-of-order",
      "the lines are not in the order of their times, and either order can be"
    ),
    (.otherMechanism, "other-mechanism", "a protection that is not TLS was agreed"),
    (
      .modeNotLogged, "mode-not-logged",
      "the log tells neither AUTH nor the port, so that this TLS may be implicit"
    ),
  ]
}
