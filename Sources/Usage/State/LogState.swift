import Bytes
import Foundation
import Inputs

/// What one run leaves for the next, so that logs can be read day after day, rotated and packed in
/// between, and no line counts twice.
public struct LogState: Codable {
  /// A file as far as it has been read. It is known again by its first bytes, whatever its name
  /// has become and whether or not it has been packed.
  struct KnownFile: Codable {
    static let fingerprintBytesMaximum = 1024

    var path: String
    var fingerprint: Digest128
    var fingerprintBytes: Int
    /// Uncompressed bytes, whole lines.
    var bytes: Int
    var lines: UInt64

    /// The digest of a file's first bytes.
    static func fingerprint(_ head: ByteSlice) -> Digest128 {
      var digest = Digest128(seed: 3)
      digest.add(head)
      return digest
    }
  }

  /// The first line of a state's file; the state itself is the second. What a digest finds
  /// damaged is not looked at any further: no number in it need be checked.
  private struct Header: Codable {
    var version: Int
    var digest: Digest128?
  }

  private static let versionNow = 11

  var files: [KnownFile] = []
  var sessions: [SavedSession] = []
  var tally: TallySnapshot
  /// When the last sessions were, for transfer logs that tell of them in the next run; nil where
  /// none was read.
  var times: ContiguousArray<SessionTimes.Span>?
  /// What the clients of open sessions are called in transfer logs; nil where none has a name.
  var clientNames: [OpenSessions.ClientName]?

  /// The state before the first run.
  public init() { tally = TallySnapshot(Tally()) }

  init(files: [KnownFile], sessions: [SavedSession], tally: TallySnapshot) {
    self.files = files
    self.sessions = sessions
    self.tally = tally
  }

  /// What an earlier run left; the state before the first where there is no such file. Throws
  /// `LogProblem`.
  public static func load(_ path: String) throws -> LogState {
    let (bytes, failure) = [UInt8].read(path)
    if failure == ENOENT { return LogState() }
    guard failure == 0 else {
      throw LogProblem("\(path): the state can't be read: \(failure.systemMessage)")
    }
    let lines = Data(bytes).split(separator: 0x0A, maxSplits: 1)
    guard let header = lines.first.flatMap({ try? JSONDecoder().decode(Header.self, from: $0) })
    else { throw LogProblem("\(path): no state of ftpscope logs; name another file for --state") }
    guard header.version <= versionNow else {
      throw LogProblem("\(path): the state of a newer ftpscope (version \(header.version))")
    }
    guard header.version == versionNow else {
      throw LogProblem(
        "\(path): the state of an older ftpscope (version \(header.version)); "
          + "remove it to begin anew")
    }
    guard lines.count == 2, header.digest == digest(lines[1]),
      let state = try? JSONDecoder().decode(LogState.self, from: lines[1])
    else { throw LogProblem("\(path): the state is damaged; remove it to begin anew") }
    return state
  }

  private static func digest(_ state: Data) -> Digest128 {
    var digest = Digest128(seed: 7)
    Array(state).withSlice { digest.add($0) }
    return digest
  }

  /// Says before a long reading that its state could not be kept: throws `LogProblem`.
  public static func expectWritable(_ path: String) throws {
    let end = SymbolicLinks.end(of: path)
    let folder = URL(fileURLWithPath: end).deletingLastPathComponent().path
    if access(folder, W_OK | X_OK) != 0 { throw cantWrite(path, errno) }
  }

  /// Keeps the state: the file is whole at every moment. Throws `LogProblem`.
  public func save(_ path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let state = try encoder.encode(self)
    let header = Header(version: Self.versionNow, digest: Self.digest(state))
    let data = try encoder.encode(header) + [0x0A] + state
    // It names users and clients, as logs do that others may not read.
    let failure = ReplacementFile.write(
      Array(data), to: SymbolicLinks.end(of: path), permissions: 0o600)
    if failure != 0 { throw Self.cantWrite(path, failure) }
  }

  private static func cantWrite(_ path: String, _ reason: Int32) -> LogProblem {
    LogProblem(
      "\(path): the state can't be written: \(reason.systemMessage); "
        + "name another file for --state")
  }

  /// The known file that begins with these bytes: where several do, the one known by most of them.
  /// A file of which no more than a header was read is like the beginning of others.
  func known(_ head: ByteSlice) -> KnownFile? {
    // Most are known by equally many bytes, of which one digest does.
    var digests: [Int: Digest128] = [:]
    return files.filter { file in
      guard head.count >= file.fingerprintBytes else { return false }
      let digest =
        digests[file.fingerprintBytes]
        ?? KnownFile.fingerprint(head[0..<file.fingerprintBytes])
      digests[file.fingerprintBytes] = digest
      return digest == file.fingerprint
    }.max { $0.fingerprintBytes < $1.fingerprintBytes }
  }
}
