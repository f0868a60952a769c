import ArgumentParser
import Sensor

/// What clients may take of a sensor.
struct SensorLimitOptions: ParsableArguments {
  @Option(help: "Connections at a time.")
  var connections = SensorLimits().connections

  @Option(help: "Connections at a time of an address (of IPv6: of a /64).")
  var connectionsPerAddress = SensorLimits().connectionsPerAddress

  @Option(help: "Connections at a time of a network: a /24, of IPv6 a /48.")
  var connectionsPerNetwork = SensorLimits().connectionsPerNetwork

  @Option(help: "Of a hundred places, those kept for addresses not seen before.")
  var roomForNew = SensorLimits().roomForNew

  @Option(help: "Commands of a session.")
  var commandsPerSession = SessionLimits().commandsMaximum

  @Option(help: "Bytes of a command line.")
  var lineBytes = SessionLimits().lineBytesMaximum

  @Option(help: "Seconds that a client may be silent.")
  var idleSeconds = SensorLimits().idleSeconds

  @Option(help: "Seconds of a session.")
  var sessionSeconds = SensorLimits().sessionSeconds

  @Option(help: "Seconds for a handshake, a data connection, the last bytes.")
  var stepSeconds = SensorLimits().stepSeconds

  @Option(help: "Bytes a second of a session's files: 64K, 1M; 0: as they come.")
  var bandwidth = ByteCount(SensorLimits().bandwidth ?? 0)

  @Option(help: "Bytes a second of all sessions' files together; 0: as they come.")
  var bandwidthTotal = ByteCount(SensorLimits().bandwidthTotal ?? 0)

  @Option(help: "Bytes of made-up files that a session may hold in memory.")
  var memoryPerSession = ByteCount(SessionLimits().bytesMaximum)

  @Option(help: "Bytes of made-up files that all sessions together may hold in memory.")
  var memoryTotal = ByteCount(SensorLimits().memoryBytes)

  @Option(help: "Files and folders that a session may make.")
  var entriesPerSession = SessionLimits().entriesMaximum

  @Option(help: "Uploads of a session.")
  var uploadsPerSession = SessionLimits().uploadsMaximum

  @Option(help: "Uploads of an address that are kept in a day.")
  var uploadsPerAddress = SensorLimits().uploadsPerAddress

  @Option(help: "Bytes of an upload that is kept; a larger one is hashed and discarded.")
  var bytesPerUpload = ByteCount(SensorLimits().uploadBytes)

  @Option(help: "Bytes of a session's uploads that are kept.")
  var bytesPerSession = ByteCount(SensorLimits().uploadBytesPerSession)

  @Option(help: "Bytes of an address's uploads that are kept in a day.")
  var bytesPerAddress = ByteCount(SensorLimits().uploadBytesPerAddress)

  @Option(help: "Bytes of disk of the quarantine in all, by blocks of 4096.")
  var quarantineBytes = ByteCount(SensorLimits().quarantineBytes)

  @Option(help: "Events a second; more are counted, and the count is an event.")
  var eventsPerSecond = SensorLimits().eventsPerSecond

  func validate() throws {
    let counts: [(String, Int)] = [
      ("connections", connections), ("connections-per-address", connectionsPerAddress),
      ("connections-per-network", connectionsPerNetwork),
      ("commands-per-session", commandsPerSession), ("idle-seconds", idleSeconds),
      ("session-seconds", sessionSeconds), ("step-seconds", stepSeconds),
      ("events-per-second", eventsPerSecond),
    ]
    for (name, count) in counts where count < 1 {
      throw ValidationError("--\(name) wants 1 or more.")
    }
    if !(0...90).contains(roomForNew) { throw ValidationError("--room-for-new wants 0 to 90.") }
    if !(64...65_536).contains(lineBytes) {
      throw ValidationError("--line-bytes wants 64 to 65536.")
    }
    if [entriesPerSession, uploadsPerSession, uploadsPerAddress].contains(where: { $0 < 0 }) {
      throw ValidationError("A number of files or uploads is 0 or more.")
    }
  }

  var limits: SensorLimits {
    var limits = SensorLimits()
    limits.connections = connections
    limits.connectionsPerAddress = connectionsPerAddress
    // Whoever allows an address more allows its network as much.
    limits.connectionsPerNetwork = max(connectionsPerNetwork, connectionsPerAddress)
    limits.roomForNew = roomForNew
    limits.idleSeconds = idleSeconds
    limits.sessionSeconds = sessionSeconds
    limits.stepSeconds = stepSeconds
    limits.bandwidth = bandwidth.bytes > 0 ? bandwidth.bytes : nil
    limits.bandwidthTotal = bandwidthTotal.bytes > 0 ? bandwidthTotal.bytes : nil
    limits.memoryBytes = memoryTotal.bytes
    limits.eventsPerSecond = eventsPerSecond
    limits.uploadBytes = bytesPerUpload.bytes
    limits.uploadBytesPerSession = bytesPerSession.bytes
    limits.uploadBytesPerAddress = bytesPerAddress.bytes
    limits.uploadsPerAddress = uploadsPerAddress
    limits.quarantineBytes = quarantineBytes.bytes
    limits.session.commandsMaximum = commandsPerSession
    limits.session.lineBytesMaximum = lineBytes
    limits.session.entriesMaximum = entriesPerSession
    limits.session.bytesMaximum = memoryPerSession.bytes
    limits.session.uploadsMaximum = uploadsPerSession
    return limits
  }
}
