import Testing

/// What every CSV file must hold to, whatever is in it.
enum CSVRecords {
  /// One record a line, cells as many as the header's, none of them a formula, all of it visible.
  static func expectSafe(_ text: String) {
    let records = text.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast()
    let columns = cells(String(records.first ?? ""))
    for record in records {
      let row = cells(String(record))
      #expect(row.count == columns.count)
      for cell in row { #expect(!"=+-@\t\r\n".contains(cell.first ?? "a")) }
      for scalar in record.unicodeScalars { #expect(scalar.value >= 0x20) }
    }
  }

  static func cells(_ record: String) -> [String] {
    var cells = [""]
    var quoted = false
    for scalar in record.unicodeScalars {
      if scalar == "\"" {
        quoted.toggle()
      } else if scalar == ",", !quoted {
        cells.append("")
      } else {
        cells[cells.count - 1].unicodeScalars.append(scalar)
      }
    }
    return cells
  }
}
