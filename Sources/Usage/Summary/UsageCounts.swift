import Records

/// How many sessions there were of each kind: the same counts for a whole run, a client, a user, a
/// server and a day.
public struct UsageCounts: Equatable, Sendable, Codable {
  /// The sum of the five kinds below.
  public var sessions = 0
  /// Without TLS on the control channel.
  public var clear = 0
  /// With TLS by AUTH.
  public var explicit = 0
  /// With TLS from the first byte.
  public var implicit = 0
  /// Nothing was asked, or a handshake never finished: no use of FTP.
  public var none = 0
  /// The log can't tell.
  public var unknown = 0
  /// Sessions whose reading is not certain.
  public var uncertain = 0
  /// Sessions with a login that succeeded over a clear control channel.
  public var clearLogins = 0
  /// Sessions with a login that succeeded and whose password crossed protected.
  public var protectedLogins = 0
  /// Transfers that moved data.
  public var transfers = SessionRecord.Transfers()

  public init() {}

  /// Sessions that used TLS on the control channel.
  public var encrypted: Int { explicit + implicit }

  /// Adds other counts.
  public mutating func add(_ other: UsageCounts) {
    sessions += other.sessions
    clear += other.clear
    explicit += other.explicit
    implicit += other.implicit
    none += other.none
    unknown += other.unknown
    uncertain += other.uncertain
    clearLogins += other.clearLogins
    protectedLogins += other.protectedLogins
    transfers.clear += other.transfers.clear
    transfers.private += other.transfers.private
    transfers.unknown += other.transfers.unknown
  }

  /// Writes the counts as fields.
  public func write(to json: inout JSONWriter) {
    json.field("sessions", sessions)
    json.field("clear", clear)
    json.field("explicit", explicit)
    json.field("implicit", implicit)
    json.field("none", none)
    json.field("unknown", unknown)
    json.field("uncertain", uncertain)
    json.field("clear_logins", clearLogins)
    json.field("protected_logins", protectedLogins)
    json.field("clear_transfers", transfers.clear)
    json.object("transfers") { transfers.write(to: &$0) }
  }
}
