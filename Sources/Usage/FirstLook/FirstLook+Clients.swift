import Bytes
import Inputs

/// Whose lines are whose, in logs of ProFTPD's that have several addresses in each.
extension FirstLook {
  /// So much of a file is looked through for a second client, and so many lines of one are enough.
  private static let clientBytesMaximum = 256 * 1024 * 1024
  private static let clientLinesMaximum = 32

  /// What is to be known where no second client was found.
  static let assumedClient =
    "which of its addresses is the client's does not show: the one beside the user's name is taken"

  /// Looks through a file whose head has one client only: by the first line of another it shows
  /// which of the addresses is the client's.
  func lookForClients(
    _ bytes: ByteSource, _ head: inout FileHead, _ first: [UInt8], _ wrapping: LineWrapping?,
    path: String
  ) {
    guard var columns = head.columns, columns.isAssumed else { return }
    var context = context(path: path, written: bytes.written)
    context.codePlace = head.codePlace ?? 0
    var lines = first.withSlice { first in
      wrapping.map { LineUnwrapper($0).unwrap(first) } ?? first.copied
    }
    lines.removeLast(lines.count - (lines.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0))
    let reader = ChunkReader(
      bytes, size: options.chunkBytes, unwrapper: wrapping.map { LineUnwrapper($0) })
    let chunk = reader.makeChunk()
    var (count, found) = (0, 0)
    while columns.isAssumed, found < Self.clientLinesMaximum, count < Self.clientBytesMaximum,
      !options.isInterrupted(), reader.next(chunk)
    {
      count += chunk.sourceBytes
      var cursor = LineCursor(chunk.bytes)
      while columns.isAssumed, found < Self.clientLinesMaximum, let line = cursor.line {
        if columns.isDifferent(line, context) {
          found += 1
          lines += line.copied + [0x0A]
          let more = lines.withSlice { ProFTPDColumns($0, context) }
          columns = more ?? columns
        }
        cursor.advance()
      }
    }
    head.columns = columns
  }
}
