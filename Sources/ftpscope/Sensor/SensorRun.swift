import Bytes
import Foundation
import Glibc
import Inputs
import Logging
import Sensor

/// One run of `ftpscope sensor`.
struct SensorRun {
  private let serving: SensorServingOptions
  private let recording: SensorRecordingOptions
  private let limits: SensorLimits
  private let logger = Logger(label: "sensor") { StreamLogHandler.standardError(label: $0) }

  init(_ command: SensorRunCommand) {
    serving = command.serving
    recording = command.recording
    limits = command.limits.limits
  }

  func run() async throws {
    // Whoever renames the events may do so while the sensor starts.
    Hangup.watch()
    let state = try SensorState(recording.stateDirectory)
    let settings = try settings(state)
    let roles = SensorRoles(serving, state: state, seed: settings.seed)
    let events = recording.events ?? state.path("events.jsonl")
    let gap = state.gap(behind: events)
    let log = try EventLog(
      path: events,
      rotation: EventLog.Rotation(
        bytes: recording.rotateBytes.bytes, seconds: recording.rotateHours * 3600),
      logger: logger)
    let quarantine = try quarantinePath(state).map {
      try Quarantine(folder: $0, limits: settings.limits, logger: logger)
    }
    let sessionLog = try recording.iisLog.map { try IISLogWriter(folder: $0, logger: logger) }
    let store = try recording.store.map { location in
      if events == EventLog.standardOutput {
        throw Failure("--store takes events out of their file: give --events one")
      }
      return try SensorStore(location, events: log, of: settings, state: state, logger: logger)
    }
    let sensor = try await Sensor.start(
      settings, roles: try roles.load(settings.listeners), log: log, quarantine: quarantine,
      sessionLog: sessionLog, logger: logger)
    let metrics = try await metrics(sensor, store)
    try SensorPrivileges(serving, recording, state, quarantine: quarantinePath(state)).give(
      store: store, logger)
    logger.notice("this is a honeypot: whoever connects is recorded; Ctrl-C or SIGTERM ends it")
    for listener in sensor.listeners { logger.notice("listening on \(listener.description)") }
    if let metrics { logger.notice("metrics at http://\(metrics.address)/metrics") }
    if events != EventLog.standardOutput { logger.notice("events go to \(events)") }
    if let gap { await sensor.tell(gap) }
    // Before anybody is answered: a run of a moment counts too.
    state.touch()
    try await sensor.begin()
    await withTaskGroup { group in
      if let store { group.addTask { await store.run() } }
      await waitForEnd(sensor, log, roles, settings, state)
      let end = ContinuousClock.now + .seconds(settings.graceSeconds)
      await sensor.stop { log.hasNoReader }
      // The last sessions' events too.
      store?.stop(at: max(end, .now + .seconds(1)))
    }
    await metrics?.stop()
    state.touch()
    if log.hasNoReader { throw BrokenPipe() }
    let lost = log.finish()
    if lost > 0 { logger.error("\(events): \(lost) events are lost: they could not be written") }
  }

  private func metrics(_ sensor: Sensor, _ store: SensorStore?) async throws -> MetricsServer? {
    guard let metrics = recording.metrics else { return nil }
    let place = try ListeningPlace(metrics)
    return try await MetricsServer(place) { sensor.metrics(storeLag: store?.lag) }
  }

  // MARK: Settings

  private func settings(_ state: SensorState) throws -> SensorSettings {
    var settings = SensorSettings(
      files: try SensorFiles.maker(serving, state, limits: limits))
    settings.name = recording.sensor ?? ProcessInfo.processInfo.hostName
    settings.survey = recording.survey
    if !serving.listen.isEmpty {
      settings.listeners = try serving.listen.map { try ListenerSettings($0) }
    }
    settings.passivePorts = serving.ports
    settings.publicAddress = serving.publicAddress.flatMap { IPAddress($0) }
    settings.allowsActive = serving.active
    settings.backDoorPort = serving.backDoor
    settings.login = try SensorLogins.rule(serving.login)
    settings.limits = limits
    settings.signatures = try signatures()
    settings.classifier = SessionClassifier()
    settings.threads = serving.threads.count
    settings.graceSeconds = serving.graceSeconds
    settings.seed = try serving.seed ?? state.seed()
    // A session may have a data connection and a port that waits for one.
    let wanted = limits.connections + limits.connections / 2
    let others =
      Sensor.files(threads: settings.threads, listeners: settings.listeners.count)
      + (recording.metrics == nil ? 0 : MetricsServer.files)
    let places = OpenFiles.raise(for: wanted + others) - others
    if places < wanted { settings.limits.connections = min(limits.connections, places * 2 / 3) }
    if settings.limits.connections < 1 {
      throw Failure("too few files may be open for a single connection: raise ulimit -n")
    }
    if settings.limits.connections < limits.connections {
      let count = settings.limits.connections
      let reason = "only so many files may be open (ulimit -n)"
      logger.warning("\(count) connections at a time, not \(limits.connections): \(reason)")
    }
    return settings
  }

  /// What is looked for. Throws `Failure`, `FileProblem`,
  /// `SignatureFailure`.
  private func signatures() throws -> SignatureSet {
    guard let path = serving.signatures else { return try SignatureSet() }
    return try SignatureSet(more: try WholeFile.text(path), path: path)
  }

  private func quarantinePath(_ state: SensorState) -> String? {
    switch recording.quarantine {
    case "none": nil
    case let path?: path
    case nil: serving.folder == nil ? state.path("quarantine") : nil
    }
  }

  // MARK: While it runs

  /// Waits for SIGINT or SIGTERM, or until nobody reads standard output; SIGHUP reads anew what may
  /// change.
  private func waitForEnd(
    _ sensor: Sensor, _ log: EventLog, _ roles: SensorRoles, _ settings: SensorSettings,
    _ state: SensorState
  ) async {
    var count = 0
    while !Signals.isInterrupted, !log.hasNoReader {
      try? await Task.sleep(for: .milliseconds(100))
      count += 1
      if count % 100 == 0 { state.touch() }
      guard Hangup.take() else { continue }
      sensor.reopen()
      do {
        sensor.replace(try roles.load(settings.listeners))
        logger.notice("personas and certificates are read anew")
      } catch {
        logger.error("\(error); what was there is used on")
      }
    }
  }
}
