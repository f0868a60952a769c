import ArgumentParser

/// `ftpscope report`.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Makes the exposure report of a survey.",
    discussion: """
      What services there are, what is wrong with them, where they are, who uses and who attacks \
      them, whether it is getting better, and what to do: from a store, or from record files that \
      scan, logs and names wrote.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case html, markdown, json, csv
  }

  @Argument(
    help: ArgumentHelp("Record files, folders or stores, or -.", valueName: "file"),
    completion: .file())
  var files: [String] = []

  @Option(help: "The store to read.", completion: .file())
  var store: String?

  @Option(help: "The survey that the report is about (default: the latest).")
  var survey: String?

  @Option(help: "An earlier survey: is it getting better?")
  var compare: String?

  @OptionGroup var window: WindowOption

  @Option(help: "The report's title.")
  var title = "FTP and FTP/S exposure"

  @Option(help: "markdown (on a terminal), json (else), html or csv.")
  var format: Format?

  @OptionGroup var output: OutputOption

  @OptionGroup var places: PlaceOptions

  @Option(
    help: "A folder of your own page templates, such as report.mustache or head.mustache.",
    completion: .directory)
  var templates: String?

  @OptionGroup var progress: ProgressOption

  @OptionGroup var threads: ThreadsOption

  mutating func validate() throws {
    if (store == nil) == files.isEmpty {
      throw ValidationError("Name either a store with --store or record files.")
    }
    if compare != nil, compare == survey {
      throw ValidationError("--compare wants another survey than --survey.")
    }
    try output.check(reads: files + places.files, keeps: [store])
  }

  mutating func run() async throws {
    let command = self
    try await Exit.guarding { try ReportRun(command).run() }
  }
}
