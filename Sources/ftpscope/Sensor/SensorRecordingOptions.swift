import ArgumentParser
import Sensor

/// Where a sensor's events and what it captures go.
struct SensorRecordingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Append events there, one JSON object a line; - is standard output "
        + "(default: events.jsonl in the state directory)."), completion: .file())
  var events: String?

  @Option(help: "Begin a new file of events at this size.")
  var rotateBytes = ByteCount(256 << 20)

  @Option(help: "Begin a new file of events every so many hours; 0: by size alone.")
  var rotateHours = 24

  @Option(help: "Also put the events into a store.", completion: .file())
  var store: String?

  @Option(
    help: ArgumentHelp(
      "Keep uploads there, by their SHA-256; none: keep none "
        + "(default: quarantine in the state directory; with --folder, none)."),
    completion: .directory)
  var quarantine: String?

  @Option(help: "Keep certificates, seed and places there.", completion: .directory)
  var stateDirectory = "ftpscope-sensor"

  @Option(help: "Also log the sessions as IIS does, in W3C form, there.", completion: .directory)
  var iisLog: String?

  @Option(help: "Serve metrics for Prometheus at ADDRESS:PORT, GET /metrics.")
  var metrics: String?

  @Option(help: "The sensor's name in its events (default: this machine's).")
  var sensor: String?

  @Option(help: "A label for the events.")
  var survey: String?

  /// A year.
  private static let hoursMaximum = 366 * 24

  func validate() throws {
    if rotateBytes.bytes < 4096 { throw ValidationError("--rotate-bytes wants 4096 or more.") }
    if !(0...Self.hoursMaximum).contains(rotateHours) {
      throw ValidationError("--rotate-hours wants 0 to \(Self.hoursMaximum).")
    }
    guard let metrics else { return }
    do { _ = try ListeningPlace(metrics) } catch { throw ValidationError("--metrics \(error)") }
  }
}
