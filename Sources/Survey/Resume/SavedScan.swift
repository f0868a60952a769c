import Bytes

/// What an earlier run of a scan left in its file.
public struct SavedScan: Hashable, Sendable {
  /// What makes it the same scan: its seed is needed before the order can be made.
  public var identity: ScanIdentity
  /// The addresses that host names had: asking again might give others.
  public var names: [String: [IPAddress]]
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
