import Bytes
import Foundation
import Records
import Testing

@testable import Inputs
@testable import Names

@Suite struct NameSearchTests {
  private static func file(_ text: String) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  private static let suffixes: PublicSuffixList? = {
    guard let path = try? file("org\nde\ncom\nuk\nco.uk\n") else { return nil }
    return try? PublicSuffixList(path: path)
  }()

  private static func search(
    _ text: String, labels: [String] = LabelWords.usual
  ) throws -> (records: [NameRecord], search: NameSearch) {
    let path = try file(text)
    defer { try? FileManager.default.removeItem(atPath: path) }
    var search = NameSearch(
      try LabelWords(labels), try #require(suffixes), survey: nil)
    var records: [NameRecord] = []
    try search.read(path) { record, _ in
      records.append(record)
    } goOn: { _ in
      true
    }
    return (records, search)
  }

  private static func words(_ text: String) throws -> [String] {
    try search(text).records.map { record in
      [record.name, record.label, record.type ?? "-", record.value ?? "-"].joined(separator: " ")
    }
  }

  @Test func forwardDNS() throws {
    let found = try Self.search(
      """
      {"timestamp":"1600000000","name":"ftps.example.co.uk","type":"a","value":"192.0.2.1"}
      {"timestamp":"1600000000","name":"www.example.co.uk","type":"cname","value":"ftp.example.de"}
      {"name":"FTP1.Example.co.uk.","type":"cname","value":"host.example.org."}
      {"name_value":"*.ftp.example.org\\nftp.example.org\\nwww.example.org"}
      {"name":"ftp.de","type":"a"}
      {"name":"_ftp._tcp.example.org","type":"srv"}
      {"name":"ftp..example.org"}
      {"nom":"ftp.example.org"}
      {"name":"ftp.
      """)
    #expect(
      found.records.map(\.name) == ["ftps.example.co.uk", "ftp1.example.co.uk", "ftp.example.org"])
    let first = try #require(found.records.first)
    #expect(first.domain == "example.co.uk" && first.suffix == "co.uk" && first.type == "A")
    #expect(first.time == Timestamp(milliseconds: 1_600_000_000_000))
    #expect(found.records[1].value == "host.example.org")
    let tally = found.search.tally
    #expect(tally.wildcards == 1 && tally.services == 1 && tally.domainsThemselves == 1)
    #expect(tally.distinct == 3 && tally.domainCount == 2 && tally.suffixCount == 2)
    #expect(found.search.malformedLines.map(\.line) == [7, 8, 9])
    #expect(found.search.lines == 9)
  }

  /// A parenthesis that is never closed would take all that follows with it.
  @Test func zoneFileWithAnOpenParenthesis() throws {
    let start = "$ORIGIN example.org.\n@ IN SOA ns hostmaster ( 1\n"
    let name = "ftp IN A 192.0.2.7\n"
    let short = try Self.search(start + name)
    #expect(short.records.isEmpty && short.search.malformedLines.map(\.line) == [3])
    let lines = String(repeating: "2\n", count: 1001)
    let long = try Self.search(start + lines + name)
    #expect(long.records.map(\.name) == ["ftp.example.org"])
    #expect(long.search.malformedLines.map(\.line) == [1003])
  }

  @Test func zoneFile() throws {
    let text = """
      $ORIGIN example.org.
      $TTL 1h
      @ IN SOA ns hostmaster ( 1 ; ftp
        2 3 4 5 )
       NS ns
      ftp IN A 192.0.2.7
        IN 300 AAAA 2001:db8::7 ; again
      ftps 300 IN CNAME ftp
      $ORIGIN eu
      sftp A 192.0.2.8
      sftp.example.de. TXT "a;b" ; remark
      """
    #expect(
      try Self.words(text) == [
        "ftp.example.org ftp A 192.0.2.7", "ftp.example.org ftp AAAA 2001:db8::7",
        "ftps.example.org ftps CNAME ftp.example.org", "sftp.eu.example.org sftp A 192.0.2.8",
        "sftp.example.de sftp TXT \"a;b\"",
      ])
  }

  @Test func plainLists() throws {
    let text = """
      # ftp.remark.org
      ftp.example.org
      www.example.org
      ftp2.example.org,a,192.0.2.1
      ftps.example.org. 3600 IN A 192.0.2.2
      ftp.eu.example.org. CNAME www.example.org.\r
      """
    #expect(
      try Self.words(text) == [
        "ftp.example.org ftp - -", "ftp2.example.org ftp A 192.0.2.1",
        "ftps.example.org ftps A 192.0.2.2", "ftp.eu.example.org ftp CNAME www.example.org",
      ])
  }

  @Test func ownWords() throws {
    let found = try Self.search(
      "files.example.org\nftp.example.org\nmy-upload2.example.org\n", labels: ["files", "upload"])
    #expect(found.records.map(\.label) == ["files", "upload"])
  }

  /// Lines over the edges of what is read at a time, and lines longer than any name.
  @Test func longInput() throws {
    var text = ""
    for number in 0..<20_000 {
      text +=
        "{\"name\":\"\(number % 50 == 0 ? "ftp" : "www").d\(number).org\",\"value\":\"\(number)\"}\n"
      if number == 9_999 { text += String(repeating: "ftp.", count: 200_000) + "\n" }
      if number == 10_049 { text += String(repeating: "ftp.", count: 20_000) + "\n" }
    }
    let found = try Self.search(text)
    #expect(found.records.map(\.domain) == stride(from: 0, to: 20_000, by: 50).map { "d\($0).org" })
    #expect(found.search.lines == 20_002)
    #expect(found.search.malformed == 2)
    #expect(Set(found.search.malformedLines.map(\.line)) == [10_001, 10_052])
  }

  /// A name that comes again is counted once, and its records come all the same.
  @Test func distinctNames() throws {
    let found = try Self.search("ftp.a.org\nFTP.a.org\nftp.b.org\nftps.a.org\n")
    #expect(found.records.count == 4 && found.search.tally.distinct == 3)
    #expect(
      found.search.tally.labels == [.init(text: "ftp", names: 2), .init(text: "ftps", names: 1)])
    #expect(found.search.tally.domains(1) == [.init(text: "a.org", names: 2)])
  }
}
