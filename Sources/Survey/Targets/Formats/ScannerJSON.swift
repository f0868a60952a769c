import Bytes
import Records

/// JSON objects, one a line: zmap's (`saddr`, `sport`), masscan's `-oJ` and `-oD` (`ip` with
/// `ports` or `port`), and anything else with `ip` and `port`, such as ftpscope's own records. Of
/// its records of names the name is asked, once where records of one name follow each other.
///
/// masscan's `-oJ` is one array over all lines: brackets and commas around objects are passed
/// over, and so is the `{finished: 1}` of its older versions.
struct ScannerJSON: TargetFormat {
  private var fields = JSONFields()
  private let arena = ByteArena()
  private var nameBefore = ""

  func recognises(_ line: ByteSlice) -> Bool {
    guard let first = line.first else { return false }
    if first == 0x7B || first == 0x2C { return true }
    // `[` opens an array, and an IPv6 address too.
    return line == "[" || line == "]" || line.starts(with: "[{") || line.starts(with: "[ {")
  }

  mutating func read(_ line: ByteSlice, _ found: (TargetSpec) -> Void) throws(MalformedTarget) {
    var lower = 0
    var upper = line.count
    while lower < upper, Self.isFraming(line[lower]) { lower += 1 }
    while upper > lower, Self.isFraming(line[upper - 1]) { upper -= 1 }
    let object = line[lower..<upper]
    if object.isEmpty || object.starts(with: "{finished") { return }
    guard fields.read(object) else { throw MalformedTarget("no JSON object") }
    if fields.raw("record").map({ $0 == "name" }) ?? false { return try readName(found) }
    guard let host = fields.raw("saddr") ?? fields.raw("ip") else {
      throw MalformedTarget("neither ip nor saddr in the object")
    }
    guard let address = IPAddress(host) else { throw MalformedTarget("no address in the object") }
    if fields.has("ports") {
      for element in fields.elements("ports") {
        guard isOpen(element.raw("status"), transport: element.raw("proto")) else { continue }
        found(TargetSpec(address, port: try TargetSpec.port(element.integer("port"))))
      }
      return
    }
    let isStatus = fields.raw("rec_type").map { $0 == "status" } ?? true
    guard isStatus, isAnswer() else { return }
    let port = fields.raw("sport") ?? fields.raw("port")
    found(
      TargetSpec(
        address,
        port: try port.map { text throws(MalformedTarget) in
          try TargetSpec.port(text)
        }))
  }

  private mutating func readName(_ found: (TargetSpec) -> Void) throws(MalformedTarget) {
    arena.reset()
    guard let text = fields.text("name", in: arena) else {
      throw MalformedTarget("no name in the record")
    }
    let name = try TargetSpec.name(text)
    if name == nameBefore { return }
    nameBefore = name
    found(TargetSpec(.name(name)))
  }

  private static func isFraming(_ byte: UInt8) -> Bool {
    byte == 0x2C || byte == 0x5B || byte == 0x5D || byte.isBlank
  }

  /// masscan tells of banners in objects of their own, which have no status.
  private func isOpen(_ status: ByteSlice?, transport: ByteSlice?) -> Bool {
    status.map { $0 == "open" } ?? false && (transport.map { $0 == "tcp" } ?? true)
  }

  /// Whether the object tells of a port that took the connection: zmap's `success`, masscan's
  /// `data.status`; a record without either does.
  private func isAnswer() -> Bool {
    if let success = fields.raw("success"), success == "0" || success == "false" { return false }
    if let transport = fields.raw("proto"), transport != "tcp" { return false }
    return fields.raw("data", "status").map { $0 == "open" } ?? true
  }
}
