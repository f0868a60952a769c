import Bytes
import Inputs

/// What has been read of a file, whatever its name is by now: rotation renames files and copies
/// them, and two names may be of one for a moment.
final class FollowedContent {
  fileprivate static let headBytesMaximum = 1024

  let identity: FileIdentity
  /// How far it has been read; what is kept in `carry` is read.
  var position = 0
  /// The half line at its end.
  var carry: [UInt8] = []
  /// The state after the lines that were read; nil before the first.
  var router: LineRouter?
  /// Takes its lines out of what they are wrapped in; nil for most.
  var unwrapper: LineUnwrapper?
  /// Whether it can't be read as it grows.
  var isPassedOver = false
  /// Its number among the run's files.
  var number: UInt32 = 0
  private var holes = HoleFilter()
  /// Lines read.
  var lines = 0
  /// Whole lines that it begins with and that were read in another file, or before there was more
  /// than a header.
  private(set) var readElsewhere: [UInt8] = []
  /// The first bytes of what was read, by which it is known again.
  private(set) fileprivate var head: [UInt8] = []

  /// The content of a file; what it begins with has been read where another's, too short to say
  /// that the two are one, is all of that.
  init(_ file: FileBytes, after other: FollowedContent? = nil) {
    identity = file.identity
    guard let other else { return }
    position = other.position
    carry = other.carry
    lines = other.lines
    head = other.head
    holes = other.holes
    readElsewhere = head.dropLast(carry.count)
  }

  /// Takes the whole lines that have come; nil where there is none.
  func takeLines(into arena: ByteArena) -> ByteSlice? {
    guard let end = carry.lastIndex(of: 0x0A) else {
      // Of a line that is too long so much is kept that it is one, until its end comes.
      if carry.count > LineCursor.lineBytesMaximum {
        carry.removeSubrange((LineCursor.lineBytesMaximum + 1)...)
      }
      return nil
    }
    let lines = arena.keep(carry[0...end])
    carry.removeSubrange(0...end)
    return lines
  }

  /// Notes whole lines that are to be read again with those that follow.
  func leaveToBegin(_ lines: ByteSlice) { readElsewhere += lines.copied }

  /// Whether a file still begins with what was read.
  func begins(_ file: FileBytes) -> Bool {
    // What can't be read tells so where it is read on.
    head.isEmpty || (try? file.headOfText(head.count).starts(with: head)) ?? true
  }

  /// Notes bytes that were read; false where they are nothing but a hole.
  func add(_ bytes: UnsafeMutableBufferPointer<UInt8>) -> Bool {
    position += bytes.count
    let bytes = bytes[0..<holes.filter(bytes)]
    if head.count < Self.headBytesMaximum {
      head += bytes.prefix(Self.headBytesMaximum - head.count)
    }
    carry += bytes
    return !bytes.isEmpty
  }
}

/// The contents that are or were followed.
final class FollowedContents {
  private static let bufferBytes = 262_144

  /// More are not remembered, those that are followed aside: a file of a year ago does not come
  /// again under another name.
  private let countMaximum: Int
  private var contents: [FollowedContent] = []
  /// What files are read into, one after another.
  let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bufferBytes)

  init(countMaximum: Int = 4096) { self.countMaximum = countMaximum }

  deinit { buffer.deallocate() }

  /// The content of a file; nil where that can't be told yet (a copy that is being made, or a
  /// file that begins like another and has no more), and for one that is compressed, a document
  /// of JSON, or no regular file. Throws `FileProblem`.
  func content(of file: FileBytes) throws -> FollowedContent? {
    let head = try file.headOfText(FollowedContent.headBytesMaximum)
    let size = file.size
    if !file.isRegular || file.isCompressed || file.isUTF16 || file.isJSONDocument { return nil }
    var isUnclear = false
    var beginning: FollowedContent?
    for content in contents where !content.head.isEmpty {
      if size < content.position {
        isUnclear = isUnclear || content.head.starts(with: head)
      } else if head.starts(with: content.head) {
        let isWhole = content.head.count == FollowedContent.headBytesMaximum
        if isWhole || content.identity == file.identity { return content }
        if content.position > beginning?.position ?? 0 { beginning = content }
      }
    }
    if isUnclear, beginning?.position != size { return nil }
    let content = FollowedContent(file, after: beginning)
    if contents.count >= countMaximum,
      let index = contents.indices.first(where: { isKnownUniquelyReferenced(&contents[$0]) })
    {
      // The oldest that no file has any more.
      contents.remove(at: index)
    }
    contents.append(content)
    return content
  }
}
