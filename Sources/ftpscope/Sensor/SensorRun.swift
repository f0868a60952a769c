import Bytes
import Foundation
import Glibc
import Inputs
import Logging
import Report
import Sensor
import TLSEngine

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
    let state = try SensorState(recording.stateDirectory)
    let settings = try settings(state)
    let roles = try SensorRoles(serving, state: state)
    let log = try EventLog(
      path: recording.events ?? state.path("events.jsonl"),
      rotation: EventLog.Rotation(
        bytes: recording.rotateBytes.bytes, seconds: recording.rotateHours * 3600),
      logger: logger)
    let quarantine = try quarantinePath(state).map {
      try Quarantine(folder: $0, limits: limits, logger: logger)
    }
    let sensor = try await Sensor.start(
      settings, roles: try roles.load(settings.listeners), log: log,
      quarantine: quarantine, logger: logger)
    for listener in sensor.listeners { logger.notice("listening on \(listener.description)") }
    if log.path != EventLog.standardOutput { logger.notice("events go to \(log.path)") }
    await waitForEnd(sensor, roles, settings)
    await sensor.stop { Signals.isInterrupted && false }
  }

  // MARK: Settings

  private func settings(_ state: SensorState) throws -> SensorSettings {
    var settings = SensorSettings(files: try SensorFiles.maker(serving, state, limits: limits.session))
    settings.name = recording.sensor ?? ProcessInfo.processInfo.hostName
    settings.survey = recording.survey
    if !serving.listen.isEmpty {
      settings.listeners = try serving.listen.map { try ListenerSettings($0) }
    }
    settings.passivePorts = serving.ports
    settings.publicAddress = serving.publicAddress.flatMap { IPAddress($0) }
    settings.allowsActive = serving.active
    settings.login = try SensorLogins.rule(serving.login)
    settings.asksCertificate = serving.clientCertificates
    settings.limits = limits
    settings.threads = serving.threads ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    settings.graceSeconds = serving.graceSeconds
    settings.seed = try serving.seed ?? state.seed()
    let places = OpenFiles.raise(for: limits.connections)
    if places < limits.connections {
      let reason = "only so many files may be open (ulimit -n)"
      logger.warning("\(places) connections at a time, not \(limits.connections): \(reason)")
      settings.limits.connections = places
    }
    return settings
  }

  private func quarantinePath(_ state: SensorState) -> String? {
    switch recording.quarantine {
    case "none": nil
    case let path?: path
    case nil: serving.folder == nil ? state.path("quarantine") : nil
    }
  }

  // MARK: While it runs

  /// Waits for SIGINT or SIGTERM; SIGHUP reads anew what may change.
  private func waitForEnd(_ sensor: Sensor, _ roles: SensorRoles, _ settings: SensorSettings) async
  {
    Hangup.watch()
    while !Signals.isInterrupted {
      try? await Task.sleep(for: .milliseconds(100))
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
