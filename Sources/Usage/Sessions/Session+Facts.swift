import Bytes
import FTPProtocol

extension Session {
  /// What a session's lines have told of it, but for when, where and who: the same in the next run,
  /// which goes on with it.
  struct Facts: Codable {
    /// How the connection began, as far as the line that began it tells.
    var start: SessionProtection.Start
    var doubts: Doubts = []
    /// Whether its times are dates and not only times of day.
    var isDated: Bool
    /// Whether a line said that the client connected.
    var hasConnect = false
    /// Whether QUIT was accepted, whose connection is about to end.
    var hasQuit = false
    /// Whether the connection's end was seen: a late line may still come.
    var hasEnded = false

    // MARK: Login

    /// Whether USER was accepted and no password has come.
    var asksForPassword = false
    /// Whether USER came after a login of which no line names the user.
    var wasAskedAgain = false
    var isLoggedIn = false
    /// Whether the session's first line shows that a user had logged in before it.
    var hadLoggedIn = false
    /// Whether REIN was accepted: who was logged in before is among the others.
    var wasReinitialized = false
    /// Whether the login's own commands were seen, so that a line that only tells of the login
    /// tells nothing new.
    var sawPassword = false
    /// Whether its commands are told as they come and not with their replies, so that its silence
    /// is the client's.
    var tellsAsking = false
    /// Whether a line told that the login succeeded, without its commands.
    var wasToldOfLogin = false
    /// Which process wrote of the login; 0 where none did or the line does not say.
    var loginProcess: UInt32 = 0

    // MARK: Protection

    /// Whether a log of commands told AUTH, PROT or CCC, so that what logs beside it tell of them
    /// is no second one.
    var commandsTellProtection = false
    /// Whether a log beside those of commands told that the TLS handshake finished.
    var wasToldOfHandshake = false
    /// Whether the last line that called the control channel's protocol by name called it `ftps`.
    private(set) var isFTPS: Bool?
    /// Whether what comes after AUTH can't be seen.
    var isBlindAfterAuth = false
    /// Whether a handshake that finished would have been told of.
    var tellsHandshakes = true
    /// Whether only the port tells whether TLS came first.
    var mayBeImplicit = false
    /// Whether a PROT P that was given to it, or to another, may be the other's.
    var levelIsShared = false

    // MARK: Files

    /// Whether none of its logs has lines for files.
    var hidesFiles = false
    /// Whether a transfer's own commands were seen.
    var sawTransferCommand = false
    /// Whether a data connection broke off and bytes had crossed, and its command's line has not
    /// come yet.
    var brokeOff = false
    /// Whether the server sent a file, and received one.
    var sentFile = false
    var receivedFile = false
    /// Which of its files may be another session's, which protects them where it does not, or the
    /// other way round.
    var sharedTransfers = SharedTransfers()
    /// Bytes of files that the server sent and received; -1 where no line says.
    var sent: Int64 = -1
    var received: Int64 = -1

    init(start: SessionProtection.Start, isDated: Bool) {
      self.start = start
      self.isDated = isDated
    }

    /// Notes whether a line calls the control channel's protocol `ftps`: nothing takes that back,
    /// so that TLS did not come first where it is `ftp`.
    mutating func note(isFTPS: Bool) {
      self.isFTPS = isFTPS
      if !isFTPS { mayBeImplicit = false }
    }

    /// Adds bytes that a line tells of; -1 adds none.
    mutating func note(sent: Int64, received: Int64) {
      if sent >= 0 { self.sent = Self.sum(self.sent, sent) }
      if received >= 0 { self.received = Self.sum(self.received, received) }
    }

    /// A sum that stays at the greatest number rather than wrap.
    private static func sum(_ before: Int64, _ more: Int64) -> Int64 {
      let (sum, isTooGreat) = max(0, before).addingReportingOverflow(more)
      return isTooGreat ? .max : sum
    }
  }

  /// How many transfers that seem private, and how many that seem clear, may be another session's;
  /// the greatest number for all of them.
  struct SharedTransfers: Codable {
    private(set) var `private`: UInt32 = 0
    private(set) var clear: UInt32 = 0

    static let all = SharedTransfers(private: .max, clear: .max)

    mutating func add(isPrivate: Bool) {
      if isPrivate {
        if self.private < .max { self.private += 1 }
      } else if clear < .max {
        clear += 1
      }
    }
  }
}
