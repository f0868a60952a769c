import Bytes

/// What an earlier run of a scan left in its file.
public struct SavedScan: Hashable, Sendable {
  /// A host name that had no address when the scan began, and those that a later run found.
  public struct LateName: Hashable, Sendable {
    /// The name, as it was given.
    public var name: String
    /// Its addresses.
    public var addresses: [IPAddress]

    public init(_ name: String, addresses: [IPAddress]) {
      self.name = name
      self.addresses = addresses
    }
  }

  /// What makes it the same scan: its seed is needed before the order can be made.
  public var identity: ScanIdentity
  /// The addresses that host names had: asking again might give others.
  public var names: [String: [IPAddress]]
  /// Names that had none then. Their places decide their targets' positions: they stay.
  public var late: [LateName] = []
  /// The positions that are finished.
  public var done: IntervalSet<UInt64>
  /// How far a stream had been taken.
  var mark: StreamMark
  /// Words for what the records showed, as whoever wrote them gave them.
  public var conditions: Set<String> = []

  init(identity: ScanIdentity, names: [String: [IPAddress]]) {
    self.identity = identity
    self.names = names
    done = IntervalSet()
    mark = StreamMark()
  }
}
