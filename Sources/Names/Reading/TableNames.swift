import Bytes

/// A table with a row of titles, cells between commas, semicolons, tabs or bars (RFC 4180): what
/// search engines for certificates give, for one. The titles tell which columns have names, types
/// and values; a cell may have many names.
struct TableNames: NameFormat {
  private static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

  private let needles: Needles?
  /// Nil until the titles have been read.
  private var columns: [NameKey?]?
  private var row = TableRow()
  private var object = NameObject()

  init(needles: Needles?) { self.needles = needles }

  /// Whether a line has the titles of a table with a column of names.
  static func recognises(_ line: ByteSlice) -> Bool { titles(line) != nil }

  private static func titles(_ line: ByteSlice) -> (delimiter: UInt8, columns: [NameKey?])? {
    let rows = delimiters.map { ($0, TableRow.split(line, $0).cells) }
    guard let (delimiter, titles) = rows.max(by: { $0.1.count < $1.1.count }),
      // What begins with a digit is data.
      titles.allSatisfy({ $0.first?.isDigit != true })
    else { return nil }
    let columns = titles.map { NameKey(column: $0) }
    return columns.contains(.name) ? (delimiter, columns) : nil
  }

  mutating func read(
    _ line: ByteSlice, _ found: (NameEntry) -> Void
  ) throws(MalformedName) {
    guard let columns else {
      guard let titles = Self.titles(line) else { return }
      (columns, row.delimiter) = (titles.columns, titles.delimiter)
      return
    }
    // Most lines hold no name of interest, and are rows by themselves.
    let isPlain = !row.isOpen && line.firstIndex(of: 0x22) == nil
    if isPlain, let needles, !needles.stand(in: line) { return }
    try row.take(line) { cells in Self.read(cells, columns, needles, &object, found) }
  }

  mutating func finish(_ found: (NameEntry) -> Void) throws(MalformedName) {
    if row.isOpen { throw MalformedName("the file ends within quotes") }
  }

  private static func read(
    _ cells: [ByteSlice], _ columns: [NameKey?], _ needles: Needles?, _ object: inout NameObject,
    _ found: (NameEntry) -> Void
  ) {
    object.begin(isRecord: false)
    for (cell, column) in zip(cells, columns) where !cell.isEmpty {
      switch column {
      case .name: takeNames(cell, needles, &object)
      case .type: object.take(type: cell)
      case .value, .data: object.add(value: cell)
      case .time: object.take(time: cell)
      case .outcome: object.take(NameOutcome(code: cell))
      case .code: object.take(NameOutcome(code: cell) ?? NameOutcome(number: cell))
      case .error: object.takeError()
      case .question, nil: continue
      }
    }
    object.give(0, found)
  }

  /// Takes the names of a cell: `ftp.a.org`, `DNS:ftp.a.org, DNS:b.org`, `["ftp.a.org"]`,
  /// `CN=ftp.a.org, O=FTP`. Of several words those with a dot are names.
  private static func takeNames(
    _ cell: ByteSlice, _ needles: Needles?, _ object: inout NameObject
  ) {
    var rest = cell
    while !rest.isEmpty {
      let end = rest.buffer.firstIndex { !$0.isHostNameByte } ?? rest.count
      let name = rest[0..<end]
      rest = rest.dropFirst(end + 1)
      let isName = name.count == cell.count || name.firstIndex(of: 0x2E) != nil
      guard !name.isEmpty, isName else { continue }
      if needles?.stand(in: name) ?? true {
        object.add(name: name)
      } else {
        object.take(otherName: name)
      }
    }
  }
}
