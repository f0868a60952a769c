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
    return columns.line(whole, arena)
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
      separators.max {
        header.csvFields(separator: $0).count < header.csvFields(separator: $1).count
      } ?? 0x2C
    let names = header.csvFields(separator: separator)
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
  func line(_ row: ByteSlice, _ arena: ByteArena) -> WrappedLine? {
    let fields = row.csvFields(separator: separator, count: count)
    guard fields.count == count else { return nil }
    let texts = lines.lazy.map { fields[$0].withQuotesUndoubled(in: arena) }
    let text = texts.first { !$0.isEmpty } ?? .empty
    return WrappedLine(text.trimmedOfLineEnds, beginning(fields, arena), in: arena)
  }

  private func beginning(_ fields: [ByteSlice], _ arena: ByteArena) -> LineBeginning? {
    func text(_ column: Int) -> ByteSlice { fields[column].withQuotesUndoubled(in: arena) }
    return times.lazy.compactMap { CSVTime.text(text($0)) }.first.map { time in
      LineBeginning(
        time: time, host: host.map(text), program: program.map(text),
        process: process.map { fields[$0] })
    }
  }
}

extension ByteSlice {
  /// Whether a quote is open at the end.
  fileprivate var isInQuotes: Bool {
    var isOpen = false
    for byte in buffer where byte == 0x22 { isOpen.toggle() }
    return isOpen
  }

  /// A field with its quotes as they were: two stand for one.
  fileprivate func withQuotesUndoubled(in arena: ByteArena) -> ByteSlice {
    guard firstIndex(of: 0x22) != nil else { return self }
    var out: [UInt8] = []
    var at = 0
    while at < count {
      out.append(start[at])
      let isPair = start[at] == 0x22 && at + 1 < count && start[at + 1] == 0x22
      at += isPair ? 2 : 1
    }
    return arena.keep(out)
  }

  fileprivate var trimmedOfLineEnds: ByteSlice {
    var text = self
    while let last = text.last, last == 0x0A || last == 0x0D { text = text.dropLast(1) }
    return text
  }
}
