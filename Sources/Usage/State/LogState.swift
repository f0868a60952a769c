import Bytes
import Foundation

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

  static let versionNow = 4

  private var version = versionNow
  var files: [KnownFile] = []
  var sessions: [SavedSession] = []
  var tally: TallySnapshot

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
    guard FileManager.default.fileExists(atPath: path) else { return LogState() }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw LogProblem("\(path): the state can't be read")
    }
    struct Version: Decodable { var version: Int }
    guard let version = try? JSONDecoder().decode(Version.self, from: data).version else {
      throw LogProblem("\(path): no state of ftpscope logs; name another file for --state")
    }
    guard version <= versionNow else {
      throw LogProblem("\(path): the state of a newer ftpscope (version \(version))")
    }
    guard version == versionNow else {
      throw LogProblem(
        "\(path): the state of an older ftpscope (version \(version)); remove it to begin anew")
    }
    do {
      return try JSONDecoder().decode(LogState.self, from: data)
    } catch {
      throw LogProblem("\(path): the state is damaged; remove it to begin anew")
    }
  }

  /// Keeps the state: the file is whole at every moment. Throws `LogProblem`.
  public func save(_ path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    do {
      try encoder.encode(self).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw LogProblem("\(path): the state can't be written")
    }
  }

  /// The known file that begins with these bytes: where several do, the one known by most of them.
  /// A file of which no more than a header was read is like the beginning of others.
  func known(_ head: ByteSlice) -> KnownFile? {
    files.filter { file in
      head.count >= file.fingerprintBytes
        && KnownFile.fingerprint(head[0..<file.fingerprintBytes]) == file.fingerprint
    }.max { $0.fingerprintBytes < $1.fingerprintBytes }
  }
}
