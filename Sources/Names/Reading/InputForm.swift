import Bytes
import Inputs
import Records

/// What a source holds, by how it begins.
enum InputForm {
  /// JSON that is not one object a line: an array, objects over several lines.
  case json
  /// A zone's master file.
  case zone
  /// Messages of the DNS, as dig(1) writes them.
  case messages
  /// A table with titles.
  case table
  /// What Unbound writes of its cache.
  case cache
  /// A log of Zeek's with names.
  case zeek
  /// One line for each name.
  case lines

  /// What is looked at behind the first line that tells something.
  private static let headBytes = 4096
  /// What is looked at of a regular file, to see whether names are in it.
  private static let fileBytes = 65_536
  /// What is looked at where all that comes first is remarks.
  private static let remarksMaximum = 1 << 20

  /// Looks at the beginning of a source, which stays to be read, and gives it too. Lines of names
  /// are a zone file where somebody says so. Throws `FileProblem`.
  static func recognise(
    _ source: ByteSource, isZone: Bool
  ) throws -> (form: InputForm, head: [UInt8]) {
    var head: [UInt8] = []
    while true {
      let more = try source.peek(max(source.isStream ? headBytes : fileBytes, 2 * head.count))
      let isAll = more.count == head.count || more.count >= remarksMaximum
      head = more
      let found = head.withSlice { form(of: $0, isAll: isAll, isStream: source.isStream) }
      guard let found else { continue }
      return (found == .lines && isZone && !Self.isJSON(head) ? .zone : found, head)
    }
  }

  private static func isJSON(_ head: [UInt8]) -> Bool {
    head.withSlice { $0.trimmed.first == 0x7B }
  }

  /// Nil where more has to be seen. A stream gives what there is, and may wait long for more:
  /// where nothing can be told of what may follow, it is not waited for.
  static func form(of head: ByteSlice, isAll: Bool, isStream: Bool) -> InputForm? {
    if DNSMessages.recognises(head) { return .messages }
    let content = withoutRemarks(head)
    if content.isEmpty, !isAll { return nil }
    if ZeekNames.recognises(head[0..<(content.start - head.start)]) { return .zeek }
    if content.isEmpty { return .lines }
    let line = content.firstIndex(of: 0x0A)
    switch content[0] {
    case 0x5B:
      let next = content.dropFirst(1).trimmed.first
      return next == nil || next == 0x7B || next == 0x5B || next == 0x22 ? .json : .lines
    case 0x7B:
      // A line that is longer than lines are is read in pieces.
      if line ?? content.count > CandidateLines.lineMaximum { return .json }
      if let line { return isClosed(content[0..<line]) ? .lines : .json }
      return isAll ? .lines : nil
    default:
      guard isAll || content.count >= headBytes || isStream && line != nil else { return nil }
      let first = content[0..<(line ?? content.count)].trimmed
      if UnboundCache.recognises(first) { return .cache }
      if ZoneFile.recognises(content[0..<headBytes]) { return .zone }
      return TableNames.recognises(first) ? .table : .lines
    }
  }

  /// What follows the lines at the beginning that say nothing.
  private static func withoutRemarks(_ head: ByteSlice) -> ByteSlice {
    var rest = head
    while true {
      let end = rest.firstIndex(of: 0x0A)
      let line = rest[0..<(end ?? rest.count)].trimmed
      guard line.isEmpty || line[0] == 0x3B || line[0] == 0x23 else {
        return rest.dropFirst(line.start - rest.start)
      }
      guard let end else { return rest.dropFirst(rest.count) }
      rest = rest.dropFirst(end + 1)
    }
  }

  /// Whether all that a line of JSON opens is closed in it.
  private static func isClosed(_ line: ByteSlice) -> Bool {
    var tokens = JSONTokens(line)
    var depth = 0
    while true {
      switch tokens.next() {
      case .open: depth += 1
      case .close: depth -= 1
      case .end: return depth <= 0
      case .cut, .broken: return false
      case .colon, .comma, .text, .word: continue
      }
    }
  }
}
