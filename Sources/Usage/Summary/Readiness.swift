import Bytes

/// Who would have been locked out if the servers had required TLS, for the login and for the
/// files, over the last days that the logs tell of.
public struct Readiness: Equatable, Sendable {
  /// A client or a user who would have been.
  public struct LockedOut: Equatable, Sendable {
    public var name: String
    /// Sessions in the window that would have been refused.
    public var sessions: Int
    /// Of these, sessions with a login in clear.
    public var clearLogins: Int
    /// Of these, sessions whose login was protected and whose files were not.
    public var clearTransfersOnly: Int
    /// Sessions in the window that would have gone on working: the client knows TLS.
    public var protectedSessions: Int
    public var last: Timestamp?
    /// The users of a client, or the clients of a user: ten at most.
    public var peerNames: [String]

    public init(
      name: String, sessions: Int, clearLogins: Int, clearTransfersOnly: Int,
      protectedSessions: Int, last: Timestamp?, peerNames: [String]
    ) {
      self.name = name
      self.sessions = sessions
      self.clearLogins = clearLogins
      self.clearTransfersOnly = clearTransfersOnly
      self.protectedSessions = protectedSessions
      self.last = last
      self.peerNames = peerNames
    }
  }

  /// Who asked for TLS and was refused, or was refused for want of TLS.
  public struct Refused: Equatable, Sendable {
    public var client: String?
    public var user: String?
    public var verb: String
    public var code: Int
    public var reason: String
    /// Whether the client asked for TLS; else the server did.
    public var wantedTLS: Bool
    public var sessions: Int
    public var last: Timestamp?
  }

  /// How many days back the window goes.
  public var windowDays = 30
  /// The window's first and last day; nil where no session has a date.
  public var from: CalendarDay?
  public var to: CalendarDay?
  public var lockedOutUsers = 0
  public var lockedOutClients = 0
  public var lockedOutSessions = 0
  /// Sessions in the window that logged in or moved files in a way that can't be judged.
  public var unjudgedSessions = 0
  /// Those who matter most first; all of them.
  public var users: Listed<LockedOut> = []
  public var clients: Listed<LockedOut> = []
  public var refused: [Refused] = []

  public init() {}
}
