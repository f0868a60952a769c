import Bytes
import Records
import TestSupport
import Testing

@testable import Names

@Suite struct NameSearchTests {
  @Test func forwardDNS() throws {
    let found = try Searched(
      """
      {"timestamp":"1600000000","name":"ftps.example.co.uk","type":"a","value":"192.0.2.1"}
      {"timestamp":"1600000000","name":"www.example.co.uk","type":"cname","value":"ftp.example.de"}
      {"name":"FTP1.Example.co.uk.","type":"cname","value":"host.example.org."}
      {"name_value":"*.ftp.example.org\\nftp.example.org\\n\\\\052.ftp.example.de"}
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
    let leftOut = tally.leftOut
    #expect(leftOut.wildcards == 2 && leftOut.services == 1 && leftOut.domainsThemselves == 1)
    #expect(tally.distinct == 3 && tally.domainCount == 2 && tally.suffixCount == 2)
    #expect(found.search.malformedLines.map(\.line) == [7, 8, 9])
    #expect(found.search.lines == 9)
  }

  @Test func plainLists() throws {
    let text = """
      # ftp.remark.org
      ftp.example.org
      www.example.org
      ftp2.example.org,a,192.0.2.1
      ftps.example.org. 3600 IN A 192.0.2.2
      ftp.eu.example.org. CNAME www.example.org.\r
      192.0.2.3\tftp3.example.org ftp3
      2001:db8::3 ftp4.example.org
      17,ftp5.example.org
      "ftp6.example.org","a","192.0.2.6"
      6.2.0.192.in-addr.arpa. 60 IN PTR ftp7.example.org.
      """
    #expect(
      try Searched(text).words == [
        "ftp.example.org ftp - -", "ftp2.example.org ftp A 192.0.2.1",
        "ftps.example.org ftps A 192.0.2.2", "ftp.eu.example.org ftp CNAME www.example.org",
        "ftp3.example.org ftp - -", "ftp4.example.org ftp - -", "ftp5.example.org ftp - -",
        "ftp6.example.org ftp A 192.0.2.6", "ftp7.example.org ftp PTR 6.2.0.192.in-addr.arpa",
      ])
  }

  /// Of a file of hosts all names count; short forms beside them have no domain.
  @Test func hosts() throws {
    let found = try Searched(
      """
      127.0.0.1 localhost
      192.0.2.1\tftp.a.org ftp.b.org  ftp # ftp.c.org, the old one
      fe80::1%eth0 www.d.org ftps.d.org
      192.0.2.2 ftp
      192.0.2.3 - - "GET /ftp.e.org"
      17 www.f.org ftp.f.org
      """)
    #expect(
      found.words == ["ftp.a.org ftp - -", "ftp.b.org ftp - -", "ftps.d.org ftps - -"])
    #expect(found.search.malformedLines.map(\.line) == [4] && found.search.elsewhere == 2)
  }

  /// Tables without titles, and lines: what is in the place of a type and is none is not told as one.
  @Test func tables() throws {
    let text = """
      ftp.a.org,192.0.2.1,crtsh
      ftp.b.org.,3600,IN,A,192.0.2.2
      17,ftp.c.org
      1600000000,ftp.d.org,aaaa,2001:db8::4
      ftp.e.org,crtsh,192.0.2.5
      ftp.f.org,TYPE65280,x
      ftp.g.org,3600
      ftp.h.org crtsh 2020-09-13
      ftp.i.org 300 in alias www.i.org
      """
    #expect(
      try Searched(text).words == [
        "ftp.a.org ftp - -", "ftp.b.org ftp A 192.0.2.2", "ftp.c.org ftp - -",
        "ftp.d.org ftp AAAA 2001:db8::4", "ftp.e.org ftp - -", "ftp.f.org ftp TYPE65280 x",
        "ftp.g.org ftp - -", "ftp.h.org ftp - -", "ftp.i.org ftp ALIAS www.i.org",
      ])
  }

  /// What dnsx and amass write.
  @Test func enumerations() throws {
    let found = try Searched(
      """
      ftp.a.org [A] [192.0.2.1]
      ftp.b.org [192.0.2.2]
      ftp.c.org [CNAME] [www.c.org] [cloud]
      ftp.d.org []
      ftp.e.org [A
      d.org (FQDN) --> node --> ftp.f.org (FQDN)
      ftp.g.org (FQDN) --> a_record --> 192.0.2.1 (IPAddress)
      www.h.org (FQDN) --> cname_record --> ftp.h.org (FQDN)
      1.2.0.192.in-addr.arpa (FQDN) --> ptr_record --> ftp.i.org (FQDN)
      64500 (ASN) --> managed_by --> FTP (RIROrganization)
      ftp.j.org --> x
      """)
    #expect(
      found.words == [
        "ftp.a.org ftp A 192.0.2.1", "ftp.b.org ftp - -", "ftp.c.org ftp CNAME www.c.org",
        "ftp.d.org ftp - -", "ftp.e.org ftp - -", "ftp.f.org ftp - -",
        "ftp.g.org ftp A 192.0.2.1", "ftp.i.org ftp PTR 1.2.0.192.in-addr.arpa",
      ])
    #expect(found.search.elsewhere == 3 && found.malformed == [])
  }

  /// A comma in the data makes no table of a record.
  @Test func commas() throws {
    let found = try Searched("ftp.a.org. 300 IN TXT \"v=spf1, -all\"\n\"ftp.b.org\",a,1\n")
    #expect(found.words == ["ftp.a.org ftp TXT \"v=spf1, -all\"", "ftp.b.org ftp A 1"])
  }

  /// Lines that say a word elsewhere than in a name are counted.
  @Test func elsewhere() throws {
    let found = try Searched(
      """
      www.a.org,cname,FTP.a.org
      {"name":"www.a.org","value":"ftp.a.org"}
      id-1,x,ftp.b.org
      softphone.c.org
      # ftp.d.org
      ftp.e.org
      """)
    #expect(found.records.count == 1 && found.search.elsewhere == 3)
  }

  /// So it is in tables, zones, messages and JSON over several lines.
  @Test(
    arguments: [
      ("name,type,value\nwww.a.org,CNAME,ftp.b.org\nftp.a.org,A,ftp.c.org\n", 1, 1),
      ("name,note\nftp.a.org,\"ftp\nftp\"\nwww.a.org,\"a\nftp\"\n", 1, 1),
      (
        "$ORIGIN ftp.a.org.\n$ORIGIN a.org.\n@ SOA ns h ( 1 ; ftp\n 2 )\nwww CNAME ftp.b.org.\nftp NS ftp.b.\nb NS ftp.b.",
        1,
        2
      ),
      (
        ";; ->>HEADER<<- status: NOERROR\n;; QUESTION SECTION:\na. MX\n;;\na. MX 1 ftp.a.org.\n", 0,
        1
      ),
      (
        #"[{"name":"www.a.org","value":"ftp.b.org"},{"name":"ftp.a.org","value":"ftp.b.org"},"#
          + #"{"name":"192.0.2.1","type":"ptr","value":"ftp.c.org"},{"tags":["ftp.b.org"]},"#
          + #"{"a":{"b":"an ftp"}},{"a":{"b":"an ftp"},"name":"ftp.d.org"},{"a":"tftp"}]"#, 3, 3
      ),
      ("#fields\tquery\tanswers\nwww.a.org\tftp.b.org\n", 0, 1),
    ])
  func elsewhere(text: String, names: Int, count: Int) throws {
    let found = try Searched(text)
    #expect(found.records.count == names && found.search.elsewhere == count)
  }

  @Test func answersOfHost() throws {
    let text = """
      ftp.example.org is an alias for www.ftp2.example.org.
      www.ftp2.example.org has address 192.0.2.1
      www.ftp2.example.org has IPv6 address 2001:db8::1
      www.ftp2.example.org mail is handled by 10 mail.example.org.
      www.ftp2.example.org has HTTP service bindings 1 . alpn="h2,h3"
      ftp3.example.org has SVCB record 1 . port=21
      ftp4.example.org has no AAAA record
      ftp5.example.org descriptive text "v=spf1, -all"
      6.2.0.192.in-addr.arpa domain name pointer ftp6.example.org.
      """
    #expect(
      try Searched(text).words == [
        "ftp.example.org ftp CNAME www.ftp2.example.org",
        "www.ftp2.example.org ftp A 192.0.2.1", "www.ftp2.example.org ftp AAAA 2001:db8::1",
        "www.ftp2.example.org ftp MX 10 mail.example.org.",
        #"www.ftp2.example.org ftp HTTPS 1 . alpn="h2,h3""#,
        "ftp3.example.org ftp SVCB 1 . port=21", "ftp4.example.org ftp - -",
        #"ftp5.example.org ftp TXT "v=spf1, -all""#,
        "ftp6.example.org ftp PTR 6.2.0.192.in-addr.arpa",
      ])
  }

  @Test func ownWords() throws {
    let found = try Searched(
      "files.example.org\nftp.example.org\nmy-upload2.example.org\n", labels: ["files", "upload"])
    #expect(found.records.map(\.label) == ["files", "upload"])
  }

  /// An international word is one, in either form; so are the names that say it.
  @Test(arguments: ["bücher", "BÜCHER", "xn--bcher-kva"])
  func internationalWords(word: String) throws {
    let found = try Searched(
      """
      xn--bcher-kva.example.org
      BÜCHER2.example.org
      meine-bücher.example.org
      {"name":"xn--bcher-2-n2a.example.org"}
      bucher.example.org
      ftp.xn--bcher-kva.org
      """, labels: [word])
    #expect(
      found.records.map { $0.unicode?.split(separator: ".").first } == [
        "bücher", "bücher2", "meine-bücher", "bücher-2",
      ])
    #expect(Set(found.records.map(\.label)) == ["bücher"])
  }

  /// What is told of names that can't be counted.
  @Test(
    arguments: [
      ("ftp.example.org.1\n", ["1: the last label is a number: an address is no host name"]),
      ("ftp A 192.0.2.1\n", ["1: no domain: where a zone file says none, name it with --origin"]),
      ("bad_name.example.org\n#ftp\n", []),
      ("{\"name\":\"no name\",\"value\":\"ftp.example.org\"}\n", []),
    ])
  func malformed(text: String, lines: [String]) throws {
    #expect(try Searched(text).malformed == lines)
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
    let found = try Searched(text)
    #expect(found.records.map(\.domain) == stride(from: 0, to: 20_000, by: 50).map { "d\($0).org" })
    #expect(found.search.lines == 20_002)
    #expect(found.search.malformed == 2)
    #expect(found.search.malformedLines.map(\.line) == [10_001, 10_052])
  }

  /// Within a line without end it is asked too whether to go on.
  @Test func endlessLine() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("ftp.example.org\n" + String(repeating: "x", count: 1 << 21), "x")
    var search = try Searched("ftp.example.org\n").search
    var pauses = 0
    try search.read(path, each: nil) { _ in
      pauses += 1
      return pauses < 3
    }
    #expect(pauses == 4)
    #expect(search.bytes < 1 << 20)
  }

  /// A name that comes again is counted once, and its records come all the same.
  @Test func distinctNames() throws {
    let found = try Searched("ftp.a.org\nFTP.a.org\nftp.b.org\nftps.a.org\n")
    #expect(found.records.count == 4 && found.search.tally.distinct == 3)
    #expect(
      found.search.tally.labels == [.init(text: "ftp", names: 2), .init(text: "ftps", names: 1)])
    #expect(found.search.tally.domains(1) == [.init(text: "a.org", names: 2)])
  }
}
