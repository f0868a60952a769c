import Records
import Store

/// What attackers did at sensors.
public struct AttackFindings: Sendable {
  /// Credentials, commands and the like that are listed.
  static let rowsMaximum = 100

  /// Connections, and different sources among them, in an hour or a day.
  public struct Step: Equatable, Sendable {
    public var time: String
    public var total: Int
    public var unique: Int
  }

  public let hours: [Step]
  public let days: [Step]
  public let connections: Int
  public let sources: Int
  /// User and password.
  public let credentials: [Count]
  public let commands: [Count]
  /// Signature and CVE.
  public let exploits: [Count]
  public let clients: [Count]

  /// Nil where the survey has no events.
  init?(_ store: any RecordStore, _ survey: String) throws {
    if try store.counts(.event, of: survey).isEmpty { return nil }
    hours = try Self.series(store, survey, .hourConnections, .hourSources)
    days = try Self.series(store, survey, .dayConnections, .daySources)
    connections = days.reduce(0) { $0 + $1.total }
    sources = try store.size(.sources, of: survey).total
    credentials = try store.counts(.credential, of: survey, limit: Self.rowsMaximum)
    commands = try store.counts(.command, of: survey, limit: Self.rowsMaximum)
    exploits = try store.counts(.exploit, of: survey, limit: Self.rowsMaximum)
    clients = try store.counts(.client, of: survey, limit: Self.rowsMaximum)
  }

  private static func series(
    _ store: any RecordStore, _ survey: String, _ raw: Topic, _ distinct: Topic
  ) throws -> [Step] {
    let unique = Dictionary(
      try store.series(distinct, of: survey).map { ($0.answer, $0.number) },
      uniquingKeysWith: +)
    return try store.series(raw, of: survey).map {
      Step(time: $0.answer, total: $0.number, unique: unique[$0.answer, default: 0])
    }
  }
}

/// Which names tell of FTP in the DNS.
public struct NameFindings: Sendable {
  public let names: Int
  public let domains: Int
  public let labels: [Count]
  /// By public suffix, whatever the label; and those of `ftps` alone.
  public let suffixes: [Count]
  public let ftpsSuffixes: [Count]

  /// Nil where the survey has no names.
  init?(_ store: any RecordStore, _ survey: String) throws {
    labels = try store.counts(.label, of: survey)
    if labels.isEmpty { return nil }
    names = labels.reduce(0) { $0 + $1.number }
    domains = try store.size(.domains, of: survey).total
    suffixes = try store.answers(.suffix, of: survey)
    ftpsSuffixes = try store.counts(.suffix, of: survey).filter { $0.detail == "ftps" }
      .map { Count($0.answer, $0.number) }
  }
}
