import Bytes
import Records

/// Who uses FTPS, and who would be locked out without plain FTP: the answer of `ftpscope logs`.
/// Lists are ordered by what matters most: clear logins, then clear transfers, then sessions, then
/// name.
public struct UsageSummary: Equatable, Sendable {
  /// A file that was read, or could not be.
  public struct Source: Equatable, Sendable {
    /// As it was named, or found in a folder; `-` for standard input.
    public var path: String
    /// The format most of its lines have; nil where none was recognised.
    public var logFormat: String?
    /// All of its lines.
    public var lines = 0
    /// Lines that could not be read.
    public var malformed = 0
    /// Uncompressed.
    public var bytes = 0
    /// Well-formed lines that are not about FTP.
    public var skipped = 0
    /// Lines of a transfer log that tell again of what sessions of another log have.
    public var repeated = 0
    /// Why it was not read, or not to its end; nil where it was.
    public var problem: String?
    /// What is to be known about how it was read; nil where that is nothing out of the ordinary.
    public var note: String?

    /// Of the malformed lines, those that begin like a known server's.
    public var broken = 0
    /// Of the malformed lines, those of servers whose lines are in no form that is known.
    public var ofUnknownServers = 0
    /// The names of these servers, safe to look at; some of them.
    public var unknownServers: Set<String> = []

    /// Whether lines of it may be missing from the answer.
    public var isUnread = false

    public init(path: String) { self.path = path }
  }

  /// A client or a user.
  public struct Party: Equatable, Sendable {
    /// What its sessions were.
    public var counts: UsageCounts
    /// How many different users of a client, or clients of a user.
    public var peers: Int
    /// The time of its first session; nil where the log has no dates.
    public var first: Timestamp?
    /// The time of the last line of its last session.
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
    /// Its address; nil where the log names none.
    public var server: String?
    /// Its control port; nil where the log names none.
    public var port: Int?
    /// What its sessions were.
    public var counts: UsageCounts
  }

  /// The sessions that began on a day.
  public struct Day: Equatable, Sendable {
    /// Nil for sessions whose log has no dates.
    public var day: CalendarDay?
    /// What these sessions were.
    public var counts: UsageCounts

    public init(day: CalendarDay?, counts: UsageCounts) {
      self.day = day
      self.counts = counts
    }
  }

  /// A line that could not be read.
  public struct MalformedLine: Equatable, Sendable {
    /// The file.
    public var path: String
    /// The line's number, from 1.
    public var line: Int
    /// Why, for a person.
    public var reason: String
  }

  /// What a log could not tell, and the setting that would make it.
  public struct Advice: Equatable, Sendable {
    /// The format that the advice is about.
    public var logFormat: String
    /// How many sessions suffer from it.
    public var sessions: Int
    /// What to change, for a person.
    public var text: String
  }

  /// Sessions that are not in the time that was asked for, and when they began.
  public struct LeftOut: Equatable, Sendable {
    /// How many there are.
    public var sessions = 0
    /// When the first of them began; nil where none has a date.
    public var first: Timestamp?
    /// When the last of them began; nil where none has a date.
    public var last: Timestamp?

    /// None.
    public init() {}
  }

  /// The files, by their paths; of logs that are followed, in the order in which they were found.
  public var sources: [Source] = []
  /// All sessions.
  public var totals = UsageCounts()
  /// By address or name, those that matter most first.
  public var clients: Listed<Party> = []
  /// By user name, those that matter most first.
  public var users: Listed<Party> = []
  /// By address and port, those that matter most first.
  public var servers: [Server] = []
  /// In the order of the calendar.
  public var days: [Day] = []
  /// Who would have been locked out, had TLS been required.
  public var readiness = Readiness()
  /// One for each format that could tell more.
  public var advice: [Advice] = []
  /// The first malformed lines, ten at most.
  public var malformedLines: [MalformedLine] = []
  /// Whether the reading was stopped before its end: what is missing here may be in the logs.
  public var isStopped = false
  /// What `--since` and `--until` left out.
  public var leftOut = LeftOut()

  public init() {}
}
