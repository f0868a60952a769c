import Bytes

/// One host name in DNS data; docs/schema/name.json says it for machines.
public struct NameRecord: Equatable, Sendable {
  /// In lower case and in ASCII, without a dot at the end.
  public var name: String
  /// As people read it, where that differs: an international name.
  public var unicode: String?
  /// The word that says it is about FTP: `ftps`, `ftp`.
  public var label: String
  /// The registered domain.
  public var domain: String
  /// The public suffix that the domain is under.
  public var suffix: String
  /// The type of the DNS record, in upper case.
  public var type: String?
  /// What the DNS record says: an address, a name; nil where the data has none.
  public var value: String?
  /// When the name was seen.
  public var time: Timestamp?
  /// The run's label.
  public var survey: String?
  /// Fields that this version does not know, as they were read: a newer one's.
  private var others: [JSONValue.Field] = []

  public init(
    name: String, unicode: String? = nil, label: String, domain: String, suffix: String,
    type: String? = nil, value: String? = nil, time: Timestamp? = nil, survey: String? = nil
  ) {
    self.name = name
    self.unicode = unicode
    self.label = label
    self.domain = domain
    self.suffix = suffix
    self.type = type
    self.value = value
    self.time = time
    self.survey = survey
  }

  /// The same for the same name, type, value and time.
  public var id: String {
    var digest = Digest128(.name)
    digest.add(UInt64(bitPattern: time?.milliseconds ?? -1))
    for text in [name, type ?? "", value ?? ""] { digest.add(text) }
    return digest.hex
  }

  /// Writes the record as an object.
  public func write(to json: inout JSONWriter) {
    json.object {
      $0.field("record", "name")
      $0.field("schema", 1)
      $0.field("id", id)
      $0.field("time", time)
      $0.field("survey", survey)
      $0.field("name", name)
      $0.field("unicode", unicode)
      $0.field("label", label)
      $0.field("domain", domain)
      $0.field("suffix", suffix)
      $0.field("type", type)
      $0.field("value", value)
      $0.fields(others)
    }
  }

  /// Reads a record from JSON. Nil where it is none: another record, or without its name, label,
  /// domain or suffix.
  public init?(_ json: JSONValue) {
    guard json["record"].text == "name", let name = json["name"].text,
      let label = json["label"].text, let domain = json["domain"].text,
      let suffix = json["suffix"].text
    else { return nil }
    self.init(
      name: name, unicode: json["unicode"].text, label: label, domain: domain, suffix: suffix,
      type: json["type"].text, value: json["value"].text, time: json["time"].time,
      survey: json["survey"].text)
    others = json.fields(but: Self.names)
  }

  private static let names = JSONValue.fieldNames {
    NameRecord(name: "", label: "", domain: "", suffix: "").write(to: &$0)
  }
}
