import Bytes

/// What masscan prints while it runs: `Discovered open port 990/tcp on 192.0.2.1`.
struct DiscoveredPort: TargetFormat {
  func recognises(_ line: ByteSlice) -> Bool { line.starts(with: "Discovered ") }

  mutating func read(_ line: ByteSlice, _ found: (TargetSpec) -> Void) throws(MalformedTarget) {
    var cursor = ByteCursor(line)
    guard cursor.skip("Discovered open port "), let port = cursor.take(until: 0x2F),
      let transport = cursor.word(), cursor.skip("on "), let host = cursor.word()
    else { throw MalformedTarget("no line of masscan's: 'Discovered open port N/tcp on ADDRESS'") }
    guard transport == "tcp" else { return }
    found(try ScannedPort.spec(host, port))
  }
}

/// What every scanner's output comes down to.
enum ScannedPort {
  /// An address and a port as a scanner wrote them.
  static func spec(_ host: ByteSlice, _ port: ByteSlice) throws(MalformedTarget) -> TargetSpec {
    guard let address = IPAddress(host) else { throw MalformedTarget("no address in the line") }
    return TargetSpec(address, port: try TargetSpec.port(port))
  }
}
