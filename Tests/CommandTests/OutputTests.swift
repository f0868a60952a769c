import Foundation
import TestSupport
import Testing

/// What `ftpscope logs` prints, and where.
@Suite struct OutputTests {
  private func sessions(_ run: Command.Result) -> Int? {
    (run.json["totals"] as? [String: Any])?["sessions"] as? Int
  }

  @Test(arguments: [
    ("json", "{\"sources\":["), ("jsonl", "{\"record\":\"session\""), ("csv", "client,"),
    ("html", "<!DOCTYPE html>"),
  ])
  func formats(_ format: String, _ start: String) throws {
    let run = try Command.logs(["--format", format, "-"], input: Data(Logs.iis.utf8))
    #expect(run.status == 0)
    #expect(run.text.lowercased().hasPrefix(start.lowercased()), "\(run.text.prefix(60))")
    #expect(run.text.last?.isNewline == true)
  }

  /// Who would be locked out is told of the last thirty days, where nothing else is said.
  @Test(arguments: [([], 30), (["--window", "7"], 7)] as [([String], Int)])
  func window(_ flags: [String], _ days: Int) throws {
    let run = try Command.logs(flags + ["--format", "json", "-"], input: Data(Logs.iis.utf8))
    #expect((run.json["readiness"] as? [String: Any])?["window_days"] as? Int == days)
  }

  /// What `AUTH SSL` makes of the data is the server's business, and the flag's.
  @Test(arguments: [([], "C"), (["--auth-ssl-private"], "P")] as [([String], String)])
  func authSSL(_ flags: [String], _ level: String) throws {
    let lines = [
      "- ControlChannelOpened - -", "- AUTH SSL 234", "- USER eve 331", "eve PASS *** 230",
      "eve STOR x 226",
    ]
    let log = Logs.fields + Logs.session("1", "a", lines)
    let run = try Command.logs(flags + ["--format", "jsonl", "-"], input: Data(log.utf8))
    #expect(run.records.map { $0["data_level"] as? String } == [level], "\(run.text)")
  }

  /// A log that comes through a pipe is looked at as far as one that is a file.
  @Test func pipedLog() throws {
    let folder = try TemporaryFolder(["x.log": Logs.clear])
    let file = try Command.logs(["--format", "json", "\(folder.path)/x.log"])
    let piped = try Command.logs(["--format", "json", "-"], input: Data(Logs.clear.utf8))
    let totals = try [file, piped].map { try #require($0.json["totals"] as? NSDictionary) }
    #expect(totals[0] == totals[1])
  }

  /// The table fits 80 columns and has no colour where it goes to no terminal.
  @Test func table() throws {
    let run = try Command.logs(["--format", "table", "-"], input: Data(Logs.iis.utf8))
    #expect(run.status == 0)
    #expect(run.lines.allSatisfy { $0.count <= 80 })
    #expect(!run.text.contains("\u{1B}"))
    #expect(run.text.contains("bob"))
  }

  /// On a terminal, which `script` makes: colour, but not with NO_COLOR.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/script")))
  func colour() throws {
    let folder = try TemporaryFolder(["x.log": Logs.iis])
    let line = "TERM=xterm script -qec '\"$FTPSCOPE\" logs x.log' /dev/null"
    let coloured = try Command.shell("unset NO_COLOR; \(line)", in: folder.path)
    #expect(coloured.text.contains("\u{1B}["))
    let plain = try Command.shell("NO_COLOR=1 \(line)", in: folder.path)
    #expect(!plain.text.contains("\u{1B}["))
    #expect(plain.text.contains("bob"))
  }

  @Test func hostileNames() throws {
    let log = Logs.iis.replacing("bob", with: "b\u{1B}[31mb<script>=1+1")
    let table = try Command.logs(["--format", "table", "-"], input: Data(log.utf8))
    #expect(!table.text.contains("\u{1B}"))
    #expect(table.text.contains("[31mb"))
    let html = try Command.logs(["--format", "html", "-"], input: Data(log.utf8))
    #expect(!html.text.contains("\u{1B}"))
    #expect(!html.text.contains("<script"))
    for format in ["csv", "json", "jsonl"] {
      let run = try Command.logs(["--format", format, "-"], input: Data(log.utf8))
      #expect(!run.text.contains("\u{1B}"), "\(format)")
    }
  }

  /// A stream that is closed is nobody's place: no file that is opened gets what is written there.
  @Test(arguments: ["0<&-", "2>&-", "0<&- 2>&-"])
  func closedStreams(_ closing: String) throws {
    let bench = try TemporaryFolder()
    try bench.write(Logs.iis, "x.log")
    let line = "ftpscope logs --format jsonl --store s.db x.log"
    #expect(try bench.run("\(line) >&- \(closing.replacing("2>&-", with: ""))").status == 2)
    #expect(try bench.run("\(line) \(closing)").records.count == 2)
    #expect(try bench.run("ftpscope store export --store s.db").records.count == 2)
    let closed = try bench.run("\(line) >&-")
    #expect(closed.errors.contains("standard output is closed"), "\(closed.errors)")
  }

  @Test(arguments: ["client", "user", "server", "day"]) func by(_ table: String) throws {
    let arguments = ["--format", "csv", "--by", table, "-"]
    let run = try Command.logs(arguments, input: Data(Logs.iis.utf8))
    #expect(run.status == 0)
    #expect(run.text.hasPrefix("\(table),"))
    #expect(run.lines.count == (table == "server" ? 2 : 3))
  }

  @Test(arguments: [
    (["--since", "2026-10-02"], ["eve"]), (["--until", "2026-10-02"], ["bob"]),
    (["--since", "2026-10-01T10:00:00Z"], ["bob", "eve"]),
    (["--until", "2026-10-01T10:00:00Z"], []),
    (["--since", "2026-10-01", "--until", "2026-10-02"], ["bob"]),
  ])
  func sinceAndUntil(_ arguments: [String], _ users: [String]) throws {
    let run = try Command.logs(
      ["--format", "jsonl"] + arguments + ["-"], input: Data(Logs.iis.utf8))
    #expect(run.status == 0)
    #expect(run.records.compactMap { $0["user"] as? String } == users)
  }

  @Test func explain() throws {
    let folder = try TemporaryFolder(["x.log": Logs.iis])
    let records = try Command.logs(["--format", "jsonl", folder.path]).records
    let id = try #require(records.first { $0["user"] as? String == "eve" }?["id"] as? String)
    let run = try Command.logs(["--explain", String(id.prefix(8)), folder.path])
    #expect(run.status == 0)
    #expect(run.text.contains("x.log:9"))
    #expect(run.text.contains("AUTH TLS 234"))
    #expect(run.text.contains("RFC 4217"))
    #expect(!run.text.contains("bob"))
    let none = try Command.logs(["--explain", "zzzz", folder.path])
    #expect(none.status == 2)
    #expect(none.errors.contains("no session's id begins with 'zzzz'"))
  }

  @Test func ownFormat() throws {
    let folder = try TemporaryFolder([
      "x.log":
        "2024-01-02 03:04:05 192.0.2.7 USER bob 331\n2024-01-02 03:04:06 192.0.2.7 PASS x 230\n",
      "x.yaml": #"""
      name: serv-x
      pattern: '^(?<time>\S+ \S+) (?<client>\S+) (?<verb>[A-Z]+) (?<argument>.*) (?<code>\d{3})$'
      time: "%Y-%m-%d %H:%M:%S"
      """#,
    ])
    let run = try Command.logs([
      "--log-format", "\(folder.path)/x.yaml", "--format", "jsonl", "\(folder.path)/x.log",
    ])
    #expect(run.status == 0)
    #expect(run.records.compactMap { $0["log_format"] as? String } == ["serv-x"])
    #expect(run.records.compactMap { $0["control"] as? String } == ["clear"])
  }

  @Test func standardInput() throws {
    let run = try Command.logs(["-"], input: Data(Logs.iis.utf8))
    #expect(run.status == 0)
    #expect(sessions(run) == 2)
    let empty = try Command.logs(["-"])
    #expect(empty.status == 2)
  }

  /// What the shell opened for standard input is read from its first byte on, though that was
  /// looked at before.
  @Test func fileAsStandardInput() throws {
    let text = Logs.fields + (0..<400).map { Logs.session("1", "u\($0)", "a", auth: true) }.joined()
    try #require(text.utf8.count > 100_000)
    let folder = try TemporaryFolder(["x.log": text])
    let line = "\"$FTPSCOPE\" logs --format json"
    let named = try Command.shell("\(line) x.log", in: folder.path)
    for way in ["- < x.log", "- < x.log.gz", "- --threads 2 < x.log"] {
      let given = try Command.shell("gzip -kf x.log && \(line) \(way)", in: folder.path)
      #expect(given.status == named.status, "\(way)")
      #expect(sessions(given) == sessions(named), "\(way)")
    }
  }

  @Test(arguments: ["gzip", "zstd"]) func compressed(_ tool: String) throws {
    let folder = try TemporaryFolder(["x.log": Logs.iis])
    let packed = try Command.shell("\(tool) -q -c x.log", in: folder.path)
    try #require(packed.status == 0)
    try folder.write(packed.output, "packed")
    let file = try Command.logs(["\(folder.path)/packed"])
    #expect(file.status == 0)
    #expect(sessions(file) == 2)
    let stream = try Command.logs(["-"], input: packed.output)
    #expect(sessions(stream) == 2)
  }

  /// A rotation that is being packed: what there is of the packed one is in the other.
  @Test func beingPacked() throws {
    let text = Logs.fields + (0..<60).map { Logs.session("1", "u\($0)", "a", auth: true) }.joined()
    let folder = try TemporaryFolder(["x.log.1": text])
    let packed = try Command.shell("gzip -c x.log.1 | head -c 300", in: folder.path)
    try #require(packed.status == 0)
    try folder.write(packed.output, "x.log.1.gz")
    let alone = try Command.logs(["\(folder.path)/x.log.1"])
    let both = try Command.logs([folder.path])
    #expect(sessions(both) == sessions(alone))
    #expect(both.errors.contains("x.log.1.gz: not counted"))
  }

  /// The file appears whole; where the run fails, what was there stays.
  @Test func outputFile() throws {
    let folder = try TemporaryFolder(["x.log": Logs.iis, "out.json": "old\n"])
    let out = "\(folder.path)/out.json"
    let failed = try Command.logs(["--output", out, "--explain", "zzzz", "\(folder.path)/x.log"])
    #expect(failed.status == 2)
    #expect(try folder.read("out.json") == "old\n")
    let run = try Command.logs(["--output", out, "\(folder.path)/x.log"])
    #expect(run.status == 0)
    #expect(run.output.isEmpty)
    #expect(try folder.read("out.json").hasPrefix("{\"sources\""))
    #expect(folder.names == ["out.json", "x.log"])
    let nowhere = try Command.logs(["--output", "/no/such/folder/x", "\(folder.path)/x.log"])
    #expect(nowhere.status == 2)
    #expect(nowhere.errors.contains("/no/such/folder/x: can't be written"))
  }

  /// A file that was there keeps its permissions, whatever new files get.
  @Test(arguments: ["600", "640", "666", "444"]) func permissionsStay(_ mode: String) throws {
    let folder = try TemporaryFolder(["x.log": Logs.iis, "out.json": "old\n"])
    let run = try Command.shell(
      """
      chmod \(mode) out.json && umask 027 && "$FTPSCOPE" logs --output out.json x.log || exit
      "$FTPSCOPE" logs --output new.json x.log && stat -c %a out.json new.json
      """, in: folder.path)
    #expect(run.lines == ["\(mode)", "640"], "\(run.errors)")
    #expect(try folder.read("out.json").hasPrefix("{\"sources\""))
  }

  @Test(.enabled(if: geteuid() == 0, "only root gives files away")) func ownersStay() throws {
    let folder = try TemporaryFolder(["x.log": Logs.iis, "out.json": "old\n"])
    let run = try Command.shell(
      """
      chown 1234:5678 out.json && chmod 640 out.json
      "$FTPSCOPE" logs --output out.json x.log && stat -c '%a %u %g' out.json
      """, in: folder.path)
    #expect(run.text == "640 1234 5678\n", "\(run.errors)")
  }

  /// What is no file of its own is not replaced by one: a device and a pipe are written to, and a
  /// link stays, whether its file is there yet or not.
  @Test func outputThatIsNoFile() throws {
    let folder = try TemporaryFolder(["x.log": Logs.iis, "file": "old\n"])
    let run = try Command.shell(
      """
      mkfifo pipe; cat pipe >piped & "$FTPSCOPE" logs --output pipe x.log || exit; wait
      ln -s file link; ln -s "$PWD/later" later-link
      "$FTPSCOPE" logs --output link x.log && "$FTPSCOPE" logs --output later-link x.log || exit
      "$FTPSCOPE" logs --output /dev/stdout x.log | cat >printed
      test -p pipe && test -L link && test -L later-link
      """, in: folder.path)
    #expect(run.status == 0, "\(run.errors)")
    for name in ["piped", "file", "later", "printed"] {
      #expect(try folder.read(name).hasPrefix("{\"sources\""), "\(name)")
    }
    #expect(
      folder.names == ["file", "later", "later-link", "link", "pipe", "piped", "printed", "x.log"])
    let full = try Command.shell(
      "ln -s /dev/full full; \"$FTPSCOPE\" logs --output full x.log", in: folder.path)
    #expect(full.status == 2)
    #expect(full.errors.contains("No space left"))
    #expect(try Command.shell("test -c /dev/full", in: folder.path).status == 0)
  }

  /// Who stops reading ends the command quietly.
  @Test func brokenPipe() throws {
    let many = (0..<2000).map { number in
      let head = "2026-10-01 10:00:00 192.0.2.7 -"
      let letters = String(10_000_000 + number)
      return "\(head) 198.51.100.1 21 USER bob 331 \(letters)-aaaa-aaaa-aaaa-aaaaaaaaaaaa\n"
    }
    let folder = try TemporaryFolder(["x.log": Logs.fields + many.joined()])
    let run = try Command.shell(
      "{ \"$FTPSCOPE\" logs --format jsonl x.log; echo $? > status; } | head -n 1", in: folder.path)
    #expect(run.lines.count == 1)
    #expect(run.errors.isEmpty)
    #expect(try folder.read("status") == "0\n")
  }
}
