import Bytes

/// A row of a table, put together line by line: a quoted cell may go on over several (RFC 4180).
struct TableRow {
  /// Lines and bytes of a row.
  private static let linesMaximum = 1000
  private static let bytesMaximum = CandidateLines.lineMaximum

  /// Stands for two spaces or more.
  static let aligned: UInt8 = 0x20

  var delimiter: UInt8 = 0x2C
  /// The lines of a row that is not whole.
  private var joined: [UInt8] = []
  private var lines = 0
  /// Whether the row ends within quotes.
  private(set) var isOpen = false

  /// Takes the next line, and gives the cells of the row where it is whole with it. Throws where
  /// what is quoted does not end, or not at the end of a cell: then the quote is no table's. The
  /// lines behind the one with the quote are rows by themselves, and given too.
  mutating func take(
    _ line: ByteSlice, _ give: ([ByteSlice]) -> Void
  ) throws(MalformedName) {
    guard isOpen else {
      if begin(line, give) { return }
      throw MalformedName("a quote stands within a cell")
    }
    joined.append(0x0A)
    joined.append(contentsOf: line.buffer)
    lines += 1
    if lines > Self.linesMaximum || joined.count > Self.bytesMaximum {
      let lost = giveUp(give)
      throw MalformedName(
        "what is quoted does not end within \(Self.linesMaximum) lines: rows lost: \(lost)")
    }
    guard mayEnd(with: line) else { return }
    let isStray = joined.withSlice { row in
      let cut = Self.split(row, delimiter)
      if cut.isStray { return true }
      if cut.isWhole { give(cut.cells) }
      isOpen = !cut.isWhole
      return false
    }
    if isStray {
      let above = lines - 1
      let lost = giveUp(give)
      throw MalformedName("a quote does not end: lines above: \(above); rows lost: \(lost)")
    }
  }

  /// Whether a row that is open may be whole, or no row, with its next line. What is within quotes
  /// reads as a cell of this line that begins with one, so the lines before need no second look.
  private func mayEnd(with line: ByteSlice) -> Bool {
    guard line.firstIndex(of: 0x22) != nil else { return false }
    let cut = ([0x22] + line.copied).withSlice { row in
      let cut = Self.split(row, delimiter)
      return (isWhole: cut.isWhole, isStray: cut.isStray)
    }
    return cut.isWhole || cut.isStray
  }

  /// Gives what a file that ends within quotes leaves. Throws where it does.
  mutating func finish(_ give: ([ByteSlice]) -> Void) throws(MalformedName) {
    guard isOpen else { return }
    var lost = giveUp(give)
    // The last line may have begun another such row.
    if isOpen { lost += 1 }
    isOpen = false
    throw MalformedName("the file ends within quotes: rows lost: \(lost)")
  }

  /// Begins a row, and gives it where it is whole; false where a quote stands within a cell.
  private mutating func begin(_ line: ByteSlice, _ give: ([ByteSlice]) -> Void) -> Bool {
    let cut = Self.split(line, delimiter)
    if cut.isWhole {
      give(cut.cells)
    } else if cut.isStray {
      return false
    } else {
      joined = line.copied
      (lines, isOpen) = (1, true)
    }
    return true
  }

  /// Gives the rows behind the line whose quote does not end, of which the last may begin another
  /// such row; returns how many rows are lost.
  private mutating func giveUp(_ give: ([ByteSlice]) -> Void) -> Int {
    isOpen = false
    var lost = 1
    let text = joined
    text.withSlice { row in
      guard let first = row.firstIndex(of: 0x0A) else { return }
      var rest = row.dropFirst(first + 1)
      while let end = rest.firstIndex(of: 0x0A) {
        let cut = Self.split(rest[0..<end], delimiter)
        if cut.isWhole { give(cut.cells) } else { lost += 1 }
        rest = rest.dropFirst(end + 1)
      }
      if !begin(rest, give) { lost += 1 }
    }
    return lost
  }

  // MARK: Cells

  /// The cells of a row without their quotes; whether all that is quoted ends; whether other text
  /// stands beside what is quoted.
  static func split(
    _ row: ByteSlice, _ delimiter: UInt8
  ) -> (cells: [ByteSlice], isWhole: Bool, isStray: Bool) {
    if delimiter == aligned { return (alignedCells(row), true, false) }
    var cells: [ByteSlice] = []
    var isStray = false
    var rest = row
    while !rest.isEmpty {
      guard let cell = nextCell(&rest, delimiter, &isStray) else { return (cells, false, isStray) }
      cells.append(cell)
    }
    return (cells, true, isStray)
  }

  private static func alignedCells(_ row: ByteSlice) -> [ByteSlice] {
    var cells: [ByteSlice] = []
    var rest = row.trimmed
    while !rest.isEmpty {
      let end = rest.firstRange(of: "  ")?.lowerBound ?? rest.count
      cells.append(rest[0..<end])
      rest = rest.dropFirst(end).trimmed
    }
    return cells
  }

  /// The next cell, which is taken from the rest; nil where what it quotes does not end.
  private static func nextCell(
    _ rest: inout ByteSlice, _ delimiter: UInt8, _ isAnyStray: inout Bool
  ) -> ByteSlice? {
    var start = 0
    while start < rest.count, rest[start] == 0x20 { start += 1 }
    var end = start
    var isStray = false
    let isQuoted = start < rest.count && rest[start] == 0x22
    if isQuoted {
      var last = start
      while end < rest.count, rest[end] != delimiter {
        // A quote within is doubled.
        isStray = isStray || (rest[end] == 0x22 ? end != last : rest[end] != 0x20)
        isAnyStray = isAnyStray || isStray
        if rest[end] == 0x22 {
          guard let quote = rest.firstIndex(of: 0x22, from: end + 1) else { return nil }
          last = quote + 1
        }
        end = rest[end] == 0x22 ? last : end + 1
      }
    } else {
      end = rest.firstIndex(of: delimiter) ?? rest.count
    }
    let cell = rest[start..<end].trimmed
    rest = rest.dropFirst(end + 1)
    return isQuoted && !isStray ? cell.dropFirst(1).dropLast(1).trimmed : cell
  }
}
