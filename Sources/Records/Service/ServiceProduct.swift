/// What software a service is.
public struct ServiceProduct: Equatable, Sendable {
  public var vendor: String?
  public var product: String?
  public var version: String?
  public var family: String?
  /// A CPE 2.3 name.
  public var cpe23: String?
  public var os: String?
  /// 0 to 1.
  public var certainty: Double?
  /// The fingerprint that matched, and the database it is from.
  public var fingerprint: String?
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
