import Foundation
import TestSupport
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
    let sensor = try Self.serving(claims)
    let result = try sensor.folder.run("nmap -sV -Pn -n -p \(Self.list(sensor)) 127.0.0.1")
    for (claim, port) in zip(claims, sensor.ports) {
      let line = result.lines.first { $0.hasPrefix("\(port)/tcp") } ?? ""
      let words = line.split(separator: " ").dropFirst(3).joined(separator: " ")
      #expect(words.hasPrefix(claim.nmap ?? ""), "\(claim.persona): \(line)")
    }
  }

  @Test func scanAndIdentifyNameThem() throws {
    let sensor = try Self.serving(Self.claims)
    let result = try sensor.folder.run(
      "ftpscope scan --ports \(Self.list(sensor)) 127.0.0.1 | ftpscope identify --format jsonl")
    for (claim, port) in zip(Self.claims, sensor.ports) {
      let record = result.records.first { $0["port"] as? Int == Int(port) }
      let product = record?["product"] as? [String: Any]
      #expect(product?["product"] as? String == claim.product, "\(claim.persona)")
      #expect(product?["version"] as? String == claim.version, "\(claim.persona)")
    }
  }

  /// A sensor with a port for each persona, in their order.
  private static func serving(_ claims: [Claim]) throws -> SensorProcess {
    let sensor = try SensorProcess(modes: claims.map { "explicit,persona=\($0.persona)" })
    try #require(sensor.ports.count == claims.count, "\(sensor.messages)")
    return sensor
  }

  private static func list(_ sensor: SensorProcess) -> String {
    sensor.ports.map(String.init).joined(separator: ",")
  }

  /// What is wrong with a file of signatures is said with its line, before anything listens.
  @Test func badSignaturesAreRefused() throws {
    let bench = try TemporaryFolder()
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
