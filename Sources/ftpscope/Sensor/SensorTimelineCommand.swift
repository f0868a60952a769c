import ArgumentParser
import Report

/// `ftpscope sensor timeline`.
struct SensorTimelineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "Says what a sensor saw, by the hour or by the day.",
    discussion: """
      All connections and the different sources among them in each hour or day of UTC, with those \
      in which nothing happened; what was tried, sent and taken; and the times at which the sensor \
      does not tell of everything. From a store, or from the event files that sensors wrote.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, jsonl, csv
  }

  @Argument(
    help: ArgumentHelp("Event files, folders or stores, or -.", valueName: "file"),
    completion: .file())
  var files: [String] = []

  @Option(help: "The store to read.", completion: .file())
  var store: String?

  @Option(help: "The survey that the events are of (default: the latest that has any).")
  var survey: String?

  @Option(
    help: "Only events of this moment or later: 2026-11-01, an RFC 3339 time, or 7d, 12h ago.")
  var since: Moment?

  @Option(help: "Only events of before this moment.")
  var until: Moment?

  @Option(help: "Only events of the sensor of this name.")
  var sensor: String?

  @Option(help: "Split the series: sensor, listener, or class (of sessions, when they end).")
  var by: AttackGrouping?

  @Option(help: "hour or day (default: hour for up to four days).")
  var bucket: TimeUnit?

  @Flag(
    help: """
      Ask the system's resolver who the sources are: of those with the most connections the name, \
      where that name has the address too.
      """)
  var resolve = false

  @Option(help: "Sources to resolve a second.")
  var rate = 100

  @Option(help: "Rows of each list in a table.")
  var top = 10

  @Option(help: "table (on a terminal), json (else), jsonl or csv.")
  var format: Format?

  @OptionGroup var output: OutputOption

  @OptionGroup var progress: ProgressOption

  @OptionGroup var threads: ThreadsOption

  mutating func validate() throws {
    if (store == nil) == files.isEmpty {
      throw ValidationError("Name either a store with --store or event files.")
    }
    if let since, let until, since.timestamp >= until.timestamp {
      throw ValidationError("--since wants a moment before --until.")
    }
    if resolve, format == .csv || format == .jsonl {
      throw ValidationError("--resolve goes with --format table or json.")
    }
    if !(1...100_000).contains(rate) { throw ValidationError("--rate wants 1 to 100000.") }
    if !(1...100).contains(top) { throw ValidationError("--top wants 1 to 100.") }
    try output.check(reads: files, keeps: [store])
  }

  mutating func run() async throws {
    let command = self
    try await Exit.guarding { try await SensorTimelineRun(command).run() }
  }
}

extension AttackGrouping: ExpressibleByArgument {}
extension TimeUnit: ExpressibleByArgument {}
