import Bytes

/// What the beginning of a source shows of whether names can be in it.
struct SourceHead {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether a line tells of a name, whatever name; true where nothing can be said, since no whole
  /// line is there.
  func tellsOfNames(isAll: Bool) -> Bool {
    bytes.withSlice { head in
      var lines = NameLines(needles: nil)
      var isAnyThere = false
      var rest = head
      while let end = rest.firstIndex(of: 0x0A) ?? (isAll && !rest.isEmpty ? rest.count : nil) {
        let line = rest[0..<end].trimmed
        rest = rest.dropFirst(end + 1)
        // An empty list is no fault.
        guard let first = line.first, first != 0x23, first != 0x3B, line != "[]" else { continue }
        isAnyThere = true
        if Self.tells(line, of: &lines) { return true }
      }
      return !isAnyThere
    }
  }

  private static func tells(_ line: ByteSlice, of lines: inout NameLines) -> Bool {
    // JSON with a key for names is of some use, whatever they are.
    var tells = line[0] == 0x7B
    func look(_ entry: NameEntry) {
      tells = tells || isName(entry.name) || entry.nameOfPointer.map(isName) == true
    }
    do throws(MalformedName) {
      try lines.read(line, look)
      try lines.finish(look)
    } catch {
      return false
    }
    return tells
  }

  /// Whether a text looks like a name of the DNS with a domain, a host's or another's.
  private static func isName(_ text: ByteSlice) -> Bool {
    let name = text.last == 0x2E ? text.dropLast(1) : text
    guard let dot = name.lastIndex(of: 0x2E), dot > 0 else { return false }
    return name.buffer.allSatisfy(\.isHostNameByte) && name.dropFirst(dot + 1).integer == nil
  }
}
