import Bytes
import Inputs

/// A file that is read as it grows. When another file takes its name, the rest of the old one is
/// read first; when it is cut short, it is read from its start. What has been read under another
/// name is not read again.
final class FollowedFile {
  private static let readBytes = 262_144
  /// A file that could not be found so often is let go of, so that its place on the disk can be
  /// used again.
  private static let missesMaximum = 240

  let path: String
  /// Whether it is read up to where it ended at the look before: what it tells again, the other
  /// logs have told by then.
  var lags = false
  private var sizeBefore = 0
  /// The state that what had the name before ended in.
  private(set) var routerBefore: LineRouter?
  var batch = EventBatch()
  var source: UsageSummary.Source
  /// The servers in no known form that have been told of.
  var toldServers: Set<String> = []
  /// Lines read of the file that has the name now.
  var linesInFile: Int { content?.lines ?? 0 }

  private let isNamed: Bool
  private let contents: FollowedContents
  private var content: FollowedContent?
  private var bytes: FileBytes?
  private var misses = 0

  init(_ file: InputPaths.File, among contents: FollowedContents) {
    path = file.path
    isNamed = file.isNamed
    self.contents = contents
    source = UsageSummary.Source(path: path)
  }

  /// When the file was last written.
  var written: Timestamp { bytes?.written ?? Timestamp(milliseconds: 0) }

  /// Gives whole lines that have come, and what they are of; all of them at the last look.
  func next(isLast: Bool = false, _ body: (ByteSlice, FollowedContent) -> Void) {
    let isBehind = lags && !isLast
    // Copied and truncated, and longer than before already: there is no rest of it.
    if let content, let file = bytes, file.size > content.position, !content.begins(file) {
      bytes = nil
    }
    readOn(upTo: isBehind ? sizeBefore : .max, body)
    guard let now = try? FileBytes(path: path) else {
      misses += 1
      if misses == Self.missesMaximum { bytes = nil }
      return
    }
    misses = 0
    sizeBefore = now.size
    if let content, bytes?.identity == now.identity {
      if now.size >= content.position { return }
      // Cut short: there is no rest of it.
      bytes = nil
    }
    // What has another name now does not grow any more.
    readOn(upTo: .max, body)
    guard let next = contents.content(of: now) else {
      if !now.isRegular { source.problem = "no regular file, and not followed" }
      if isNamed, now.isCompressed { source.problem = "compressed, and not followed" }
      if isNamed, now.isUTF16 { source.problem = "UTF-16, and not followed" }
      return
    }
    bytes = now
    routerBefore = content?.router ?? routerBefore
    content = next
    readOn(upTo: isBehind ? 0 : .max, body)
  }

  /// Counts what was read.
  func count(_ report: ReadReport, _ count: Int) {
    content?.lines += Int(report.lines)
    source.lines += Int(report.lines)
    source.add(report)
    source.bytes += count
  }

  private func readOn(upTo end: Int, _ body: (ByteSlice, FollowedContent) -> Void) {
    guard let bytes, let content, content.position < end else { return }
    bytes.seek(to: content.position)
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Self.readBytes)
    defer { buffer.deallocate() }
    while content.position < end,
      let count = try? bytes.read(
        into: UnsafeMutableBufferPointer(
          rebasing: buffer[0..<min(buffer.count, end - content.position)])), count > 0
    {
      guard content.add(UnsafeMutableBufferPointer(rebasing: buffer[0..<count])) else {
        content.position = min(end, bytes.endOfHole(from: content.position))
        bytes.seek(to: content.position)
        continue
      }
      give(content, body)
    }
  }

  private func give(_ content: FollowedContent, _ body: (ByteSlice, FollowedContent) -> Void) {
    content.carry.withUnsafeBufferPointer { all in
      let all = ByteSlice(all)
      guard let end = all.lastIndex(of: 0x0A) else { return }
      body(all[0..<(end + 1)], content)
    }
    guard let end = content.carry.lastIndex(of: 0x0A) else {
      // Of a line that is too long so much is kept that it is one, until its end comes.
      if content.carry.count > LineCursor.lineBytesMaximum {
        content.carry.removeSubrange((LineCursor.lineBytesMaximum + 1)...)
      }
      return
    }
    content.carry.removeSubrange(0...end)
  }
}
