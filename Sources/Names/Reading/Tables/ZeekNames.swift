import Bytes

/// A log of Zeek's with names, such as `dns.log`, in its own form: rows under `#fields`, which has
/// their columns; other lines that begin with `#` say how cells are written
/// (https://docs.zeek.org/en/current/log-formats.html).
struct ZeekNames: NameFormat {
  private let needles: Needles?
  private var columns: [NameKey?] = []
  private var separator: UInt8 = 0x09
  private var setSeparator: UInt8 = 0x2C
  private var unset = Array("-".utf8)
  private var empty = Array("(empty)".utf8)
  private var object = NameObject()

  init(needles: Needles?) { self.needles = needles }

  /// Whether the remarks at the beginning of a file name columns, one of them of names.
  static func recognises(_ remarks: ByteSlice) -> Bool {
    var rest = remarks
    while !rest.isEmpty {
      let columns = fields(rest.takeLine())?.columns ?? []
      if columns.contains(.name) || columns.contains(.question) { return true }
    }
    return false
  }

  /// What `#fields` says; nil for another line. The byte behind the word separates the cells.
  private static func fields(_ line: ByteSlice) -> (separator: UInt8, columns: [NameKey?])? {
    guard line.starts(with: "#fields"), line.count > 8, !line[7].isLabelByte else { return nil }
    let names = line.buffer[8...].split(separator: line[7], omittingEmptySubsequences: false)
    let columns = names.map {
      NameKey(column: ByteSlice(UnsafeBufferPointer(rebasing: $0)).trimmed)
    }
    return (line[7], columns)
  }

  mutating func read(
    _ line: ByteSlice, _ found: (NameEntry) -> Void
  ) throws(MalformedName) {
    if line.first == 0x23 { return readHeader(line) }
    if line.isEmpty || needles?.stand(in: line) == false { return }
    let cells = line.buffer.split(separator: separator, omittingEmptySubsequences: false)
    if cells.count != columns.count {
      throw MalformedName("the row does not fit #fields")
    }
    object.begin(isRecord: false)
    for (cell, column) in zip(cells, columns) where column != nil {
      take(ByteSlice(UnsafeBufferPointer(rebasing: cell)), column)
    }
    object.give(0, found)
  }

  private mutating func readHeader(_ line: ByteSlice) {
    if let (separator, columns) = Self.fields(line) {
      (self.separator, self.columns) = (separator, columns)
      return
    }
    guard let gap = line.firstIndex(of: separator) else { return }
    let (word, value) = (line[0..<gap], line.dropFirst(gap + 1))
    if word == "#set_separator" { setSeparator = value.first ?? setSeparator }
    if word == "#unset_field" { unset = value.copied }
    if word == "#empty_field" { empty = value.copied }
  }

  private mutating func take(_ cell: ByteSlice, _ column: NameKey?) {
    func isAll(_ text: [UInt8]) -> Bool { cell.buffer.elementsEqual(text) }
    if isAll(unset) || isAll(empty) { return }
    for part in cell.buffer.split(separator: setSeparator) {
      let text = ByteSlice(UnsafeBufferPointer(rebasing: part))
      if text.firstIndex(of: 0x5C) == nil {
        object.take(cell: text, column, needles)
      } else {
        text.unescapedOfZeek.withSlice { object.take(cell: $0, column, needles) }
      }
    }
  }
}
