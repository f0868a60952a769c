import Bytes
import Records

/// Who uses FTPS, and who would be locked out without plain FTP: the answer of `ftpscope logs`.
/// Lists are ordered by what matters most: clear logins, then clear transfers, then sessions, then
/// name.
public struct UsageSummary: Equatable, Sendable {
  /// A file that was read, or could not be.
  public struct Source: Equatable, Sendable {
    public var path: String
    /// The format most of its lines have; nil where none was recognised.
    public var logFormat: String?
    public var lines = 0
    public var malformed = 0
    /// Uncompressed.
    public var bytes = 0
    /// Well-formed lines that are not about FTP.
    public var skipped = 0
    /// Why it was not read, or not to its end; nil where it was.
    public var problem: String?
    /// What is to be known about how it was read; nil where that is nothing out of the ordinary.
    public var note: String?

    public init(path: String) { self.path = path }
  }

  /// A client or a user.
  public struct Party: Equatable, Sendable {
    public var counts: UsageCounts
    /// How many different users of a client, or clients of a user.
    public var peers: Int
    public var first: Timestamp?
    public var last: Timestamp?
    private let names: PartyNames
    private let place: Int

    /// A party; its names are made where they are shown.
    init(
      names: PartyNames, place: Int, counts: UsageCounts, peers: Int, first: Timestamp?,
      last: Timestamp?
    ) {
      self.names = names
      self.place = place
      self.counts = counts
      self.peers = peers
      self.first = first
      self.last = last
    }

    /// The address or the user name; nil where the log does not say.
    public var name: String? { names.name(place) }

    /// The first of the users or clients by name, ten at most.
    public var peerNames: [String] { names.peerNames(place) }

    public static func == (one: Party, other: Party) -> Bool {
      one.name == other.name && one.counts == other.counts && one.peers == other.peers
        && one.peerNames == other.peerNames && one.first == other.first && one.last == other.last
    }
  }

  /// The names of the parties of a list, by their places, and of their peers.
  final class PartyNames: Sendable {
    let name: @Sendable (Int) -> String?
    let peerNames: @Sendable (Int) -> [String]

    init(
      name: @escaping @Sendable (Int) -> String?, peerNames: @escaping @Sendable (Int) -> [String]
    ) {
      self.name = name
      self.peerNames = peerNames
    }
  }

  /// A control address at the server's side.
  public struct Server: Equatable, Sendable {
    public var server: String?
    public var port: Int?
    public var counts: UsageCounts
  }

  public struct Day: Equatable, Sendable {
    /// Nil for sessions whose log has no dates.
    public var day: CalendarDay?
    public var counts: UsageCounts

    public init(day: CalendarDay?, counts: UsageCounts) {
      self.day = day
      self.counts = counts
    }
  }

  /// A line that could not be read.
  public struct MalformedLine: Equatable, Sendable {
    public var path: String
    public var line: Int
    public var reason: String
  }

  /// What a log could not tell, and the setting that would make it.
  public struct Advice: Equatable, Sendable {
    public var logFormat: String
    /// How many sessions suffer from it.
    public var sessions: Int
    public var text: String
  }

  public var sources: [Source] = []
  public var totals = UsageCounts()
  public var clients: Listed<Party> = []
  public var users: Listed<Party> = []
  public var servers: [Server] = []
  public var days: [Day] = []
  public var readiness = Readiness()
  public var advice: [Advice] = []
  /// The first malformed lines, ten at most.
  public var malformedLines: [MalformedLine] = []

  public init() {}
}
