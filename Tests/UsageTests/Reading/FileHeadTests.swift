import Bytes
import Testing

@testable import Usage

@Suite struct FileHeadTests {
  /// A byte order mark, and no line's end in all that is looked at.
  @Test(arguments: [FileHead.bytesMaximum, FileHead.bytesMaximum - 1, 3, 4])
  func oneLongLine(_ count: Int) {
    let bytes = [0xEF, 0xBB, 0xBF] + [UInt8](repeating: 0x41, count: count - 3)
    bytes.withUnsafeBufferPointer {
      let head = FileHead(
        ByteSlice($0), formats: LogFormats.all, context: ReaderContext(), only: nil)
      #expect(head.format == nil)
    }
  }
}
