import ArgumentParser
import Sensor

/// `ftpscope sensor run`.
struct SensorRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Serves attackers FTP and FTP/S, and records what they do.",
    discussion: """
      Listens where it is told, imitates the server of a persona, and writes an event record for \
      everything that a client does: connections, handshakes, commands, credentials, uploads, \
      downloads, exploits. It connects to nobody but (with --active) the client itself, and runs \
      nothing. Uploads go into a quarantine.

      Started as root it binds its ports and becomes another user. SIGHUP reads personas and \
      certificates anew and opens the events' file anew; SIGTERM lets sessions end and stops.

      With --folder it serves a real folder instead, for laboratories and tests.
      """)

  @OptionGroup(title: "Serving") var serving: SensorServingOptions
  @OptionGroup(title: "Recording") var recording: SensorRecordingOptions
  @OptionGroup(title: "Limits") var limits: SensorLimitOptions

  @Option(
    help: "Read options from a YAML file too, by their names; those given here come first.",
    completion: .file())
  var config: String?

  func validate() throws {
    guard serving.folder != nil else { return }
    let keepsNone = recording.quarantine == nil || recording.quarantine == "none"
    let given = limits.ofMadeUpFiles + (keepsNone ? limits.ofQuarantine : [])
    if let name = given.first {
      throw ValidationError(
        "--\(name) does not hold what clients write into --folder: leave it out, and give the "
          + "folder a disk or a quota of its own.")
    }
  }

  mutating func run() async throws {
    let command = self
    try await Exit.guarding { try await SensorRun(SensorConfig.completed(command)).run() }
  }
}
