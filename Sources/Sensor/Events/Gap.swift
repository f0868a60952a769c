import Bytes
import Records

/// What a sensor did not see or did not keep, from a moment on to the event's time: a timeline that
/// shows it can't mistake a gap for calm.
public struct Gap: Equatable, Sendable {
  /// Why there is a gap.
  public enum Reason: String, Sendable, CaseIterable {
    /// The sensor did not run.
    case down
    /// More events a second than `--events-per-second`.
    case eventsLimit = "events-limit"
    /// The events could not be written: the disk is full, or the file can't be had.
    case unwritable
    /// More connections than are let in, in all or from an address or a network.
    case connectionsLimit = "connections-limit"
    case addressLimit = "address-limit"
    case networkLimit = "network-limit"
    /// The system had no more descriptors or memory for a connection.
    case descriptors
  }

  /// What was lost.
  public enum Lost: String, Sendable {
    case events, connections
  }

  /// Why there is one.
  public var reason: Reason
  /// Nil where nobody knows: of a sensor that did not run.
  public var lost: Lost?
  /// How many events or connections were lost; nil where nobody knows.
  public var count: Int?
  /// Since when.
  public var from: Timestamp

  public init(reason: Reason, lost: Lost?, count: Int?, from: Timestamp) {
    self.reason = reason
    self.lost = lost
    self.count = count
    self.from = from
  }

  func write(to json: inout JSONWriter) {
    json.object("gap") { json in
      json.field("reason", reason.rawValue)
      json.field("lost", lost?.rawValue)
      json.field("count", count)
      json.field("from", from)
    }
  }
}
