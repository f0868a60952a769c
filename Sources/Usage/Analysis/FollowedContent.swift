import Inputs

/// What has been read of a file, whatever its name is by now: rotation renames files and copies
/// them, and two names may be of one for a moment.
final class FollowedContent {
  fileprivate static let headBytesMaximum = 1024

  let identity: [UInt64]
  /// How far it has been read; what is kept in `carry` is read.
  var position = 0
  /// The half line at its end.
  var carry: [UInt8] = []
  /// Whether no whole line has come of it.
  var isNew = true
  /// Lines read.
  var lines = 0
  /// The first bytes of what was read, by which it is known again.
  private(set) fileprivate var head: [UInt8] = []

  init(_ file: FileBytes) { identity = file.identity }

  /// Notes bytes that were read.
  func add(_ bytes: UnsafeMutableBufferPointer<UInt8>.SubSequence) {
    if head.count < Self.headBytesMaximum {
      head += bytes.prefix(Self.headBytesMaximum - head.count)
    }
    position += bytes.count
    carry += bytes
  }
}

/// The contents that are or were followed.
final class FollowedContents {
  /// More are not remembered: a file of a year ago does not come again under another name.
  private static let countMaximum = 4096

  private var contents: [FollowedContent] = []

  /// The content of a file; nil where that can't be told yet (a copy that is being made, or a
  /// file that begins like another and has no more), and for one that is compressed.
  func content(of file: FileBytes) -> FollowedContent? {
    let head = file.head(FollowedContent.headBytesMaximum)
    let size = file.size
    if file.isCompressed { return nil }
    var isUnclear = false
    var isCopy = false
    for content in contents where !content.head.isEmpty {
      if size < content.position {
        isUnclear = isUnclear || content.head.starts(with: head)
      } else if head.starts(with: content.head) {
        let isWhole = content.head.count == FollowedContent.headBytesMaximum
        if isWhole || content.identity == file.identity { return content }
        isCopy = isCopy || size == content.position
      }
    }
    if isUnclear, !isCopy { return nil }
    let content = FollowedContent(file)
    if isCopy {
      // Too short to say more than that it has been read.
      content.position = size
      content.isNew = false
    }
    if contents.count == Self.countMaximum { contents.removeFirst() }
    contents.append(content)
    return content
  }
}
