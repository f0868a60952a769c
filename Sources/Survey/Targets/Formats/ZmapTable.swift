import Bytes

/// zmap's CSV: a header that names `saddr` among its columns (`sport` is the port probed,
/// `success` says whether it is open), then rows. Without a header, an address and a port.
struct ZmapTable: TargetFormat {
  private struct Columns {
    var address: Int
    var port: Int?
    var success: Int?
    var count: Int
  }

  private var columns: Columns?

  func recognises(_ line: ByteSlice) -> Bool {
    // A comma in a comment is none between columns.
    if let comma = line.firstIndex(of: 0x2C) {
      return comma < line.firstIndex(of: 0x23) ?? line.count
    }
    return line == "saddr" || line == "ip" || columns?.count == 1
  }

  mutating func read(_ line: ByteSlice, _ found: (TargetSpec) -> Void) throws(MalformedTarget) {
    let cells = Self.cells(line)
    if let address = cells.firstIndex(where: { $0 == "saddr" || $0 == "ip" }) {
      columns = Columns(
        address: address, port: cells.firstIndex { $0 == "sport" || $0 == "port" },
        success: cells.firstIndex { $0 == "success" }, count: cells.count)
      return
    }
    let columns = columns ?? Columns(address: 0, port: 1, success: nil, count: 2)
    guard cells.count == columns.count else {
      if self.columns == nil {
        throw MalformedTarget("\(cells.count) columns, and no header names them: saddr, sport")
      }
      throw MalformedTarget("\(cells.count) columns instead of \(columns.count)")
    }
    if let success = columns.success, cells[success] == "0" || cells[success] == "false" { return }
    guard let port = columns.port else {
      guard let address = IPAddress(cells[columns.address]) else {
        throw MalformedTarget("no address in its column")
      }
      found(TargetSpec(address))
      return
    }
    found(try ScannedPort.spec(cells[columns.address], cells[port]))
  }

  /// The cells, without the quotes around them. Quotes inside quotes stay as they are: no column
  /// that matters has any.
  private static func cells(_ line: ByteSlice) -> [ByteSlice] {
    var cells: [ByteSlice] = []
    var start = 0
    var isQuoted = false
    for index in 0...line.count {
      if index < line.count {
        if line[index] == 0x22 { isQuoted.toggle() }
        guard line[index] == 0x2C, !isQuoted else { continue }
      }
      let cell = line[start..<index].trimmed
      let hasQuotes = cell.count >= 2 && cell.first == 0x22 && cell.last == 0x22
      cells.append(hasQuotes ? cell.dropFirst(1).dropLast(1) : cell)
      start = index + 1
    }
    return cells
  }
}
