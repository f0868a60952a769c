import Foundation
import TestSupport
import Testing

/// What `ftpscope logs` says of inputs that it can't use, and its exit status.
@Suite struct ExitTests {
  @Test func done() throws {
    let folder = try TemporaryFolder(["x.log": Logs.iis])
    let run = try Command.logs(["\(folder.path)/x.log"])
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect((run.json["totals"] as? [String: Any])?["sessions"] as? Int == 2)
  }

  @Test(arguments: [
    [], ["--no-such-option", "x"], ["--window", "0", "x"], ["--threads", "0", "x"],
    ["--year", "26", "x"], ["--follow", "-"], ["--follow", "--state", "s", "x"],
    ["--since", "yesterday", "x"], ["--implicit-port", "0", "x"], ["--fail-on", "rain", "x"],
    ["--format", "xml", "x"], ["--by", "moon", "x"], ["--time-zone", "Mars/Olympus", "x"],
    ["--date-order", "ymd", "x"], ["--by", "user", "x"], ["--by", "user", "--format", "json", "x"],
    ["--by", "day", "--format", "jsonl", "x"], ["--by", "client", "--format", "html", "x"],
    ["--since", "2026-10-02", "--until", "2026-10-01", "x"],
    ["--since", "1d", "--until", "2d", "x"],
    ["--since", "2026-10-01", "--until", "2026-10-01", "x"],
    ["--explain", "3", "--format", "json", "x"], ["--explain", "3", "--format", "html", "x"],
    ["--explain", "3", "--by", "user", "--format", "table", "x"],
  ])
  func wrongUsage(_ arguments: [String]) throws {
    let run = try Command.logs(arguments)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("Usage: ftpscope logs"))
  }

  /// What was meant is said where a word is near it.
  @Test(arguments: [
    ("lgos a.log", "'lgos' is no command; did you mean 'logs'?"),
    ("store inf", "'inf' is no command; did you mean 'info'?"),
    ("sensor timelin", "'timelin' is no command; did you mean 'timeline'?"),
    ("import x.json", "'import' is no command; there are: logs, scan, "),
    ("serve", "'serve' is no command; there are: logs, scan, "),
    ("qqqqqqqq", "there are: logs, scan, "), ("logs --formt json x", "--formt"),
    ("logs --bad", "Unknown option '--bad'"), ("scan --bad", "Unknown option '--bad'"),
    ("logs --formt", "Unknown option '--formt'. Did you mean '--format'?"),
    ("logs --windw=3", "Unknown option '--windw'. Did you mean '--window'?"),
    ("logs -z", "Unknown option '-z'"), ("logs --window 0 x --bad", "Unknown option '--bad'"),
    ("identify --zz", "Unknown option '--zz'.\nUsage:"),
    ("scan --timeout 0 --bad", "Unknown option '--bad'"),
    ("report --bad", "Unknown option '--bad'"), ("survey --bad", "Unknown option '--bad'"),
    ("store info --bad", "Unknown option '--bad'"),
    ("store merge --bad", "Unknown option '--bad'"),
    ("sensor --rotate-hours -1 --bad", "Unknown option '--bad'"),
    ("logs --window 0 -- --bad", "--window wants"), ("logs --window -5 x", "--window wants"),
    ("logs", "Name a log"), ("scan -p 21", "Name a target"), ("report", "Name either a store"),
    ("survey", "Name something"), ("report", "Usage: ftpscope report "),
    ("survey", "Usage: ftpscope survey "),
  ])
  func misspelt(_ line: String, _ words: String) throws {
    let result = try TemporaryFolder().run("ftpscope \(line)")
    #expect(result.status == 64)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  /// A number below zero is refused as a number.
  @Test(arguments: [
    ("logs --window -5 x", "1 or more"), ("logs --window 36501 x", "36500 at most"),
    ("scan --rate -1 x", "more than 0"),
    ("logs --server-ip foo x", "wants an address"),
    ("logs --server-port 0 x", "wants a port"),
  ])
  func refusedValues(_ line: String, _ words: String) throws {
    let result = try TemporaryFolder().run("ftpscope \(line)")
    #expect(result.status == 64)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  /// Standard input that is no log at all is an error, as a file is.
  @Test(arguments: ["# Notes\n\nNothing about FTP.\n", "\u{0}\u{1}\u{2}\n", "x"])
  func noLogOnStandardInput(_ text: String) throws {
    let run = try Command.logs(["-"], input: Data(text.utf8))
    #expect(run.status == 2)
    #expect(run.errors.contains("no log"), "\(run.errors)")
    let late = try Command.logs(
      ["-"], input: Data((String(repeating: "no line\n", count: 10_000) + Logs.iis).utf8))
    #expect(late.status == 0, "\(late.errors)")
  }

  /// More files than may be open at once.
  @Test func manyFiles() throws {
    let day = { (number: Int) in (number < 10 ? "0" : "") + "\(number)" }
    var logs: [String: String] = [:]
    for number in 1...28 {
      for month in ["01", "02", "03"] {
        logs["u_ex26\(month)\(day(number)).log"] = Logs.session("1", "bob", "a", auth: false)
          .replacing("2026-10-01", with: "2026-\(month)-\(day(number))")
      }
    }
    logs = logs.mapValues { Logs.fields + $0 }
    let folder = try TemporaryFolder(logs)
    let run = try folder.run("ulimit -n 40; ftpscope logs --format json .")
    #expect(run.status == 0, "\(run.errors)")
    #expect((run.json["totals"] as? [String: Any])?["sessions"] as? Int == 84)
  }

  /// Logs that are read together are open all at once, as many as the system lets.
  @Test func manyJoined() throws {
    var logs: [String: String] = [:]
    for number in 10..<30 {
      let time = "2026-10-\(number) 10:00:0"
      let head = "web1 proftpd[\(number)] ftp (192.0.2.1[192.0.2.1]):"
      logs["system.log-202610\(number)"] =
        "\(time)0,100 \(head) FTP session opened.\n"
        + "\(time)2,100 \(head) USER bob: Login successful.\n"
      logs["tls.log-202610\(number)"] =
        "\(time)1,100 mod_tls/2.9.2[\(number)]: TLSv1.3 connection accepted, using cipher X\n"
    }
    let folder = try TemporaryFolder(logs)
    let raised = try folder.run("ulimit -Sn 40; ftpscope logs --format json .")
    #expect(raised.status == 0, "\(raised.errors)")
    #expect((raised.json["totals"] as? [String: Any])?["explicit"] as? Int == 20)
    let bounded = try folder.run("ulimit -n 40; ftpscope logs --format json .")
    #expect(bounded.errors.contains("Too many open files"), "\(bounded.errors)")
  }

  /// What PowerShell writes is read as it is, in a folder too.
  @Test(arguments: ["u16.log", "."])
  func utf16(_ path: String) throws {
    let folder = try TemporaryFolder()
    let text = try #require(Logs.iis.data(using: .utf16LittleEndian))
    try folder.write(Data([0xFF, 0xFE]) + text, "u16.log")
    let run = try Command.logs(["\(folder.path)/\(path)"])
    #expect(run.status == 0)
    #expect((run.json["totals"] as? [String: Any])?["sessions"] as? Int == 2)
  }

  /// That nothing is in the time asked for is no reason to say that there is nothing.
  @Test func noSessionInTheTime() throws {
    let folder = try TemporaryFolder(["x.log": Logs.iis])
    let run = try Command.logs(
      ["--since", "2030-01-01", "--format", "table", "\(folder.path)/x.log"])
    let words = run.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("the logs have 2 sessions, 2026-10-01 to 2026-10-02."), "\(words)")
  }

  @Test func missing() throws {
    let run = try Command.logs(["/no/such/path.log"])
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors == "ftpscope: /no/such/path.log: no such file or folder\n")
  }

  /// A file that can't be read loses nothing of the others.
  @Test func missingBesideGood() throws {
    let folder = try TemporaryFolder(["x.log": Logs.iis])
    let run = try Command.logs(["\(folder.path)/none.log", "\(folder.path)/x.log"])
    #expect(run.status == 2)
    #expect((run.json["totals"] as? [String: Any])?["sessions"] as? Int == 2)
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  /// Logs are rotated on quiet days too.
  @Test func emptyBesideGood() throws {
    let folder = try TemporaryFolder(["x.log": Logs.iis, "x.log.1": ""])
    let run = try Command.logs(["\(folder.path)/x.log.1", "\(folder.path)/x.log"])
    #expect(run.status == 0)
    #expect((run.json["totals"] as? [String: Any])?["sessions"] as? Int == 2)
    #expect(run.errors == "ftpscope: \(folder.path)/x.log.1: the file is empty\n")
  }

  @Test(arguments: [
    ("empty", Data(), "the file is empty"),
    ("binary", Data([0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 3, 0x0A, 0, 0]), "binary data, and no log"),
    (
      "syslog", Data("Mar  1 10:00:00 host sshd[12]: Accepted password for root\n".utf8),
      "none of its lines is about FTP"
    ),
    ("other", Data("<html>\n<p>hello</p>\n</html>\n".utf8), "no log that ftpscope knows"),
    (
      "nginx", Data("192.0.2.7 - - [10/Oct/2026:13:55:36 +0200] \"GET / HTTP/1.1\" 200 5\n".utf8),
      "no log that ftpscope knows"
    ),
  ])
  func useless(_ name: String, _ data: Data, _ words: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(data, name)
    let run = try Command.logs(["\(folder.path)/\(name)"])
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("ftpscope: \(folder.path)/\(name): \(words)"))
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test func folderWithoutFiles() throws {
    let folder = try TemporaryFolder()
    let run = try Command.logs([folder.path])
    #expect(run.status == 2)
    #expect(run.errors == "ftpscope: \(folder.path): the folder has no files\n")
  }

  @Test func folderWithoutLogs() throws {
    let folder = try TemporaryFolder(["a.txt": "hello\n", "b.txt": "world\n"])
    let run = try Command.logs([folder.path])
    #expect(run.status == 2)
    #expect(
      run.errors
        == "ftpscope: passed over 2 files that are no log that ftpscope knows, of 2: "
        + "\(folder.path)/a.txt, \(folder.path)/b.txt\n")
  }

  @Test func folderOfOtherLogs() throws {
    let line = "Mar  1 10:00:00 host sshd[12]: Accepted password for root\n"
    let folder = try TemporaryFolder(["auth.log": line, "mail.log": line])
    let run = try Command.logs([folder.path])
    #expect(run.status == 0)
    #expect(run.errors == "ftpscope: no line of 2 files is about FTP\n")
  }

  /// A log of IIS's web server: there may be FTP in another of its days.
  @Test func webServersLog() throws {
    let folder = try TemporaryFolder([
      "u_ex260301.log": """
      #Software: Microsoft Internet Information Services 10.0
      #Fields: date time s-ip cs-method cs-uri-stem s-port c-ip sc-status time-taken
      2026-03-01 10:00:00 10.0.0.1 GET / 80 192.0.2.1 200 1

      """
    ])
    let path = "\(folder.path)/u_ex260301.log"
    let run = try Command.logs([path])
    #expect(run.status == 0)
    #expect(run.errors == "ftpscope: \(path): none of its lines is about FTP\n")
  }

  /// Files that are no logs are passed over in a folder that has logs.
  @Test func folderWithLogsAndOthers() throws {
    let folder = try TemporaryFolder(["a.txt": "hello\n", "x.log": Logs.iis])
    let run = try Command.logs([folder.path])
    #expect(run.status == 0)
    #expect(
      run.errors
        == "ftpscope: passed over 1 file that is no log that ftpscope knows, of 2: "
        + "\(folder.path)/a.txt\n")
  }

  /// A description that an editor of Windows' wrote begins with a byte order mark, or is UTF-16.
  @Test(arguments: [String.Encoding.utf8, .utf16])
  func descriptionWithAByteOrderMark(_ encoding: String.Encoding) throws {
    let yaml = "name: marked\npattern: '(?<client>\\S+) (?<verb>\\w+)'\n"
    let text = encoding == .utf8 ? "\u{FEFF}" + yaml : yaml
    let folder = try TemporaryFolder(["x.log": "192.0.2.7 FEAT\n"])
    try folder.write(try #require(text.data(using: encoding)), "x.yaml")
    let run = try folder.run("ftpscope logs --log-format x.yaml --format jsonl x.log")
    #expect(run.status == 0 && run.text.contains(#""log_format":"marked""#), "\(run.errors)")
  }

  /// So are none that hold what an FTP server said, in whatever form: without them nobody knows
  /// who logs in in clear.
  @Test(arguments: [
    "srv (192.0.2.7[192.0.2.7]) - FTP session opened.\n",
    "mod_tls/2.9.2[7]: TLS/TLS-C requested, starting TLS handshake\n",
    "<1/2/2026 3:04:05 PM> FTP Session 2 192.0.2.7 [Command] USER bob\n",
    "10:00 INFO o.a.f.listener.nio.FtpLoggingFilter : RECEIVED: USER bob\n",
    #"{"event_type":"ftp","ftp":{"command":"USER","command_data":"bob"}}"# + "\n",
    "@4000000063469d2f211c3a44 vsftpd[3]: [bob] OK LOGIN: Client \"192.0.2.7\"\n",
    "in> USER bob\nout> 331 ok\nin> PASS x\nout> 230-hello\n",
  ])
  func folderWithAnUnknownServer(_ other: String) throws {
    let head = #"Thu Oct  1 10:00:00 2026 [pid 2] "#
    let lines = ["AUTH TLS", "234 ok", "USER bob", "331 ok", "PASS <password>", "230 ok"]
    let log = lines.map {
      head + "FTP \($0.first!.isNumber ? "response" : "command"): Client \"192.0.2.7\", \"\($0)\"\n"
    }
    let connect = head + "CONNECT: Client \"192.0.2.7\"\n"
    let folder = try TemporaryFolder(["x.log": connect + log.joined()])
    let alone = try Command.logs(["--format", "table", folder.path])
    #expect(alone.text.contains("  READY  "), "\(alone.text)")
    try folder.write(other, "a.txt")
    let run = try Command.logs(["--format", "table", folder.path])
    #expect(run.status == 0 && run.text.contains("CAN’T TELL"), "\(run.text)")
    #expect(run.errors.contains("\(folder.path)/a.txt: no log that ftpscope knows"))
  }

  /// A text that only speaks of FTP is passed over.
  @Test(arguments: ["the USER asked for PASS\n", "SUPERUSER PASS 331 1230\n", "331 230\n"])
  func folderWithATextAboutFTP(_ other: String) throws {
    let folder = try TemporaryFolder(["a.txt": other, "x.log": Logs.iis])
    let run = try Command.logs([folder.path])
    #expect(run.errors.contains("passed over 1 file"))
  }

  @Test(.enabled(if: getuid() != 0, "skipped: root may read everything"))
  func noPermission() throws {
    let folder = try TemporaryFolder(["x.log": Logs.iis, "y.log": Logs.explicit])
    chmod("\(folder.path)/x.log", 0)
    let run = try Command.logs(["\(folder.path)/x.log", "\(folder.path)/y.log"])
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("ftpscope: \(folder.path)/x.log: permission denied"))
    #expect((run.json["totals"] as? [String: Any])?["sessions"] as? Int == 1)
  }

  /// 20 MB without a line end, among good lines: one malformed line, kept out of memory.
  @Test func longLine() throws {
    let folder = try TemporaryFolder()
    var data = Data(Logs.clear.utf8)
    data.append(Data(repeating: 0x61, count: 20_000_000))
    data.append(Data(("\n" + Logs.explicit).utf8))
    try folder.write(data, "x.log")
    let run = try Command.logs(["\(folder.path)/x.log"])
    #expect(run.status == 0)
    #expect((run.json["totals"] as? [String: Any])?["sessions"] as? Int == 2)
    #expect(run.errors.contains("lines that could not be read: 1"))
    #expect(run.errors.contains("x.log:7: longer than 65,536 bytes"))
    let source = (run.json["sources"] as? [[String: Any]])?.first
    #expect(source?["bytes"] as? Int == data.count)
  }

  @Test func zeroBytes() throws {
    let folder = try TemporaryFolder()
    var data = Data(Logs.clear.utf8)
    // A hole before a line is none of it; within one, nothing is left out.
    data.append(Data([0, 0, 0, 0x0A, 0x61, 0, 0x0A]))
    data.append(Data(Logs.explicit.utf8))
    try folder.write(data, "x.log")
    let run = try Command.logs(["\(folder.path)/x.log"])
    #expect(run.status == 0)
    #expect((run.json["totals"] as? [String: Any])?["sessions"] as? Int == 2)
    let source = (run.json["sources"] as? [[String: Any]])?.first
    #expect(source?["malformed"] as? Int == 1)
  }

  /// A named file of which no line can be read is a failure, whoever says what format it has.
  @Test(
    arguments: [
      (["--log-format", "vsftpd", "no.log"], 2), (["--log-format", "iis-w3c", "no.log"], 2),
      (["--log-format", "vsftpd", "."], 2), (["--log-format", "vsftpd", "x.log"], 2),
      (["--log-format", "iis-w3c", "."], 0), (["--log-format", "iis-w3c", "x.log", "no.log"], 2),
      (["others.log"], 2), (["x.log", "."], 0),
    ] as [([String], Int32)])
  func nothingToRead(_ arguments: [String], _ status: Int32) throws {
    let others = Logs.iis.replacing("#Fields:", with: "#Software: Other FTP\n#Fields:")
    var files = ["x.log": Logs.iis, "no.log": "hello\n"]
    if arguments.contains("others.log") { files["others.log"] = others }
    let folder = try TemporaryFolder(files)
    let run = try folder.run("ftpscope logs " + arguments.joined(separator: " "))
    #expect(run.status == status, "\(run.errors)")
    if status == 2 { #expect(run.errors.contains("none of its lines could be read as ")) }
  }

  /// A file without any service record is none of a scan's; an empty one is of a scan that found
  /// nothing.
  @Test(arguments: [("{\"a\":1}\n", 2), ("hello\n", 2), ("", 0), ("\n", 0)] as [(String, Int32)])
  func services(_ text: String, _ status: Int32) throws {
    let folder = try TemporaryFolder(["x.log": Logs.iis, "s.jsonl": text])
    let run = try folder.run("ftpscope logs --format html --services s.jsonl x.log")
    #expect(run.status == status, "\(run.errors)")
    #expect(run.errors.contains("there are no service records") == (status == 2))
  }

  /// What comes before the cut is read, and the cut is told of.
  @Test func truncatedGzip() throws {
    let folder = try TemporaryFolder(["x.log": Logs.iis])
    let packed = try Command.shell("gzip -c x.log | head -c 150", in: folder.path).output
    try folder.write(packed, "x.log.gz")
    let run = try Command.logs(["\(folder.path)/x.log.gz"])
    #expect(run.status == 2)
    #expect(run.errors.contains("x.log.gz: the gzip data is cut off; read up to there"))
  }

  @Test(arguments: [("no-such-format", "no log format 'no-such-format'"), ("./no.yaml", "no.yaml")])
  func formatThatIsNone(_ name: String, _ words: String) throws {
    let folder = try TemporaryFolder(["x.log": Logs.iis])
    let run = try Command.logs(["--log-format", name, folder.path])
    #expect(run.status == 2)
    #expect(run.errors.contains(words))
    #expect(run.errors.split(separator: "\n").count == 1)
  }
}
