import Bytes

/// A table with a row of titles, cells between commas, semicolons, tabs or bars (RFC 4180), or
/// between two spaces and more: what search engines for certificates give, for one, and what shows
/// a provider's records on a terminal. The titles tell which columns have names, types and values;
/// a cell may have many names.
struct TableNames: NameFormat {
  private static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C, TableRow.aligned]

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
    let isOfNames = columns.contains(.name) || columns.contains(.question)
    return isOfNames ? (delimiter, columns) : nil
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
    if row.delimiter == TableRow.aligned {
      let cells = TableRow.split(line, row.delimiter).cells
      // An empty cell would put the others below wrong titles.
      if cells.count != columns.count { throw MalformedName("the row does not fit its titles") }
      return Self.read(cells, columns, needles, &object, found)
    }
    try row.take(line) { Self.read($0, columns, needles, &object, found) }
  }

  mutating func finish(_ found: (NameEntry) -> Void) throws(MalformedName) {
    guard let columns else { return }
    try row.finish { Self.read($0, columns, needles, &object, found) }
  }

  private static func read(
    _ cells: [ByteSlice], _ columns: [NameKey?], _ needles: Needles?, _ object: inout NameObject,
    _ found: (NameEntry) -> Void
  ) {
    object.begin(isRecord: false)
    for (cell, column) in zip(cells, columns) where !cell.isEmpty {
      object.take(cell: cell, column, needles)
    }
    object.give(0, found)
  }
}
