import Bytes

/// A row of a table that a log platform exported (Splunk, Kibana, Graylog). The header names the
/// columns; one of them has the line as it was logged, or what syslog's header stood before:
///
///     "@timestamp","host.name",message
///     "2026-10-02T12:00:11.123Z",ftp1,"Oct  2 14:00:11 ftp1 vsftpd[812]: …"
///
/// A field in quotes may hold ends of lines: the row is where its last line is.
struct CSVLine: LineWrapper {
  static let isExport = true
  static let needsOrder = true

  private var columns: CSVColumns?
  private var hasBegun = false
  /// A row as far as it has come, while a quote of it is open.
  private var row: [UInt8] = []

  mutating func unwrap(_ line: ByteSlice, in arena: ByteArena) -> WrappedLine? {
    guard hasBegun else {
      hasBegun = true
      columns = CSVColumns(header: line.withoutByteOrderMark)
      return columns == nil ? nil : WrappedLine(text: .empty)
    }
    guard let columns else { return nil }
    let isBegun = !row.isEmpty
    let isOpen = isBegun != line.isInQuotes
    if isBegun { row.append(0x0A) }
    if isBegun || isOpen { row.append(contentsOf: line.buffer) }
    if isOpen {
      if row.count <= LineCursor.lineBytesMaximum { return WrappedLine(text: .empty) }
      row = []
      return nil
    }
    let whole = isBegun ? arena.keep(row) : line
    row.removeAll(keepingCapacity: true)
    return columns.line(CSVFields(whole, columns.separator, count: columns.count), arena)
  }
}

/// What is in which column.
private struct CSVColumns {
  let separator: UInt8
  let count: Int
  private var lines: [Int] = []
  private var times: [Int] = []
  private var host: Int?
  private var program: Int?
  private var process: Int?

  /// Nil where no column has lines.
  init?(header: ByteSlice) {
    guard !header.isEmpty, header.count <= LineCursor.lineBytesMaximum, !header.isInQuotes else {
      return nil
    }
    let separators: [UInt8] = [0x2C, 0x3B, 0x09]
    separator =
      separators.max { CSVFields(header, $0).count < CSVFields(header, $1).count } ?? 0x2C
    let names = CSVFields(header, separator)
    count = names.count
    func places(_ known: [StaticString]) -> [Int] {
      known.flatMap { name in names.indices.filter { names[$0].equalsIgnoringCase(name) } }
    }
    lines = places(ShippedFields.lines)
    if lines.isEmpty { return nil }
    times = places(ShippedFields.times)
    host = places(ShippedFields.hosts).first
    program = places(ShippedFields.programs).first
    process = places(ShippedFields.processes).first
  }

  /// A row's line; nil where the row has not the header's columns.
  func line(_ fields: CSVFields, _ arena: ByteArena) -> WrappedLine? {
    guard fields.count == count else { return nil }
    let text = lines.lazy.map { fields.text($0, arena) }.first { !$0.isEmpty } ?? .empty
    return WrappedLine(text.trimmedOfLineEnds, beginning(fields, arena), in: arena)
  }

  private func beginning(_ fields: CSVFields, _ arena: ByteArena) -> LineBeginning? {
    times.lazy.compactMap { CSVTime.text(fields.text($0, arena)) }.first.map { time in
      LineBeginning(
        time: time, host: host.map { fields.text($0, arena) },
        program: program.map { fields.text($0, arena) }, process: process.map { fields[$0] })
    }
  }
}

/// The fields of a row, without the quotes around them.
private struct CSVFields {
  private var fields: [ByteSlice] = []

  /// Where the last column is in no quotes, what is too much is its own: some do not quote.
  init(_ row: ByteSlice, _ separator: UInt8, count: Int = .max) {
    var start = 0
    var isInQuotes = false
    for index in 0...row.count {
      let byte = index < row.count ? row.start[index] : separator
      if byte == 0x22, index < row.count { isInQuotes.toggle() }
      guard byte == separator, !isInQuotes else { continue }
      if index < row.count, fields.count == count - 1, row[start] != 0x22 { continue }
      fields.append(row[start..<index].trimmed)
      start = index + 1
    }
    fields = fields.map { field in
      field.count >= 2 && field.first == 0x22 && field.last == 0x22
        ? field[1..<(field.count - 1)] : field
    }
  }

  var count: Int { fields.count }
  var indices: Range<Int> { fields.indices }
  subscript(index: Int) -> ByteSlice { fields[index] }

  /// A field with its quotes as they were: two stand for one.
  func text(_ index: Int, _ arena: ByteArena) -> ByteSlice {
    let field = fields[index]
    guard field.firstIndex(of: 0x22) != nil else { return field }
    var out: [UInt8] = []
    var at = 0
    while at < field.count {
      out.append(field.start[at])
      let isPair =
        field.start[at] == 0x22 && at + 1 < field.count && field.start[at + 1] == 0x22
      at += isPair ? 2 : 1
    }
    return arena.keep(out)
  }
}

extension ByteSlice {
  /// Whether a quote is open at the end.
  fileprivate var isInQuotes: Bool {
    var isOpen = false
    for byte in buffer where byte == 0x22 { isOpen.toggle() }
    return isOpen
  }

  fileprivate var trimmedOfLineEnds: ByteSlice {
    var text = self
    while let last = text.last, last == 0x0A || last == 0x0D { text = text.dropLast(1) }
    return text
  }
}
