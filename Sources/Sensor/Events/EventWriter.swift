import Bytes
import Records

/// Writes observations as event records (docs/records.md), one JSON object a line, into memory that
/// is used again.
public struct EventWriter {
  private let sensor: String
  private let survey: String?
  private var json = JSONWriter()
  private var fingerprints = FingerprintCache()
  /// The moment that was written last, and how: events come many to a millisecond.
  private var moment = (time: Timestamp(milliseconds: .min), text: "")
  /// How many events have been written since `removeAll`.
  public private(set) var count = 0

  public init(sensor: String, survey: String?) {
    self.sensor = sensor
    self.survey = survey
  }

  /// The lines.
  public var bytes: [UInt8] { json.bytes }

  /// Forgets what was written, once it is elsewhere.
  mutating func removeAll() {
    json.removeAll()
    count = 0
  }

  /// Adds what a session's client did. `number` is the event's place in its session.
  public mutating func add(
    _ observation: Observation, of source: EventSource, number: Int, at time: Timestamp
  ) {
    var id = source.session
    id.add(UInt64(number))
    id.add(UInt64(bitPattern: time.milliseconds))
    let fingerprint = fingerprint(of: observation)
    line(id, time) { json in
      json.fields(source.fields)
      json.field("number", number)
      json.field("type", observation.kind.rawValue)
      observation.write(to: &json, fingerprint)
    }
  }

  /// Adds that something was not seen.
  public mutating func add(_ gap: Gap, at time: Timestamp) {
    var id = Digest128(.gap)
    id.add("\(sensor) \(gap.reason.rawValue)")
    id.add(UInt64(bitPattern: gap.from.milliseconds))
    id.add(UInt64(bitPattern: time.milliseconds))
    id.add(UInt64(gap.count ?? 0))
    let sensor = sensor
    line(id, time) { json in
      json.field("sensor", sensor)
      json.field("session", nil as String?)
      json.field("source", nil as String?)
      json.field("listener", nil as String?)
      json.field("persona", nil as String?)
      json.field("type", EventRecord.Kind.gap.rawValue)
      gap.write(to: &json)
    }
  }

  private mutating func line(
    _ id: Digest128, _ time: Timestamp, _ rest: (inout JSONWriter) -> Void
  ) {
    if time != moment.time { moment = (time, time.rfc3339) }
    let (text, survey) = (moment.text, survey)
    json.object { json in
      json.field("record", "event")
      json.field("schema", 1)
      json.field("id", id)
      json.field("time", text)
      json.field("survey", survey)
      rest(&json)
    }
    json.newline()
    count += 1
  }

  private mutating func fingerprint(of observation: Observation) -> ClientFingerprint? {
    guard case .tls(let tls) = observation, let hello = tls.hello else { return nil }
    return fingerprints.fingerprint(of: hello)
  }
}
