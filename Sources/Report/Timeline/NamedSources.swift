import Records

/// Who connected to sensors, by names that were asked for: `ftpscope sensor timeline --resolve`.
public struct NamedSources: Sendable {
  /// Sources that are listed.
  static let rowsMaximum = 100

  /// One address.
  public struct Source: Equatable, Sendable {
    /// As it is written.
    public var address: String
    /// Its reverse name, where that name has the address too.
    public var host: String?
    /// The research scanner that it belongs to, by what its operator publishes.
    public var scanner: String?
    /// How many it made.
    public var connections: Int

    public init(_ address: String, host: String?, scanner: String?, connections: Int) {
      self.address = address
      self.host = host
      self.scanner = scanner
      self.connections = connections
    }
  }

  /// What is known of one scanner's sources.
  struct Scanner: Equatable {
    var name: String
    var sources: Int
    var connections: Int
  }

  /// Those with the most connections first.
  public let sources: [Source]
  /// How many were asked for.
  public let asked: Int
  /// Of how many of these no resolver said anything.
  public let unanswered: Int

  public init(_ sources: [Source], asked: Int, unanswered: Int) {
    self.sources = sources
    self.asked = asked
    self.unanswered = unanswered
  }

  /// How many have a name that is confirmed.
  public var confirmed: Int { sources.count { $0.host != nil } }

  /// Those with the most connections first.
  var scanners: [Scanner] {
    Dictionary(grouping: sources.filter { $0.scanner != nil }) { $0.scanner ?? "" }
      .map { name, sources in
        Scanner(
          name: name, sources: sources.count,
          connections: sources.reduce(0) { $0 + $1.connections })
      }
      .sorted { ($1.connections, $0.name) < ($0.connections, $1.name) }
  }

  func write(to json: inout JSONWriter) {
    json.field("asked", asked)
    json.field("confirmed", confirmed)
    json.field("unanswered", unanswered)
    json.list("scanners", scanners) { json, scanner in
      json.object {
        $0.field("scanner", scanner.name)
        $0.field("unique", scanner.sources)
        $0.field("total", scanner.connections)
      }
    }
    json.list("sources", Array(sources.prefix(Self.rowsMaximum))) { json, source in
      json.object {
        $0.field("source", source.address)
        $0.field("host", source.host)
        $0.field("scanner", source.scanner)
        $0.field("total", source.connections)
      }
    }
  }
}
