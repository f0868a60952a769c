import Glibc
import Inputs
import Logging
import Sensor

/// What a sensor gives up once its ports are bound.
struct SensorPrivileges {
  private static let refusalsShown = 3

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
    let user = geteuid() == 0 ? try become(store, logger) : nil
    let who = user.map { "the user \($0.name)" } ?? "this user"
    try checkFolders(who)
    let readable = readAgain.filter { path in
      guard let problem = FileAccess.problem(reading: path) else { return true }
      logger.warning(
        "\(path): was read, but SIGHUP can't read it anew: \(problem); let \(who) read it")
      return false
    }
    var confinement = Confinement()
    confinement.connects = serving.active
    confinement.written = [state.folder] + [quarantine, recording.iisLog].compactMap { $0 }
    if let events, events != EventLog.standardOutput {
      confinement.written.append(FilePlace.folder(of: events))
    }
    if let store = recording.store { confinement.written.append(FilePlace.folder(of: store)) }
    if let folder = serving.folder { confinement.written.append(folder) }
    // Renewed certificates come by renaming: a rule for a file holds for the old one only.
    let read = readable.map(FilePlace.folder(of:)) + [serving.bait].compactMap { $0 }
    confinement.read = read.filter { !isRoot($0) }
    confinement.read += readable
    let done = try confinement.enforce()
    logger.notice("confined: \(done)")
  }

  /// Folders in which files are made and renamed while the sensor runs, with what names another.
  private var folders: [(path: String, option: String)] {
    var folders = [(path: state.folder, option: "--state-directory")]
    if let quarantine { folders.append((quarantine, "--quarantine")) }
    if let iisLog = recording.iisLog { folders.append((iisLog, "--iis-log")) }
    if let events, events != EventLog.standardOutput, FileAccess.isPlainOrAbsent(events) {
      folders.append((FilePlace.folder(of: events), "--events"))
    }
    return folders
  }

  /// Whoever runs the sensor has to be able to rename a full file of events, and to begin another.
  private func checkFolders(_ who: String) throws {
    for folder in folders {
      guard let problem = FileAccess.problem(writingIn: folder.path) else { continue }
      throw Failure(
        "\(folder.path): \(who) can make and rename no files there: \(problem); give the folder to "
          + "them, or name another with \(folder.option)")
    }
  }

  /// What SIGHUP reads anew: certificates and personas.
  private var readAgain: [String] {
    let personas = [serving.persona] + serving.listen.map { try? ListenerSettings($0).persona }
    return [serving.certificate, serving.key].compactMap { $0 }
      + personas.compactMap { $0 }.filter(SensorRoles.isFile)
  }

  private var events: String? { recording.events }

  private func become(_ store: SensorStore?, _ logger: Logger) throws -> Account {
    let user = try account()
    if user.id == 0 {
      logger.warning("this sensor runs as root, as --user says")
      return user
    }
    var refusals = [state.folder, quarantine, recording.iisLog].compactMap { $0 }
      .flatMap { user.own($0) }
    if let events, events != EventLog.standardOutput { refusals += user.own(events, depth: 0) }
    for path in store?.paths ?? [] { refusals += user.own(path, depth: 0) }
    for refusal in refusals.prefix(Self.refusalsShown) {
      logger.warning("\(refusal): can't be given to the user \(user.name)")
    }
    if refusals.count > Self.refusalsShown {
      logger.warning("files that can't be given to the user \(user.name): \(refusals.count)")
    }
    try Confinement.become(user)
    logger.notice("root is dropped: this is the user \(user.name) now")
    return user
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

  /// Whether a folder is the root of all, by whatever name: a rule for it would let all be read.
  private func isRoot(_ path: String) -> Bool {
    FileIdentity(path: path).map { $0 == FileIdentity(path: "/") } ?? false
  }
}
