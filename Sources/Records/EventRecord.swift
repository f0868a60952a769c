import Bytes

/// Something that a client did at a sensor, or a gap in what the sensor tells. The fields of its
/// type are kept as they are.
public struct EventRecord: Equatable, Sendable {
  /// What was done.
  public enum Kind: String, CaseIterable, Sendable {
    case connect, tls, command, transfer, login, upload, download, bounce, exploit, backdoor
    case disconnect
    /// What the sensor did not see or did not keep: `gap {reason, lost, count, from}`, up to the
    /// record's time. It belongs to no session.
    case gap
  }

  /// 32 hexadecimal digits, made from the content.
  public let id: String
  /// When it happened; of a gap, up to when.
  public let time: Timestamp
  /// The run's label.
  public var survey: String?
  /// The sensor's name.
  public let sensor: String
  /// Nil for a gap.
  public let session: String?
  /// What the client did.
  public let type: Kind
  /// Where the client is.
  public let sourceIP: String?
  /// Where the client connected to: `192.0.2.1:21`, `[2001:db8::1]:990`; nil where it is not said.
  public let listener: String?
  /// How TLS is reached there: `explicit`, `implicit`, `clear`.
  public let listenerMode: String?
  /// The fields that not every record has, in their order.
  private let fields: [JSONValue.Field]

  /// Reads a record from JSON. Nil where it is none: another record, of a type that is not known,
  /// or without its time, its sensor or (but for a gap) its session. Without an id it gets one from
  /// its content.
  public init?(_ json: JSONValue) {
    guard json["record"].text == "event", let time = json["time"].time,
      let type = json["type"].text.flatMap({ Kind(rawValue: $0) }),
      let sensor = json["sensor"].text
    else { return nil }
    let session = json["session"].text
    guard session != nil || type == .gap else { return nil }
    self.time = time
    self.type = type
    self.sensor = sensor
    self.session = session
    survey = json["survey"].text
    sourceIP = json["source"]["ip"].text
    listener = Self.address(json["listener"])
    listenerMode = json["listener"]["mode"].text
    fields = json.fields(but: Self.common)
    id = json["id"].text ?? Self.identifier(json)
  }

  /// A field of the event's type: `event["login", "user"]`.
  public subscript(part: String, name: String) -> JSONValue {
    JSONValue.object(fields)[part][name]
  }

  /// Writes the record as one JSON object.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("record", "event")
      json.field("schema", 1)
      json.field("id", id)
      json.field("time", time)
      json.field("survey", survey)
      json.fields(fields)
    }
  }

  private static func address(_ json: JSONValue) -> String? {
    guard let ip = json["ip"].text else { return nil }
    let host = ip.contains(":") ? "[\(ip)]" : ip
    return json["port"].integer.map { "\(host):\($0)" } ?? host
  }

  private static let common: Set = ["record", "schema", "id", "time", "survey"]

  private static func identifier(_ json: JSONValue) -> String {
    var digest = Digest128(seed: 5)
    var writer = JSONWriter()
    writer.value(json)
    writer.bytes.withSlice { digest.add($0) }
    return digest.hex
  }
}
