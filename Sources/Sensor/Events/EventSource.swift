import Bytes
import Records

/// What all events of a session share, written once.
public struct EventSource: Equatable, Sendable {
  /// Tells the session from all others, of all sensors.
  public let session: Digest128
  let fields: WrittenFields

  /// Of nothing.
  static let none = EventSource(session: Digest128(), fields: WrittenFields { _ in })

  private init(session: Digest128, fields: WrittenFields) {
    self.session = session
    self.fields = fields
  }

  /// - Parameters:
  ///   - sensor: the sensor's name, the same in all its runs.
  ///   - run: what differs between a sensor's runs.
  ///   - number: of the session, within the run.
  public init(
    sensor: String, run: UInt64, number: UInt64, peer: IPAddress, peerPort: UInt16,
    local: IPAddress, localPort: UInt16, mode: ListenerMode, persona: String
  ) {
    var digest = Digest128(seed: run)
    digest.add(number)
    digest.add(peer)
    digest.add(UInt64(peerPort))
    Array(sensor.utf8).withSlice { digest.add($0) }
    let session = digest
    self.session = session
    fields = WrittenFields { json in
      json.field("sensor", sensor)
      json.field("session", session)
      json.object("source") { json in
        json.field("ip", peer.description)
        json.field("port", Int(peerPort))
      }
      json.object("listener") { json in
        json.field("ip", local.description)
        json.field("port", Int(localPort))
        json.field("mode", mode.rawValue)
      }
      json.field("persona", persona)
    }
  }
}
