import Records
import Testing

@testable import Usage

/// ProFTPD's logs as administrators set them up: what is left out, what stands beside, and what
/// numbers and names may be.
@Suite struct ProFTPDLogsTests {
  /// Lines of an ExtendedLog: `ADDRESS USER COMMAND CODE BEHIND`, at the same second.
  private static func extended(_ lines: [String], user: String = "bob") -> String {
    lines.map { line in
      let parts = line.split(separator: "|", omittingEmptySubsequences: false)
      let name = parts[1] == "-" ? "-" : user
      return "\(parts[0]) UNKNOWN \(name) [02/Nov/2026:08:00:0\(parts[4]) +0000] "
        + "\"\(parts[2])\" \(parts[3])\n"
    }.joined()
  }

  /// Sessions without their files and doubts.
  private static func brief(_ found: Analysed) -> [String] {
    found.words.map { words in words.split(separator: " ").prefix(5).joined(separator: " ") }
  }

  /// AUTH is of class SEC, so that a log of class AUTH has the TLS and not how it began.
  @Test func authLeftOut() async throws {
    let found = try await Analysed(
      log: Self.extended([
        "192.0.2.5|-|USER bob|331 - ftps 41|1", "192.0.2.5|bob|PASS (hidden)|230 - ftps 41|2",
      ]))
    #expect(found.words == ["bob explicit - protected succeeded 0/0/0 mode-not-logged"])
  }

  /// A log may have all classes but SEC: only a command of that one shows that AUTH would be there.
  @Test(arguments: [
    ("SYST|215", "explicit - protected succeeded 0/0/1 mode-not-logged"),
    ("PASV|227", "explicit - protected succeeded 0/0/1 mode-not-logged"),
    ("PBSZ 0|200", "implicit P protected succeeded 0/1/0 certain"),
    ("PROT P|200", "implicit P protected succeeded 0/1/0 certain"),
  ])
  func classSEC(_ command: String, _ expected: String) async throws {
    let found = try await Analysed(
      log: Self.extended([
        "192.0.2.5|-|USER bob|331 - ftps 41|1", "192.0.2.5|bob|PASS (hidden)|230 - ftps 41|2",
        "192.0.2.5|bob|\(command) - ftps 41|3", "192.0.2.5|bob|STOR a|226 9 ftps 41|4",
        "192.0.2.5|bob|QUIT|221 - ftps 41|5",
      ]))
    #expect(found.words == ["bob \(expected)"])
  }

  /// Bytes of a file crossed, whatever its reply says, or where the client was gone before one.
  @Test(arguments: [
    ("- 9", "1/0/0"), ("451 9", "1/0/0"), ("426 9", "1/0/0"), ("226 9", "1/0/0"),
    ("550 -", "0/0/0"), ("425 0", "0/0/0"), ("- -", "0/0/0"),
  ])
  func brokenOff(_ behind: String, _ files: String) async throws {
    let found = try await Analysed(
      log: Self.extended([
        "192.0.2.5|-|AUTH TLS|234 - ftps 41|1", "192.0.2.5|-|USER bob|331 - ftps 41|1",
        "192.0.2.5|bob|PASS (hidden)|230 - ftps 41|2",
        "192.0.2.5|bob|RETR a|\(behind) ftps 41|4",
      ]))
    #expect(found.words == ["bob explicit C protected succeeded \(files) certain"])
  }

  private static let whole = [
    "192.0.2.5|-|AUTH TLS|234 - ftps 41|1", "192.0.2.5|-|USER bob|331 - ftps 41|3",
    "192.0.2.5|bob|PASS (hidden)|230 - ftps 41|4", "192.0.2.5|bob|PROT P|200 - ftps 41|5",
    "192.0.2.5|bob|STOR a|226 9 ftps 41|6", "192.0.2.5|bob|QUIT|221 - ftps 41|8",
  ]

  /// A log of the logins beside one of the files, whatever their names: in one second, who moves a
  /// file has logged in.
  @Test(arguments: ["a.log", "z.log"]) func loginsBesideFiles(_ name: String) async throws {
    let (auth, access) = (
      Self.whole.filter { !$0.contains("STOR") && !$0.contains("QUIT") }, Self.whole[4]
    )
    let oneSecond = { (line: String) in line.dropLast() + "1" }
    let found = try await Analysed(files: [
      "m.log": Self.extended(auth.map { String(oneSecond($0)) }),
      name: Self.extended([String(oneSecond(access))]),
    ])
    #expect(found.words == ["bob explicit P protected succeeded 0/1/0 certain"])
  }

  /// A log of the logins, with or without the protocol, beside the one of everything.
  @Test(arguments: [" - ftps 41", ""]) func loginsBesideTheWhole(_ behind: String) async throws {
    let day = "[41] 192.0.2.5 - [02/Nov/2026:08:00"
    let logins = """
      \(day):03 +0000] "USER bob" 331\(behind)
      \(day):04 +0000] "PASS (hidden)" 230\(behind)

      """
    let found = try await Analysed(files: [
      "extended.log": Self.extended(Self.whole), "auth.log": logins,
    ])
    #expect(found.words == ["bob explicit P protected succeeded 0/1/0 certain"])
    let told = found.summary.sources.filter { $0.note?.hasPrefix("not counted: ") == true }
    #expect(told.map { $0.path.hasSuffix("/auth.log") } == [true])
  }

  /// Another server's logins: of another client, though its process has the same number.
  @Test func loginsOfAnotherServer() async throws {
    let day = "[41] 192.0.2.9 - [02/Nov/2026:08:00"
    let logins = """
      \(day):03 +0000] "USER eve" 331 - ftp 41
      \(day):04 +0000] "PASS (hidden)" 230 - ftp 41

      """
    let found = try await Analysed(files: [
      "extended.log": Self.extended(Self.whole), "auth.log": logins,
    ])
    #expect(found.summary.sources.map(\.note) == [nil, nil])
    #expect(found.sessions.count == 2)
  }

  /// Commands that say neither the protocol nor the process, and show no AUTH, beside logs that
  /// show TLS.
  @Test func implicitBesideTLSLog() async throws {
    let day = "2026-11-02 08:00:0"
    let found = try await Analysed(files: [
      "ext.log": Self.extended([
        "192.0.2.5|-|USER bob|331 -|3", "192.0.2.5|bob|PASS (hidden)|230 -|4",
        "192.0.2.5|bob|PBSZ 0|200 -|5", "192.0.2.5|bob|PASV|227 -|6", "192.0.2.5|bob|LIST|226 9|6",
      ]),
      "system.log": """
      \(day)1,100 host proftpd[41] 10.0.0.1 (192.0.2.5[192.0.2.5]): FTP session opened.
      \(day)4,100 host proftpd[41] 10.0.0.1 (192.0.2.5[192.0.2.5]): USER bob: Login successful.

      """,
      "tls.log": """
      \(day)1,050 mod_tls/2.9[41]: TLSOption UseImplicitSSL in effect, starting SSL/TLS handshake
      \(day)1,200 mod_tls/2.9[41]: TLSv1.3 connection accepted, using cipher X

      """,
    ])
    #expect(Self.brief(found) == ["bob implicit P protected succeeded"])
  }

  /// A wrong password in the moment of AUTH came before it: the handshake takes longer.
  @Test func passwordInTheMomentOfAUTH() async throws {
    let day = "2026-11-02 08:00:0"
    let found = try await Analysed(files: [
      "system.log": """
      \(day)1,100 host proftpd[41] 10.0.0.1 (192.0.2.5[192.0.2.5]): FTP session opened.
      \(day)2,020 host proftpd[41] 10.0.0.1 (192.0.2.5[192.0.2.5]): USER bob (Login failed): No.
      \(day)3,100 host proftpd[41] 10.0.0.1 (192.0.2.5[192.0.2.5]): USER bob: Login successful.

      """,
      "tls.log": """
      \(day)0,020 mod_tls/2.9[40]: TLS/TLS-C requested, starting TLS handshake
      \(day)2,020 mod_tls/2.9[41]: TLS/TLS-C requested, starting TLS handshake
      \(day)2,029 mod_tls/2.9[41]: TLSv1.3 connection accepted, using cipher X

      """,
    ])
    #expect(found.words.contains("bob explicit C clear succeeded 0/0/0 certain"))
  }

  /// A login in the second of AUTH, where one log knows seconds only, came after the handshake, even
  /// beside an ExtendedLog of files that names the protocol; how a refused one crossed is not told.
  @Test(arguments: [
    ("USER bob: Login successful.", "explicit P protected succeeded 0/1/0 certain"),
    (
      "USER bob (Login failed): No.|USER bob: Login successful.",
      "explicit P unknown succeeded 0/1/0 certain"
    ),
  ])
  func loginInTheSecondOfAUTH(_ told: String, _ expected: String) async throws {
    let line = "Nov  2 08:00:02 host proftpd[41]: 10.0.0.1 (192.0.2.5[192.0.2.5]) - "
    let day = "2026-11-02 08:00:0"
    let found = try await Analysed(files: [
      "ext.log": Self.extended(["192.0.2.5|bob|STOR a|226 9 ftps 41|5"]),
      "system.log": "\(line)FTP session opened.\n"
        + told.split(separator: "|").map { "\(line)\($0)\n" }.joined(),
      "tls.log": """
      \(day)0,020 mod_tls/2.9[40]: TLS/TLS-C requested, starting TLS handshake
      \(day)2,324 mod_tls/2.9[41]: TLS/TLS-C requested, starting TLS handshake
      \(day)2,354 mod_tls/2.9[41]: TLSv1.3 connection accepted, using cipher X
      \(day)3,354 mod_tls/2.9[41]: Protection set to Private

      """,
    ])
    #expect(found.words.filter { $0.hasPrefix("bob") } == ["bob \(expected)"])
    #expect(found.sessions.filter { $0.user == "bob" }.map(\.loginCrossed) == [.protected])
  }

  /// An ExtendedLog without class SEC beside a TLSLog: that one tells whether AUTH came first, and a
  /// file in the second of a PROT is not known to have crossed before it or after it.
  @Test(arguments: [
    (
      "2,539 TLS/TLS-C requested, starting TLS handshake",
      "explicit P protected succeeded 0/0/1 certain"
    ),
    (
      "2,039 TLSOption UseImplicitSSL in effect, starting SSL/TLS handshake",
      "implicit P protected succeeded 0/1/0 certain"
    ),
  ])
  func startInTheTLSLog(_ start: String, _ expected: String) async throws {
    let words = start.split(separator: " ", maxSplits: 1)
    let found = try await Analysed(files: [
      "ext.log": Self.extended([
        "192.0.2.5|-|USER bob|331 - ftps 41|2", "192.0.2.5|bob|PASS (hidden)|230 - ftps 41|3",
        "192.0.2.5|bob|RETR a|226 9 ftps 41|4",
      ]),
      "tls.log": """
      2026-11-02 08:00:0\(words[0]) mod_tls/2.9[41]: \(words[1])
      2026-11-02 08:00:02,581 mod_tls/2.9[41]: TLSv1.3 connection accepted, using cipher X
      2026-11-02 08:00:04,081 mod_tls/2.9[41]: Protection set to Private

      """,
    ])
    #expect(found.words == ["bob \(expected)"])
  }

  /// What LogOptions leave out or change.
  @Test(arguments: [
    "host proftpd[41] 10.0.0.1 (", "host proftpd[41] (", "proftpd[41] 10.0.0.1 (", "proftpd[41] (",
    "host session[41] 10.0.0.1 (", "session[41] (",
  ])
  func logOptions(_ head: String) async throws {
    let line = "2026-11-02 08:00:01,100 \(head)x.example[192.0.2.5]): FTP session opened."
    #expect(
      eventTable(ProFTPDSystemLog.format, line) == [
        "2026-11-02T08:00:01.100Z opened client=192.0.2.5"
      ])
    let found = try await Analysed(log: line + "\n")
    #expect(found.summary.sources.map(\.logFormat) == ["proftpd-systemlog"])
  }

  /// `TLSOptions EnableDiags` writes the handshakes' messages over many lines.
  @Test func dumpsOfHandshakes() {
    let log = """
      2026-11-02 08:00:01,000 mod_tls/2.9.2[41]: TLS/TLS-C requested, starting TLS handshake
      ClientHello:
        client_version = TLS 1.2
        cipher_suites (4 bytes)
          TLS_RSA_WITH_AES_128_CBC_SHA (0x2f)
      ServerHello:
        server_version = TLS 1.2
      2026-11-02 08:00:02,000 mod_tls/2.9.2[41]: TLSv1.2 connection accepted, using cipher X
      """
    let kinds = eventTable(ProFTPDTLSLog.format, log).map { $0.split(separator: " ")[1] }
    #expect(kinds == ["command", "handshakeFinished"])
  }

  /// A number behind the command that changes within a connection, or that several connections
  /// have at once, is no process: bytes, a user's number, the time.
  @Test(arguments: [
    ["10", "20", "30", "12", "22", "32"], ["99", "99", "99", "99", "7", "7"],
    ["1793606401", "1793606402", "1793606403", "1793606404", "1793606405", "1793606406"],
  ])
  func numbersOfNoProcess(_ numbers: [String]) async throws {
    let lines = [
      "192.0.2.5|-|AUTH TLS|234 ftps N|1", "192.0.2.6|-|USER eve|331 ftp N|2",
      "192.0.2.5|-|USER bob|331 ftps N|3", "192.0.2.6|-|PASS (hidden)|530 ftp N|4",
      "192.0.2.5|bob|PASS (hidden)|230 ftps N|5", "192.0.2.5|bob|PROT P|200 ftps N|6",
    ]
    let log = Self.extended(zip(lines, numbers).map { $0.replacing(" N|", with: " \($1)|") })
    let found = try await Analysed(log: log)
    #expect(
      Self.brief(found).sorted() == [
        "bob explicit P protected succeeded", "eve clear - clear failed",
      ])
    #expect(found.words.map { $0.hasSuffix("connects-not-logged") } == [true, true])
  }

  /// `"%r" %s "%S" %T`: the reply's text, and then a dash.
  @Test func textOfTheReply() {
    let day = "192.0.2.5 UNKNOWN - [02/Nov/2026:08:00:01 +0000]"
    let log = """
      \(day) "USER bob" 331 "Password required for bob" -
      \(day) "PWD" 257 ""/" is the current directory" -
      """
    let table = eventTable(ProFTPDExtendedLog.format, log)
    #expect(table.map { $0.contains(" USER bob 331 ") } == [true, false])
    #expect(table.map { $0.contains(" PWD 257 ") } == [false, true])
  }

  /// ProFTPD writes a user's name as it is.
  @Test func quotesInTheName() async throws {
    let found = try await Analysed(log: Self.extended(Self.whole, user: "say \"hi\""))
    #expect(found.words == ["say \"hi\" explicit P protected succeeded 0/1/0 certain"])
    #expect(found.summary.sources.map(\.malformed) == [0])
  }

  /// A quoted text before the command is no form that is known, and no line of another program's.
  @Test func textBeforeTheCommand() async throws {
    let day = "[02/Nov/2026:08:00:01 +0000]"
    let strange = "192.0.2.5 - \(day) session \"Login incorrect.\" \"PASS (hidden)\" 530 41\n"
    let found = try await Analysed(
      log: Self.extended(Self.whole) + String(repeating: strange, count: 3))
    #expect(found.summary.sources.map(\.malformed) == [3])
    #expect(found.summary.verdict == .cannotTell)
  }
}
