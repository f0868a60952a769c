import ArgumentParser

/// `ftpscope identify`.
struct IdentifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identify",
    abstract: "Names the software of FTP servers, and its known vulnerabilities.",
    discussion: """
      Reads greetings, with or without the reply code, as servers send them or with line ends as \
      \\r\\n on one line; service records, as ftpscope \
      scan writes them; or any JSON Lines whose greeting is in the field that --field names. Each \
      comes out as JSON with product and advisories. What a server said to FEAT, SYST, HELP, USER \
      and AUTH, and its certificate, tell the product where the greeting does not.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, jsonl, csv
  }

  @Argument(
    help: ArgumentHelp("Files of greetings or records, or - (the default).", valueName: "file"),
    completion: .file())
  var files: [String] = []

  @Option(help: "The field of JSON lines that has the greeting: banner, or data.banner.")
  var field: String?

  @Flag(
    help: """
      Take each line for a greeting of its own, 220- lines too: for lists of first lines. Else \
      what goes from 220- to 220 is one greeting.
      """)
  var onePerLine = false

  @Option(
    help: "More Recog databases: a file, or a folder of them. May be given more than once.",
    completion: .file())
  var recog: [String] = []

  @Option(help: "NVD's feeds of vulnerabilities (JSON 2.0).", completion: .file())
  var nvd: [String] = []

  @Option(help: "CISA's catalogue of known exploited vulnerabilities (JSON).", completion: .file())
  var kev: String?

  @OptionGroup var places: PlaceOptions

  @Flag(help: "End where a database has a fault, instead of going on with the rest of it.")
  var strict = false

  @Flag(help: "List every fingerprint that matches, under matches.")
  var all = false

  @Flag(help: "Say in words what decided: the clues, the runners-up, the advisories left out.")
  var explain = false

  @Option(help: "table (on a terminal), json (counts, like the table), jsonl (else) or csv.")
  var format: Format?

  @Option(
    help: "Also put service records into a store, which is made where there is none.",
    completion: .file())
  var store: String?

  @OptionGroup var output: OutputOption

  @OptionGroup var threads: ThreadsOption

  @OptionGroup var progress: ProgressOption

  mutating func validate() throws {
    if explain, format != nil || all {
      throw ValidationError("--explain is a format of its own: leave out --format and --all.")
    }
    if all, let format, format != .jsonl {
      throw ValidationError("--all lists fingerprints beside each record: it goes with jsonl only.")
    }
    try output.check(
      reads: (files.isEmpty ? ["-"] : files) + recog + nvd + [kev].compactMap { $0 } + places.files,
      keeps: [store])
  }

  mutating func run() async throws {
    let command = self
    try await Exit.guarding { try IdentifyRun(command).run() }
  }
}
