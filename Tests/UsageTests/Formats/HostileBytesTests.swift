import Bytes
import Testing

@testable import Usage

/// No reader traps on a line that breaks off or has a byte changed.
@Suite struct HostileBytesTests {
  static let lines = [
    "#Fields: date time c-ip c-port cs-username s-ip s-port cs-method cs-uri-stem sc-status x-session",
    "2026-10-01 09:59:30 192.0.2.7 4711 D\\b+b 192.0.2.1 21 USER bob 331 5059c5c2-4118-469b-a463-14226450e07c",
    "#Remark: 2026-10-01 10:00:00 192.0.2.7 4711 - 192.0.2.1 21 TLSHandshakeFinished - - 5059c5c2-4118-469b-a463-14226450e07c",
    "(000001) 1/21/2019 1:39:01 AM - (not logged in) (::ffff:192.0.2.7)> Connected on port 21, sending welcome message...",
    "(000001)15.05.2017 15:32:13 - bob (192.0.2.7)> 211-Features",
    "2025-01-20T14:25:32.946Z DI [FTP Session 725 192.0.2.8 bob] Session 0x5ac8 with ID 725 created.",
    "2025-01-20T14:25:32.946Z << [FTP Session 725 192.0.2.8] 220-Hello",
    #"{"level":"debug","time":"2022-06-02T14:14:54.185","sender":"FTP","connection_id":"FTP_0_1","message":"connection added, local address \"192.0.2.1:2121\", remote address \"192.0.2.9:5618\", num open connections: 1"}"#,
    #"{"level":"info","time":"2025-02-03T04:05:06.007","sender":"FTP","connection_id":"FTP_0_7","message":"User \"b\u00f6b\" logged in with \"password\" from ip \"192.0.2.4\", TLS enabled? true"}"#,
    #"{"level":"debug","time":"2022-06-02T14:14:54.185","sender":"ftpserverlib","server_id":"FTP_0","clientId":"1","line":"USER x","message":"Received line"}"#,
    "[I 2024-01-01 10:00:00 77] ::1:43185-[eve] RETR /a completed=1 bytes=9 seconds=0.1",
    "[I 2024-01-01 10:00:00] 192.0.2.7:43185-[eve] DELE /x y 550 'No such file.'",
    "[I 2024-01-01 10:00:00] >>> starting FTP server on 0.0.0.0:2121, pid=123 <<<",
    "[D 2024-01-01 10:00:00] [debug] SSL connection established (<TLS_FTPHandler(id=1, addr='192.0.2.7:41161')>)",
    "[eve]@192.0.2.7:43185 Disconnected.", "192.0.2.7:43185 ==> 220 ready",
    "XXX []@192.0.2.7 FTP session opened (connect)",
    "#fields\tts\tuid\tid.orig_h\tid.orig_p\tuser\tcommand\targ\treply_code\testablished\tconn_state",
    "1700000000.25\tC1\t192.0.2.7\t40284\tb\\xc3\\xb6b\tPASV\t-\t227\tT\tSF", "#path\tftp",
    #"{"ts":1591367999.305988,"uid":"C9","id.orig_h":"192.0.2.7","id.orig_p":46378,"command":"STOR","arg":"\u00e4","reply_code":226}"#,
    #"{"timestamp":1700000000123,"message":"{\"activity-type\":\"CONNECTED\",\"protocol\":\"FTP\",\"source-ip\":\"192.0.2.8\",\"user\":\"bob\",\"session-id\":\"aa02\"}"}"#,
    #"{"record":"event","time":"2026-10-01T10:00:00Z","sensor":"s","session":1,"source":{"ip":"192.0.2.7","port":1},"type":"command","command":{"verb":"USER","argument":"\ud83d","code":331}}"#,
  ]

  @Test(arguments: LogFormats.known.indices)
  func everyReader(_ format: Int) {
    var reader = LogFormats.known[format].makeReader(ReaderContext(written: .init(milliseconds: 1)))
    var batch = EventBatch()
    func take(_ bytes: [UInt8]) {
      bytes.withUnsafeBufferPointer { buffer in
        let line = ByteSlice(buffer)
        batch.begin(line: 1, line)
        _ = reader.recognises(line)
        _ = reader.read(line, into: &batch)
        batch.removeAll()
      }
    }
    for text in Self.lines {
      let bytes = Array(text.utf8)
      for count in 0...bytes.count { take(Array(bytes[..<count])) }
      for start in 0...bytes.count { take(Array(bytes[start...])) }
      for index in bytes.indices {
        for byte in [0x00, 0x20, 0x22, 0x28, 0x2D, 0x3A, 0x39, 0x5B, 0x5C, 0x5D, 0xFF] as [UInt8] {
          var changed = bytes
          changed[index] = byte
          take(changed)
        }
      }
    }
  }

  /// Whichever columns an IIS log has, in whatever order, its lines and remarks may break off
  /// anywhere.
  @Test func columnsOfIIS() {
    let names = ["cs-method", "sc-status", "date", "time", "c-ip"]
    let values = ["TLSHandshakeFinished", "230", "2026-10-01", "10:00:00", "192.0.2.7"]
    for lacks in 0..<(1 << names.count) {
      for first in names.indices {
        let order = (0..<names.count).map { (first + $0) % names.count }
          .filter { lacks >> $0 & 1 == 0 }
        var text = "#Fields: \(order.map { names[$0] }.joined(separator: " "))\n"
        for method in ["TLSHandshakeFinished", "USER", "[1]USER", "-"] {
          let words = order.map { $0 == 0 ? method : values[$0] }
          for count in 0...words.count {
            let line = words[..<count].joined(separator: " ")
            text += "#Remark: \(line)\n\(line)\n"
          }
        }
        Array(text.utf8).withUnsafeBufferPointer { bytes in
          var reader = IISLog(ReaderContext())
          var cursor = LineCursor(ByteSlice(bytes))
          var batch = EventBatch()
          while let line = cursor.line {
            _ = reader.read(line, into: &batch)
            cursor.advance()
          }
          #expect(reader.columns?.count == order.count, "\(text)")
        }
      }
    }
  }

  /// A line is claimed by one format alone.
  @Test func oneFormatEach() {
    for text in Self.lines where !text.hasPrefix("#fields") {
      var text = text
      let names = text.withUTF8 { bytes in
        LogFormats.known.filter {
          $0.makeReader(ReaderContext()).recognises(ByteSlice(bytes))
        }.map(\.name)
      }
      #expect(names.count <= 1 || names == ["zeek-ftp", "zeek-conn"], "\(text)")
    }
  }
}
