import Bytes

/// A line of a graph of names as amass 4 writes it: `www.example.org (FQDN) --> a_record -->
/// 192.0.2.1 (IPAddress)`, `example.org (FQDN) --> node --> www.example.org (FQDN)`.
enum GraphEdge {
  private static let arrow: StaticString = " --> "
  private static let record: StaticString = "_record"

  /// Whether a line is one.
  static func recognises(_ line: ByteSlice) -> Bool { line.contains(arrow) }

  /// The name that a line tells of; nil where it is about something else.
  static func read(_ line: ByteSlice) -> NameEntry? {
    guard let first = line.firstRange(of: arrow), let last = line.lastRange(of: arrow),
      first.upperBound <= last.lowerBound
    else { return nil }
    let relation = line[first.upperBound..<last.lowerBound].trimmed
    let (from, to) = (line[0..<first.lowerBound], line.dropFirst(last.upperBound))
    if relation == "node" { return NameEntry(withoutKind(to)) }
    guard relation.ends(with: record) else { return nil }
    var entry = NameEntry(withoutKind(from))
    entry.type = relation.dropLast(record.utf8CodeUnitCount)
    entry.value = withoutKind(to)
    return entry
  }

  /// `www.example.org` of `www.example.org (FQDN)`.
  private static func withoutKind(_ end: ByteSlice) -> ByteSlice {
    (end.lastRange(of: " (").map { end[0..<$0.lowerBound] } ?? end).trimmed
  }
}
