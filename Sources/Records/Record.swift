import Bytes

/// A record of any kind.
public enum Record: Equatable, Sendable {
  case service(ServiceRecord)
  case session(SessionRecord)
  case event(EventRecord)
  case name(NameRecord)

  /// The kinds, by their names in the JSON.
  public enum Kind: String, CaseIterable, Sendable {
    case service, session, event, name
  }

  /// The form of records that is read and written: their field `schema`. One that is missing is
  /// this one.
  public static let schema = 1

  /// Reads a record from its JSON line. Nil where the line is none, or of another form.
  public init?(line: ByteSlice) {
    guard let json = JSONValue(line), let record = Record(json) else { return nil }
    self = record
  }

  private init?(_ json: JSONValue) {
    guard let name = json["record"].text, let kind = Kind(rawValue: name),
      json["schema"].integer ?? Self.schema == Self.schema
    else { return nil }
    let record: Record? =
      switch kind {
      case .service: ServiceRecord(json).map { .service($0) }
      case .session: SessionRecord(json).map { .session($0) }
      case .event: EventRecord(json).map { .event($0) }
      case .name: NameRecord(json).map { .name($0) }
      }
    guard let record else { return nil }
    self = record
  }

  /// Why a line is no record, for a person. What the line says is in it as it is.
  public static func problem(of line: ByteSlice) -> String {
    guard let json = JSONValue(line) else { return "no JSON" }
    guard let name = json["record"].text else { return "it has no field 'record'" }
    guard let kind = Kind(rawValue: name) else {
      return "of the kind '\(name.prefix(40))', which there is not"
    }
    if let number = json["schema"].integer, number != schema {
      return "of schema \(number), which this version of ftpscope does not know"
    }
    return "a field of every \(kind.rawValue) record is missing, or is not what it should be"
  }

  /// Which kind it is.
  public var kind: Kind {
    switch self {
    case .service: .service
    case .session: .session
    case .event: .event
    case .name: .name
    }
  }

  /// Derived from the record's content: the same record has the same one.
  public var id: String {
    switch self {
    case .service(let record): record.id
    case .session(let record): record.id
    case .event(let record): record.id
    case .name(let record): record.id
    }
  }

  /// When what it tells of was seen, or began.
  public var time: Timestamp? {
    switch self {
    case .service(let record): record.time
    case .session(let record): record.start
    case .event(let record): record.time
    case .name(let record): record.time
    }
  }

  /// The label of the run that it is of.
  public var survey: String? {
    get {
      switch self {
      case .service(let record): record.survey
      case .session(let record): record.survey
      case .event(let record): record.survey
      case .name(let record): record.survey
      }
    }
    set {
      switch self {
      case .service(var record):
        record.survey = newValue
        self = .service(record)
      case .session(var record):
        record.survey = newValue
        self = .session(record)
      case .event(var record):
        record.survey = newValue
        self = .event(record)
      case .name(var record):
        record.survey = newValue
        self = .name(record)
      }
    }
  }

  /// Writes the record as one JSON object.
  public func write(to json: inout JSONWriter) {
    switch self {
    case .service(let record): record.write(to: &json)
    case .session(let record): record.write(to: &json)
    case .event(let record): record.write(to: &json)
    case .name(let record): record.write(to: &json)
    }
  }
}
