import Bytes
import FTPProtocol
import Inputs

/// Logs that are followed and tell of the same sessions: what has come to them is read in the order
/// of time.
final class FollowedGroup {
  let stream: LogStream
  /// What the lines that were read told.
  var handshakes: HandshakeLogs
  var sessions: OpenSessions

  /// - Parameter before: the group as it was before another file joined it.
  init(_ stream: LogStream, formats: [LogFormat], before: FollowedGroup?) {
    self.stream = stream
    handshakes = HandshakeLogs(
      stream, formats: formats, haveBegun: before?.handshakes.haveBegun ?? false)
    sessions = before?.sessions ?? OpenSessions()
  }
}

/// A file of a group, as far as a look goes.
final class FollowedSource: JoinedSource {
  let use: LogStream.Use
  private let file: FollowedFile
  private let analysis: LogAnalysis
  private var hasRead = false

  init(_ file: FollowedFile, use: LogStream.Use, _ analysis: LogAnalysis) {
    self.file = file
    self.use = use
    self.analysis = analysis
  }

  var path: String { file.path }
  var number: UInt32 { file.number }
  var linesBefore: UInt64 { file.linesBefore }
  var events: UnsafeBufferPointer<LogEvent>? { hasRead ? file.batch.events : nil }

  func nextAlone() -> Bool {
    hasRead = analysis.readOn(file)
    return hasRead
  }
}

extension LogAnalysis {
  /// Finds out which of the files that are followed now tell of the same sessions, and which are
  /// transfer logs. A file is read once its first lines are there.
  func arrange(
    _ followed: [FollowedFile], _ groups: [Digest128: FollowedGroup]
  ) -> [Digest128: FollowedGroup] {
    for file in followed where file.head == nil { file.head = lookAhead(file) }
    var members: [String: LogStream.Member] = [:]
    for file in followed {
      guard let head = file.head, let format = head.format, !format.isTransferLog else {
        continue
      }
      members[file.path] = LogStream.Member(
        file: InputPaths.File(path: file.path, isNamed: true), head: head)
    }
    let streams = LogStream.streams(followed.compactMap { members[$0.path] })
    var arranged: [Digest128: FollowedGroup] = [:]
    var groupOf: [String: FollowedGroup] = [:]
    for stream in streams where stream.isJoined && stream.members.count > 1 {
      let group = group(of: stream, before: groups[stream.seed])
      arranged[stream.seed] = group
      for member in stream.members { groupOf[member.file.path] = group }
    }
    for file in followed { file.role = role(of: file, in: groupOf[file.path]) }
    arrangeTransfers(followed)
    return arranged
  }

  /// The group of a stream; the one before, where no file has joined it.
  private func group(of stream: LogStream, before: FollowedGroup?) -> FollowedGroup {
    let paths = stream.members.map(\.file.path)
    if let before, before.stream.members.map(\.file.path) == paths { return before }
    var stream = stream
    firstLook.lookForZone(&stream)
    return FollowedGroup(stream, formats: formats.all, before: before)
  }

  private func role(of file: FollowedFile, in group: FollowedGroup?) -> FollowedFile.Role {
    let format = file.head?.format
    if format?.isTransferLog == true {
      file.lags = true
      return .transfers
    }
    file.lags = group != nil
    return group.map { .joined($0) } ?? .alone
  }

  /// What the first lines of a file show; nil where there are none yet.
  private func lookAhead(_ file: FollowedFile) -> FileHead? {
    do {
      let bytes = try ByteSource(path: file.path)
      if bytes.isStream { return nil }
      bytes.passOverHoles()
      let head = try bytes.peek(FileHead.bytesMaximum)
      guard head.contains(0x0A) else { return nil }
      return head.withSlice {
        firstLook.look(
          at: $0, firstLook.context(path: file.path, written: bytes.written),
          isGrowing: true)
      }.0
    } catch {
      file.fail(error)
      return nil
    }
  }

  /// Reads what has come to files that are read side by side, up to the last look. What tells of a
  /// handshake is looked at last, so that it is there where the lines behind it are.
  func follow(_ group: FollowedGroup, _ files: [FollowedFile], isLast: Bool) throws {
    let members = Dictionary(grouping: group.stream.members) { $0.file.path }
    let tellsHandshakes = { (file: FollowedFile) in
      file.head?.format?.tells.contains(.handshakes) ?? false
    }
    let inOrder = files.filter { !tellsHandshakes($0) } + files.filter(tellsHandshakes)
    let sources = inOrder.map { file in
      file.look(isLast: isLast)
      let use = members[file.path]?.first.map { group.stream.use(of: $0) }
      return FollowedSource(file, use: use ?? .all, self)
    }
    try join(sources, of: group.stream, &group.sessions, &group.handshakes, mayGoOn: true)
  }
}
