import Bytes
import Testing

@testable import Usage

/// The fast way of reading IIS's lines tells what the general way tells, whatever the bytes.
@Suite struct IISFastTests {
  private static let header = "#Fields: date time c-ip cs-username s-ip "
  private static let guid = "5059c5c2-4118-469b-a463-14226450e07c"

  /// Columns after the first five, and a line.
  private static let cases = [
    (
      "s-port cs-method cs-uri-stem sc-status sc-win32-status sc-substatus x-session x-fullpath",
      "2026-10-01 09:59:30 10.16.26.5 PRESS\\bob 10.0.0.20 21 RETR a.xml 226 0 0 \(guid) /a.xml"
    ),
    (
      "s-port cs-method cs-uri-stem sc-status sc-substatus x-session",
      "2026-10-01 23:00:01 10.8.23.7 - 10.0.0.20 990 ControlChannelOpened - - 0 \(guid)"
    ),
    (
      "cs-method cs-uri-stem sc-status sc-substatus c-port s-port",
      "2026-10-01 09:59:30 fe80::1%7 b+b 10.0.0.20 PWD - 257 26 50123 21"
    ),
  ]

  private static let bytes: [UInt8] = [
    0x00, 0x0A, 0x0D, 0x20, 0x2B, 0x2D, 0x2F, 0x30, 0x31, 0x39, 0x3A, 0x41, 0x7A, 0x80, 0x8A, 0xE8,
    0xFF,
  ]

  @Test(arguments: 0..<3, ["\n", "\r\n", ""])
  func sameAsGeneral(_ number: Int, _ end: String) {
    let (columns, line) = Self.cases[number]
    let start = Array("\(Self.header)\(columns)\n".utf8)
    let whole = start + Array((line + end).utf8)
    #expect(Self.events(whole, isFast: true) == Self.events(whole, isFast: false))
    for place in start.count..<whole.count {
      for byte in Self.bytes {
        var changed = whole
        changed[place] = byte
        let fast = Self.events(changed, isFast: true)
        let general = Self.events(changed, isFast: false)
        if fast != general { Issue.record("byte \(byte) at \(place): \(fast), not \(general)") }
      }
    }
  }

  private static func events(_ bytes: [UInt8], isFast: Bool) -> [String] {
    bytes.withUnsafeBufferPointer { bytes in
      var reader = IISLog(ReaderContext())
      var cursor = LineCursor(ByteSlice(bytes))
      var batch = EventBatch()
      var report = ReadReport()
      var words: [String] = []
      while let line = cursor.line {
        let trouble =
          isFast
          ? reader.readLines(&cursor, into: &batch, report: &report)
          : reader.readLine(line, &cursor, into: &batch, report: &report)
        guard let trouble else { continue }
        words.append("\(cursor.number): \(trouble)")
        cursor.advance()
      }
      for event in batch.events {
        var event = event
        // What stands there in a connect's line is nobody's.
        if event.kind != .command { event.argument = .empty }
        words.append(
          "\(event.line): \(describe(event)) \(event.key.hex) \(event.source.escapedText)")
      }
      return words
    }
  }
}
