import Records

extension ServiceTally {
  /// Writes the counts and the records that were kept as one JSON object; docs/schema/scan.json
  /// says it for machines.
  public func write(to writer: inout JSONWriter) {
    writer.object { json in
      json.object("totals") {
        $0.field("records", records)
        $0.field("services", services)
        $0.field("to_mend", toMend)
        $0.field("in_order", inOrder)
        $0.field("undetermined", undetermined)
        $0.field("not_ftp", notFTP)
        $0.field("silent", silent)
        $0.field("stopped", isStopped)
      }
      json.object("modes") {
        $0.field("implicit", modes[.implicit, default: 0])
        $0.field("explicit", modes[.explicit, default: 0])
        $0.field("clear", modes[.clear, default: 0])
        $0.field("unknown", modes[nil, default: 0])
      }
      Self.write("login_in_clear", loginInClear, to: &json)
      Self.write("anonymous", anonymous, to: &json)
      Self.write("data_protection", dataProtection, to: &json)
      let (ofCertificates, others) = Self.faultsByPart
      json.object("faults") { part in
        for fault in others { part.field(named: fault.rawValue, faults[fault, default: 0]) }
      }
      json.object("certificate_faults") { part in
        for fault in ofCertificates {
          part.field(named: fault.nameAmongCertificates, faults[fault, default: 0])
        }
      }
      Self.write("tls_versions", "version", tlsVersions, to: &json)
      Self.write("ciphers", ciphers, to: &json)
      Self.write("statuses", statuses, to: &json)
      Self.write("foreign", "protocol", foreign, to: &json)
      json.list("services", ranked) { json, record in record.write(to: &json) }
    }
  }

  private static var faultsByPart: (ofCertificates: [ServiceFault], others: [ServiceFault]) {
    let all = ServiceFault.allCases
    return (all.filter(\.isOfCertificate), all.filter { !$0.isOfCertificate })
  }

  /// A field for each word there is, counted or not.
  private static func write<Word>(
    _ key: StaticString, _ counts: [Word: Int], to json: inout JSONWriter
  ) where Word: CaseIterable & RawRepresentable<String> {
    json.object(key) { part in
      for word in Word.allCases { part.field(named: word.rawValue, counts[word, default: 0]) }
    }
  }

  /// A list in the order of counts; what is beyond the census's limits has no name.
  private static func write(
    _ key: StaticString, _ name: StaticString, _ census: Census, to json: inout JSONWriter
  ) {
    json.list(key, census.entries.map(Optional.some) + (census.others > 0 ? [nil] : [])) {
      json, entry in
      json.object {
        $0.field(name, entry?.text)
        $0.field("count", entry?.count ?? census.others)
      }
    }
  }
}
