import Bytes
import Records
import Testing

@testable import Names

@Suite struct TableNamesTests {
  /// Tables, and the names in them.
  @Test(
    arguments: [
      // crt.sh
      (
        "issuer_ca_id,issuer_name,common_name,name_value,id,entry_timestamp,not_before\r\n"
          + "16418,\"C=US, O=FTP's, CN=ftp.issuer.org\",ftp.a.org,\"www.a.org\r\n*.a.org\r\n"
          + "ftps.a.org\r\nftp.a.org\",1,2020-09-13T12:26:40,2020-09-13\r\n"
          + "16418,C=US,ftp2.b.org,ftp2.b.org,2,,\r\n",
        ["ftp.a.org ftp - -", "ftps.a.org ftps - -", "ftp2.b.org ftp - -"]
      ),
      // Censys
      (
        "parsed.fingerprint_sha256,parsed.issuer.common_name,parsed.subject_dn,parsed.names\n"
          + "ab,ftp.issuer.org,\"C=DE, O=My ftp, CN=ftp.a.org\",\"ftp.a.org, ftp.b.org\"\n"
          + "cd,x,CN=www.c.org,\"[\"\"sftp.c.org\"\", \"\"www.c.org\"\"]\"\n",
        ["ftp.a.org ftp - -", "ftp.b.org ftp - -", "sftp.c.org sftp - -"]
      ),
      (
        "Common Name;Subject Alternative Names\nwww.a.org;DNS:ftp.a.org DNS:ftp.b.org\n",
        ["ftp.a.org ftp - -", "ftp.b.org ftp - -"]
      ),
      (
        "seen\tall_domains\n1600000000\tftp.a.org|ftp.b.org\n",
        ["ftp.a.org ftp - -", "ftp.b.org ftp - -"]
      ),
      ("\u{FEFF}\"name_value\"\n\"www.a.org\nftp.a.org\"\n", ["ftp.a.org ftp - -"]),
      // Records of the DNS
      (
        "type,name,value,rcode\na,ftp.a.org,192.0.2.1,NOERROR\na,ftp.b.org,,NXDOMAIN\n"
          + "ptr,192.0.2.1,ftp.c.org,0\ntxt,ftp.d.org,\"say \"\"ftp\"\", please\",0\n",
        [
          "ftp.a.org ftp A 192.0.2.1", "ftp.c.org ftp PTR 192.0.2.1",
          "ftp.d.org ftp TXT say \"\"ftp\"\", please",
        ]
      ),
      // gcloud dns record-sets list
      (
        "NAME             TYPE  TTL  DATA\nwww.a.org.       A     300  192.0.2.1\n"
          + "ftp.a.org.       A     300  192.0.2.1,192.0.2.2\n"
          + "ftp.b.org.       MX    300  10 mail.b.org.\n",
        ["ftp.a.org ftp A 192.0.2.1,192.0.2.2", "ftp.b.org ftp MX 10 mail.b.org."]
      ),
      // Pi-hole
      (
        "Time,Type,Domain,Client,Status,Reply\n1600000000,A,ftp.a.org,192.0.2.9,OK (cache),IP\n"
          + "1600000000,A,ftp.b.org,192.0.2.9,OK,NXDOMAIN\n", ["ftp.a.org ftp A -"]
      ),
      (
        "name,type,value,disabled\nftp.a.org,A,1,true\nftp.b.org,A,2,false\n", ["ftp.b.org ftp A 2"]
      ),
    ] as [(String, [String])])
  func tables(text: String, words: [String]) throws {
    let found = try Searched(text)
    #expect(found.words == words && found.malformed == [])
  }

  @Test func times() throws {
    let found = try Searched("name_value,entry_timestamp\nftp.a.org,2020-09-13T12:26:40\n")
    #expect(found.records.map(\.time) == [Timestamp(milliseconds: 1_600_000_000_000)])
  }

  /// The first line of a file, and whether it has the titles of a table with names.
  @Test(
    arguments: [
      ("ftp.a.org,a,192.0.2.1", false), ("host\tA\t192.0.2.1", false), ("domain_id,rank", false),
      ("rank,domain", true), ("NAME  TTL", true), ("The name  of it", false),
      ("issuer common name,b", false), ("rank|Host-Name", true),
    ])
  func recognised(line: String, isTable: Bool) {
    let bytes = Array((line + "\n").utf8)
    let form = bytes.withSlice { InputForm.form(of: $0, isAll: true, isStream: false) }
    #expect(form == (isTable ? .table : .lines))
  }

  /// A row with a cell too many, or in columns with one less, is told.
  @Test func misfits() throws {
    let commas = try Searched(
      "id,cn,note,san\n1,www.a.org,a, b,ftp.a.org\n2,b.org,\"a, b\",ftp.b.org,\n3,c,d, e,www.c.org\n"
    )
    #expect(commas.words == ["ftp.b.org ftp - -"])
    #expect(commas.malformed == ["2: the row does not fit its titles"])
    let found = try Searched("NAME  TYPE  DATA\nftp.a.org.  192.0.2.1\nftp.b.org.  A  192.0.2.2\n")
    #expect(found.words == ["ftp.b.org ftp A 192.0.2.2"])
    #expect(found.malformed == ["2: the row does not fit its titles"])
  }

  /// What is quoted and not ended takes no more with it than a row may have.
  @Test func unended() throws {
    let short = try Searched("name\n\"ftp.a.org\nftp.b.org\n")
    #expect(short.words == ["ftp.b.org ftp - -"])
    #expect(short.malformed == ["3: the file ends within quotes: rows lost: 1"])
    let lines = String(repeating: "x\n", count: 1000)
    let long = try Searched("name\n\"ftp.a.org\n\(lines)ftp.b.org\n")
    #expect(long.words == ["ftp.b.org ftp - -"])
    #expect(
      long.malformed == ["1002: what is quoted does not end within 1000 lines: rows lost: 1"])
  }

  /// A quote that is no table's takes no rows with it, and is told.
  @Test(
    arguments: [
      (
        "name,type,value\na.org,TXT,\"abc\nftp.b.org,A,1\nd.org,TXT,\"def\nftp.e.org,A,2\n",
        ["ftp.b.org ftp A 1", "ftp.e.org ftp A 2"],
        [
          "4: a quote does not end: lines above: 2; rows lost: 1",
          "5: the file ends within quotes: rows lost: 1",
        ]
      ),
      (
        "name,value\na.org,\"abc\nftp.b.org,\"1\"\nftp.c.org,2\n",
        ["ftp.b.org ftp - 1", "ftp.c.org ftp - 2"],
        ["3: a quote does not end: lines above: 1; rows lost: 1"]
      ),
      (
        "name,value\na.org,\"abc\nftp.b.org,1\n\"ftp.c.org\",2\n",
        ["ftp.b.org ftp - 1", "ftp.c.org ftp - 2"],
        ["4: a quote does not end: lines above: 2; rows lost: 1"]
      ),
      (
        "name,value\nftp.a.org,\"b\" c\nftp.b.org,\"v=spf1\" \"x, y\"\nftp.c.org,a\"b\n",
        ["ftp.a.org ftp - \"b\" c", "ftp.b.org ftp - \"v=spf1\" \"x, y\"", "ftp.c.org ftp - a\"b"],
        []
      ),
      (
        "name,value\nftp.a.org,\"b\" \"c\nftp.b.org,1\n", ["ftp.b.org ftp - 1"],
        ["2: a quote stands within a cell"]
      ),
      (
        "name,value,x,y\nftp.a.org,\"b\nc\",\"d\ne\",f\"g\nftp.b.org,\"\",,\n",
        ["ftp.a.org ftp - b\nc", "ftp.b.org ftp - -"], []
      ),
      (
        "name,value\nftp.a.org, \"b\n\"\"c\"\"\n\" \nftp.b.org,\"\"\n",
        ["ftp.a.org ftp - b\n\"\"c\"\"", "ftp.b.org ftp - -"], []
      ),
    ] as [(String, [String], [String])])
  func strayQuotes(text: String, words: [String], malformed: [String]) throws {
    let found = try Searched(text)
    #expect(found.words == words && found.malformed == malformed)
  }
}
