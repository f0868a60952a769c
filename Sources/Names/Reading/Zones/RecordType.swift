import Bytes

/// Types of resource records and their numbers, which JSON over HTTPS has (IANA, "Resource Record
/// (RR) TYPEs").
enum RecordType {
  private static let names: [Int: StaticString] = [
    1: "A", 2: "NS", 3: "MD", 4: "MF", 5: "CNAME", 6: "SOA", 7: "MB", 8: "MG", 9: "MR", 10: "NULL",
    11: "WKS", 12: "PTR", 13: "HINFO", 14: "MINFO", 15: "MX", 16: "TXT", 17: "RP", 18: "AFSDB",
    19: "X25", 20: "ISDN", 21: "RT", 22: "NSAP", 23: "NSAP-PTR", 24: "SIG", 25: "KEY", 26: "PX",
    27: "GPOS", 28: "AAAA", 29: "LOC", 30: "NXT", 31: "EID", 32: "NIMLOC", 33: "SRV", 34: "ATMA",
    35: "NAPTR", 36: "KX", 37: "CERT", 38: "A6", 39: "DNAME", 40: "SINK", 41: "OPT", 42: "APL",
    43: "DS", 44: "SSHFP", 45: "IPSECKEY", 46: "RRSIG", 47: "NSEC", 48: "DNSKEY", 49: "DHCID",
    50: "NSEC3", 51: "NSEC3PARAM", 52: "TLSA", 53: "SMIMEA", 55: "HIP", 56: "NINFO", 57: "RKEY",
    58: "TALINK", 59: "CDS", 60: "CDNSKEY", 61: "OPENPGPKEY", 62: "CSYNC", 63: "ZONEMD", 64: "SVCB",
    65: "HTTPS", 66: "DSYNC", 99: "SPF", 100: "UINFO", 101: "UID", 102: "GID", 103: "UNSPEC",
    104: "NID", 105: "L32", 106: "L64", 107: "LP", 108: "EUI48", 109: "EUI64", 249: "TKEY",
    250: "TSIG", 251: "IXFR", 252: "AXFR", 253: "MAILB", 254: "MAILA", 255: "ANY", 256: "URI",
    257: "CAA", 258: "AVC", 259: "DOA", 260: "AMTRELAY", 261: "RESINFO", 262: "WALLET", 263: "CLA",
    264: "IPN", 32_768: "TA", 32_769: "DLV",
  ]

  /// What providers have beside them: an alias at the head of a zone.
  private static let others: [StaticString] = ["ALIAS", "ANAME"]

  /// Whether a word is the name of a type, letters in either case.
  static func isName(_ word: ByteSlice) -> Bool {
    names.values.contains { word.equalsIgnoringCase($0) }
      || others.contains { word.equalsIgnoringCase($0) }
      || word.count > 4 && word[0..<4].equalsIgnoringCase("TYPE")
        && word.dropFirst(4).integer != nil
  }

  /// The name of a type that is written with its number, such as `TYPE1` (RFC 3597 section 5),
  /// where it has one here; else the word itself.
  static func known(_ word: ByteSlice) -> ByteSlice {
    guard word.count > 4, word[0..<4].equalsIgnoringCase("TYPE"),
      let number = word.dropFirst(4).integer
    else { return word }
    return names[number]?.bytes ?? word
  }

  /// The type's name; `TYPE1234` where it has none here (RFC 3597). Nil for what is no number of a
  /// type.
  static func name(_ number: ByteSlice) -> [UInt8]? {
    guard let number = number.integer, (1...65_535).contains(number) else { return nil }
    return names[number]?.bytes.copied ?? Array("TYPE\(number)".utf8)
  }
}
