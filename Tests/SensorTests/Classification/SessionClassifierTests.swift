import Bytes
import FTPProtocol
import Testing

@testable import Sensor

/// What sessions are, and by which rule.
@Suite struct SessionClassifierTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var summary: SessionSummary
    var found: SessionClass
    var rule: String

    init(
      _ name: String, _ found: SessionClass, _ rule: String,
      _ fill: (inout SessionSummary) -> Void
    ) {
      testDescription = name
      self.found = found
      self.rule = rule
      summary = SessionSummary()
      summary.sentNothing = false
      fill(&summary)
    }
  }

  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  static let cases: [Case] = [
    Case("nothing", .silent, "sent nothing for ten seconds and more") {
      $0.sentNothing = true
      $0.milliseconds = 60_000
    },
    Case("nothing, quickly", .bannerGrab, "took the greeting and left within ten seconds") {
      $0.sentNothing = true
      $0.milliseconds = 900
    },
    Case("quit", .bannerGrab, "took the greeting and said QUIT") {
      $0.verbs = ["QUIT": 1]
      $0.commands = 1
    },
    Case("survey", .scan, "asked what the server is: AUTH, FEAT, SYST") {
      $0.verbs = ["FEAT": 1, "SYST": 1, "AUTH": 1, "QUIT": 1]
      $0.commands = 4
    },
    Case("tls", .scan, "asked what the server is: TLS") { $0.askedTLS = true },
    Case("http", .foreign, "spoke http") {
      $0.foreignProtocol = .http
      $0.verbs = ["GET": 1]
      $0.commands = 1
      $0.exploits = ["http"]
    },
    Case("ssh", .foreign, "spoke no FTP: ssh") { $0.exploits = ["ssh"] },
    Case("garbage", .foreign, "sent bytes that are no command") { $0.firstBytes = [0, 1, 2] },
    Case("anonymous", .anonymous, "logged in as anonymous or tried to, and did nothing with files")
    {
      $0.users = [bytes("anonymous")]
      $0.loginsTried = 1
      $0.triedAnonymous = true
      $0.listings = 2
    },
    Case("anonymous, which changes files", .visit, "logged in as anonymous and said DELE, RNFR") {
      $0.users = [bytes("anonymous")]
      $0.loginsTried = 1
      $0.loginsAccepted = 1
      $0.triedAnonymous = true
      $0.verbs = ["USER": 1, "PASS": 1, "DELE": 1, "RNFR": 1, "CWD": 3]
    },
    Case(
      "a name, then anonymous", .anonymous,
      "logged in as anonymous or tried to, and did nothing with files"
    ) {
      $0.users = [bytes("bob"), bytes("anonymous")]
      $0.loginsTried = 1
      $0.loginsAccepted = 1
      $0.triedAnonymous = true
    },
    Case("a name without a password", .scan, "asked what the server is: USER") {
      $0.users = [bytes("bob")]
      $0.verbs = ["USER": 1, "QUIT": 1]
      $0.commands = 2
    },
    Case("one login", .bruteForce, "tried a login with a name and a password") {
      $0.users = [bytes("root")]
      $0.loginsTried = 1
      $0.namedLoginsTried = 1
    },
    Case("many logins", .bruteForce, "tried 7 logins") {
      $0.users = [bytes("root"), bytes("admin")]
      $0.loginsTried = 7
      $0.namedLoginsTried = 7
    },
    Case("a login that looks around", .visit, "logged in at once and looked around") {
      $0.users = [bytes("backup")]
      $0.loginsTried = 1
      $0.namedLoginsTried = 1
      $0.loginsAccepted = 1
      $0.listings = 1
    },
    Case("a login that makes folders", .visit, "logged in at once and said MKD, PWD, STOU") {
      $0.users = [bytes("a")]
      $0.loginsTried = 1
      $0.namedLoginsTried = 1
      $0.loginsAccepted = 1
      $0.verbs = ["USER": 1, "PASS": 1, "PWD": 1, "MKD": 989, "STOU": 1]
    },
    Case("a login that takes its leave", .visit, "logged in at once and said PWD, QUIT") {
      $0.users = [bytes("a")]
      $0.loginsTried = 1
      $0.namedLoginsTried = 1
      $0.loginsAccepted = 1
      $0.verbs = ["USER": 1, "PASS": 1, "SYST": 1, "PWD": 1, "QUIT": 1]
    },
    Case("a login that is cut off", .bruteForce, "tried a login with a name and a password") {
      $0.users = [bytes("a")]
      $0.loginsTried = 1
      $0.namedLoginsTried = 1
      $0.loginsAccepted = 1
      $0.verbs = ["USER": 1, "PASS": 1, "SYST": 1, "FEAT": 1]
    },
    Case("a refused login that goes on", .bruteForce, "tried a login with a name and a password") {
      $0.users = [bytes("a")]
      $0.loginsTried = 1
      $0.namedLoginsTried = 1
      $0.verbs = ["USER": 1, "PASS": 1, "CWD": 1]
    },
    Case("upload", .upload, "sent 2 files") {
      $0.uploads = 2
      $0.loginsTried = 3
      $0.namedLoginsTried = 3
      $0.users = [bytes("root")]
    },
    Case("download", .download, "took a file, bait with a token among them") {
      $0.downloads = 1
      $0.tookCanary = true
    },
    Case("exploit", .exploitation, "signatures seen: vsftpd-backdoor") {
      $0.exploits = ["http", "vsftpd-backdoor"]
      $0.uploads = 1
    },
    Case("bounce", .exploitation, "asked 3 times for a data connection to another host") {
      $0.bounces = 3
    },
    Case("telnet", .scan, "asked what the server is: HELP") {
      $0.verbs = ["HELP": 1]
      $0.commands = 1
      $0.exploits = ["telnet-iac"]
    },
    Case("Censys", .research, "Censys: its address is among those published") {
      $0.peer = IPAddress("162.142.125.9")
      $0.verbs = ["AUTH": 1]
    },
    Case("Censys by IPv6", .research, "Censys: its address is among those published") {
      $0.peer = IPAddress("2602:80d:1000:b0cc:e::7")
    },
    Case("Cortex Xpanse", .research, "Cortex Xpanse: its address is among those published") {
      $0.peer = IPAddress("::ffff:198.235.24.7")
    },
    Case("ONYPHE by IPv6", .research, "ONYPHE: its address is among those published") {
      $0.peer = IPAddress("2a14:f107::1")
    },
    Case("a neighbour of ONYPHE", .bannerGrab, "took the greeting and said QUIT") {
      $0.peer = IPAddress("91.196.153.1")
    },
    Case("Shodan", .research, "Shodan: it names itself") {
      $0.users = [bytes("anonymous")]
      $0.names = [bytes("x@shodan.io")]
      $0.loginsTried = 1
      $0.triedAnonymous = true
    },
    Case("Censys by HTTP", .research, "Censys: it names itself") {
      $0.foreignProtocol = .http
      $0.firstBytes = bytes("GET / HTTP/1.1\r\nUser-Agent: Mozilla/5.0 (CensysInspect/1.1)\r\n")
    },
    Case("Shadowserver", .research, "Shadowserver: its reverse name is one published") {
      $0.hostName = "scan-08a.Shadowserver.org"
      $0.sentNothing = true
    },
    Case(
      "a scanner that attacks", .exploitation,
      "signatures seen: mod-copy; Shodan: its reverse name is one published"
    ) {
      $0.hostName = "census1.shodan.io"
      $0.exploits = ["mod-copy"]
    },
    Case("a name that only ends alike", .scan, "asked what the server is: FEAT") {
      $0.hostName = "notshodan.io"
      $0.verbs = ["FEAT": 1]
    },
  ]

  @Test(arguments: cases) func isClassed(_ test: Case) {
    let (found, rule) = SessionClassifier().classify(test.summary)
    #expect(found == test.found.rawValue)
    #expect(rule == test.rule)
  }

  @Test(arguments: ScannerIdentity.all.map(\.name)) func scannersAreSourced(_ name: String) throws {
    let identity = try #require(ScannerIdentity.all.first { $0.name == name })
    #expect(identity.source.hasPrefix("http"))
    #expect(!identity.networks.contains { AddressRange($0) == nil })
    #expect(!identity.networks.isEmpty || !identity.hosts.isEmpty)
  }
}
