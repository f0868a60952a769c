import Bytes

/// What the value of a key of JSON, or of a table's column, is.
enum NameKey {
  /// `data` has a value, or a list of names (certstream's `dns_entries`). `outcome` has a code of
  /// the DNS as text, `code` as number. `question` has the name that was asked for, or an object
  /// that tells of it: whether it is there, the answer says. `disabled` is true of a record that a
  /// server keeps and does not give. `issuer` has an object about who issued a certificate.
  case name, type, value, data, time, outcome, code, error, question, disabled, issuer

  private static let keys: [(key: StaticString, meaning: NameKey)] = [
    ("name", .name), ("name_value", .name), ("common_name", .name), ("dns_names", .name),
    ("all_domains", .name), ("names", .name), ("subject_an", .name), ("host", .name),
    ("hostname", .name), ("fqdn", .name), ("rrname", .name), ("hosts", .name),
    ("hostnames", .name), ("domains", .name), ("domain_names", .name), ("subdomains", .name),
    ("san", .name), ("sans", .name), ("subjectaltname", .name), ("subject_alt_name", .name),
    ("subject_alt_names", .name), ("type", .type), ("rrtype", .type), ("qtype", .type),
    ("qtype_name", .type), ("QTYPEname", .type), ("TYPEname", .type),
    ("value", .value), ("rdata", .value), ("rrdatas", .value), ("answer", .value),
    ("answers", .value), ("content", .value), ("records", .value), ("ResourceRecords", .value),
    ("data", .data), ("timestamp", .time), ("time", .time), ("ts", .time),
    ("entry_timestamp", .time), ("seen", .time), ("time_last", .time), ("status", .outcome),
    ("status_code", .outcome), ("rcode", .code),
    ("rcode_name", .outcome), ("response_code", .outcome), ("error", .error),
    ("question", .question), ("queries", .question), ("query", .question), ("qname", .question),
    ("disabled", .disabled), ("reply", .outcome), ("issuer", .issuer), ("rx_ts", .time),
    ("ARecords", .value), ("AAAARecords", .value), ("ipv4Address", .value),
    ("ipv6Address", .value),
  ]
  /// The same by their length.
  private static let keysByLength = (0...17).map { length in
    keys.filter { $0.key.utf8CodeUnitCount == length }
  }

  /// Nil for a key that says nothing.
  init?(_ key: ByteSlice) {
    guard key.count < Self.keysByLength.count else { return nil }
    // `status` has numbers of many kinds; of the DNS with a capital.
    if key == "Status" {
      self = .code
      return
    }
    let found = Self.keysByLength[key.count].first { key.equalsIgnoringCase($0.key) }
    guard let meaning = found?.meaning else { return nil }
    self = meaning
  }

  /// Columns that have names too: of certificates' tables, as tools and search engines name them.
  private static let columns: [StaticString] = [
    "cn", "subject_cn", "subject_common_name", "subject", "subject_dn",
    "subject_alternative_name", "subject_alternative_names", "dns_name", "matching_identities",
    "domain", "domain_name", "subdomain", "host_name",
  ]

  /// The meaning of a column. Its title may have blanks, and the path of a field before its name:
  /// `parsed.subject.common_name`. Nil for one that says nothing, or tells of the issuer.
  init?(column title: ByteSlice) {
    if title.containsIgnoringCase("issuer") { return nil }
    let last = title.lastIndex(of: 0x2E).map { title.dropFirst($0 + 1) } ?? title
    let key = last.buffer.map { $0 == 0x20 || $0 == 0x2D ? 0x5F : $0 }
    let meaning = key.withSlice { key in
      NameKey(key) ?? (Self.columns.contains { key.equalsIgnoringCase($0) } ? .name : nil)
    }
    guard let meaning else { return nil }
    self = meaning
  }
}
