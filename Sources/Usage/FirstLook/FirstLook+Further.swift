import Bytes
import Inputs

/// Logs that begin with something else: what a program said before, or comments.
extension FirstLook {
  /// So much of a file is looked through for its first line of a server's log.
  private static let furtherBytesMaximum = 4 * 1024 * 1024

  /// The lines of a text from about its first line of a server's log on, as many as are looked at
  /// in a file's head, where that has none; nil where there are none.
  func lookFurther(
    _ file: InputPaths.File, _ head: FileHead, _ headBytes: Int, _ context: ReaderContext
  ) throws -> [UInt8]? {
    guard head.format == nil, !head.isBinary, headBytes == FileHead.bytesMaximum else { return nil }
    let reader = ChunkReader(try ByteSource(ofText: file.path), size: FileHead.bytesMaximum)
    let chunk = reader.makeChunk()
    var count = 0
    while count < Self.furtherBytesMaximum, !options.isInterrupted(), reader.next(chunk) {
      count += chunk.sourceBytes
      let (found, _) = look(at: chunk.bytes, context)
      if found.isBinary { return nil }
      if found.format != nil { return chunk.bytes.copied }
    }
    return nil
  }
}
