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

  @Option(
    help: ArgumentHelp(
      "Seconds that a client may be silent (default: the persona's, else \(usualIdle)).",
      valueName: "idle-seconds"))
  var idleSeconds: Int?

  @Option(help: "Seconds of a session.")
  var sessionSeconds = SensorLimits().sessionSeconds

  @Option(help: "Seconds for a handshake, a data connection, the last bytes.")
  var stepSeconds = SensorLimits().stepSeconds

  @Option(help: "Bytes a second of a session's files: 64K, 1M; 0: as they come.")
  var bandwidth = ByteCount(SensorLimits().bandwidth ?? 0)

  @Option(help: "Bytes a second of all sessions' files together; 0: as they come.")
  var bandwidthTotal = ByteCount(SensorLimits().bandwidthTotal ?? 0)

  @Option(
    help: "Bytes of made-up files that a session may hold \(size(usual.session.bytesMaximum)).")
  var memoryPerSession: ByteCount?

  @Option(
    help: "Bytes of made-up files that all sessions may hold \(size(usual.memoryBytes)).")
  var memoryTotal: ByteCount?

  @Option(
    help: "Files and folders that a session may make (default: \(usual.session.entriesMaximum)).")
  var entriesPerSession: Int?

  @Option(help: "Uploads of a session.")
  var uploadsPerSession = SessionLimits().uploadsMaximum

  @Option(
    help: "Uploads of an address that are kept in a day (default: \(usual.uploadsPerAddress)).")
  var uploadsPerAddress: Int?

  @Option(
    help: "Bytes of an upload kept; larger ones are only hashed \(size(usual.uploadBytes)).")
  var bytesPerUpload: ByteCount?

  @Option(help: "Bytes of a session's uploads that are kept \(size(usual.uploadBytesPerSession)).")
  var bytesPerSession: ByteCount?

  @Option(
    help: "Bytes kept of an address's uploads in a day \(size(usual.uploadBytesPerAddress)).")
  var bytesPerAddress: ByteCount?

  @Option(
    help: "Bytes of disk of the quarantine, by blocks of 4096 \(size(usual.quarantineBytes)).")
  var quarantineBytes: ByteCount?

  @Option(help: "Events a second; more are counted, and the count is an event.")
  var eventsPerSecond = SensorLimits().eventsPerSecond

  func validate() throws {
    // What nobody means is not calculated with.
    let counts: [(String, Int, Int)] = [
      ("connections", connections, Self.countMaximum),
      ("connections-per-address", connectionsPerAddress, Self.countMaximum),
      ("connections-per-network", connectionsPerNetwork, Self.countMaximum),
      ("commands-per-session", commandsPerSession, Self.rateMaximum),
      ("idle-seconds", idleSeconds ?? Self.usualIdle, Self.secondsMaximum),
      ("session-seconds", sessionSeconds, Self.secondsMaximum),
      ("step-seconds", stepSeconds, Self.secondsMaximum),
      ("events-per-second", eventsPerSecond, Self.rateMaximum),
    ]
    for (name, count, maximum) in counts where !(1...maximum).contains(count) {
      throw ValidationError("--\(name) wants 1 to \(maximum).")
    }
    if !(0...90).contains(roomForNew) { throw ValidationError("--room-for-new wants 0 to 90.") }
    if !(64...65_536).contains(lineBytes) {
      throw ValidationError("--line-bytes wants 64 to 65536.")
    }
    let files = [entriesPerSession, uploadsPerSession, uploadsPerAddress].compactMap { $0 }
    if files.contains(where: { $0 < 0 }) {
      throw ValidationError("A number of files or uploads is 0 or more.")
    }
  }

  private static let usual = SensorLimits()
  private static let usualIdle = SensorLimits.usualIdleSeconds

  private static func size(_ bytes: Int) -> String {
    "(default: \(ByteCount(bytes).defaultValueDescription))"
  }

  /// Those given that hold for made-up files only, and for the quarantine only.
  var ofMadeUpFiles: [String] {
    [
      memoryPerSession.map { _ in "memory-per-session" }, memoryTotal.map { _ in "memory-total" },
      entriesPerSession.map { _ in "entries-per-session" },
    ].compactMap { $0 }
  }

  var ofQuarantine: [String] {
    [
      bytesPerUpload.map { _ in "bytes-per-upload" },
      bytesPerSession.map { _ in "bytes-per-session" },
      bytesPerAddress.map { _ in "bytes-per-address" },
      uploadsPerAddress.map { _ in "uploads-per-address" },
      quarantineBytes.map { _ in "quarantine-bytes" },
    ].compactMap { $0 }
  }

  private static let countMaximum = 10_000_000
  private static let rateMaximum = 1_000_000_000
  /// A month.
  private static let secondsMaximum = 31 * 86_400

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
    if let memoryTotal { limits.memoryBytes = memoryTotal.bytes }
    limits.eventsPerSecond = eventsPerSecond
    if let bytesPerUpload { limits.uploadBytes = bytesPerUpload.bytes }
    if let bytesPerSession { limits.uploadBytesPerSession = bytesPerSession.bytes }
    if let bytesPerAddress { limits.uploadBytesPerAddress = bytesPerAddress.bytes }
    if let uploadsPerAddress { limits.uploadsPerAddress = uploadsPerAddress }
    if let quarantineBytes { limits.quarantineBytes = quarantineBytes.bytes }
    limits.session.commandsMaximum = commandsPerSession
    limits.session.lineBytesMaximum = lineBytes
    if let entriesPerSession { limits.session.entriesMaximum = entriesPerSession }
    if let memoryPerSession { limits.session.bytesMaximum = memoryPerSession.bytes }
    limits.session.uploadsMaximum = uploadsPerSession
    return limits
  }
}
