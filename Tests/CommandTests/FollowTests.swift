import Foundation
import TestSupport
import Testing

/// `--follow`: a line for each login in clear that comes, through rotation.
@Suite struct FollowTests {
  @Test func throughRotation() throws {
    let folder = try TemporaryFolder(["x.log": Self.login("early", 1)])
    let followed = try Followed("\(folder.path)/x.log")
    try followed.awaitLogin("bob") { try Self.append($0, "\(folder.path)/x.log") }
    try FileManager.default.moveItem(
      atPath: "\(folder.path)/x.log", toPath: "\(folder.path)/x.log.1")
    try followed.awaitLogin("eve") { try Self.append($0, "\(folder.path)/x.log") }
    #expect(followed.text.contains("clear: bob from 10.0.0."))
    #expect(followed.text.contains("clear: eve from 10.0.0."))
    #expect(!followed.text.contains("early"))
    #expect(followed.end() == 130)
  }

  /// IIS begins a new file each day: it is read from its beginning, whatever named it.
  @Test(arguments: ["", "/u_ex*.log"]) func newFile(_ pattern: String) throws {
    let folder = try TemporaryFolder(["u_ex260301.log": Self.login("early", 1)])
    let followed = try Followed(folder.path + pattern)
    let path = "\(folder.path)/u_ex260302.log"
    try followed.awaitLogin("bob") { try Self.append($0, "\(folder.path)/u_ex260301.log") }
    try Self.append(Self.login("first", 5), path)
    try followed.awaitLogin("eve") { try Self.append($0, path) }
    #expect(followed.text.contains("clear: first from 10.0.0.5 (\(path))"))
    #expect(followed.text.contains("clear: eve from 10.0.0."))
    #expect(!followed.text.contains("early"))
    #expect(followed.end() == 130)
  }

  /// IIS begins a day's log with its header, long before the first connection; another site's may
  /// be the same to the second.
  @Test func headerFirst() throws {
    let folder = try TemporaryFolder(["u_ex260301.log": Self.header])
    let followed = try Followed(folder.path)
    let path = "\(folder.path)/u_ex260302.log"
    var number = 100
    try Self.append(Self.header, path)
    try followed.awaitLogin("eve") { _ in
      number += 1
      try Self.append(Self.iis("eve", number), path)
    }
    #expect(followed.text.contains("clear: eve from 10.0.0."))
    #expect(followed.end() == 130)
  }

  /// What has no files yet is waited for: a folder, a pattern, a name in a folder.
  @Test(arguments: ["", "/vsftpd*.log", "/vsftpd.log"]) func nothingYet(_ name: String) throws {
    let folder = try TemporaryFolder()
    let followed = try Followed(folder.path + name)
    try followed.awaitLogin("eve") { try Self.append($0, "\(folder.path)/vsftpd.log") }
    #expect(followed.text.contains("clear: eve from 10.0.0."))
    #expect(followed.end() == 130)
  }

  /// Where there is no folder that a file could come to, nothing is waited for.
  @Test(arguments: ["/none/x.log", "/none/*.log"]) func nothingEver(_ name: String) throws {
    let folder = try TemporaryFolder()
    #expect(try Command.logs(["--follow", folder.path + name]).status == 2)
  }

  /// Servers that are not understood are named as their lines come.
  @Test func unknownServers() throws {
    let folder = try TemporaryFolder(["x.log": Self.login("early", 1)])
    let followed = try Followed("\(folder.path)/x.log")
    try followed.awaitLogin("eve") {
      try Self.append(
        "Nov 13 16:10:10 h uftpd[7]: USER eve from 192.0.2.1\n" + $0, "\(folder.path)/x.log")
    }
    #expect(followed.end() == 130)
    let problems = followed.problems
    let words = "x.log: lines of uftpd in no form that ftpscope knows: what they tell is missing"
    #expect(problems.contains(words))
    // At the end the lines are named, as they are without --follow.
    #expect(problems.contains("lines that could not be read: "))
    #expect(problems.contains("\(folder.path)/x.log:"), "\(problems)")
  }

  private static let loginAlone = """
    Tue Nov 13 16:10:10 2018 [pid 9] CONNECT: Client "192.0.2.1"
    Tue Nov 13 16:10:11 2018 [pid 8] [amy] OK LOGIN: Client "192.0.2.1"

    """

  /// A log that says nothing of TLS is told of once, since no line will come of it.
  @Test func saysNothingOfTLS() throws {
    let folder = try TemporaryFolder(["x.log": Self.login("early", 1), "y.log": ""])
    let followed = try Followed(folder.path)
    try followed.awaitLogin("eve") {
      try Self.append(Self.loginAlone, "\(folder.path)/y.log")
      try Self.append($0, "\(folder.path)/x.log")
    }
    #expect(followed.end() == 130)
    let words = "y.log: it does not tell whether TLS protects a login: no line will come here"
    #expect(followed.problems.contains(words))
  }

  /// What was written before the signal is told of, however soon it comes.
  @Test func theLastLook() throws {
    let folder = try TemporaryFolder(["x.log": Self.login("early", 1)])
    let followed = try Followed("\(folder.path)/x.log")
    try followed.awaitLogin("bob") { try Self.append($0, "\(folder.path)/x.log") }
    try Self.append(Self.login("last", 200), "\(folder.path)/x.log")
    #expect(followed.end() == 130)
    #expect(followed.rest.contains("clear: last from 10.0.0."))
  }

  /// ProFTPD's SystemLog and TLSLog are read side by side: a connection of the one has no TLS where
  /// the other says nothing of it, and goes on.
  @Test func logsOfOneServer() throws {
    let folder = try TemporaryFolder(["tls.log": "", "system.log": ""])
    let followed = try Followed(folder.path)
    var number = 10
    try followed.awaitLogin("amy") { _ in
      number += 1
      let time = "2018-11-13 16:10:\(number),"
      let line = "\(time)200 h proftpd[\(number)] h (10.0.0.5[10.0.0.5]): "
      let own = "\(time)500 h proftpd[9\(number)] h (10.0.0.6[10.0.0.6]): "
      try Self.append(
        "\(time)510 mod_tls/2.9.2[9\(number)]: TLS/TLS-C requested, starting TLS handshake\n"
          + "\(time)520 mod_tls/2.9.2[9\(number)]: TLSv1.3 connection accepted, using cipher X\n",
        "\(folder.path)/tls.log")
      try Self.append(
        "\(line)FTP session opened.\n\(line)USER amy: Login successful.\n"
          + "\(own)FTP session opened.\n" + own.replacing(",500", with: ",600")
          + "USER bea: Login successful.\n",
        "\(folder.path)/system.log")
    }
    #expect(followed.text.contains("clear: amy from 10.0.0.5 (\(folder.path)/system.log)"))
    #expect(!followed.text.contains("bea"))
    #expect(followed.end() == 130)
  }

  /// What a log has lines for shows in those behind its header.
  @Test func connectsBehindTheHeader() throws {
    let folder = try TemporaryFolder(["u_ex260301.log": Self.login("early", 1)])
    let followed = try Followed(folder.path, "--format", "jsonl")
    let path = "\(folder.path)/u_ex260302.log"
    try Self.append(Self.header, path)
    var number = 100
    try followed.awaitLogin("eve") { _ in
      number += 1
      try Self.append(Self.iis("eve", number), path)
    }
    #expect(followed.end() == 130)
    #expect(!(followed.text + followed.rest).contains("connects-not-logged"))
  }

  @Test(arguments: [["--fail-on", "clear"], ["--format", "html"], ["--state", "s"]])
  func goesNotWith(_ flags: [String]) throws {
    #expect(try Command.logs(["--follow", "/tmp"] + flags).status == 64)
  }

  private static let header = """
    #Software: Microsoft Internet Information Services 10.0
    #Version: 1.0
    #Date: 2026-03-02 00:00:00
    #Fields: date time cs-method cs-uri-stem sc-status x-session c-ip c-port cs-username s-ip s-port

    """

  private static func iis(_ user: String, _ number: Int) -> String {
    let end = "00000000-0000-0000-0000-000000000\(number)"
    let lines = [
      ("-", "ControlChannelOpened - -"), ("-", "USER \(user) 331"), (user, "PASS *** 230"),
    ]
    return lines.map { name, what in
      "2026-03-02 10:00:00 \(what) \(end) 10.0.0.\(number) 50\(number) \(name) 192.0.2.1 21\n"
    }.joined()
  }

  /// A running `ftpscope logs --follow`.
  private final class Followed {
    private(set) var text = ""
    private let process = Process()
    private let output = Pipe()
    private let errors = Pipe()
    private var number = 10

    init(_ arguments: String...) throws {
      process.executableURL = Command.binary
      process.arguments = ["logs", "--follow"] + arguments
      process.standardOutput = output
      process.standardError = errors
      try process.run()
    }

    deinit { if process.isRunning { process.terminate() } }

    /// Writes logins until one is told of: before the run is caught up, none is.
    func awaitLogin(_ user: String, _ write: (String) throws -> Void) rethrows {
      func isTold() throws -> Bool {
        try write(FollowTests.login(user, number))
        number += 1
        text += String(decoding: output.fileHandleForReading.availableSoon, as: UTF8.self)
        return text.contains("clear: \(user) from 10.0.0.")
      }
      try Patience.eventually(while: { process.isRunning }, isTold)
    }

    /// What it wrote since.
    var rest: String {
      String(decoding: output.fileHandleForReading.availableSoon, as: UTF8.self)
    }

    /// What it told on standard error, once it has ended.
    var problems: String {
      String(decoding: errors.fileHandleForReading.availableSoon, as: UTF8.self)
    }

    /// Interrupts it, and gives its exit status.
    func end() -> Int32 {
      kill(process.processIdentifier, SIGINT)
      process.waitUntilExit()
      return process.terminationStatus
    }
  }

  fileprivate static func login(_ user: String, _ number: Int) -> String {
    let clock = "16:\(10 + number / 60 % 50):\(10 + number % 50)"
    let time = "Tue Nov 13 \(clock) 2018 [pid \(100 + number)]"
    let client = "Client \"10.0.0.\(number % 250)\""
    return """
      \(time) CONNECT: \(client)
      \(time) FTP response: \(client), "220 hello"
      \(time) FTP command: \(client), "USER \(user)"
      \(time) [\(user)] FTP response: \(client), "331 Please specify the password."
      \(time) [\(user)] FTP command: \(client), "PASS <password>"
      \(time) [\(user)] FTP response: \(client), "230 Login successful."

      """
  }

  private static func append(_ text: String, _ path: String) throws {
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT, 0o644)
    defer { close(file) }
    #expect(write(file, text, text.utf8.count) == text.utf8.count)
  }
}

extension FileHandle {
  /// What can be read within a third of a second.
  fileprivate var availableSoon: Data {
    var waiting = pollfd(fd: fileDescriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 333) > 0 ? availableData : Data()
  }
}
