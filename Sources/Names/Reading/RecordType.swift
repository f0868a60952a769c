import Bytes

/// Types of resource records and their numbers, which JSON over HTTPS has (IANA, "Resource Record
/// (RR) TYPEs").
enum RecordType {
  private static let names: [Int: StaticString] = [
    1: "A", 2: "NS", 5: "CNAME", 6: "SOA", 12: "PTR", 13: "HINFO", 15: "MX", 16: "TXT", 17: "RP",
    18: "AFSDB", 24: "SIG", 25: "KEY", 28: "AAAA", 29: "LOC", 33: "SRV", 35: "NAPTR", 36: "KX",
    37: "CERT", 39: "DNAME", 42: "APL", 43: "DS", 44: "SSHFP", 45: "IPSECKEY", 46: "RRSIG",
    47: "NSEC", 48: "DNSKEY", 49: "DHCID", 50: "NSEC3", 51: "NSEC3PARAM", 52: "TLSA",
    53: "SMIMEA", 55: "HIP", 59: "CDS", 60: "CDNSKEY", 61: "OPENPGPKEY", 62: "CSYNC",
    63: "ZONEMD", 64: "SVCB", 65: "HTTPS", 99: "SPF", 108: "EUI48", 109: "EUI64", 249: "TKEY",
    250: "TSIG", 251: "IXFR", 252: "AXFR", 255: "ANY", 256: "URI", 257: "CAA",
  ]

  /// Whether a word is the name of a type, letters in either case.
  static func isName(_ word: ByteSlice) -> Bool {
    names.values.contains { word.equalsIgnoringCase($0) }
      || word.count > 4 && word[0..<4].equalsIgnoringCase("TYPE")
        && word.dropFirst(4).integer != nil
  }

  /// The type's name; `TYPE1234` where it has none here (RFC 3597). Nil for what is no number of a
  /// type.
  static func name(_ number: ByteSlice) -> [UInt8]? {
    guard let number = number.integer, (1...65_535).contains(number) else { return nil }
    return names[number]?.bytes.copied ?? Array("TYPE\(number)".utf8)
  }
}
