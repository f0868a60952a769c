import Bytes

extension LabelWords {
  /// The first label that says a word, before the label at `end`.
  func first(in host: HostName, before end: Int) -> (label: Int, word: Int)? {
    guard end <= host.labels.count else { return nil }
    if let name = host.unicode { return first(inUnicode: name, before: end) }
    return host.bytes.withSlice { name in
      for label in 0..<end {
        let next = label + 1 < host.labels.count ? host.labels[label + 1] - 1 : name.count
        if let word = word(in: name[host.labels[label]..<next]) { return (label, word) }
      }
      return nil
    }
  }

  /// The same of an international name's labels, as people read them.
  private func first(inUnicode name: String, before end: Int) -> (label: Int, word: Int)? {
    for (label, text) in name.utf8.split(separator: 0x2E).prefix(end).enumerated() {
      if let word = Array(text).withSlice({ word(in: $0) }) { return (label, word) }
    }
    return nil
  }

  /// Whether a line says a word somewhere, remarks and a zone's directives left aside.
  func areSaid(in line: ByteSlice) -> Bool {
    guard let first = line.trimmed.first, first != 0x23, first != 0x3B, first != 0x24 else {
      return false
    }
    return line.buffer.split { !$0.isLabelByte && $0 != 0x5F && $0 < 0x80 }.contains { text in
      text.map(\.lowercasedASCII).withSlice { word(in: $0) } != nil
    }
  }

  func isSaid(anywhereIn host: HostName) -> Bool {
    first(in: host, before: host.labels.count) != nil
  }
}
