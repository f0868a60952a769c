import Bytes
import Inputs
import Records

/// One document of JSON that holds many lines, as log platforms answer, or objects that are written
/// over several lines each: makes a line of each entry, without holding more than one.
///
/// An entry is where its last line is, so that the numbers of lines are the file's. Where several
/// are on one line, each counts as a line. What is in the document beside them is dropped; what is
/// outside of any is kept.
final class JSONDocument: ByteDecoder {
  /// So much is looked at to find out what a text is.
  private static let headBytesMaximum = FileHead.bytesMaximum
  private static let readBytes = 65_536

  private var entries: JSONEntries
  private var made = PendingBytes()
  private var isAtEnd = false

  /// Goes on from what comes next in a text; nil where that begins no such document. Throws
  /// `FileProblem`.
  init?(_ bytes: ByteSource) throws {
    var head = try bytes.peek(4)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    guard let first = head.starts(with: mark) ? head.last : head.first,
      first == 0x7B || first == 0x5B
    else { return nil }
    var shape = JSONShape(.empty)
    var looked = 0
    repeat {
      // A stream may have more later; each look is at twice as much.
      let before = head.count
      head = try bytes.peek(Self.headBytesMaximum)
      let isEnd = head.count == before || head.count == Self.headBytesMaximum
      if isEnd || head.count >= looked * 2 {
        shape = head.withSlice { JSONShape($0.withoutByteOrderMark) }
        looked = head.count
      }
      if isEnd { break }
    } while shape.isOpen
    guard let place = shape.place else { return nil }
    entries = JSONEntries(place)
    var lines: [UInt8] = []
    head.withSlice { entries.read($0.withoutByteOrderMark, into: &lines) }
    made = PendingBytes(lines)
  }

  func decode(
    into buffer: UnsafeMutableBufferPointer<UInt8>,
    more: (UnsafeMutableBufferPointer<UInt8>) throws -> Int
  ) throws -> Int {
    while made.isEmpty {
      if isAtEnd { return 0 }
      made = PendingBytes(try lines(of: more))
    }
    return made.take(into: buffer)
  }

  /// The entries that are whole with what comes next.
  private func lines(
    of more: (UnsafeMutableBufferPointer<UInt8>) throws -> Int
  ) throws -> [UInt8] {
    try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.readBytes) { piece in
      var lines: [UInt8] = []
      let count = try more(piece)
      isAtEnd = count == 0
      if isAtEnd {
        entries.finish(into: &lines)
      } else {
        entries.read(ByteSlice(UnsafeBufferPointer(rebasing: piece[0..<count])), into: &lines)
      }
      return lines
    }
  }
}

extension FileBytes {
  /// Whether the bytes are such a document.
  var isJSONDocument: Bool {
    let head = (try? headOfText(FileHead.bytesMaximum)) ?? []
    return head.withSlice { JSONShape($0.withoutByteOrderMark).place != nil }
  }
}
