import Bytes
import Inputs

/// A file that is read as it grows. When another file takes its name, the rest of the old one is
/// read first; when it is cut short, it is read from its start.
final class FollowedFile {
  private static let readBytes = 262_144

  let path: String
  var number: UInt32 = 0
  var router: LineRouter?
  var batch = EventBatch()
  var source: UsageSummary.Source
  /// Lines read of the file that has the name now.
  private(set) var linesInFile = 0

  private var bytes: FileBytes?
  private var position = 0
  private var carry: [UInt8] = []
  private var isNew = true

  init(_ path: String) {
    self.path = path
    source = UsageSummary.Source(path: path)
  }

  /// When the file was last written, in seconds since 1970.
  var writtenSeconds: Int { bytes?.writtenSeconds ?? 0 }

  /// Gives whole lines that have come, and whether they are a file's first.
  func next(_ body: (ByteSlice, Bool) -> Void) {
    readOn(body)
    guard let now = try? FileBytes(path: path) else { return }
    if let bytes, bytes.identity == now.identity, now.size >= position { return }
    if bytes != nil { readOn(body) }
    bytes = now
    position = 0
    carry = []
    linesInFile = 0
    isNew = true
    readOn(body)
  }

  /// Counts what was read.
  func count(_ report: ReadReport, _ count: Int) {
    linesInFile += Int(report.lines)
    source.lines += Int(report.lines)
    source.malformed += report.malformed
    source.skipped += report.skipped
    source.bytes += count
  }

  private func readOn(_ body: (ByteSlice, Bool) -> Void) {
    guard let bytes else { return }
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Self.readBytes)
    defer { buffer.deallocate() }
    while let count = try? bytes.read(into: buffer), count > 0 {
      position += count
      carry.append(contentsOf: buffer[0..<count])
      give(body)
    }
  }

  private func give(_ body: (ByteSlice, Bool) -> Void) {
    carry.withUnsafeBufferPointer { all in
      let all = ByteSlice(all)
      guard let end = all.lastIndex(of: 0x0A) else { return }
      body(all[0..<(end + 1)], isNew)
    }
    guard let end = carry.lastIndex(of: 0x0A) else {
      // A line without an end is not kept for ever.
      if carry.count > LineCursor.lineBytesMaximum { carry.removeAll() }
      return
    }
    isNew = false
    carry.removeSubrange(0...end)
  }
}
