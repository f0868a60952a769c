import Bytes
import Identification
import Records
import Testing

/// The program's own fingerprints.
@Suite struct OwnDatabasesTests {
  private static let databases = FingerprintLibrary.embedded().databases

  @Test(arguments: databases.map(\.name)) func everyExampleIsMatched(_ name: String) throws {
    let database = try #require(Self.databases.first { $0.name == name })
    #expect(database.problems == [])
    var verifier = FingerprintVerifier(database) { _ in nil }
    #expect(verifier.verify() == [])
    #expect(verifier.examplesVerified >= database.fingerprints.count)
  }

  /// A product is of one family, whatever it was known by: families are counted.
  @Test func productsAreOfOneFamily() {
    var families: [String: Set<String>] = [:]
    for fingerprint in Self.databases.flatMap(\.fingerprints) {
      func value(_ name: String) -> String? {
        fingerprint.parameters.first { $0.name == name && $0.position == 0 }?.value
      }
      guard let product = value("service.product"), let family = value("service.family") else {
        continue
      }
      families["\(value("service.vendor") ?? "") \(product)", default: []].insert(family)
    }
    #expect(families.filter { $0.value.count > 1 } == [:])
  }

  @Test func manyProductsAndDevicesAreKnown() throws {
    let greetings = try #require(Self.databases.first { $0.name == "ftp" })
    #expect(Set(greetings.fingerprints.map(\.subject)).count >= 150)
  }

  /// The 2020 survey's families, and those that Recog lacks.
  @Test(
    arguments: [
      ("Microsoft FTP Service", "Internet Information Services", nil),
      ("Microsoft FTP Service\nformerly ProFTPD 1.3.3c\nx", "Internet Information Services", nil),
      ("srv1 Microsoft FTP Service (Version 5.0).", "Internet Information Services", "5.0"),
      (
        "FileZilla Server 1.8.2\nPlease visit https://filezilla-project.org/", "FileZilla Server",
        "1.8.2"
      ),
      ("FileZilla Server version 0.9.43 beta", "FileZilla Server", "0.9.43"),
      ("Serv-U FTP Server v15.3.2 ready...", "Serv-U", "15.3.2"),
      ("ProFTPD 1.3.8b Server (Debian) [192.0.2.1]", "ProFTPD", "1.3.8b"),
      ("(vsFTPd 3.0.5)", "vsftpd", "3.0.5"),
      ("---------- Welcome to Pure-FTPd [privsep] [TLS] ----------", "Pure-FTPd", nil),
      ("ftp.example.net X2 WS_FTP Server 8.8.5(90000001)", "WS_FTP Server", "8.8.5"),
      ("Gene6 FTP Server v3.10.0 (Build 15) ready...", "G6 FTP Server", "3.10.0"),
      ("bftpd 6.1 at 192.0.2.9 ready.", "Bftpd", "6.1"),
      ("Twisted 24.3.0 FTP Server", "Twisted", "24.3.0"),
      ("Wing FTP Server ready... (Wing FTP Server Free Edition)", "Wing FTP Server", nil),
      ("Welcome to CrushFTP11!", "CrushFTP", "11"),
      ("Titan FTP Server 8.40.1338 Ready.", "Titan FTP Server", "8.40.1338"),
      ("Welcome to Cerberus FTP Server", "Cerberus FTP Server", nil),
      ("Complete FTP server", "CompleteFTP", nil),
      ("Core FTP Server Version 2.2, build 653 Registered", "Core FTP Server", "2.2 build 653"),
      ("Xlight FTP Server 3.9 ready...", "Xlight FTP Server", "3.9"),
      ("pyftpdlib 1.5.9 ready.", "pyftpdlib", "1.5.9"),
      ("Golden FTP Server ready v4.70", "Golden FTP Server", "4.70"),
      ("PCMan's FTP Server 2.0 Ready.", "PCMan's FTP Server", "2.0"),
      ("Hello, I'm freeFTPd 1.0", "freeFTPd", "1.0"),
      ("glftpd 2.11a Linux+TLS ready.", "glFTPd", "2.11a"),
      ("TYPSoft FTP Server 1.11 ready...", "TYPSoft FTP Server", "1.11"),
      ("SlimFTPd 3.15, by WhitSoft Development (www.whitsoftdev.com)", "SlimFTPd", "3.15"),
      (
        "FTPD1 IBM FTP CS V2R4 at zos1.example.com, 09:00:00 on 2024-05-06.", "z/OS FTP Server",
        "V2R4"
      ),
      ("QTCP at AS400.EXAMPLE.COM.", "IBM i FTP Server", nil),
      ("VxWorks (VxWorks5.4.2) FTP server ready", "VxWorks FTP Server", "5.4.2"),
      ("core FTP server (MikroTik 7.11.2) ready", "RouterOS", "7.11.2"),
      ("RICOH MP C3004 FTP server (13.04) ready.", "MP C3004", "13.04"),
      ("Titan MFT Server 2.0.17.2298 Ready.", "Titan MFT Server", "2.0.17.2298"),
      ("Core FTP Server Version 2.0, build 697 Registered", "Core FTP Server", "2.0 build 697"),
      ("CrushFTP 11.3.4_23 ready", "CrushFTP", "11.3.4_23"),
      ("CrushFTP Server 10.5.1", "CrushFTP", "10.5.1"), ("Pure-FTPd 1.0.49", "Pure-FTPd", "1.0.49"),
      ("ioFTPD v7.7.3", "ioFTPD", "7.7.3"), ("muddleftpd (1.3.13.1)", "muddleftpd", "1.3.13.1"),
      ("Golden FTP Server 1.92", "Golden FTP Server", "1.92"),
      ("TiMOS-C-7.0.R5 cpm/hops ALCATEL SR 7750", "SR 7750", "7.0.R5"),
      ("NASFTPD Turbo station 1.3.5a (ProFTPD)", "ProFTPD", "1.3.5a"),
      ("Operation successful", "BusyBox ftpd", nil),
      (
        "FTP print service:V-3.16/Use the network password for the ID if updating.",
        "FTP print service", "3.16"
      ),
      ("Disk Station FTP server at DiskStation ready.", "DSM", nil),
      // Words that a greeting shares with a product's name are not its name.
      ("HP ProLiant FTP", nil, nil), ("HP Foods FTP server", nil, nil),
      ("HP LaserJet FTP Server ready", "LaserJet", nil), ("HP 8753ES FTP server", "8753ES", nil),
      ("Brother Martin High School FTP", nil, nil), ("BROTHER IN ARMS FTP", nil, nil),
      ("Xlight Capital FTP", nil, nil), ("Welcome to Serv-U.nl hosting FTP", nil, nil),
      ("GlobalSCAPE CuteFTP", nil, nil), ("dionaea.net project FTP server", nil, nil),
      // What many servers say names none.
      ("FTP server ready", nil, nil), ("FTP Server Ready", nil, nil),
      ("FTP server ready.", nil, nil),
      ("Welcome!", nil, nil), ("ftp server ready", nil, nil),
      ("Welcome to the ftp service", nil, nil),
      ("Service ready for new user.", nil, nil),
    ] as [(String, String?, String?)])
  func family(_ greeting: String, _ product: String?, _ version: String?) throws {
    var record = ServiceRecord(
      ip: "192.0.2.1", port: 21, time: Timestamp(milliseconds: 0), status: .ok)
    record.banner = greeting
    var identifier = Identifier(.embedded())
    let identification = identifier.identify(record)
    let found = identification?.product
    #expect(found?.product == product)
    #expect(found?.version == version)
  }
}
