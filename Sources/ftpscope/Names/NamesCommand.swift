import ArgumentParser
import Names

/// `ftpscope names`.
struct NamesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "names",
    abstract: "Finds names of FTP and FTP/S hosts in bulk DNS data.",
    discussion: """
      Reads forward and passive DNS, answers of resolvers, Zeek's dns.log, certificates and what \
      else has names in JSON or in tables with titles, zone files, BIND's and Unbound's caches, \
      files of hosts, or plain names, compressed or not, as they come. A name counts where a \
      label to the left of its registered domain is one of the words of --label, alone or between \
      hyphens, with or without a number: ftp, ftps2, my-ftp-eu. What comes out can be scanned: \
      ftpscope names FILE | ftpscope scan -
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, jsonl, csv
  }

  @Argument(
    help: ArgumentHelp("Files or folders of DNS data, or - (the default).", valueName: "file"),
    completion: .file())
  var files: [String] = []

  @Option(
    help: """
      A word that labels say. May be given more than once; without it \
      \(LabelWords.usual.joined(separator: ", ")).
      """)
  var label: [String] = []

  @Option(
    help: "The Public Suffix List; that of Debian's package publicsuffix is the default.",
    completion: .file())
  var suffixList: String?

  @Option(
    help: """
      The zone of zone files that do not say it themselves, such as a DNS server's own: what is no \
      JSON is read as one.
      """)
  var origin: String?

  @Flag(help: "Ask the system's resolver for the addresses of each name, and write those.")
  var resolve = false

  @Option(help: "Names to resolve a second.")
  var rate = 100

  @OptionGroup var recording: RecordingOptions

  @Option(help: "table (on a terminal), jsonl (else), json or csv.")
  var format: Format?

  @OptionGroup var output: OutputOption

  @OptionGroup var progress: ProgressOption

  @OptionGroup var threads: ThreadsOption

  mutating func validate() throws {
    if !(1...100_000).contains(rate) { throw ValidationError("--rate wants 1 to 100000.") }
    if let origin, !NameSearch.isOrigin(origin) {
      throw ValidationError("--origin wants a domain, such as example.org: \(origin)")
    }
    do throws(LabelWords.Malformed) {
      _ = try words()
    } catch {
      throw ValidationError("--label: \(error)")
    }
    try output.check(
      reads: (files.isEmpty ? ["-"] : files) + [suffixList].compactMap { $0 },
      keeps: [recording.store])
  }

  func words() throws(LabelWords.Malformed) -> LabelWords {
    try LabelWords(label.isEmpty ? LabelWords.usual : label)
  }

  mutating func run() async throws {
    let command = self
    try await Exit.guarding { try await NamesRun(command).run() }
  }
}
