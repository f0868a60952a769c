import Bytes
import Testing

@testable import Sensor

@Suite struct UnwrittenBytesTests {
  /// Whatever is taken at a time, and whatever comes between, all comes in order and once.
  @Test(arguments: [1, 3, 7, 100]) func inOrder(_ taken: Int) {
    var bytes = UnwrittenBytes()
    var all: [UInt8] = []
    var written: [UInt8] = []
    var number: UInt8 = 0
    while !bytes.isEmpty || number < 200 {
      if number < 200 {
        let more = [number, number + 1, number + 2, 0x0A]
        number += 4
        all += more
        bytes.append(more[...])
      }
      bytes.write {
        written += $0[0..<taken].copied
        return min(taken, $0.count)
      }
      #expect(bytes.count == all.count - written.count)
      #expect(bytes.lines == all[written.count...].count { $0 == 0x0A })
    }
    #expect(written == all)
  }
}
