import Foundation
import Glibc
import TestSupport
import Testing

@testable import Sensor

/// A folder that one sensor has.
@Suite struct FolderLockTests {
  /// It is had once, and the folder itself may be locked by whoever makes a store in it.
  @Test func leavesTheFolderItselfFree() throws {
    let own = try TemporaryFolder()
    let folder = own.path
    do {
      let lock = try FolderLock(folder, mend: "name another")
      defer { withExtendedLifetime(lock) {} }
      #expect(throws: SensorProblem("\(folder): this sensor uses it already; name another")) {
        try FolderLock(folder, mend: "name another")
      }
      let descriptor = open(folder, O_RDONLY | O_DIRECTORY)
      defer { close(descriptor) }
      #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    }
    _ = try FolderLock(folder, mend: "name another")
  }
}
