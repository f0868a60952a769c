import Bytes
import FTPProtocol

/// Who would have been locked out if the servers had required TLS, for the login and for the
/// files, over the last days that the logs tell of: the window.
public struct Readiness: Equatable, Sendable {
  /// A client or a user who would have been.
  public struct LockedOut: Equatable, Sendable {
    /// The address or the user name.
    public var name: String
    /// Sessions that would have been refused something.
    public var sessions: Int
    /// Of these, sessions with a login in clear.
    public var clearLogins: Int
    /// Of these, sessions whose login was protected and whose files were not.
    public var clearTransfersOnly: Int
    /// Sessions that would have gone on working: the client knows TLS.
    public var protectedSessions: Int
    /// When the last session began that would have been refused something.
    public var last: Timestamp?
    /// The users of a client, or the clients of a user, who would have been locked out too, of
    /// those seen together in clear: ten at most.
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
    /// Nil where the log names none.
    public var client: String?
    /// Nil where none was named.
    public var user: String?
    /// The command that was refused, in capitals.
    public var verb: String
    /// The reply's code.
    public var code: Int
    /// For a person, in English.
    public var reason: String
    /// Whether the client asked for TLS; else the server did.
    public var wantedTLS: Bool
    /// How many sessions that happened in.
    public var sessions: Int
    /// The last of them.
    public var last: Timestamp?
  }

  /// How many days back the window goes.
  public var windowDays = 30
  /// The window's first and last day; nil where no session has a date.
  public var from: CalendarDay?
  /// The window's last day: the last one in the logs that is not in the future, where one is not.
  public var to: CalendarDay?
  /// Sessions dated in the future, which may be of any day and count in the window.
  public var futureSessions = 0
  /// The last day that they are dated.
  public var futureDay: CalendarDay?
  /// How many users; `users` has them.
  public var lockedOutUsers = 0
  /// How many clients; `clients` has them.
  public var lockedOutClients = 0
  /// How many sessions in the window would have been refused.
  public var lockedOutSessions = 0
  /// Sessions in the window that logged in or moved files in a way that can't be judged.
  public var unjudgedSessions = 0
  /// Users, by name, who logged in in the window in a way that the logs can tell.
  public var loginUsers = 0
  /// Of these, users with a login in clear.
  public var clearUsers = 0
  /// Those who matter most first; all of them.
  public var users: Listed<LockedOut> = []
  /// The same of clients.
  public var clients: Listed<LockedOut> = []
  /// Who would have been locked out before the window only; their counts are of the days before.
  public var earlierUsers: Listed<LockedOut> = []
  /// The same of clients.
  public var earlierClients: Listed<LockedOut> = []
  /// How many days back a window goes that takes all of these in; nil where there are none.
  public var windowDaysForEarlier: Int?
  /// Those who asked for TLS, then those who were turned away; the most frequent first.
  public var refused: [Refused] = []

  public init() {}
}

extension Readiness.Refused {
  /// What a record tells of a refusal; by its words follows who asked for TLS.
  public init(
    client: String?, user: String?, verb: String, code: Int, reason: String, sessions: Int
  ) {
    self.init(
      client: client, user: user, verb: verb, code: code, reason: reason,
      wantedTLS: RefusalReason.wantedTLS(reason), sessions: sessions, last: nil)
  }
}
