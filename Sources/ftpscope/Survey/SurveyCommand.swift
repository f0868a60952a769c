import ArgumentParser

/// `ftpscope survey`.
struct SurveyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "survey",
    abstract: "Scans, reads names and logs, and makes the report, in one go.",
    discussion: """
      Puts what is found into a store and the report into a folder: index.html, report.md, \
      report.json and report.csv, with the service records beside them. Interrupted, the same \
      command goes on where it was. Each part is what scan, names, logs and report do alone, with \
      more options.
      """)

  @Option(
    parsing: .upToNextOption, help: "Addresses, blocks, names or files of them to scan.",
    completion: .file())
  var targets: [String] = []

  @Option(
    parsing: .upToNextOption, help: "Files or folders of DNS data.", completion: .file())
  var names: [String] = []

  @Option(help: "The zone of zone files that do not say it themselves.")
  var origin: String?

  @Option(parsing: .upToNextOption, help: "Servers' logs, or folders of them.", completion: .file())
  var logs: [String] = []

  @Option(parsing: .upToNextOption, help: "Record files or stores of others.", completion: .file())
  var records: [String] = []

  @Option(help: "The store (default: survey.db in the folder).", completion: .file())
  var store: String?

  @Option(help: "The folder for the report.", completion: .directory)
  var out = "ftpscope-report"

  @Option(help: "The survey's label (default: today's date).")
  var survey: String?

  @Option(help: "An earlier survey of the store: is it getting better?")
  var compare: String?

  @Option(help: "The report's title.")
  var title: String?

  @Option(help: "Ports to probe (default: 21,990).", transform: PortList.init)
  var ports: [PortList] = []

  @Option(
    help: "Ports, besides 990, where TLS comes before the first byte of FTP; in logs too.",
    transform: PortList.init)
  var implicitPorts: [PortList] = []

  @Option(help: "Files of targets that are never probed.", completion: .file())
  var exclude: [String] = []

  @Option(help: "Reserved blocks (10.0.0.0/8) that files of targets may name too.")
  var allowReserved: [AddressBlock] = []

  @OptionGroup var pace: PaceOptions

  @Option(help: "The zone of times in logs that have none (default: UTC).")
  var timeZone: String?

  @Option(help: "The year of times in logs that have none.")
  var year: Int?

  @OptionGroup var window: WindowOption

  @OptionGroup var places: PlaceOptions

  @OptionGroup var progress: ProgressOption

  @OptionGroup var threads: ThreadsOption

  mutating func validate() throws {
    if targets.isEmpty, names.isEmpty, logs.isEmpty, records.isEmpty {
      throw ValidationError("Name something: --targets, --names, --logs or --records.")
    }
    if (targets + names + logs + records).contains("-") {
      throw ValidationError("survey reads no standard input: a run could not go on.")
    }
    if compare != nil, compare == survey {
      throw ValidationError("--compare wants another survey than --survey.")
    }
  }

  mutating func run() async throws {
    let command = self
    try await Exit.guarding { try await SurveyRun(command).run() }
  }
}
