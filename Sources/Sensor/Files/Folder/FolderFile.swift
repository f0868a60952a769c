import Bytes
import Glibc
import Inputs

/// A file of a real folder that is being read.
final class FolderFile: ReadableFile {
  private let file: FolderDescriptor
  let size: Int

  init(_ file: FolderDescriptor, size: Int) {
    self.file = file
    self.size = size
  }

  func read(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
    guard offset >= 0, count > 0 else { return [] }
    guard let bytes = [UInt8].read(file.number, at: offset, count: count) else {
      throw FileError(errno: errno)
    }
    return bytes
  }
}

/// A file of a real folder that is being written.
final class FolderWriter: WritableFile {
  private let file: FolderDescriptor
  private var offset: off_t

  init(_ file: FolderDescriptor, at offset: off_t) {
    self.file = file
    self.offset = offset
  }

  func write(_ bytes: ByteSlice) throws(FileError) {
    let (count, failure) = bytes.write(to: file.number, at: offset)
    offset += off_t(count)
    if failure != 0 { throw FileError(errno: failure) }
  }

  func close(_ kept: KeptFile?) {}
}
