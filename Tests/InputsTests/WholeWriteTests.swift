import Bytes
import Glibc
import Inputs
import TestSupport
import Testing

@Suite struct WholeWriteTests {
  /// A pipe takes 64 KiB and no more: what it took is told, and why no more.
  @Test func whatIsTakenIsTold() {
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0 && fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0)
    defer { for end in ends where end >= 0 { close(end) } }
    let lines = [UInt8](repeating: 0x0A, count: 300_000)
    let (count, failure) = lines.writeLines(to: ends[1])
    #expect(count > 0 && count < lines.count)
    #expect(failure == EAGAIN)
    close(ends[0])
    ends[0] = -1
    #expect(([0x0A] as [UInt8]).write(to: -1) == (0, EBADF))
  }

  @Test func allIsWritten() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/lines"
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(file) }
    #expect(Array("one\ntwo\n".utf8).writeLines(to: file) == (8, 0))
    let one = Array("ONE".utf8).withSlice { $0.write(to: file, at: 0) }
    #expect(one == (3, 0))
  }
}
