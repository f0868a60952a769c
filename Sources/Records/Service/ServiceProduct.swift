/// What software a service is.
public struct ServiceProduct: Equatable, Sendable {
  /// Who makes it; nil where no fingerprint says.
  public var vendor: String?
  /// Its name.
  public var product: String?
  /// As the service shows it; nil where it shows none.
  public var version: String?
  /// What it is grouped by in reports.
  public var family: String?
  /// A CPE 2.3 name.
  public var cpe23: String?
  /// The operating system, where the service tells of it.
  public var os: String?
  /// 0 to 1.
  public var certainty: Double?
  /// The fingerprint that matched, and the database it is from.
  public var fingerprint: String?
  /// The database's name.
  public var database: String?
  /// What it matched.
  public var evidence: String?

  public init() {}

  /// Nil where the JSON is no object.
  init?(_ json: JSONValue) {
    guard case .object = json else { return nil }
    vendor = json["vendor"].text
    product = json["product"].text
    version = json["version"].text
    family = json["family"].text
    cpe23 = json["cpe23"].text
    os = json["os"].text
    certainty = json["certainty"].double
    fingerprint = json["fingerprint"].text
    database = json["database"].text
    evidence = json["evidence"].text
  }

  /// Writes the fields into an object that is open.
  public func write(to json: inout JSONWriter) {
    json.field("vendor", vendor)
    json.field("product", product)
    json.field("version", version)
    json.field("family", family)
    json.field("cpe23", cpe23)
    json.field("os", os)
    json.field("certainty", certainty)
    json.field("fingerprint", fingerprint)
    json.field("database", database)
    json.field("evidence", evidence)
  }
}
