/// What clients may take of a sensor, all together and each. Each is a flag of `ftpscope sensor`.
public struct SensorLimits: Equatable, Sendable {
  /// Connections at a time.
  public var connections = 10_000
  /// Connections at a time of an address (of IPv6: of a /64).
  public var connectionsPerAddress = 200
  /// Connections at a time of a network: a /24, of IPv6 a /48.
  public var connectionsPerNetwork = 2000
  /// Of a hundred places, those kept for addresses that were not seen before.
  public var roomForNew = 10
  /// Seconds without a word; nil: those of the persona, else `usualIdleSeconds`.
  public var idleSeconds: Int?
  /// Seconds without a word where nobody says how many.
  public static let usualIdleSeconds = 300
  /// Seconds of a session in all.
  public var sessionSeconds = 3600
  /// Seconds for a handshake, for a data connection to come about, and for the last bytes to leave.
  public var stepSeconds = 30
  /// Bytes a second of a connection; nil: as many as there are.
  public var bandwidth: Int? = 10 << 20
  /// Bytes a second of all connections together; nil: as many as there are.
  public var bandwidthTotal: Int? = 100 << 20
  /// Events a second.
  public var eventsPerSecond = 100_000
  /// Bytes of an upload that are kept.
  public var uploadBytes = 64 << 20
  /// Bytes of a session's uploads that are kept.
  public var uploadBytesPerSession = 256 << 20
  /// Bytes of an address's uploads in a day that are kept.
  public var uploadBytesPerAddress = 1 << 30
  /// Bytes of the whole quarantine as it is on disk, by blocks.
  public var quarantineBytes = 10 << 30
  /// Uploads that are kept of an address in a day.
  public var uploadsPerAddress = 1000
  /// Bytes of memory that made-up files of all sessions together may take.
  public var memoryBytes = 256 << 20
  /// What one session may take.
  public var session = SessionLimits()

  public init() {}
}
