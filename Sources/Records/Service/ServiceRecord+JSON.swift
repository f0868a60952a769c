import Bytes

extension ServiceRecord {
  /// Writes the record as one JSON object.
  public func write(to writer: inout JSONWriter) {
    writer.object { json in
      json.field("record", "service")
      json.field("schema", 1)
      json.field("id", id)
      json.field("time", time)
      json.field("survey", survey)
      json.field("ip", ip)
      json.field("port", port)
      json.field("hostname", hostname)
      json.field("status", status.rawValue)
      json.field("status_detail", statusDetail)
      json.field("foreign", foreign)
      json.field("mode", mode?.rawValue)
      json.field("banner", banner)
      json.field("greeting_code", greetingCode)
      json.object("replies") { Self.write(replies, to: &$0) }
      json.object("replies_inside_tls") { Self.write(repliesInsideTLS, to: &$0) }
      json.field("features", texts: features)
      json.field("features_inside_tls", texts: featuresInsideTLS)
      Self.write("tls", tls, to: &json) { $0.write(to: &$1) }
      Self.write("tls_listed", tlsListing, to: &json) { $0.write(to: &$1) }
      json.field("login_in_clear", loginInClear.rawValue)
      json.field("anonymous", anonymous?.rawValue)
      json.field("data_protection", dataProtection.rawValue)
      json.field("findings", findings)
      json.object("evidence") {
        $0.field("status", evidence.status)
        $0.field("mode", evidence.mode)
        $0.field("login_in_clear", evidence.loginInClear)
        $0.field("anonymous", evidence.anonymous)
        $0.field("data_protection", evidence.dataProtection)
      }
      Self.write("product", product, to: &json) { $0.write(to: &$1) }
      json.list("advisories", advisories) { json, one in json.object { one.write(to: &$0) } }
      Self.write("place", place, to: &json) { $0.write(to: &$1) }
      json.field("duration_ms", durationMilliseconds)
      json.fields(others)
    }
  }

  private static func write(_ answers: [Answer], to json: inout JSONWriter) {
    for answer in answers {
      json.object(named: answer.verb) {
        $0.field("code", answer.code)
        $0.field("text", answer.text)
      }
    }
  }

  private static func write<Part>(
    _ key: StaticString, _ part: Part?, to json: inout JSONWriter,
    _ fields: (Part, inout JSONWriter) -> Void
  ) {
    guard let part else { return json.field(key, nil as String?) }
    json.object(key) { fields(part, &$0) }
  }

  /// Reads a record back from its JSON line. Nil where the line is none: not JSON, another record,
  /// or without its id, address, port, time or status. Of what else is missing or unknown, a newer
  /// version's words included, the value for "unknown" is taken.
  public init?(line: ByteSlice) {
    guard let json = JSONValue(line) else { return nil }
    self.init(json)
  }

  /// Reads a record from JSON: see `init(line:)`.
  public init?(_ json: JSONValue) {
    guard json["record"].text == "service", let id = json["id"].text, let ip = json["ip"].text,
      let port = json["port"].integer, (0...65_535).contains(port), let time = json["time"].time,
      let status = json["status"].text.flatMap({ Status(rawValue: $0) })
    else { return nil }
    self.init(
      id: id, ip: ip, port: port, hostname: json["hostname"].text, time: time,
      survey: json["survey"].text, status: status)
    statusDetail = json["status_detail"].text
    foreign = json["foreign"].text
    mode = json["mode"].text.flatMap { Mode(rawValue: $0) }
    banner = json["banner"].text
    greetingCode = json["greeting_code"].integer
    replies = Self.answers(json["replies"])
    repliesInsideTLS = Self.answers(json["replies_inside_tls"])
    features = json["features"].texts
    featuresInsideTLS = json["features_inside_tls"].texts
    tls = TLSDescription(json["tls"])
    tlsListing = TLSDescription.Listing(json["tls_listed"])
    loginInClear = json["login_in_clear"].text.flatMap { LoginInClear(rawValue: $0) } ?? .unknown
    anonymous = json["anonymous"].text.flatMap { Anonymous(rawValue: $0) }
    dataProtection =
      json["data_protection"].text.flatMap { DataProtection(rawValue: $0) } ?? .unknown
    findings = json["findings"].texts ?? []
    let told = json["evidence"]
    evidence.status = told["status"].texts ?? []
    evidence.mode = told["mode"].texts ?? []
    evidence.loginInClear = told["login_in_clear"].texts ?? []
    evidence.anonymous = told["anonymous"].texts ?? []
    evidence.dataProtection = told["data_protection"].texts ?? []
    product = ServiceProduct(json["product"])
    advisories = (json["advisories"].list ?? []).compactMap { ServiceAdvisory($0) }
    place = ServicePlace(json["place"])
    durationMilliseconds = json["duration_ms"].integer
    others = json.fields(but: Self.names)
  }

  private static let names = JSONValue.fieldNames {
    ServiceRecord(ip: "", port: 0, time: Timestamp(milliseconds: 0), status: .ok).write(to: &$0)
  }

  private static func answers(_ json: JSONValue) -> [Answer] {
    json.fields.compactMap { field in
      guard let code = field.value["code"].integer else { return nil }
      return Answer(verb: field.name, code: code, text: field.value["text"].text ?? "")
    }
  }
}
