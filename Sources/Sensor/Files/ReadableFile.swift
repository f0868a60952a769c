/// A file that is being read.
public protocol ReadableFile: AnyObject {
  var size: Int { get }
  /// At most `count` bytes from `offset` on; none at the end.
  func read(at offset: Int, count: Int) throws(FileError) -> [UInt8]
}

extension ReadableFile {
  /// The first `count` bytes. Throws `missing` where there are not so many.
  func beginning(_ count: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let piece = try read(at: bytes.count, count: count - bytes.count)
      if piece.isEmpty { throw .missing }
      bytes += piece
    }
    return bytes
  }
}
