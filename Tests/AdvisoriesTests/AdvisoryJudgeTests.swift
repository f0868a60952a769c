import Advisories
import Bytes
import Records
import Testing

/// The facts are NVD's and the makers' own notices.
@Suite struct AdvisoryJudgeTests {
  static func judge(
    _ product: String, _ version: String?, banner: String? = nil, siteHelp: String? = nil,
    anonymous: ServiceRecord.Anonymous? = nil, os: String? = nil, certainty: Double? = nil,
    by judge: AdvisoryJudge = AdvisoryJudge()
  ) -> Judgement {
    var record = ServiceRecord(
      ip: "192.0.2.1", port: 21, time: Timestamp(milliseconds: 0), status: .ok)
    record.product = ServiceProduct()
    record.product?.cpe23 = "cpe:2.3:a:\(product)"
    record.product?.version = version
    record.banner = banner
    record.product?.os = os
    record.product?.certainty = certainty
    record.anonymous = anonymous
    record.features = ["AUTH TLS"]
    if let siteHelp { record.replies = [.init(verb: "SITE HELP", code: 214, text: siteHelp)] }
    return judge.judge(record)
  }

  @Test(
    arguments: [
      ("vsftpd:vsftpd", "2.3.4", "CVE-2011-2523", "conditional"),
      ("vsftpd:vsftpd", "2.3.1", "CVE-2011-0762", "confirmed"),
      // Mended under the same number.
      ("vsftpd:vsftpd", "2.0.5", "CVE-2011-0762", "possible"),
      ("vsftpd:vsftpd", "2.2.2", "CVE-2011-0762", "possible"),
      ("vsftpd:vsftpd", "2.3.2", "CVE-2011-0762", "possible"),
      ("vsftpd:vsftpd", "2.0.1", "CVE-2011-0762", "possible"),
      ("vsftpd:vsftpd", "2.0.6", "CVE-2011-0762", "possible"),
      ("vsftpd:vsftpd", "2.3.0", "CVE-2011-0762", "possible"),
      ("microsoft:iis", "5.0", "CVE-2009-3023", "possible"),
      ("microsoft:iis", "5.0", "CVE-2009-2521", "possible"),
      ("gnu:inetutils", "2.0", "CVE-2023-40303", "possible"),
      ("gnu:inetutils", "1.9.4", "CVE-2023-40303", "possible"),
      ("gnu:inetutils", "2.2", "CVE-2023-40303", "possible"),
      ("gnu:inetutils", "2.3", "CVE-2023-40303", "confirmed"),
      ("proftpd:proftpd", "1.3.3a", "CVE-2010-4221", "possible"),
      ("proftpd:proftpd", "1.3.2e", "CVE-2010-4221", "possible"),
      ("proftpd:proftpd", "1.3.5b", "CVE-2020-9273", "possible"),
      ("proftpd:proftpd", "1.3.6", "CVE-2019-18217", "possible"),
      ("washington_university:wu-ftpd", "2.6.0", "CVE-2000-0573", "possible"),
      ("washington_university:wu-ftpd", "2.4.2-VR16", "CVE-2000-0573", "possible"),
      ("washington_university:wu-ftpd", "2.4.2-VR17", "CVE-2000-0573", "confirmed"),
      ("ipswitch:ws_ftp_server", "5.0.5", "CVE-2006-4847", "possible"),
      ("ipswitch:ws_ftp_server", "4.0.2", "CVE-2006-4847", nil),
      ("proftpd:proftpd", "1.3.5a", "CVE-2016-3125", "conditional"),
      ("pureftpd:pure-ftpd", "1.0.49", "CVE-2020-9274", "conditional"),
      ("pureftpd:pure-ftpd", "1.0.49", "CVE-2021-40524", "conditional"),
      ("pureftpd:pure-ftpd", "1.0.49a", "CVE-2020-35359", nil),
      ("washington_university:wu-ftpd", "2.6.2", "CVE-2004-0185", "possible"),
      ("vsftpd:vsftpd", "2.3.3", "CVE-2011-2523", nil),
      ("vsftpd:vsftpd", "2.3.5", "CVE-2011-2523", nil),
      ("proftpd:proftpd", "1.3.5", "CVE-2015-3306", "conditional"),
      ("proftpd:proftpd", "1.3.5a", "CVE-2015-3306", nil),
      ("proftpd:proftpd", "1.3.4b", "CVE-2015-3306", "conditional"),
      ("proftpd:proftpd", "1.3.5rc1", "CVE-2015-3306", "conditional"),
      ("proftpd:proftpd", "1.3.3g", "CVE-2015-3306", nil),
      ("proftpd:proftpd", "1.3.6rc1", "CVE-2015-3306", nil),
      ("proftpd:proftpd", "1.3.5d", "CVE-2017-7418", "conditional"),
      ("proftpd:proftpd", "1.3.6rc4", "CVE-2017-7418", "conditional"),
      ("proftpd:proftpd", "1.3.5e", "CVE-2017-7418", nil),
      ("proftpd:proftpd", "1.3.6b", "CVE-2019-19270", "conditional"),
      ("proftpd:proftpd", "1.3.7rc2", "CVE-2019-19269", "conditional"),
      ("proftpd:proftpd", "1.3.6c", "CVE-2019-19269", nil),
      ("proftpd:proftpd", "1.3.5e", "CVE-2019-19272", "conditional"),
      ("proftpd:proftpd", "1.3.6", "CVE-2019-19271", nil),
      ("proftpd:proftpd", "1.3.3b", "CVE-2010-4221", "confirmed"),
      ("proftpd:proftpd", "1.3.3c", "CVE-2010-4221", nil),
      ("proftpd:proftpd", "1.3.2rc2", "CVE-2010-4221", nil),
      ("microsoft:iis", "7.5", "CVE-2010-3972", "possible"),
      ("microsoft:iis", "8.0", "CVE-2010-3972", nil),
      ("ipswitch:ws_ftp_server", "8.7.3", "CVE-2023-42657", "confirmed"),
      ("ipswitch:ws_ftp_server", "8.7.4", "CVE-2023-42657", nil),
      ("ipswitch:ws_ftp_server", "8.5.0", "CVE-2023-42657", "confirmed"),
      ("ipswitch:ws_ftp_server", "8.8.1", "CVE-2023-42657", "confirmed"),
      ("proftpd:proftpd", "1.3.9a", "CVE-2026-44331", "conditional"),
      ("proftpd:proftpd", "1.3.9b", "CVE-2026-44331", nil),
      ("proftpd:proftpd", "1.3.3rc1", "CVE-2009-3639", "conditional"),
      ("proftpd:proftpd", "1.3.2b", "CVE-2009-3639", nil),
      ("proftpd:proftpd", "1.3.4d", "CVE-2012-6095", "conditional"),
      ("vsftpd_project:vsftpd", "3.0.5", "CVE-2025-14242", "possible"),
      ("ipswitch:ws_ftp_server", "4.0.1.EVAL", "CVE-2003-0772", "confirmed"),
      ("ipswitch:ws_ftp_server", "4.0.2", "CVE-2003-0772", nil),
      ("wftpserver:wing_ftp_server", "7.4.3", "CVE-2025-47812", nil),
      ("filezilla:filezilla_server", "0.9.50 beta", "CVE-2015-10003", "confirmed"),
      ("filezilla:filezilla_server", "0.9.51 beta", "CVE-2015-10003", nil),
      // Serv-U's greeting shows neither hotfix nor build.
      ("solarwinds:serv-u", "15.4.2", "CVE-2024-45711", "possible"),
      ("g.rodola:pyftpdlib", "1.5.10", "pyftpdlib-315", "confirmed"),
      ("g.rodola:pyftpdlib", "2.2.1", "pyftpdlib-315", nil),
      ("freeftpd:freeftpd", "1.0.10", "CVE-2013-10042", "conditional"),
      ("pureftpd:pure-ftpd", "1.0.29", "CVE-2011-1575", "confirmed"),
      ("pureftpd:pure-ftpd", "1.0.30", "CVE-2011-1575", nil),
      // A greeting that shows less than the version, or more.
      ("pcman\\'s_ftp_server_project:pcman\\'s_ftp_server", "2.0", "CVE-2013-4730", "possible"),
      ("freeftpd:freeftpd", "1.0", "CVE-2005-3684", "possible"),
      ("proftpd:proftpd", "1.3", "CVE-2006-5815", "possible"),
      ("freeftpd:freeftpd", "1.0", "CVE-2019-19383", "possible"),
      ("freeftpd:freeftpd", "1.0", "CVE-2013-10042", "possible"),
      ("washington_university:wu-ftpd", "2.6.0-3", "CVE-2000-0573", "possible"),
      ("washington_university:wu-ftpd", "2.6.1-16", "CVE-2001-0550", "possible"),
      ("washington_university:wu-ftpd", "2.6.1", "CVE-2001-0550", "confirmed"),
      ("solarwinds:serv-u", "6.4", "CVE-2024-45711", nil),
      ("solarwinds:serv-u", "2.5k", "CVE-2024-45711", nil),
      ("solarwinds:serv-u", "15.5.2", "CVE-2025-40547", "confirmed"),
      ("solarwinds:serv-u", "15.5.3", "CVE-2025-40549", nil),
      ("proftpd:proftpd", "1.3.0a", "CVE-2006-6170", "confirmed"),
      ("proftpd:proftpd", "1.3.1rc1", "CVE-2006-6170", nil),
      ("washington_university:wu-ftpd", "2.5.0", "CVE-1999-0878", "confirmed"),
      ("washington_university:wu-ftpd", "2.4.2-VR16", "CVE-1999-0878", "confirmed"),
      ("washington_university:wu-ftpd", "2.4.2-academ[BETA-18-VR14]", "CVE-1999-0878", "confirmed"),
      ("washington_university:wu-ftpd", "2.4.2-academ[BETA-18-VR3]", "CVE-1999-0878", nil),
      ("washington_university:wu-ftpd", "2.4.2-academ[BETA-18]", "CVE-1999-0878", nil),
      ("washington_university:wu-ftpd", "2.6.2", "CVE-2004-0148", "conditional"),
      ("solarwinds:serv-u", "15.4.2", "CVE-2024-28995", nil),
      // What was mended, and where, by the makers' own notes.
      ("vsftpd:vsftpd", "3.0.3", "CVE-2021-3618", "confirmed"),
      ("vsftpd:vsftpd", "3.0.4", "CVE-2021-3618", nil),
      ("vsftpd:vsftpd", "3.0.2", "CVE-2015-1419", "conditional"),
      ("proftpd:proftpd", "1.3.6b", "CVE-2020-9273", "confirmed"),
      ("proftpd:proftpd", "1.3.6c", "CVE-2020-9273", nil),
      ("proftpd:proftpd", "1.3.7rc2", "CVE-2020-9273", "confirmed"),
      ("proftpd:proftpd", "1.3.7rc3", "CVE-2020-9273", nil),
      ("proftpd:proftpd", "1.3.7", "CVE-2020-9272", nil),
      ("proftpd:proftpd", "1.3.5e", "CVE-2019-12815", "conditional"),
      ("proftpd:proftpd", "1.2.9", "CVE-2019-12815", nil),
      ("proftpd:proftpd", "1.3.6a", "CVE-2019-12815", nil),
      ("proftpd:proftpd", "1.3.3c", "CVE-2010-20103", "conditional"),
      ("southrivertech:titan_ftp_server", "6.26.630", "CVE-2008-6082", "confirmed"),
      ("southrivertech:titan_ftp_server", "6.05.550", "CVE-2008-5281", "confirmed"),
      ("southrivertech:titan_mft_server", "2.0.17.2298", "CVE-2023-45685", "confirmed"),
      ("southrivertech:titan_mft_server", "2.0.17.2298", "CVE-2023-45688", "conditional"),
      ("southrivertech:titan_mft_server", "2.0.17.2298", "CVE-2004-1641", nil),
      ("southrivertech:titan_sftp_server", "2.0.17.2298", "CVE-2023-45685", "confirmed"),
      ("southrivertech:titan_sftp_server", "2.0.18.2300", "CVE-2023-45685", nil),
      ("coreftp:core_ftp", "2.0 build 697", "CVE-2020-19595", "confirmed"),
      // What the record asks for, and no reply shows.
      ("coreftp:core_ftp", "2.0 build 653", "CVE-2018-20658", "conditional"),
      ("solarwinds:serv-u", "8.0", "CVE-2009-4006", "conditional"),
      ("mikrotik:routeros", "6.47.9", "CVE-2021-27221", "conditional"),
      ("coreftp:core_ftp", "1.2 build 588", "CVE-2014-1442", nil),
      ("coreftp:core_ftp", "1.2 build 505", "CVE-2014-1442", "confirmed"),
      ("ibm:iseries_as_400", "4.3", "CVE-2005-1025", "conditional"),
      ("washington_university:wu-ftpd", "2.6.1", "CVE-2003-0466", "confirmed"),
    ] as [(String, String, String, String?)])
  func certaintyOfAPair(_ product: String, _ version: String, _ id: String, _ wanted: String?) {
    let found = Self.judge(product, version).advisories.first { $0.id == id }
    #expect(found?.certainty.rawValue == wanted)
  }

  @Test func noVersionIsPossible() {
    let found = Self.judge("vsftpd:vsftpd", nil).advisories
    #expect(!found.isEmpty && found.allSatisfy { $0.certainty == .possible })
  }

  @Test func distributionsMendOldVersions() {
    let found = Self.judge("proftpd:proftpd", "1.3.5e", banner: "ProFTPD 1.3.5e Server (Debian)")
    #expect(found.advisories.first { $0.id == "CVE-2019-18217" }?.certainty == .possible)
  }

  /// A distribution is meant, or its name is only a word or a host's.
  @Test(
    arguments: [
      ("ProFTPD 1.3.3b Server (Debian) [192.0.2.1]", "Debian"),
      ("ProFTPD 1.3.3b Server (ProFTPD Default Installation) on Ubuntu 12.04", "Ubuntu"),
      ("ProFTPD 1.3.3b, CentOS release 6", "CentOS"),
      ("ProFTPD 1.3.3b Server (Red Hat Linux)", "Red Hat"), ("ProFTPD 1.3.3b+dfsg", "Debian"),
      ("ProFTPD 1.3.3b-2+deb6u1", "Debian"), ("ProFTPD 1.3.3b-4.el6", "Red Hat"),
      ("(ProFTPD 1.3.3b) misused", nil), ("ProFTPD 1.3.3b: misuse is prosecuted", nil),
      ("ProFTPD 1.3.3b Server (ftp.debian.example.org) [192.0.2.1]", nil),
      ("ProFTPD 1.3.3b Server (centosaurus.com)", nil),
      ("ProFTPD 1.3.3b Server (Fedora hats)", nil),
      ("ProFTPD 1.3.3b Server (ProFTPD) [192.0.2.1]", nil),
    ] as [(String, String?)])
  func packages(_ banner: String, _ distribution: String?) throws {
    let found = Self.judge("proftpd:proftpd", "1.3.3b", banner: banner).advisories
    let advisory = try #require(found.first { $0.id == "CVE-2010-4221" })
    #expect(advisory.certainty == (distribution == nil ? .confirmed : .possible))
    #expect(distribution.map { advisory.why?.contains("; \($0) mends") == true } ?? true)
  }

  @Test(arguments: ["QNAP QTS", "LaCie Firmware", "OpenMediaVault", "XigmaNAS", "NAS4Free"])
  func aDevicesMakerMendsInPlace(_ system: String) {
    let found = Self.judge("proftpd:proftpd", "1.3.3b", os: system).advisories
    #expect(found.first { $0.id == "CVE-2010-4221" }?.certainty == .possible)
  }

  @Test(arguments: [(0.95, "confirmed"), (0.8, "confirmed"), (0.75, "possible")])
  func aProductThatIsNotSureIsPossible(_ certainty: Double, _ wanted: String) {
    let found = Self.judge("vsftpd:vsftpd", "2.3.1", certainty: certainty).advisories
    #expect(found.first { $0.id == "CVE-2011-0762" }?.certainty.rawValue == wanted)
  }

  @Test func modulesShowInTheirCommands() {
    let with = Self.judge("proftpd:proftpd", "1.3.4b", siteHelp: "CPFR <sp> pathname")
    #expect(with.advisories.first?.id == "CVE-2015-3306")
    #expect(with.advisories.first?.certainty == .confirmed)
    let without = Self.judge("proftpd:proftpd", "1.3.4b", siteHelp: "CHMOD <sp> mode")
    #expect(without.leftOut.contains { $0.id == "CVE-2015-3306" })
  }

  @Test func whatABackportAndAModuleNeed() throws {
    let found = Self.judge("proftpd:proftpd", "1.3.5", banner: "ProFTPD 1.3.5 Server (Debian)")
    let copy = try #require(found.advisories.first { $0.id == "CVE-2015-3306" })
    #expect(copy.certainty == .possible)
    #expect(copy.why?.contains("mod_copy is on") == true && copy.why?.contains("Debian") == true)
  }

  @Test func anonymousUsersDecide() {
    func found(_ anonymous: ServiceRecord.Anonymous) -> ServiceAdvisory.Certainty? {
      Self.judge("freeftpd:freeftpd", "1.0.10", anonymous: anonymous).advisories
        .first { $0.id == "CVE-2013-10042" }?.certainty
    }
    #expect(found(.accepted) == .confirmed && found(.refused) == nil)
    #expect(found(.unknown) == .conditional)
  }

  @Test func systemDecidesWhereItShows() {
    let json = """
      {"advisories": [{"id": "X-1", "products": ["a:b"], "ranges": [{"to": "2"}], "impact": "rce",
        "component": "ftpd", "condition": "it runs on Windows", "requires": "windows",
        "knowledge": "2026-11"}]}
      """
    let own = Array(json.utf8).withSlice { AdvisoryCatalogue(json: $0, name: "own") }
    func found(_ os: String?) -> Bool {
      !Self.judge("a:b", "1.0", os: os, by: AdvisoryJudge(own)).advisories.isEmpty
    }
    #expect(found(nil) && found("Windows") && !found("Linux"))
  }

  /// Whoever takes AUTH offers TLS, whether FEAT says so or not, and whatever became of it.
  @Test(
    arguments: [(.explicit, false), (.implicit, false), (.clear, true)]
      as [(ServiceRecord.Mode, Bool)])
  func handshakesThatFailed(_ mode: ServiceRecord.Mode, _ isLeftOut: Bool) {
    var record = ServiceRecord(
      ip: "192.0.2.1", port: 21, time: Timestamp(milliseconds: 0), status: .tlsFailed)
    record.product = ServiceProduct()
    record.product?.cpe23 = "cpe:2.3:a:vsftpd:vsftpd:3.0.2"
    record.mode = mode
    record.features = ["EPRT"]
    let found = AdvisoryJudge().judge(record)
    #expect(found.advisories.contains { $0.id == "CVE-2021-3618" } != isLeftOut)
    #expect(found.leftOut.contains { $0.id == "CVE-2021-3618" } == isLeftOut)
  }

  /// However grave it is, what another protocol reaches is not the FTP service's.
  @Test(arguments: [
    ("wftpserver:wing_ftp_server", "7.4.3", "CVE-2025-47812"),
    ("fortra:goanywhere_managed_file_transfer", "7.8.3", "CVE-2025-10035"),
    ("progress:moveit_transfer", "14.1.4", "CVE-2023-34362"),
    ("cleo:harmony", "5.8.0.23", "CVE-2024-55956"),
    ("cleo:vltrader", "5.8.0.20", "CVE-2024-50623"),
    ("solarwinds:serv-u", "15.1", "CVE-2024-28995"),
    ("solarwinds:serv-u", "15.2.1", "CVE-2020-27994"),
    ("rhinosoft:serv-u", "15.2.3.717", "CVE-2021-35211"),
  ])
  func whatFTPDoesNotReachIsLeftOut(_ product: String, _ version: String, _ id: String) {
    let found = Self.judge(product, version)
    #expect(found.leftOut.contains { $0.id == id })
    #expect(!found.advisories.contains { $0.id == id })
  }
}
