import Records
import Testing

@testable import Usage

/// Whose a line of an ExtendedLog is, whatever its LogFormat has before the command.
@Suite struct ProFTPDColumnsTests {
  /// Two sessions that overlap: anna's under TLS, bob's clear. In a head `A` is the client's
  /// address, `N` its name, `U` the user, `P` a process id, `?` `UNKNOWN`.
  private static func log(_ head: String) -> String {
    let anna = ["AUTH TLS 234", "USER anna 331", "PASS (hidden) 230", "PROT P 200", "RETR /a 226"]
    let bob = ["SYST 215", "USER bob 331", "PASS (hidden) 230", "TYPE I 200", "STOR /b 226"]
    var lines: [String] = []
    for number in anna.indices {
      for (name, command, address, process) in [
        ("anna", anna[number], "192.0.2.10", "4711"), ("bob", bob[number], "192.0.2.11", "4712"),
      ] {
        let words = [
          "A": address, "N": "\(name).example.net", "U": number < 2 ? "-" : name, "P": process,
          "?": "UNKNOWN",
          "T": "[05/Oct/2026:08:12:1\(number) +0200]",
        ]
        let parts = head.map { words["\($0)"] ?? "\($0)" }.joined()
        lines.append(
          "\(parts) \"\(command.dropLast(4))\" \(command.suffix(3)) \(number == 4 ? "9" : "-")")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let expected = [
    "anna explicit P protected succeeded 0/1/0", "bob clear - clear succeeded 1/0/0",
  ]

  @Test(arguments: [
    "ftp.example.com A - U T", "ftp.example.com A U T", "ftpserver A U T", "10.0.0.1 A U T",
    "10.0.0.1:21 A U T", "T 10.0.0.1 A U", "10.0.0.1 21 A U T", "ftp.example.com N ? U T",
    "T ftp.example.com A U", "A ftp.example.com U T", "A 10.0.0.1 U T", "A U ? T",
    "A U T", "A ? U T", "A U [T]", "N A ? U T", "T [P] U@A", "T U@A", "U@A T",
    "[P] U@A T", "A N ? U T", "My server A U T", "2001:db8::1 A U T", "U A T",
    "ftp A U T", "A ? ? U T", "P 10.0.0.1 A U T", "10.0.0.1 21 P A U T", "T U A ?",
  ])
  func client(_ head: String) async throws {
    let found = try await Analysed(log: Self.log(head))
    #expect(
      found.words.map { $0.split(separator: " ").prefix(6).joined(separator: " ") }
        == Self.expected)
    let clients = found.inOrder.map { $0.client.map { "\($0)" } ?? "" }
    #expect(clients.count == 2 && clients[0] != clients[1])
    #expect(found.summary.sources.map(\.malformed) == [0])
  }

  /// ProFTPD's own example, whose words before the process are the server's name, with a user's
  /// column and without.
  @Test(
    arguments: [
      "ftp.example.com", "10.0.0.1", "Debian", "ftp", "My FTP server", "web1.example.com Debian",
    ], ["A", "N", "A U"])
  func serverBeforeProcess(_ server: String, _ rest: String) async throws {
    let log = Self.log("S [P] \(rest) T").replacing("S [", with: server + " [")
    let found = try await Analysed(log: log)
    let told = found.words.map { $0.split(separator: " ").prefix(6).joined(separator: " ") }
    #expect(told == Self.expected)
    let clients = found.inOrder.map { $0.client.map { "\($0)" } ?? "" }
    #expect(clients.count == 2 && clients[0] != clients[1] && !clients.contains(server))
    // One client alone; the layout tells it.
    if server == "10.0.0.1" { return }
    let lines = log.split(separator: "\n").filter { $0.contains("[4711]") }
    let alone = try await Analysed(log: lines.joined(separator: "\n"))
    #expect(alone.words.map { $0.hasPrefix(Self.expected[0]) } == [true])
    #expect(alone.inOrder.map(\.client) == [clients[0]])
  }

  @Test(arguments: ["10.0.0.1 A - U T", "ftp.example.com A U T"])
  func clientBesideUser(_ head: String) async throws {
    let lines = Self.log(head).split(separator: "\n").filter { $0.contains("192.0.2.10 ") }
    let found = try await Analysed(log: lines.joined(separator: "\n"))
    #expect(found.words.map { $0.hasPrefix(Self.expected[0]) } == [true])
    #expect(found.inOrder.map(\.client) == ["192.0.2.10"])
    let note = found.summary.sources.first?.note
    #expect(note?.contains("the one beside the user's name is taken") == true)
  }

  /// What stands between the command and its code: `S` is the protocol, `B` the bytes.
  @Test(arguments: [
    "S C B", "B C", "S B C", "S C", "P S C B", "S P C B", "B S C", "- C B", "C B S",
  ])
  func wordsBeforeCode(_ tail: String) async throws {
    var isUnderTLS = false
    let lines = Self.log("A U T").split(separator: "\n").map { line in
      let (head, rest) = (line[...line.lastIndex(of: "\"")!], line.split(separator: " ").suffix(2))
      let isAnna = line.contains("192.0.2.10")
      let words = [
        "C": "\(rest.first!)", "B": "\(rest.last!)", "P": isAnna ? "4711" : "4712",
        "S": isAnna && isUnderTLS ? "ftps" : "ftp",
      ]
      isUnderTLS = true
      return "\(head) " + tail.map { words["\($0)"] ?? "\($0)" }.joined()
    }
    let found = try await Analysed(log: lines.joined(separator: "\n"))
    #expect(
      found.words.map { $0.split(separator: " ").prefix(6).joined(separator: " ") }
        == Self.expected)
    #expect((found.inOrder.first?.bytesSent ?? 0) == (tail.contains("B") ? 9 : 0))
    #expect(found.summary.sources.map(\.malformed) == [0])
  }

  /// A client that comes after the head shows which address is the server's.
  @Test(arguments: ["A 10.0.0.1 U T", "10.0.0.1 A U T"])
  func clientAfterTheHead(_ head: String) async throws {
    let lines = Self.log(head).split(separator: "\n").map { "\($0)\n" }
    let anna = lines.filter { $0.contains("192.0.2.10 ") }.joined()
    let long = String(repeating: anna, count: 200)
    #expect(long.utf8.count > FileHead.bytesMaximum)
    let found = try await Analysed(log: long + lines.joined().replacing("08:12:", with: "09:12:"))
    #expect(Set(found.sessions.map(\.client)) == ["192.0.2.10", "192.0.2.11"])
    #expect(Set(found.sessions.map(\.server)) == ["10.0.0.1"])
    #expect(found.summary.sources.map(\.note) == [nil])
  }

  /// Both stay the same, and a name stands beside the user: neither is called the client's.
  @Test func refused() async throws {
    let lines = Self.log("A ftp.example.com U T").split(separator: "\n")
      .filter { $0.contains("192.0.2.10 ") }
    let found = try await Analysed(log: lines.joined(separator: "\n"))
    #expect(found.sessions.isEmpty)
    #expect(found.summary.sources.map(\.malformed) == [5])
    #expect(found.summary.verdict != .ready)
  }

  /// Who is not in the head is no other's: the server's address is never a client's.
  @Test func oneClientFirst() async throws {
    let lines = Self.log("10.0.0.1 A - U T").split(separator: "\n").map { "\($0)\n" }
    let anna = lines.filter { $0.contains("192.0.2.10 ") }.joined()
    let later = lines.joined().replacing("08:12:", with: "09:12:")
    let found = try await Analysed(log: String(repeating: anna, count: 200) + later)
    #expect(found.words.contains { $0.hasPrefix(Self.expected[1]) })
  }

  /// Until the login old ProFTPD writes the `User` of its configuration in the user's place.
  @Test(
    arguments: ["A ? U T", "A - U T", "A U T", "A 10.0.0.1 U T", "T A U", "A ? U T "],
    ["nobody", "ftp", "proftpd"])
  func nobodysName(_ head: String, _ nobody: String) async throws {
    let log = Self.log(head.replacing("U", with: "<U>")).replacing("<->", with: nobody)
      .replacing("<", with: "").replacing(">", with: "")
    let found = try await Analysed(log: log)
    #expect(
      found.words.map { $0.split(separator: " ").prefix(6).joined(separator: " ") }
        == Self.expected)
    #expect(found.inOrder.map(\.client) == ["192.0.2.10", "192.0.2.11"])
    #expect(found.summary.sources.map(\.malformed) == [0])
  }

  /// The same of one client in the default LogFormat, whose login failed, or whose name is another
  /// one than USER's.
  @Test(arguments: [("nobody", "530", "failed"), ("realbob", "230", "succeeded")])
  func nobodysNameAlone(_ name: String, _ code: String, _ login: String) async throws {
    let day = "[05/Oct/2026:08:12:01 +0200]"
    let log = """
      192.0.2.10 UNKNOWN nobody \(day) "USER bob" 331 -
      192.0.2.10 UNKNOWN \(name) \(day) "PASS (hidden)" \(code) -
      192.0.2.10 UNKNOWN \(name) \(day) "PORT 192,0,2,10,135,151" - -

      """
    let found = try await Analysed(log: log)
    #expect(found.inOrder.map(\.client) == ["192.0.2.10"])
    #expect(found.inOrder.map { "\($0.login)" } == [login])
    #expect(found.inOrder.map(\.user) == [name == "nobody" ? "bob" : name])
  }
}
