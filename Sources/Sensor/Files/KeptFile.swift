import Bytes
import Glibc
import Inputs

/// An upload as the quarantine has it. It is opened for each piece that is read: who brings many
/// files is not to hold as many descriptors.
public final class KeptFile: ReadableFile, Equatable, Sendable {
  let path: String
  /// Bytes.
  public let size: Int

  public init(path: String, size: Int) {
    self.path = path
    self.size = size
  }

  public static func == (left: KeptFile, right: KeptFile) -> Bool {
    left.path == right.path && left.size == right.size
  }

  public func read(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
    guard offset >= 0, offset < size, count > 0 else { return [] }
    let number = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard number >= 0 else { throw .missing }
    defer { close(number) }
    let bytes = [UInt8].read(number, at: offset, count: min(count, size - offset))
    // None where it is shorter than it was: somebody else has changed it.
    guard let bytes, !bytes.isEmpty else { throw .missing }
    return bytes
  }
}
