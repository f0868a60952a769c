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
    // Quotes within quotes stay as they are: no column that matters has any.
    let cells = line.csvFields(separator: 0x2C)
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
}
