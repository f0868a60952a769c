import Bytes
import Glibc
import Inputs
import Logging
import Synchronization

/// The file that events are appended to, by all loops. What is handed over is in the kernel, or
/// known not to be: replies wait for that.
public final class EventLog: Sendable {
  /// How files are begun anew; a file that is full is renamed.
  public struct Rotation: Equatable, Sendable {
    /// A file is full with so many bytes …
    public var bytes: Int
    /// … or so many seconds after it was begun.
    public var seconds: Int

    public init(bytes: Int, seconds: Int) {
      self.bytes = bytes
      self.seconds = seconds
    }
  }

  /// Bytes that wait in memory while the file can't be written, at most.
  static let waitingMaximum = 64 << 20
  /// Milliseconds after which the reader of a pipe that is full is behind. Nobody sits them out:
  /// loops have others to look after, and try again.
  private static let patienceMilliseconds: Int64 = 50
  /// Milliseconds that it is waited for at the end.
  private static let lastPatienceMilliseconds: Int64 = 1000
  /// The path that stands for standard output.
  public static let standardOutput = "-"

  /// Where the events go.
  public let path: String
  private let rotation: Rotation
  private let logger: Logger
  private let state: Mutex<State>

  private struct State: Sendable {
    var descriptor: Int32
    /// Whether it is a file, else a pipe or whatever else has no size.
    var isFile: Bool
    var size = 0
    var period: Int64 = 0
    /// What the file did not take yet, from a line's middle on perhaps.
    var waiting = UnwrittenBytes()
    /// Bytes that were handed over, and those that are in the kernel, since the start.
    var taken: UInt64 = 0
    var written: UInt64 = 0
    /// Events that there was no room for, and since when.
    var dropped = 0
    var droppedSince: Timestamp?
    var problem: String?
    /// Since when a pipe is full, by the clock that only goes forward.
    var fullSince: Int64?
    var files = 0
    /// When the file was begun or opened.
    var begun = Timestamp.now
    var behind = FilesBehind()
    /// Whether whoever read standard output has gone.
    var hasNoReader = false
  }

  /// Opens the file, which is made where there is none. Throws `SensorProblem`.
  public init(path: String, rotation: Rotation, logger: Logger) throws(SensorProblem) {
    self.path = path
    self.rotation = rotation
    self.logger = logger
    guard path != Self.standardOutput else {
      state = Mutex(State(descriptor: STDOUT_FILENO, isFile: Self.isFile(STDOUT_FILENO)))
      return
    }
    let (descriptor, size): (Int32, Int)
    do {
      (descriptor, size) = try Self.open(path)
    } catch {
      throw SensorProblem("\(path): can't be written: \(error); name another file with --events")
    }
    Self.endLine(descriptor, size)
    var state = State(descriptor: descriptor, isFile: Self.isFile(descriptor), size: size)
    state.period = Self.period(of: .now, rotation)
    self.state = Mutex(state)
  }

  deinit {
    state.withLock { state in
      if state.descriptor > STDERR_FILENO { _ = Glibc.close(state.descriptor) }
      state.behind.discard()
    }
  }

  /// Takes lines. What is given back is to be asked `isWritten` with.
  func append(_ lines: [UInt8], events: Int, at now: Timestamp) -> UInt64 {
    state.withLock { state in
      if state.waiting.count + lines.count > Self.waitingMaximum {
        state.dropped += events
        if state.droppedSince == nil { state.droppedSince = now }
        return state.taken
      }
      state.taken += UInt64(lines.count)
      if state.waiting.isEmpty {
        rotateIfDue(&state, now)
        let count = lines.withSlice { write($0, &state) }
        if count < lines.count { state.waiting.append(lines[count...]) }
      } else {
        state.waiting.append(lines[...])
        drain(&state)
      }
      return state.taken
    }
  }

  /// Whether all is in the kernel up to where `append` said; what was not is tried again.
  func isWritten(_ ticket: UInt64) -> Bool {
    state.withLock { state in
      if state.written < ticket { drain(&state) }
      return state.written >= ticket
    }
  }

  /// Whether the file takes nothing at the moment; a pipe, whether its reader is behind.
  var isStuck: Bool {
    state.withLock { !$0.waiting.isEmpty && ($0.problem != nil || $0.hasNoReader) }
  }

  /// Whether whoever read the events has gone, and will not come back: they go to standard output.
  public var hasNoReader: Bool { state.withLock { $0.hasNoReader } }

  /// Tries once more to write what waits; how many events are lost that were not written, there
  /// being no more tries.
  public func finish() -> Int {
    state.withLock { state in
      if !state.waiting.isEmpty { drain(&state, patience: Self.lastPatienceMilliseconds) }
      return state.dropped + state.waiting.lines
    }
  }

  /// How many events there was no room for since the last call, and from when on.
  func takeDropped() -> (count: Int, since: Timestamp)? {
    state.withLock { state in
      guard state.waiting.isEmpty, let since = state.droppedSince else { return nil }
      defer {
        state.dropped = 0
        state.droppedSince = nil
      }
      return (state.dropped, since)
    }
  }

  /// Opens the file anew: somebody has renamed it.
  public func reopen() {
    guard path != Self.standardOutput else { return }
    state.withLock { reopen(&$0) }
  }

  /// What is behind the file that is written to, and that file's descriptor.
  func withFiles<Result: Sendable>(_ body: (inout FilesBehind, Int32) -> Result) -> Result {
    state.withLock { body(&$0.behind, $0.descriptor) }
  }

  // MARK: Under the lock

  private func drain(_ state: inout State, patience: Int64 = 0) {
    var waiting = UnwrittenBytes()
    swap(&waiting, &state.waiting)
    waiting.write { write($0, &state, patience: patience) }
    swap(&waiting, &state.waiting)
  }

  /// How many bytes the file took.
  private func write(_ bytes: ByteSlice, _ state: inout State, patience: Int64 = 0) -> Int {
    if state.descriptor < 0 { reopen(&state) }
    guard state.descriptor >= 0 else { return 0 }
    let (count, failure) =
      state.isFile
      ? bytes.writeLines(to: state.descriptor)
      : bytes.write(toStream: state.descriptor, patience: patience)
    state.size += count
    state.written += UInt64(count)
    let now = uptimeMilliseconds()
    state.fullSince = failure == EAGAIN ? state.fullSince ?? now : nil
    if failure == EPIPE, path == Self.standardOutput {
      // The reader of a pipe ends the command quietly.
      state.hasNoReader = true
    } else if let since = state.fullSince {
      if now - since >= Self.patienceMilliseconds { tell("whoever reads them is behind", &state) }
    } else if failure != 0 {
      tell(failure.systemMessage, &state)
    } else if state.problem != nil {
      state.problem = nil
      logger.notice("\(path): events are written again")
    }
    return count
  }

  private func tell(_ problem: String, _ state: inout State) {
    guard state.problem != problem else { return }
    state.problem = problem
    logger.error("\(path): events can't be written: \(problem); replies wait until they can")
  }

  private func rotateIfDue(_ state: inout State, _ now: Timestamp) {
    guard path != Self.standardOutput, state.isFile, state.size > 0 else { return }
    let period = Self.period(of: now, rotation)
    guard period != state.period || state.size >= rotation.bytes else { return }
    state.period = period
    state.files += 1
    let name = EventFiles.rotated(path, at: now, number: state.files)
    // Where there is none under the name, a file that could not be begun before is begun now.
    let isRenamed = rename(path, name) == 0
    if !isRenamed, errno != ENOENT {
      logger.error("\(path): can't be renamed to \(name): \(errno.systemMessage)")
      // Tried again once as much has been written.
      state.size = 0
      return
    }
    reopen(&state, renamed: isRenamed ? name : nil)
  }

  /// `renamed`: what the file of before is called now, where it was renamed here.
  private func reopen(_ state: inout State, renamed name: String? = nil) {
    // Nobody has renamed it.
    if let size = Self.size(of: path, opened: state.descriptor) {
      state.size = size
      return
    }
    let (descriptor, size): (Int32, Int)
    do {
      (descriptor, size) = try Self.open(path)
    } catch {
      if state.descriptor < 0 { return tell("\(error)", &state) }
      logger.error("\(path): can't be begun anew: \(error); events go on in the file of before")
      // Tried again once as much has been written.
      state.size = 0
      return
    }
    let old = state.descriptor
    if old > STDERR_FILENO, !state.behind.add(old, path, named: name, from: state.begun) {
      let mend = "add it with ftpscope store merge"
      logger.error("\(path): too many renamed files wait for the store, the last won't: \(mend)")
    }
    state.descriptor = descriptor
    state.isFile = Self.isFile(descriptor)
    state.size = size
    state.begun = .now
  }

  // MARK: The file

  private static func period(of time: Timestamp, _ rotation: Rotation) -> Int64 {
    rotation.seconds > 0 ? time.milliseconds / 1000 / Int64(rotation.seconds) : 0
  }

  /// Opens the file, for this sensor alone: another would rename it as its own. Throws
  /// `SensorProblem`: the reason.
  private static func open(_ path: String) throws(SensorProblem) -> (descriptor: Int32, size: Int) {
    let flags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC
    let descriptor = Glibc.open(path, flags, 0o640)
    guard descriptor >= 0 else { throw SensorProblem(errno.systemMessage) }
    // What is no file of its own (a terminal, /dev/null) others may have too.
    if isFile(descriptor), !FileLock.take(descriptor) {
      let holder = FileLock.holder(of: descriptor, ourselves: "this sensor")
      _ = Glibc.close(descriptor)
      throw SensorProblem("\(holder) writes there already")
    }
    return (descriptor, max(0, Int(lseek(descriptor, 0, SEEK_END))))
  }

  private static func isFile(_ descriptor: Int32) -> Bool {
    var about = stat()
    return fstat(descriptor, &about) == 0 && about.st_mode & S_IFMT == S_IFREG
  }

  /// The size of the file at a path, where it is the one that is open; else nil.
  private static func size(of path: String, opened descriptor: Int32) -> Int? {
    var named = stat()
    guard stat(path, &named) == 0, FileIdentity(descriptor: descriptor) == FileIdentity(named)
    else { return nil }
    return Int(named.st_size)
  }

  /// Ends a line that a crash cut off: what follows is whole.
  private static func endLine(_ descriptor: Int32, _ size: Int) {
    if size > 0, let last = [UInt8].read(descriptor, at: size - 1, count: 1)?.first, last != 0x0A {
      var newline: UInt8 = 0x0A
      _ = Glibc.write(descriptor, &newline, 1)
    }
  }
}
