import Bytes

/// What stands behind a name in the answers that host(1) prints: `has address 192.0.2.1`, `is an
/// alias for www.example.org.`, and of other types `has TYPE record DATA`.
struct HostAnswer {
  /// Nil where it says that there is no record of some type: the name is there all the same.
  let type: ByteSlice?
  let data: ByteSlice

  /// As BIND's `host.c` has them.
  private static let phrases: [(words: StaticString, type: StaticString)] = [
    ("has address ", "A"), ("has IPv6 address ", "AAAA"), ("is an alias for ", "CNAME"),
    ("mail is handled by ", "MX"), ("name server ", "NS"), ("domain name pointer ", "PTR"),
    ("descriptive text ", "TXT"), ("has HTTP service bindings ", "HTTPS"), ("location ", "LOC"),
    ("has host information ", "HINFO"), ("has well known services ", "WKS"),
    ("x25 address ", "X25"), ("ISDN address ", "ISDN"), ("has signature ", "SIG"),
    ("has key ", "KEY"),
  ]

  /// Nil where it is none.
  init?(_ text: ByteSlice) {
    let text = text.trimmed
    if let phrase = Self.phrases.first(where: { text.starts(with: $0.words) }) {
      type = phrase.type.bytes
      data = text.dropFirst(phrase.words.utf8CodeUnitCount).trimmed
      return
    }
    var rest = text
    guard ResourceRecord.word(&rest) == "has" else { return nil }
    let word = ResourceRecord.word(&rest)
    let isNone = word == "no"
    let record = isNone ? ResourceRecord.word(&rest) : word
    guard !record.isEmpty, ResourceRecord.word(&rest) == "record" else { return nil }
    type = isNone ? nil : record
    data = rest.trimmed
  }

  /// `Host www.example.org not found: 3(NXDOMAIN)`: the name, and that it is not there. Nil where
  /// it is no such line.
  static func failure(_ first: ByteSlice, _ text: ByteSlice) -> NameEntry? {
    guard first == "Host", let phrase = text.firstRange(of: " not found: ") else { return nil }
    var entry = NameEntry(text[0..<phrase.lowerBound].trimmed)
    let number = text.dropFirst(phrase.upperBound)
    let end = number.firstIndex(of: 0x28) ?? number.count
    entry.outcome = NameOutcome(number: number[0..<end]) ?? .unanswered
    return entry
  }
}
