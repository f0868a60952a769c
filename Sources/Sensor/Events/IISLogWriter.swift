import Bytes
import Glibc
import Inputs
import Logging
import Synchronization

/// Writes sessions as IIS 10 logs them, a file a day: `u_ex261126.log` (W3C extended, the fields
/// that IIS has by default). What reads IIS's logs reads these.
public final class IISLogWriter: Sendable {
  private static let header =
    "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n"
  private static let fields =
    "#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status "
    + "sc-win32-status sc-substatus x-session x-fullpath\n"

  private let folder: String
  private let logger: Logger
  private let state = Mutex(State())

  private struct State: Sendable {
    var day: CalendarDay?
    var descriptor: Int32 = -1
    /// Whether the file's head is to be written yet.
    var wantsHead = false
    var problem: String?
    /// Lines that could not be written, and of those the ones that the log does not tell of yet.
    var lost = 0
    var untold = 0
  }

  /// Makes the folder where there is none. Throws `SensorProblem`.
  public init(folder: String, logger: Logger) throws(SensorProblem) {
    self.folder = folder
    self.logger = logger
    guard mkdir(folder, 0o750) == 0 || errno == EEXIST else {
      throw SensorProblem(
        "\(folder): can't be made: \(errno.systemMessage); name another folder with --iis-log")
    }
  }

  deinit { state.withLock { if $0.descriptor >= 0 { _ = Glibc.close($0.descriptor) } } }

  /// Lines that could not be written.
  var lost: Int { state.withLock { $0.lost } }

  /// Appends lines. What can't be written is counted, and told of in the log itself once it can.
  func append(_ lines: [UInt8], at time: Timestamp) {
    state.withLock { state in
      if state.day != time.day { open(&state, time) }
      var written = 0
      if state.descriptor >= 0, writeFirst(&state, time) { written = write(lines, &state) }
      let lost = lines[written...].count { $0 == 0x0A }
      state.lost += lost
      state.untold += lost
      guard lost == 0, state.problem != nil else { return }
      state.problem = nil
      logger.notice("\(folder): the IIS log is written again")
    }
  }

  /// Opens the file anew with the next line.
  public func reopen() { state.withLock { $0.day = nil } }

  // MARK: Under the lock

  /// Writes what is to come before more lines; whether that is there.
  private func writeFirst(_ state: inout State, _ time: Timestamp) -> Bool {
    if state.wantsHead {
      let date = "#Date: \(time.day.text) \(IISSessionLog.clock(time))\n"
      let head = Array((Self.header + date + Self.fields).utf8)
      guard write(head, &state) == head.count else { return false }
      state.wantsHead = false
    }
    if state.untold > 0 {
      let moment = "\(time.day.text) \(IISSessionLog.clock(time))"
      let words = Array("#Remark: LinesLost \(moment) \(state.untold)\n".utf8)
      guard write(words, &state) == words.count else { return false }
      state.untold = 0
    }
    return true
  }

  /// How many bytes are written.
  private func write(_ lines: [UInt8], _ state: inout State) -> Int {
    let (count, failure) = lines.writeLines(to: state.descriptor)
    if failure != 0 { tell(failure.systemMessage, &state) }
    return count
  }

  private func tell(_ problem: String, _ state: inout State) {
    guard state.problem != problem else { return }
    state.problem = problem
    logger.error("\(folder): the IIS log can't be written: \(problem); its lines are lost")
  }

  private func open(_ state: inout State, _ time: Timestamp) {
    if state.descriptor >= 0 { _ = Glibc.close(state.descriptor) }
    let day = time.day.text.filter { $0 != "-" }.dropFirst(2)
    let path = "\(folder)/u_ex\(day).log"
    state.descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
    state.wantsHead = true
    // Where it can't be opened, it is tried again with the next line.
    state.day = state.descriptor >= 0 ? time.day : nil
    if state.descriptor < 0 { tell("\(path): \(errno.systemMessage)", &state) }
  }
}
