import Foundation
import Testing

/// Personas as scanners see them: nmap and our own scan name each as what it claims to be.
@Suite(.serialized) struct PersonaProofTests {
  struct Claim: Sendable {
    var persona: String
    /// What nmap says behind the port; nil where its database has no such server.
    var nmap: String?
    /// Product and version, as `identify` has them.
    var product: String?
    var version: String?
  }

  private static let claims: [Claim] = [
    Claim(
      persona: "filezilla-0.9.60", nmap: "FileZilla ftpd",
      product: "FileZilla Server", version: "0.9.60"),
    Claim(persona: "filezilla-1", product: "FileZilla Server", version: "1.8.1"),
    Claim(persona: "iis-10", nmap: "Microsoft ftpd", product: "Internet Information Services"),
    Claim(persona: "jetdirect", nmap: "HP JetDirect ftpd", product: "JetDirect FTP Server"),
    Claim(
      persona: "mikrotik", nmap: "MikroTik router ftpd 6.46.3", product: "RouterOS FTP",
      version: "6.46.3"),
    Claim(persona: "plain"),
    Claim(
      persona: "proftpd-1.3.5", nmap: "ProFTPD 1.3.5", product: "ProFTPD", version: "1.3.5"),
    Claim(persona: "pure-ftpd", nmap: "Pure-FTPd", product: "Pure-FTPd"),
    Claim(
      persona: "serv-u-15", nmap: "Serv-U ftpd 15.1.6", product: "Serv-U", version: "15.1.6"),
    Claim(persona: "synology", nmap: "Synology DiskStation ftpd", product: "DSM"),
    Claim(persona: "vsftpd-2.3.4", nmap: "vsftpd 2.3.4", product: "vsftpd", version: "2.3.4"),
    Claim(persona: "vsftpd-3.0.3", nmap: "vsftpd 3.0.3", product: "vsftpd", version: "3.0.3"),
    Claim(
      persona: "wing-ftp", nmap: "Wing FTP Server 7.4.3", product: "Wing FTP Server",
      version: "7.4.3"),
    Claim(persona: "ws-ftp", nmap: "WS FTPd 7.6.2", product: "WS_FTP Server", version: "7.6.2"),
  ]

  private static let hasNmap = ["/usr/bin/nmap", "/usr/local/bin/nmap"].contains {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test(.enabled(if: hasNmap, "skipped: no nmap; Scripts/setup installs it"))
  func nmapNamesThem() throws {
    let claims = Self.claims.filter { $0.nmap != nil }
    try RunningSensor.serving(claims.map(\.persona)) { bench, ports in
      let list = ports.map(String.init).joined(separator: ",")
      let result = try bench.run("nmap -sV -Pn -n -p \(list) 127.0.0.1")
      for (claim, port) in zip(claims, ports) {
        let line = result.lines.first { $0.hasPrefix("\(port)/tcp") } ?? ""
        let words = line.split(separator: " ").dropFirst(3).joined(separator: " ")
        #expect(words.hasPrefix(claim.nmap ?? ""), "\(claim.persona): \(line)")
      }
    }
  }

  @Test func scanAndIdentifyNameThem() throws {
    try RunningSensor.serving(Self.claims.map(\.persona)) { bench, ports in
      let list = ports.map(String.init).joined(separator: ",")
      let result = try bench.run(
        "ftpscope scan --ports \(list) 127.0.0.1 | ftpscope identify --format jsonl")
      for (claim, port) in zip(Self.claims, ports) {
        let record = result.records.first { $0["port"] as? Int == Int(port) }
        let product = record?["product"] as? [String: Any]
        #expect(product?["product"] as? String == claim.product, "\(claim.persona)")
        #expect(product?["version"] as? String == claim.version, "\(claim.persona)")
      }
    }
  }

  /// What is wrong with a file of signatures is said with its line, before anything listens.
  @Test func badSignaturesAreRefused() throws {
    let bench = try Workbench()
    try bench.write("# mine\nteapot\targument\n", "mine.tsv")
    let command = "ftpscope sensor run --state-directory s --listen 127.0.0.1:0=clear"
    let wrong = try bench.run("\(command) --signatures mine.tsv")
    #expect(wrong.status != 0)
    #expect(wrong.errors.contains("mine.tsv:2"), "\(wrong.errors)")
    let absent = try bench.run("\(command) --signatures none.tsv")
    #expect(absent.status != 0)
    #expect(absent.errors.contains("none.tsv: no such file"), "\(absent.errors)")
  }
}

/// A sensor that runs.
enum RunningSensor {
  /// Runs a sensor with a persona on each of some ports, and ends it behind the work.
  static func serving(
    _ personas: [String], _ work: (Workbench, [UInt16]) throws -> Void
  ) throws {
    let bench = try Workbench()
    // A sensor that root starts becomes somebody else, who has to reach the folder.
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: bench.folder.path)
    let log = bench.folder.appending(path: "log")
    try Data().write(to: log)
    let process = Process()
    process.executableURL = Command.binary
    process.arguments =
      ["sensor", "run", "--state-directory", bench.folder.appending(path: "state").path]
      + personas.flatMap { ["--listen", "127.0.0.1:0=explicit,persona=\($0)"] }
    process.standardError = try FileHandle(forWritingTo: log)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    let ports = waitForPorts(personas.count, log, process)
    let said = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    #expect(ports.count == personas.count, "\(said)")
    if ports.count == personas.count { try work(bench, ports) }
  }

  /// The ports that it says it listens on, in their order, once it serves; looked for in its log,
  /// half a minute at most.
  private static func waitForPorts(_ count: Int, _ log: URL, _ process: Process) -> [UInt16] {
    let end = Date().addingTimeInterval(30)
    while Date() < end, process.isRunning {
      let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
      if text.contains("events go to") {
        return text.matches(of: /listening on \S+:(\d+)=/).compactMap { UInt16($0.1) }
      }
      sched_yield()
    }
    return []
  }
}
