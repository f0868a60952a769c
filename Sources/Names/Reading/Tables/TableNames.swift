import Bytes

/// A table with a row of titles, cells between commas, semicolons, tabs or bars (RFC 4180), or
/// between two spaces and more: what search engines for certificates give, for one, and what shows
/// a provider's records on a terminal. The titles tell which columns have names, types and values;
/// a cell may have many names.
struct TableNames: NameFormat {
  private static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C, TableRow.aligned]

  private static let misfit = MalformedName("the row does not fit its titles")

  private let needles: Needles?
  /// Nil until the titles have been read.
  private var columns: [NameKey?]?
  private var row = TableRow()
  private var object = NameObject()

  var holdsName: Bool { row.isOpen }

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
      if cells.count != columns.count { throw Self.misfit }
      return Self.read(cells, columns, needles, &object, found)
    }
    var isMisfit = false
    try row.take(line) { cells in
      if Self.fits(cells, columns) { return Self.read(cells, columns, needles, &object, found) }
      isMisfit = isMisfit || cells.contains { needles?.stand(in: $0) ?? true }
    }
    if isMisfit { throw Self.misfit }
  }

  mutating func finish(_ found: (NameEntry) -> Void) throws(MalformedName) {
    guard let columns else { return }
    try row.finish { cells in
      if Self.fits(cells, columns) { Self.read(cells, columns, needles, &object, found) }
    }
  }

  /// Whether each cell has a title. Behind a comma too many, cells stand below wrong ones.
  private static func fits(_ cells: [ByteSlice], _ columns: [NameKey?]) -> Bool {
    cells.dropFirst(columns.count).allSatisfy(\.isEmpty)
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
