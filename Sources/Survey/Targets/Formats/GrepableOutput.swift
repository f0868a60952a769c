import Bytes

/// The `-oG` of masscan and nmap: `Host: 192.0.2.1 ()`, a tab, `Ports: 990/open/tcp//ftps///`, with
/// commas between ports; before it `Timestamp: N` and a tab, as masscan writes it.
///
/// The last field of a port is a version, which may have commas; nmap writes `|` for each slash in
/// it (`output.cc`), so that only the comma behind a slash ends the port.
struct GrepableOutput: TargetFormat {
  func recognises(_ line: ByteSlice) -> Bool {
    line.starts(with: "Host: ") || line.starts(with: "Timestamp: ")
  }

  mutating func read(_ line: ByteSlice, _ found: (TargetSpec) -> Void) throws(MalformedTarget) {
    guard let host = line.firstRange(of: "Host: ") else {
      throw MalformedTarget("no host in a line of grepable output")
    }
    var cursor = ByteCursor(line.dropFirst(host.upperBound))
    guard let word = cursor.word(), let address = IPAddress(word) else {
      throw MalformedTarget("no address in the line")
    }
    // `Status: Up`, or a host without ports.
    guard cursor.take(until: "Ports: ") != nil else { return }
    var ports = ByteCursor(cursor.take(until: 0x09) ?? cursor.rest)
    while !ports.isAtEnd {
      var entry = ByteCursor((ports.take(until: "/,") ?? takeRest(&ports)).trimmed)
      guard let number = entry.take(until: 0x2F), let state = entry.take(until: 0x2F),
        let transport = entry.take(until: 0x2F)
      else { throw MalformedTarget("a port is written NUMBER/STATE/tcp/…") }
      if state == "open", transport == "tcp" {
        found(TargetSpec(address, port: try TargetSpec.port(number)))
      }
    }
  }

  private func takeRest(_ cursor: inout ByteCursor) -> ByteSlice {
    cursor.take(cursor.rest.count) ?? .empty
  }
}
