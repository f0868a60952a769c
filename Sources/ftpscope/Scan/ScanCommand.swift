import ArgumentParser
import Records
import Survey

/// `ftpscope scan`.
struct ScanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Finds and describes FTP and FTP/S services.",
    discussion: """
      Asks each address and port what it is: greeting, features, whether it takes a login before \
      TLS, and what TLS it has, with the certificate. It never sends a password and ends each \
      conversation with QUIT. Writes a service record for each that answered.

      Targets: addresses, blocks (192.0.2.0/24), ranges (192.0.2.1-192.0.2.40), host names, each \
      with :PORT where wanted; files of them; zmap's and masscan's output as it is; - is standard \
      input, probed as it comes. Reserved addresses are probed only where they are named.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, jsonl, csv, html
  }

  enum Condition: String, ExpressibleByArgument, CaseIterable {
    case clearLogin = "clear-login"
    case noTLS = "no-tls"
    case badCertificate = "bad-certificate"

    /// Whether a scan that found this service meets it.
    func holds(for record: ServiceRecord) -> Bool {
      switch self {
      case .clearLogin: record.loginInClear == .accepted
      case .noTLS: record.mode == .clear
      case .badCertificate: record.faults.contains(where: \.isOfCertificate)
      }
    }
  }

  @Argument(help: ArgumentHelp("Addresses, blocks, names, files, or -.", valueName: "target"))
  var targets: [String] = []

  @Option(
    name: [.customLong("ports"), .customShort("p"), .customLong("port")],
    help: "Ports to probe: 21,990,2121-2130 (default: 21,990).", transform: PortList.init)
  var ports: [PortList] = []

  @Option(
    name: [.customLong("implicit-ports"), .customLong("implicit-port")],
    help: "Ports, besides 990, where TLS comes before the first byte of FTP.",
    transform: PortList.init)
  var implicitPorts: [PortList] = []

  @Option(
    help: "Files of targets that are never probed.",
    completion: .file())
  var exclude: [String] = []

  @Option(
    help: "Reserved blocks (10.0.0.0/8) that files and standard input may name too.")
  var allowReserved: [AddressBlock] = []

  @OptionGroup var pace: PaceOptions

  @Option(help: "The order's seed (default: 1). Machines that share a scan have the same.")
  var seed: UInt64?

  @Option(help: "This machine's share of the targets: 1/4 is the first of four.")
  var shard: String?

  @Option(
    help: "Remember in a file what is done; with the same file, go on with what is not.",
    completion: .file())
  var resume: String?

  @Flag(help: "Ask whether anonymous users are let in, with USER alone.")
  var anonymous = false

  @Flag(help: "List the TLS versions and cipher suites of each service: many more connections.")
  var tlsDetail = false

  @Flag(help: "Records of targets too that did not answer.")
  var all = false

  @Option(help: "table (on a terminal), jsonl (else: service records), json, csv or html.")
  var format: Format?

  @OptionGroup var output: OutputOption

  @OptionGroup var places: PlaceOptions

  @OptionGroup var recording: RecordingOptions

  @Option(help: "Exit with status 1 where there is one: clear-login, no-tls, bad-certificate.")
  var failOn: [Condition] = []

  @OptionGroup var progress: ProgressOption

  @OptionGroup var threads: ThreadsOption

  mutating func validate() throws {
    if targets.isEmpty { throw ValidationError("Name a target, a file of targets, or -.") }
    if let shard {
      do { _ = try Shard(shard) } catch { throw ValidationError("--shard: \(error)") }
    }
    if resume != nil, let format, format != .jsonl {
      throw ValidationError(
        "--resume goes with --format jsonl: a summary would lack what was before.")
    }
    let files = targets.filter { target in
      switch try? ScanTargetsReading.target(target) {
      case .path?, .standardInput?: true
      default: false
      }
    }
    try output.check(
      reads: files + exclude + places.files, keeps: [resume, recording.store])
  }

  mutating func run() async throws {
    let command = self
    try await Exit.guarding { try await ScanRun(command).run() }
  }
}
