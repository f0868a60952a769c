import Bytes
import Records
import Testing

@testable import Usage

@Suite struct FileHeadTests {
  /// A byte order mark, and no line's end in all that is looked at.
  @Test(arguments: [FileHead.bytesMaximum, FileHead.bytesMaximum - 1, 3, 4])
  func oneLongLine(_ count: Int) {
    let bytes = [0xEF, 0xBB, 0xBF] + [UInt8](repeating: 0x41, count: count - 3)
    bytes.withUnsafeBufferPointer {
      let head = FileHead(
        ByteSlice($0), formats: LogFormats(), context: ReaderContext())
      #expect(head.format == nil)
    }
  }

  /// What a client sends looks like a time with its zone, in a log whose times have none.
  @Test(arguments: ["USER [10:00:00 -1200]", "USER x [24/Oct/2026:10:00:00 -1200]"])
  func zoneInCommand(_ command: String) async throws {
    let log = [
      "Connected on port 21, sending welcome message...", command, "331 Password required",
    ].map { "(000001) 10/13/2026 10:00:00 - (not logged in) (192.0.2.7)> \($0)\n" }.joined()
    let found = try await Analysed(log: log)
    #expect(found.sessions.map(\.start) == [Timestamp(rfc3339: "2026-10-13T10:00:00Z")])
  }

  /// Only a zone's distance from UTC is one; its name would be the reader's own zone, or a country's.
  @Test(arguments: [
    ("+0200", 7200), ("-0530", -19_800), ("local", nil), ("Japan", nil), ("+99:9", nil),
  ])
  func zone(_ word: String, _ seconds: Int?) {
    let line = "192.0.2.1 - bob [01/Oct/2026:10:05:59 \(word)] \"PASS (hidden)\" 230 -\n"
    Array(line.utf8).withUnsafeBufferPointer {
      let head = FileHead(
        ByteSlice($0), formats: LogFormats(), context: ReaderContext())
      #expect(head.zone == seconds.map { LogZone(offsetSeconds: $0) })
    }
  }
}
