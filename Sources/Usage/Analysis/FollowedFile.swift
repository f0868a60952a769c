import Bytes
import Inputs

/// A file that is read as it grows. When another file takes its name, the rest of the old one is
/// read first; when it is cut short, it is read from its start. What has been read under another
/// name is not read again.
final class FollowedFile {
  /// A file that could not be found so often is let go of, so that its place on the disk can be
  /// used again.
  private static let missesMaximum = 240

  /// What it is read with.
  enum Role {
    /// No other log tells of its sessions.
    case alone
    /// A log beside others that tell of the same sessions.
    case joined(FollowedGroup)
    /// A transfer log, which tells again what others have told.
    case transfers

    var isOfTransfers: Bool {
      if case .transfers = self { true } else { false }
    }
  }

  let path: String
  var role = Role.alone
  /// Whether it is read up to where it ended at the look before: what it tells is judged by what
  /// other logs have told by then.
  var lags = false
  /// What its first lines show; nil before there are any.
  var head: FileHead?
  /// Its size at the last look, and how far it is read in this one.
  private var size = 0
  private var limit = Int.max
  /// The state that what had the name before ended in.
  private(set) var routerBefore: LineRouter?
  var batch = EventBatch()
  /// Keeps the lines that were given last, and what they hold of others.
  let arena = ByteArena()
  var source: UsageSummary.Source
  /// The first of its lines that could not be read.
  private(set) var malformedLines: [UsageSummary.MalformedLine] = []
  /// The number, among the run's files, of what was read last, and how many of its lines come
  /// before.
  private(set) var number: UInt32 = 0
  private(set) var linesBefore: UInt64 = 0
  /// The servers in no known form that have been told of, and the last problem.
  var toldServers: Set<String> = []
  var toldProblem: String?

  private let isNamed: Bool
  private let contents: FollowedContents
  private var content: FollowedContent?
  private var bytes: FileBytes?
  private var misses = 0
  private var stage = Stage.over
  private var looks = 0
  /// Why it could not be read at the last attempt.
  private var failure: String?
  private var isBehind = false
  private var next: FileBytes?

  /// How far a look has come.
  ///
  ///     look ─► rest ─► name ──────────► over      the name is of what is read, or of nothing
  ///                      │                ▲
  ///                      │ of another     │ nothing is known of it yet
  ///                      ▼                │
  ///                   restOfOld ──────────┤
  ///                      │                │
  ///                      ▼                │
  ///                     new ──────────────┘
  private enum Stage {
    /// Reads on what it has been reading.
    case rest
    /// Finds out what has the name now.
    case name
    /// Reads to its end what had the name before.
    case restOfOld
    /// Reads what has it now.
    case new
    case over
  }

  init(_ file: InputPaths.File, among contents: FollowedContents) {
    path = file.path
    isNamed = file.isNamed
    self.contents = contents
    source = UsageSummary.Source(path: path)
  }

  /// When the file was last written.
  var written: Timestamp { bytes?.written ?? Timestamp(milliseconds: 0) }

  /// Whether what was there when it was found has been read.
  var hasCaughtUp: Bool { looks > 1 }

  /// Begins to look at what has come; at all of it at the last look.
  func look(isLast: Bool = false) {
    looks += 1
    isBehind = lags && !isLast
    limit = isBehind ? size : .max
    if lags { size = (try? FileBytes.status(of: path))?.size ?? 0 }
    // Copied and truncated, and longer than before already: there is no rest of it.
    if let content, let file = bytes, file.size > content.position, !content.begins(file) {
      bytes = nil
    }
    stage = .rest
  }

  /// The next whole lines that have come, and what they are of; nil where there are no more in
  /// this look. They stay until the next are asked for.
  func nextLines() -> (lines: ByteSlice, content: FollowedContent)? {
    while true {
      switch stage {
      case .rest:
        if let lines = readOn(upTo: limit) { return lines }
        stage = .name
      case .name: stage = lookAtName()
      case .restOfOld:
        // What has another name now does not grow any more.
        if let lines = readOn(upTo: .max) { return lines }
        stage = takeNext()
      case .new:
        if let lines = readOn(upTo: isBehind ? 0 : .max) { return lines }
        stage = .over
      case .over: return nil
      }
    }
  }

  /// Finds out what has the name now.
  private func lookAtName() -> Stage {
    do {
      // Most looks find nothing new, and open nothing.
      if let content, let bytes {
        let now = try FileBytes.status(of: path)
        if bytes.identity == now.identity {
          misses = 0
          if now.size >= content.position { return .over }
          // Cut short: there is no rest of it.
          self.bytes = nil
        }
      }
      next = try FileBytes(path: path)
      misses = 0
      return .restOfOld
    } catch {
      misses += 1
      if misses == Self.missesMaximum { bytes = nil }
      fail(error)
      return .over
    }
  }

  /// Goes on to what has the name now.
  private func takeNext() -> Stage {
    guard let now = next else { return .over }
    next = nil
    let known: FollowedContent?
    do {
      known = try contents.content(of: now)
    } catch {
      fail(error)
      return .over
    }
    guard let content = known else {
      if !now.isRegular { source.problem = "no regular file, and not followed" }
      if isNamed, now.isCompressed { source.problem = "compressed, and not followed" }
      if isNamed, now.isUTF16 { source.problem = "UTF-16, and not followed" }
      if isNamed, now.isJSONDocument {
        source.problem = "a document of JSON, and not followed: read it without --follow"
      }
      return .over
    }
    bytes = now
    routerBefore = self.content?.router ?? routerBefore
    self.content = content
    return .new
  }

  /// Counts what was read.
  func count(_ report: ReadReport, _ count: Int, of content: FollowedContent) {
    number = content.number
    linesBefore = UInt64(content.lines)
    for line in report.firstMalformed where malformedLines.count < ReadReport.malformedMaximum {
      malformedLines.append(
        UsageSummary.MalformedLine(
          path: path, line: content.lines + Int(line.line) + 1, reason: line.reason))
    }
    content.lines += Int(report.lines)
    source.lines += Int(report.lines)
    source.add(report)
    source.bytes += count
  }

  /// Notes why it can't be read. What is not there is about to be.
  func fail(_ error: any Error) {
    if (error as? FileProblem)?.isMissing == true { return }
    failure = (error as? FileProblem)?.reason ?? "\(error)"
    source.problem = failure
  }

  private func recover() {
    guard let failure else { return }
    if source.problem == failure { source.problem = nil }
    self.failure = nil
  }

  private func readOn(upTo end: Int) -> (ByteSlice, FollowedContent)? {
    guard let bytes, let content, content.position < end else { return nil }
    let buffer = contents.buffer
    bytes.seek(to: content.position)
    while content.position < end {
      let wanted = min(buffer.count, end - content.position)
      let count: Int
      do {
        count = try bytes.read(
          into: UnsafeMutableBufferPointer(rebasing: buffer[0..<wanted]))
      } catch {
        fail(error)
        // Opened anew it may be read again: on a network's disk the handle may be stale.
        self.bytes = nil
        return nil
      }
      if count == 0 { break }
      recover()
      guard content.add(UnsafeMutableBufferPointer(rebasing: buffer[0..<count])) else {
        content.position = min(end, bytes.endOfHole(from: content.position))
        bytes.seek(to: content.position)
        continue
      }
      arena.reset()
      if let lines = content.takeLines(into: arena) { return (lines, content) }
    }
    return nil
  }
}
