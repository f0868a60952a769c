/// Where a service's address is.
public struct ServicePlace: Hashable, Sendable {
  /// Two letters (ISO 3166-1).
  public var country: String?
  /// The autonomous system's number.
  public var asn: Int?
  /// The autonomous system's name.
  public var network: String?
  /// The cloud provider.
  public var cloud: String?

  public init(
    country: String? = nil, asn: Int? = nil, network: String? = nil, cloud: String? = nil
  ) {
    self.country = country
    self.asn = asn
    self.network = network
    self.cloud = cloud
  }

  /// Nil where the JSON is no object.
  init?(_ json: JSONValue) {
    guard case .object = json else { return nil }
    self.init(
      country: json["country"].text, asn: json["asn"].integer, network: json["network"].text,
      cloud: json["cloud"].text)
  }

  /// Writes the fields into an object that is open.
  public func write(to json: inout JSONWriter) {
    json.field("country", country)
    json.field("asn", asn)
    json.field("network", network)
    json.field("cloud", cloud)
  }
}
