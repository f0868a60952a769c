import Bytes
import Glibc
import Inputs

/// The file of `--resume`: what is finished, so that a scan that was stopped, or killed, goes on
/// with what is not.
///
/// Whoever drives a scan writes the records first, then `note`s their positions, then tells the
/// pacer that the probes have `finished`. Each is one `write`, which outlives the process: a kill
/// at any moment loses nothing, and repeats at most the targets that were in flight for the pacer.
/// A power failure may repeat more; it does not lose any either, unless it lost records.
///
/// Notes are appended. Once they outweigh the state they add up to, the file is written anew beside
/// itself and takes its own place.
public final class ScanJournal {
  /// How much may be appended before the file is written anew, at least.
  static let appendedMaximum = 1 << 20

  /// What of a file tells whether it is a state: more than the first line has.
  private static let headMaximum = 65_536

  /// Where it is.
  public let path: String
  /// All that is finished, by earlier runs too.
  public private(set) var saved: SavedScan
  private var descriptor: Int32 = -1
  private var appended = 0
  private var weight = 0
  /// What sets the size apart in tests.
  private let appendedLimit: Int

  /// What an earlier run left; nil where there is no such file, or it is empty. Throws
  /// `FileProblem` where it is no state, or is damaged.
  public static func load(_ path: String) throws(FileProblem) -> SavedScan? {
    // A device may be read for ever.
    var status = stat()
    guard stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else {
      throw noFile(path)
    }
    var (bytes, failure) = [UInt8].read(path, countMaximum: headMaximum)
    // Nor is all of a large file read that is something else.
    if bytes.count > headMaximum, bytes.withSlice({ SavedScan.isBegun($0) }) {
      (bytes, failure) = [UInt8].read(path)
    }
    if failure == ENOENT { return nil }
    if failure != 0 {
      throw FileProblem(path: path, reason: "can't be read: \(failure.systemMessage)")
    }
    guard !bytes.isEmpty else { return nil }
    let result = bytes.withSlice { buffer in
      Result { () throws(MalformedTarget) in try SavedScan(buffer) }
    }
    switch result {
    case .success(let saved): return saved
    case .failure(let problem): throw FileProblem(path: path, reason: problem.reason)
    }
  }

  /// Begins a scan's file, or goes on with what `load` gave. `names` are the addresses that host
  /// names have, and `late` those of names that had none at first. Throws `FileProblem` where the
  /// earlier run was another scan, where another process has the file, or where it can't be
  /// written.
  public convenience init(
    path: String, identity: ScanIdentity, names: [String: [IPAddress]],
    late: [SavedScan.LateName] = [], saved: SavedScan?
  ) throws(FileProblem) {
    try self.init(
      path: path, identity: identity, names: names, late: late, saved: saved,
      appendedLimit: Self.appendedMaximum)
  }

  init(
    path: String, identity: ScanIdentity, names: [String: [IPAddress]],
    late: [SavedScan.LateName] = [], saved: SavedScan?, appendedLimit: Int
  ) throws(FileProblem) {
    if let saved, let difference = identity.difference(from: saved.identity) {
      throw FileProblem(
        path: path,
        reason: "this scan was begun \(difference); use the same, or another file for --resume")
    }
    self.path = path
    self.appendedLimit = appendedLimit
    self.saved = saved ?? SavedScan(identity: identity, names: names)
    self.saved.names = names
    self.saved.late = late
    try claim(holding: saved)
    ReplacementFile.removeAbandoned(SymbolicLinks.end(of: path))
    try rewrite()
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Positions are finished and their records are safe. `mark` is how far the stream was taken,
  /// where there is one, `conditions` are words for what the records so far have shown. Throws
  /// `FileProblem`, where the disk is full for instance.
  public func note(
    _ finished: [IntervalSet<UInt64>.Interval], mark: StreamMark? = nil,
    conditions: Set<String> = []
  ) throws(FileProblem) {
    var text: [UInt8] = []
    if let mark, mark != saved.mark {
      saved.mark = mark
      text += SavedScan.line(mark)
    }
    if !conditions.isSubset(of: saved.conditions) {
      saved.conditions.formUnion(conditions)
      text += SavedScan.line(conditions)
    }
    for interval in finished { saved.done.insert(interval) }
    text += SavedScan.line(finished)
    guard !text.isEmpty else { return }
    try append(text, to: descriptor)
    appended += text.count
    if appended > max(appendedLimit, weight * 4) { try rewrite() }
  }

  /// Keeps other processes off the file as it is, if it is. Throws where it no longer holds what
  /// was loaded: another scan may have gone on with it meanwhile, or put another in its place.
  private func claim(holding loaded: SavedScan?) throws(FileProblem) {
    descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw cantWrite(errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Self.noFile(path)
    }
    guard FileLock.take(descriptor, patience: Self.patience) else {
      throw FileProblem(path: path, reason: "another scan is using it; name another for --resume")
    }
    let isInPlace = FileIdentity(path: path) == FileIdentity(status)
    let held = try Self.load(path)
    guard isInPlace, held == loaded else {
      throw FileProblem(path: path, reason: "another scan has just used it; try again")
    }
  }

  /// How long a file is waited for that another has: a scan that was just killed may still be
  /// ending, and a process between fork and exec holds its parent's locks.
  private static let patience = Duration.seconds(1)

  /// Writes the file anew: whole at every moment.
  private func rewrite() throws(FileProblem) {
    // A link stays, and the file at its end is replaced.
    guard let new = ReplacementFile(of: SymbolicLinks.end(of: path)) else { throw cantWrite(errno) }
    let text = saved.text
    do throws(FileProblem) {
      try append(text, to: new.descriptor)
      guard fsync(new.descriptor) == 0 else { throw cantWrite(errno) }
      let failure = new.takePlace()
      guard failure == 0 else { throw cantWrite(failure) }
    } catch {
      close(new.descriptor)
      new.remove()
      throw error
    }
    // The new one is locked too.
    close(descriptor)
    descriptor = new.descriptor
    appended = 0
    weight = text.count
  }

  private func append(_ text: [UInt8], to descriptor: Int32) throws(FileProblem) {
    let failure = text.write(to: descriptor).failure
    if failure != 0 { throw cantWrite(failure) }
  }

  private static func noFile(_ path: String) -> FileProblem {
    FileProblem(path: path, reason: "is no file; name one for --resume")
  }

  private func cantWrite(_ number: Int32) -> FileProblem {
    FileProblem(path: path, reason: "can't be written: \(number.systemMessage)")
  }
}
