import Bytes

/// masscan's `-oL`: `open tcp 990 192.0.2.1 1390380064`.
struct MasscanList: TargetFormat {
  func recognises(_ line: ByteSlice) -> Bool {
    var cursor = ByteCursor(line)
    guard let status = cursor.word(), cursor.word() != nil, cursor.word()?.integer != nil else {
      return false
    }
    return status == "open" || status == "closed" || status == "banner"
  }

  mutating func read(_ line: ByteSlice, _ found: (TargetSpec) -> Void) throws(MalformedTarget) {
    var cursor = ByteCursor(line)
    let status = cursor.word()
    let transport = cursor.word()
    guard let port = cursor.word(), let host = cursor.word() else {
      throw MalformedTarget("no line of masscan's list: 'open tcp PORT ADDRESS TIME'")
    }
    guard status?.text == "open", transport?.text == "tcp" else { return }
    found(try ScannedPort.spec(host, port))
  }
}
