import Bytes
import Records
import Testing

@testable import Names

/// Names that were asked for: what the answer says of them, be it beside them or around them.
@Suite struct QuestionTests {
  private static let header = """
    #separator \\x09
    #set_separator\t,
    #empty_field\t(empty)
    #unset_field\t-
    #path\tdns
    #fields\tts\tuid\tid.orig_h\tquery\tqclass\tqtype\tqtype_name\trcode\trcode_name\tanswers\tTTLs

    """

  private static func row(_ query: String, _ type: String, _ code: String, _ data: String) -> String
  {
    ["1600000000.5", "CHh1", "192.0.2.10", query, "1", type, code, data, "60.0"]
      .joined(separator: "\t") + "\n"
  }

  private static let rows =
    row("ftp.a.org", "1\tA", "0\tNOERROR", "198.51.100.7")
    + row("ftps.b.org", "1\tA", "3\tNXDOMAIN", "-")
    + row("ftp.c.org", "1\tA", "0\tNOERROR", "www.c.org,198.51.100.7,198.51.100.8")
    + row("ftp.d.org", "1\tA", "-\t-", "-") + row("ftp.e.org", "28\tAAAA", "0\tNOERROR", "-")
    + row("1.2.0.192.in-addr.arpa", "12\tPTR", "0\tNOERROR", "ftp.f.org")
    + row("ftp.g.org", "16\tTXT", "0\tNOERROR", "TXT 5 a\\x2cb\\x5cc\\\\d")
    + row("(empty)", "-\t-", "-\t-", "ftp")
    + row("ftp.h.org", "1\tA", "5\tREFUSED", "-")

  /// Zeek's dns.log.
  @Test func zeek() throws {
    let words = [
      "ftp.a.org ftp A 198.51.100.7", "ftp.c.org ftp A 198.51.100.7",
      "ftp.c.org ftp A 198.51.100.8",
      "ftp.e.org ftp AAAA -", "ftp.f.org ftp PTR 1.2.0.192.in-addr.arpa",
      "ftp.g.org ftp TXT TXT 5 a,b\\c\\d",
    ]
    try Searched.expect(Self.header + Self.rows, words, nonexistent: 1, unanswered: 2)
    // Of a log that was cut, or goes on with other columns.
    try Searched.expect(
      Self.header
        + "1600000000.5\tCHh1\tftp.a.org\n#close\t2020\n#fields\tquery\trcode\nftp.b.org\t3\n",
      [], nonexistent: 1, malformed: ["7: the row does not fit #fields"])
    let time = Timestamp(milliseconds: 1_600_000_000_000)
    let times = try Searched(Self.header + Self.rows).records.map(\.time)
    #expect(times == times.map { _ in time })
    // Without its columns nothing can be told, but where the word is.
    let bare = try Searched(Self.rows)
    #expect(bare.records.isEmpty && bare.search.elsewhere == 9)
  }

  /// A log without names is none.
  @Test func otherLog() throws {
    let none = try Searched("#fields\tts\tuid\tservice\n1600000000.5\tCHh1\tftp\n")
    #expect(none.reason?.hasPrefix("no line tells of a host name") == true)
    try Searched.expect(Self.header, [])
  }

  /// Zeek's JSON, JSON over HTTPS, of RFC 8427, Elastic's fields.
  @Test(
    arguments: [
      (
        #"{"ts":1600000000.5,"query":"ftp.a.org","qtype":1,"qtype_name":"A","rcode":0,"#
          + #""rcode_name":"NOERROR","answers":["www.a.org","192.0.2.1"],"TTLs":[300.0,300.0]}"#,
        ["ftp.a.org ftp A 192.0.2.1"], 0, 0
      ),
      (#"{"query":"ftp.a.org","qtype_name":"A","rcode_name":"NXDOMAIN"}"#, [], 1, 0),
      (#"{"query":"ftp.a.org","qtype_name":"A","rejected":false}"#, [], 0, 1),
      (#"{"query":"ftp.a.org","rcode":0}"#, ["ftp.a.org ftp - -"], 0, 0),
      // A name that is found by a search for another is there.
      (#"{"query":"ftp.a.org","host":"www.a.org"}"#, [], 0, 0),
      (#"{"query":"a.org","host":"ftp.a.org"}"#, ["ftp.a.org ftp - -"], 0, 0),
      (#"{"question":"ftp.a.org","type":"A","rcode":3}"#, [], 1, 0),
      (#"{"QNAME":"ftp.a.org.","QTYPE":1,"QTYPEname":"A","RCODE":3}"#, [], 1, 0),
      (#"{"Question":[{"name":"ftp.a.org.","type":1}],"Status":0}"#, ["ftp.a.org ftp A -"], 0, 0),
      (#"{"Question":[{"name":"ftp.a.org.","type":1}],"Status":3}"#, [], 1, 0),
      (#"{"Question":[{"name":"ftp.a.org.","type":1}]}"#, [], 0, 1),
      (
        #"{"dns":{"question":{"name":"ftp.a.org","type":"A"},"response_code":"NXDOMAIN"}}"#, [], 1,
        0
      ),
      (
        #"{"dns":{"question":{"name":"ftp.a.org","type":"A"},"response_code":"NOERROR","#
          + #""answers":[{"name":"ftp.a.org","type":"A","data":"192.0.2.1"}]}}"#,
        ["ftp.a.org ftp A 192.0.2.1"], 0, 0
      ),
    ] as [(String, [String], Int, Int)])
  func json(text: String, words: [String], nonexistent: Int, unanswered: Int) throws {
    for text in [text + "\n", "[" + text + "]"] {
      try Searched.expect(text, words, nonexistent: nonexistent, unanswered: unanswered)
    }
  }

  /// A question is told by its answers where they are there, and not beside them.
  @Test(
    arguments: [
      (
        #"{"name":"ftp.a.org.","type":"A","status":"NOERROR","data":{"answers":[{"type":"CNAME","#
          + #""name":"FTP.a.org.","data":"b.org."},{"type":"A","name":"b.org.","data":"1"}]}}"#,
        ["ftp.a.org ftp CNAME b.org"]
      ),
      (
        #"{"name":"ftp.a.org","results":{"A":{"data":{"answers":[{"answer":"192.0.2.1","name":"#
          + #""ftp.a.org","type":"A"}]},"status":"NOERROR"},"MX":{"data":{},"status":"NOERROR"}}}"#,
        ["ftp.a.org ftp A 192.0.2.1"]
      ),
      (
        #"{"dns":{"version":2,"type":"answer","rrname":"ftp.a.org","rrtype":"A","rcode":"NOERROR","#
          + #""answers":[{"rrname":"ftp.a.org","rrtype":"A","ttl":1,"rdata":"192.0.2.1"}]}}"#,
        ["ftp.a.org ftp A 192.0.2.1"]
      ),
      (
        #"{"Status":0,"Question":[{"name":"ftp.a.org","type":1}],"Answer":[{"name":"ftp.a.org","#
          + #""type":5,"data":"b.org."},{"name":"b.org","type":1,"data":"192.0.2.1"}]}"#,
        ["ftp.a.org ftp CNAME b.org"]
      ),
      // What only has another's answers stands for itself.
      (
        #"{"name":"ftp.a.org","type":"A","status":"NOERROR","data":{"answers":[{"type":"A","name":"#
          + #""ftp.b.org","data":"192.0.2.1"}]}}"#,
        ["ftp.b.org ftp A 192.0.2.1", "ftp.a.org ftp A -"]
      ),
      // Numbers of types; one of something else is none of the DNS.
      (#"{"name":"ftp.a.org","type":65280,"data":"x"}"#, ["ftp.a.org ftp TYPE65280 x"]),
      (
        #"{"name":"1.2.0.192.in-addr.arpa.","type":12,"data":"ftp.a.org."}"#,
        ["ftp.a.org ftp PTR 1.2.0.192.in-addr.arpa"]
      ),
      (#"{"http":{"hostname":"ftp.a.org","status":200}}"#, ["ftp.a.org ftp - -"]),
      (#"{"name":"ftp.a.org","type":1}"#, ["ftp.a.org ftp - -"]),
      (#"{"name":"ftp.a.org","type":null,"value":"x"}"#, ["ftp.a.org ftp - x"]),
    ] as [(String, [String])])
  func answered(text: String, words: [String]) throws {
    for text in [text + "\n", "[" + text + "]"] { try Searched.expect(text, words) }
  }
}
