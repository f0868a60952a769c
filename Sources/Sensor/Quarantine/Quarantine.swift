import Bytes
import Glibc
import Inputs
import Logging
import Records
import Synchronization

/// The folder that uploads are kept in: each once, by its SHA-256, readable by its owner only and
/// never executable, with a record of its first coming beside it. What it takes of the disk is
/// bounded, by whole blocks: a million files of a byte are no megabyte. The folder is marked, so
/// that no command takes what was uploaded for logs or records; nothing is kept before it is.
public final class Quarantine: Sendable {
  let folder: String
  private let bytesMaximum: Int
  private let logger: Logger
  private let lock: FolderLock
  private let state: Mutex<State>

  private struct State: Sendable {
    /// On disk, of files, of their records, and of uploads on their way.
    var bytes = 0
    var files = 0
    var names: UInt64 = 0
    var addresses: RecentCounts<Kept>
    var hasToldFull = false
    var isMarked = false
  }

  /// What was kept of an address in a day.
  struct Kept: Sendable {
    var uploads = 0
    var bytes = 0
  }

  /// The ending of what is not whole.
  private static let partial = ".part"
  private static let addressesMaximum = 100_000
  private static let record = ".json"
  private static let blockBytes = 4096

  /// Opens the folder, which is made where there is none. Throws `SensorProblem`.
  public init(folder: String, limits: SensorLimits, logger: Logger) throws(SensorProblem) {
    self.folder = folder
    bytesMaximum = limits.quarantineBytes
    self.logger = logger
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST, FolderNames.all(in: folder) != nil
    else {
      throw SensorProblem(
        "\(folder): can't be used as a quarantine: \(errno.systemMessage); name another folder "
          + "with --quarantine")
    }
    // Another's uploads on their way would be taken for what a crash left.
    lock = try FolderLock(folder, mend: "name another folder with --quarantine")
    chmod(folder, 0o700)
    var state = State(
      addresses: RecentCounts(countMaximum: Self.addressesMaximum, zero: Kept()))
    for name in FolderNames.all(in: folder) ?? [] {
      // What a crash left is nobody's.
      let path = FilePlace.path(of: name, in: folder)
      if name.hasSuffix(Self.partial) { unlink(path) }
      let isRecord = name.hasSuffix(Self.record)
      guard name.count == 64 + (isRecord ? Self.record.count : 0) else { continue }
      var about = stat()
      if stat(path, &about) == 0 { state.bytes += Self.space(Int(about.st_size)) }
      if !isRecord { state.files += 1 }
    }
    self.state = Mutex(state)
    _ = self.state.withLock { mark(&$0) }
  }

  /// Marks the folder, unless it is; false where that can't be done.
  private func mark(_ state: inout State) -> Bool {
    if state.isMarked { return true }
    let path = self.path(InputPaths.quarantineMark)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o400)
    if descriptor >= 0 { close(descriptor) }
    state.isMarked = descriptor >= 0 || access(path, F_OK) == 0
    return state.isMarked
  }

  /// Bytes that it takes of the disk.
  public var bytes: Int { state.withLock { $0.bytes } }
  /// Uploads that are kept.
  public var files: Int { state.withLock { $0.files } }

  // MARK: For uploads

  /// What so many bytes take of the disk, where file systems deal out blocks of the usual size.
  static func space(_ bytes: Int) -> Int {
    (bytes + blockBytes - 1) / blockBytes * blockBytes
  }

  /// A new file for an address's upload: its descriptor and path; nil where the address may have no
  /// more today, or there can be none. Room for its record is taken.
  func begin(_ address: IPAddress, _ limits: SensorLimits, on day: CalendarDay)
    -> (descriptor: Int32, path: String)?
  {
    let number = state.withLock { state -> UInt64? in
      guard mark(&state) else {
        problem(errno)
        return nil
      }
      let isAllowed = state.addresses.change(address.host, on: day) { kept in
        guard kept.uploads < limits.uploadsPerAddress, kept.bytes < limits.uploadBytesPerAddress
        else { return false }
        kept.uploads += 1
        return true
      }
      guard isAllowed, take(Self.blockBytes, &state) else { return nil }
      state.names += 1
      return state.names
    }
    guard let number else { return nil }
    let path = self.path("\(getpid())-\(number)\(Self.partial)")
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let descriptor = open(path, flags, 0o600)
    if descriptor < 0 {
      problem(errno)
      release(0, address, on: day)
    }
    return descriptor < 0 ? nil : (descriptor, path)
  }

  private func take(_ space: Int, _ state: inout State) -> Bool {
    if state.bytes + space <= bytesMaximum {
      state.bytes += space
      return true
    }
    if !state.hasToldFull {
      logger.warning("\(folder): the quarantine is full; uploads are hashed and not kept")
      state.hasToldFull = true
    }
    return false
  }

  /// Room for more bytes of an upload, behind those that it has; they are an address's.
  func reserve(
    _ count: Int, after kept: Int, _ address: IPAddress, _ limits: SensorLimits,
    on day: CalendarDay
  ) -> Bool {
    let space = Self.space(kept + count) - Self.space(kept)
    return state.withLock { state in
      guard take(space, &state) else { return false }
      let isAllowed = state.addresses.change(address.host, on: day) { share in
        guard share.bytes + count <= limits.uploadBytesPerAddress else { return false }
        share.bytes += count
        return true
      }
      if !isAllowed { state.bytes -= space }
      return isAllowed
    }
  }

  /// Gives back the room of an upload with so many bytes, and of its record.
  func release(_ count: Int, _ address: IPAddress, on day: CalendarDay) {
    state.withLock { state in
      state.bytes -= Self.space(count) + Self.blockBytes
      state.addresses.change(address.host, on: day) { $0.bytes -= min($0.bytes, count) }
    }
  }

  /// Where a file is; that of a digest is called so.
  func path(_ name: String) -> String { FilePlace.path(of: name, in: folder) }

  /// Keeps a whole file under its digest, if it is new; nil where it can't be kept.
  func keep(_ path: String, sha256: String) -> Bool? {
    let target = self.path(sha256)
    // A link does not replace what is there: of two at once, one is the first.
    let isNew = link(path, target) == 0
    let reason = errno
    unlink(path)
    if isNew {
      state.withLock { $0.files += 1 }
      return true
    }
    if reason == EEXIST { return false }
    problem(reason)
    return nil
  }

  func problem(_ reason: Int32) {
    logger.error("\(folder): an upload can't be kept: \(reason.systemMessage)")
  }

  /// Writes the record of an upload that came for the first time.
  func describe(_ upload: UploadObservation, session: String, at time: Timestamp) {
    guard let sha256 = upload.sha256 else { return }
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let record = path(sha256) + Self.record
    let descriptor = open(record, flags, 0o400)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var json = JSONWriter()
    json.object { json in
      json.field("sha256", sha256)
      json.field("size", upload.size)
      json.field("content", upload.content)
      json.field("first_path", bytes: upload.path)
      json.field("first_time", time)
      json.field("first_session", session)
    }
    json.newline()
    let failure = json.bytes.write(to: descriptor).failure
    if failure != 0 {
      // The next upload of the same is described instead: a record that is there is never changed.
      unlink(record)
      problem(failure)
    }
  }
}
