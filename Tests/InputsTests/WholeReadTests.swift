import Foundation
import Glibc
import Inputs
import TestSupport
import Testing

@Suite struct WholeReadTests {
  @Test(arguments: [0, 1, 65_535, 65_536, 200_000])
  func whole(_ count: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a"
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    #expect(ReplacementFile.write(bytes, to: path) == 0)
    #expect([UInt8].read(path) == (bytes, 0))
    #expect([UInt8].read(path, countMaximum: count).bytes == bytes)
    if count > 0 { #expect([UInt8].read(path, countMaximum: count - 1).bytes.count >= count) }
    #expect([UInt8].read(path + "/no").failure == ENOTDIR)
    #expect([UInt8].read(path + "no").failure == ENOENT)
    #expect([UInt8].read(folder.path).failure == EISDIR)
  }
}
