import Testing

@testable import Sensor

/// Names on Windows: kept as they were made, and found in any case.
@Suite struct CaseTests {
  static let persona = Stage.persona { $0.data.ignoresCase = true }

  @Test func namesAreFoundInAnyCase() {
    Stage.play(
      "found in any case",
      TransferTests.binary
        + """
        > RETR PUB/A.TXT
        < 150
        < 226
        down one\\ntwo\\n
        ! download /pub/a.txt 8 token
        > CWD Pub/DEEP
        < 250
        > PWD
        < 257 "/pub/deep"
        > SIZE C.Csv
        < 213 4
        > SIZE /nothing/Here
        < 550
        > MKD /PUB
        < 550
        > MKD /New
        < 257 "/New"
        > MKD /NEW/Below
        < 257 "/New/Below"
        > MKD /new/below
        < 550
        > RMD /new/BELOW
        < 250
        """, Self.persona)
    Stage.play(
      "an upload replaces what has the name",
      TransferTests.binary
        + """
        up abc
        > STOR PUB/A.txt
        < 150
        < 226
        ! upload /pub/a.txt 3
        > PASV
        < 227
        > NLST PUB
        < 150
        < 226
        down PUB/a.txt\\r\\nPUB/b.bin\\r\\nPUB/deep\\r\\n
        """, Self.persona)
    Stage.play(
      "a name in other letters",
      TransferTests.binary
        + """
        > RNFR PUB/a.txt
        < 350
        > RNTO pub/A.Txt
        < 250
        > RNFR pub/a.TXT
        < 350
        > RNTO pub/DEEP
        < 550
        > NLST pub/*.T?T
        < 150
        < 226
        down pub/A.Txt\\r\\n
        """, Self.persona)
  }

  /// Elsewhere they are different names.
  @Test func unix() {
    Stage.play(
      "unix", Stage.login + "> SIZE PUB/a.txt\n< 550\n> MKD PUB\n< 257 \"/PUB\"\n> CWD pub\n< 250")
  }

  @Test func order() {
    let entries = ["b", "A", "_", "C"].map { ListingTests.entry($0, ListingTests.old) }
    var options = ListOptions([])
    func names() -> [String] {
      options.sorted(entries).map { String(decoding: $0.name, as: UTF8.self) }
    }
    #expect(names() == ["A", "C", "_", "b"])
    options.ignoresCase = true
    #expect(names() == ["A", "b", "C", "_"])
  }

  /// Bait has no two names that differ in case only.
  @Test func bait() throws {
    for seed in UInt64(0)..<20 {
      let tree = BaitTree(seed: seed, since: ListingTests.now)
      var folders: [[UInt8]] = [[0x2F]]
      while let folder = folders.popLast() {
        let entries = try #require(tree.entries(in: folder))
        #expect(Set(entries.map { FilePath.ignoringCase($0.name) }).count == entries.count)
        folders += entries.filter(\.isFolder).map { FilePath.child($0.name, of: folder) }
      }
    }
  }

  @Test func whoIsOnWindows() throws {
    for name in EmbeddedPersonas.names {
      let persona = try #require(try EmbeddedPersonas.persona(name))
      let isOnWindows = ["iis", "filezilla", "serv-u", "ws-ftp", "wing"].contains {
        name.hasPrefix($0)
      }
      #expect(persona.data.ignoresCase == isOnWindows, "\(name)")
    }
  }
}
