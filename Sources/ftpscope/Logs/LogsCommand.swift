import ArgumentParser
import Bytes
import Foundation
import Inputs
import Report
import Usage

/// `ftpscope logs`.
struct LogsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs",
    abstract: "Shows who uses FTPS and who logs in or transfers files in clear.",
    discussion: """
      Reads FTP servers' logs and says for each session, client and user whether TLS protected \
      the login and the files, and who would be locked out if TLS were required.

      Formats are recognised by content: \(LogFormats.names.joined(separator: ", ")). Other \
      formats are described in a YAML file given to --log-format.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, jsonl, csv, html
  }

  enum Condition: String, ExpressibleByArgument, CaseIterable {
    case clearLogin = "clear-login"
    case clearTransfer = "clear-transfer"
    case clear
  }

  @Argument(
    help: ArgumentHelp(
      "Logs: files, folders (every file below), patterns; - is standard input.",
      valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @Option(help: "table (on a terminal), json (else), jsonl (session records), csv or html.")
  var format: Format?

  @OptionGroup var output: OutputOption

  @Option(help: "One table in full: client, user, server or day (--format table, csv).")
  var by: UsageTable?

  @Option(help: "Only sessions that began at or after: 2026-10-01, an RFC 3339 time, or 7d, 12h.")
  var since: Moment?

  @Option(help: "Only sessions that began before.")
  var until: Moment?

  @OptionGroup var window: WindowOption

  @Option(
    help: "The format of all files, by name, or a YAML file that describes one.",
    completion: .list(LogFormats.names))
  var logFormat: String?

  @Option(
    name: [.customLong("implicit-port"), .customLong("implicit-ports")],
    help: "Ports, besides 990, where TLS comes before the first byte of FTP: 2990,10990-10999.",
    transform: PortList.init)
  var implicitPorts: [PortList] = []

  @Option(name: .customLong("server-ip"), help: "The server's address where the log has none.")
  var serverAddress: String?

  @Option(help: "The server's port where the log has none.")
  var serverPort: UInt16?

  @Option(help: "The zone of times that have none: Europe/Amsterdam, +02:00, local (default: UTC).")
  var timeZone: Zone?

  @Option(help: "The year of times that have none (default: by the file's last change).")
  var year: Int?

  @Option(help: "Which number is the day in dates such as 3/4/2026: dmy, mdy (default: found out).")
  var dateOrder: DateOrder?

  @Flag(help: "AUTH SSL and AUTH TLS-P protect the data channel too, on these servers.")
  var authSslPrivate = false

  @OptionGroup var recording: RecordingOptions

  @Option(
    help: "Show a scan's service records on the page too (--format html).", completion: .file())
  var services: String?

  @Option(help: "Show the lines that decided the sessions whose id begins so, as text.")
  var explain: String?

  @Flag(help: "Go on reading as the files grow, through rotation; a line for each login in clear.")
  var follow = false

  @Option(
    help: "Remember in a file what was read: run daily, no line counts twice.",
    completion: .file())
  var state: String?

  @Option(help: "Exit with status 1 where there is one: clear-login, clear-transfer, clear.")
  var failOn: [Condition] = []

  @OptionGroup var progress: ProgressOption

  @OptionGroup var threads: ThreadsOption

  mutating func validate() throws {
    if paths.isEmpty { throw ValidationError("Name a log, a folder, or - for standard input.") }
    if let year, !(1970...9998).contains(year) {
      throw ValidationError("--year wants a year, such as 2026.")
    }
    if let serverAddress, IPAddress(serverAddress) == nil {
      throw ValidationError("--server-ip wants an address, such as 192.0.2.1 or 2001:db8::1.")
    }
    if serverPort == 0 { throw ValidationError("--server-port wants a port from 1 to 65535.") }
    if services != nil, format != .html {
      throw ValidationError("--services goes with --format html.")
    }
    if by != nil, !showsTables {
      throw ValidationError("--by goes with --format table or csv.")
    }
    if explain != nil, by != nil || format.map({ $0 != .table }) == true {
      throw ValidationError("--explain goes neither with --by nor with another --format.")
    }
    if let since, let until, since.timestamp >= until.timestamp {
      throw ValidationError("--since has to be before --until.")
    }
    if follow, state != nil || explain != nil {
      throw ValidationError("--follow goes neither with --state nor with --explain.")
    }
    if follow, !failOn.isEmpty {
      throw ValidationError("--follow ends when it is interrupted: --fail-on does not go with it.")
    }
    if follow, let format, format != .jsonl {
      throw ValidationError("--follow writes lines, or records with --format jsonl.")
    }
    if recording.store != nil, follow || explain != nil {
      throw ValidationError("--store goes neither with --follow nor with --explain.")
    }
    if follow, paths.contains("-") { throw ValidationError("--follow wants files, not -.") }
    try output.check(
      reads: paths + [logFormat, services].compactMap { $0 }, keeps: [state, recording.store])
  }

  /// Whether the answer is of tables, one of which can be asked for.
  private var showsTables: Bool {
    switch format {
    case .table, .csv: true
    case .json, .jsonl, .html: false
    case nil: output.path == nil && isatty(STDOUT_FILENO) == 1
    }
  }

  mutating func run() async throws {
    let command = self
    try await Exit.guarding { try await LogsRun(command).run() }
  }
}

extension UsageTable: ExpressibleByArgument {}

extension DateOrder: ExpressibleByArgument {}

/// A zone on the command line.
struct Zone: ExpressibleByArgument {
  let zone: LogZone

  init?(argument: String) {
    guard let zone = LogZone(argument) else { return nil }
    self.zone = zone
  }
}
