import Bytes

/// A row of a table, put together line by line: a quoted cell may go on over several (RFC 4180).
struct TableRow {
  /// Lines and bytes of a row.
  private static let linesMaximum = 1000
  private static let bytesMaximum = CandidateLines.lineMaximum

  var delimiter: UInt8 = 0x2C
  /// The lines of a row that is not whole.
  private var joined: [UInt8] = []
  private var lines = 0
  /// Whether the row ends within quotes.
  private(set) var isOpen = false

  /// Takes the next line, and gives the cells of the row where it is whole with it. Throws where a
  /// row is too long, and forgets it.
  mutating func take(
    _ line: ByteSlice, _ give: ([ByteSlice]) -> Void
  ) throws(MalformedName) {
    if !isOpen {
      let (cells, isWhole) = Self.split(line, delimiter)
      if isWhole { return give(cells) }
      joined = line.copied
      (lines, isOpen) = (1, true)
      return
    }
    joined.append(0x0A)
    joined.append(contentsOf: line.buffer)
    lines += 1
    if lines > Self.linesMaximum || joined.count > Self.bytesMaximum {
      isOpen = false
      throw MalformedName("what is quoted does not end within \(Self.linesMaximum) lines")
    }
    // Only a quote can end it.
    guard line.firstIndex(of: 0x22) != nil else { return }
    joined.withSlice { row in
      let (cells, isWhole) = Self.split(row, delimiter)
      if isWhole { give(cells) }
      isOpen = !isWhole
    }
  }

  /// The cells of a row without their quotes, and whether all that is quoted ends.
  static func split(_ row: ByteSlice, _ delimiter: UInt8) -> (cells: [ByteSlice], isWhole: Bool) {
    var cells: [ByteSlice] = []
    var rest = row
    while !rest.isEmpty {
      guard let cell = nextCell(&rest, delimiter) else { return (cells, false) }
      cells.append(cell)
    }
    return (cells, true)
  }

  /// The next cell, which is taken from the rest; nil where what it quotes does not end.
  private static func nextCell(_ rest: inout ByteSlice, _ delimiter: UInt8) -> ByteSlice? {
    var start = 0
    while start < rest.count, rest[start] == 0x20 { start += 1 }
    var end = start
    if start < rest.count, rest[start] == 0x22 {
      repeat {
        guard let quote = rest.firstIndex(of: 0x22, from: end + 1) else { return nil }
        end = quote + 1
        // A quote within is doubled.
      } while end < rest.count && rest[end] == 0x22
    }
    let next = rest.firstIndex(of: delimiter, from: end) ?? rest.count
    defer { rest = rest.dropFirst(next + 1) }
    return end > start ? rest[(start + 1)..<(end - 1)].trimmed : rest[start..<next].trimmed
  }
}
