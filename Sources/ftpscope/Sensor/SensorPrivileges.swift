import Glibc
import Logging
import Sensor

/// What a sensor gives up once its ports are bound.
struct SensorPrivileges {
  private let serving: SensorServingOptions
  private let recording: SensorRecordingOptions
  private let state: SensorState
  private let quarantine: String?

  init(
    _ serving: SensorServingOptions, _ recording: SensorRecordingOptions, _ state: SensorState,
    quarantine: String?
  ) {
    self.serving = serving
    self.recording = recording
    self.state = state
    self.quarantine = quarantine
  }

  /// Becomes another user and confines the process. Throws `Failure`, `SensorProblem`.
  func give(store: SensorStore?, _ logger: Logger) throws {
    if geteuid() == 0 { try become(store, logger) }
    var confinement = Confinement()
    confinement.connects = serving.active
    confinement.written = [state.folder] + [quarantine, recording.iisLog].compactMap { $0 }
    if let events, events != EventLog.standardOutput { confinement.written.append(above(events)) }
    if let store = recording.store { confinement.written.append(above(store)) }
    if let folder = serving.folder { confinement.written.append(folder) }
    confinement.read = [serving.bait, serving.certificate, serving.key].compactMap { $0 }
    confinement.read += ([serving.persona] + serving.listen).compactMap { $0 }
      .compactMap { $0.split(separator: "=").last.map(String.init) }.filter { $0.contains("/") }
    let done = try confinement.enforce()
    logger.notice("confined: \(done)")
  }

  private var events: String? { recording.events }

  private func become(_ store: SensorStore?, _ logger: Logger) throws {
    let user = try account()
    if user.id == 0 { return logger.warning("this sensor runs as root, as --user says") }
    for path in [state.folder, quarantine, recording.iisLog].compactMap({ $0 }) { user.own(path) }
    if let events, events != EventLog.standardOutput { user.own(events, depth: 0) }
    for path in store?.paths ?? [] { user.own(path, depth: 0) }
    try Confinement.become(user)
    logger.notice("root is dropped: this is the user \(user.name) now")
  }

  private func account() throws -> Account {
    if let name = serving.user {
      guard let user = Account(name) else {
        throw Failure("there is no user '\(name)': name another with --user")
      }
      return user
    }
    guard let user = Account("ftpscope") ?? Account("nobody") else {
      throw Failure("there is no user 'ftpscope' or 'nobody' to become: name one with --user")
    }
    return user
  }

  /// The folder that a file is in.
  private func above(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
