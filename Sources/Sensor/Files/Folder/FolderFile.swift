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
    var failure: FileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, taken in
      let got = pread(file.number, buffer.baseAddress, count, off_t(offset))
      if got < 0 { failure = FileError(errno: errno) }
      taken = max(0, got)
    }
    if let failure { throw failure }
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
