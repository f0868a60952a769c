import Records
import Testing

@testable import Names

@Suite struct ZoneFileTests {
  /// A parenthesis that is never closed would take all that follows with it.
  @Test func zoneFileWithAnOpenParenthesis() throws {
    let start = "$ORIGIN example.org.\n@ IN SOA ns hostmaster ( 1\n"
    let name = "ftp IN A 192.0.2.7\n"
    let short = try Searched(start + name)
    #expect(short.records.isEmpty && short.search.malformedLines.map(\.line) == [3])
    let lines = String(repeating: "2\n", count: 1001)
    let long = try Searched(start + lines + name)
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
      try Searched(text).words == [
        "ftp.example.org ftp A 192.0.2.7", "ftp.example.org ftp AAAA 2001:db8::7",
        "ftps.example.org ftps CNAME ftp.example.org", "sftp.eu.example.org sftp A 192.0.2.8",
        "sftp.example.de sftp TXT \"a;b\"",
      ])
  }

  private static let start = "$ORIGIN example.org.\n@ SOA ns h 1 2 3 4 5\n"

  /// Lines of a zone, and the records that they make.
  @Test(
    arguments: [
      ("ftp ( IN\n A\n\t192.0.2.1 ) ; ftp", ["ftp.example.org ftp A 192.0.2.1"]),
      ("ftp TXT ( \"a ( ; b\"\n  \"c\" )", ["ftp.example.org ftp TXT \"a ( ; b\" \"c\""]),
      ("ftp TXT a\\;b\\(c ; d", ["ftp.example.org ftp TXT a\\;b\\(c"]),
      ("\\102tp A 192.0.2.1", ["ftp.example.org ftp A 192.0.2.1"]),
      ("\\fTP.de. 1h IN A 192.0.2.1", []),
      ("$origin EU\nftp\tin\ta\t192.0.2.1", ["ftp.eu.example.org ftp A 192.0.2.1"]),
      ("$ttl 60\r\nftp A 192.0.2.1\r\n", ["ftp.example.org ftp A 192.0.2.1"]),
      // RFC 3597.
      (
        "ftp CLASS1 TYPE1 \\# 4 C0000201\nftp TYPE65400 \\# 0",
        ["ftp.example.org ftp A \\# 4 C0000201", "ftp.example.org ftp TYPE65400 \\# 0"]
      ),
      // Windows' DNS server writes how old a record is.
      (
        "ftp [AGE:3640000]\t1200\tA 192.0.2.1\nftps [Aging:3640000] A 192.0.2.2",
        ["ftp.example.org ftp A 192.0.2.1", "ftps.example.org ftps A 192.0.2.2"]
      ),
      ("7 PTR ftp", ["ftp.example.org ftp PTR 7.example.org"]),
      (
        "$GENERATE 1-5/2 ftp$ A 192.0.2.$",
        (1...3).map { "ftp\($0 * 2 - 1).example.org ftp A 192.0.2.\($0 * 2 - 1)" }
      ),
      (
        "$generate 9-10 ${0,3}.ftp-${1,2,x} 60 IN CNAME ${-8}\\$.x ; remark",
        ["009.ftp-0a.example.org ftp CNAME 1$.x.example.org"]
          + ["010.ftp-0b.example.org ftp CNAME 2$.x.example.org"]
      ),
      ("$GENERATE 26-26 ${0,5,n}.ftp A $$", ["a.1.0.ftp.example.org ftp A $"]),
    ] as [(String, [String])])
  func records(text: String, words: [String]) throws {
    let found = try Searched(Self.start + text)
    #expect(found.words == words && found.malformed == [])
  }

  /// Ranges of `$GENERATE` that are none.
  @Test(
    arguments: ["20", "2-1", "-5", "5-", "1-3-", "1-3/0", "1-3/", "/", "-", "1/2-3", "/2-3", "a-b"])
  func ranges(range: String) throws {
    let found = try Searched(Self.start + "$GENERATE \(range) ftp$ A 192.0.2.$\nftp A 192.0.2.1\n")
    #expect(found.words == ["ftp.example.org ftp A 192.0.2.1"])
    #expect(found.malformed == ["3: $GENERATE has no range such as 1-20 or 1-20/2"])
  }

  /// What is of no use is told.
  @Test(
    arguments: [
      ("ftp\\.a A 192.0.2.1", "a label has other characters than letters, digits and hyphens"),
      ("ftp [AGEL:1] A 192.0.2.1", "no type of a resource record"),
      ("$INCLUDE ftp.zone", "$INCLUDE is not followed: name the file itself"),
      ("$ORIGINAL ftp", "a directive that zone files do not have"),
      ("$GENERATE 1-2 ftp${x} A 192.0.2.1", "$GENERATE has no ${offset,width,base} there"),
      (
        "$GENERATE 1-2 ftp${-9223372036854775808} A 192.0.2.1",
        "$GENERATE has no ${offset,width,base} there"
      ),
      ("$GENERATE 1-2 ftp$ 60", "$GENERATE has no type of a resource record"),
      ("$GENERATE 1-1000001 ftp$ A 192.0.2.1", "$GENERATE makes more than 1000000 names"),
      (
        "ftp (\n A " + String(repeating: "a", count: 65_532),
        "the record is longer than 65536 bytes"
      ),
    ])
  func malformed(text: String, reason: String) throws {
    let found = try Searched(Self.start + text + "\n")
    #expect(found.search.malformedLines.map(\.reason) == [reason] && found.records.isEmpty)
  }

  /// Zone files of a DNS server's own do not say whose they are.
  @Test func origin() throws {
    let text = """
      ;
      ;  Database file example.org.dns for example.org zone.
      ;
      @                       IN  SOA dc1.example.org. hostmaster.example.org. (
                              \t12           ; serial number
                              \t3600       ) ; default TTL
      ftp                     A\t192.0.2.5
                              A\t192.0.2.6
      ftp.sub                 CNAME\thost

      """
    let unknown = try Searched(text)
    #expect(unknown.records.isEmpty && unknown.search.malformedLines.map(\.line) == [7, 8, 9])
    for origin in ["example.org", "Example.ORG."] {
      let found = try Searched(text, origin: origin)
      #expect(
        found.records.map(\.name) == ["ftp.example.org", "ftp.example.org", "ftp.sub.example.org"])
      #expect(found.malformed == [])
    }
    let other = try Searched("ftp.eu A 192.0.2.1\n", origin: "example.org")
    #expect(other.records.map(\.name) == ["ftp.eu.example.org"])
  }
}
