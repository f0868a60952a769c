import Bytes
import Records
import Testing

@testable import Names

/// Names that the DNS said are not there, or of which it said nothing, are no names.
@Suite struct OutcomeTests {
  /// A text, the names in it, how many do not exist, and how many are without an answer.
  private static func check(
    _ text: String, _ words: [String], nonexistent: Int = 0, unanswered: Int = 0,
    malformed: [String] = []
  ) throws {
    let found = try Searched.expect(
      text, words, nonexistent: nonexistent, unanswered: unanswered, malformed: malformed)
    #expect(found.search.elsewhere == 0)
  }

  /// massdns -o Sq: a question is answered by what follows it, or not.
  @Test func questions() throws {
    try Self.check(
      """
      ftp.a.org.  A
      ftp.a.org. CNAME www.a.org.
      www.a.org. A 192.0.2.1
      ftp.gone.org.  A
      ftp.b.org. IN A
      \tFTP.b.org. IN 300 A 192.0.2.2
      ftp.last.org.  A
      """, ["ftp.a.org ftp CNAME www.a.org", "ftp.b.org ftp A 192.0.2.2"], unanswered: 2)
  }

  /// massdns -o Sr.
  @Test func questionsWithCodes() throws {
    try Self.check(
      """
      192.0.2.53:53 1600000000 NOERROR ftp.a.org. IN A
      ftp.a.org. IN 300 A 192.0.2.1
      192.0.2.53:53 1600000000 NOERROR ftp.b.org.  A
      [2001:db8::53]:53 1600000000 NXDOMAIN ftp.c.org.  A
      192.0.2.53:53 1600000000 SERVFAIL ftp.d.org.  A
      192.0.2.53:53 1600000000 NXDOMAIN ftp.e.org.  A
      ftp.e.org. CNAME gone.e.org.
      """,
      ["ftp.a.org ftp A 192.0.2.1", "ftp.b.org ftp - -", "ftp.e.org ftp CNAME gone.e.org"],
      nonexistent: 1, unanswered: 1)
  }

  /// Suricata's events, in their three forms: what was asked is no name, what was answered is.
  @Test func suricata() throws {
    try Self.check(
      """
      {"event_type":"dns","dns":{"type":"query","id":1,"rrname":"ftp.a.org","rrtype":"A"}}
      {"event_type":"dns","dns":{"type":"answer","rcode":"NOERROR","rrname":"ftp.b.org","rrtype":"A","rdata":"192.0.2.1"}}
      {"event_type":"dns","dns":{"type":"answer","rcode":"NXDOMAIN","rrname":"ftp.c.org"}}
      {"event_type":"dns","dns":{"version":3,"type":"request","queries":[{"rrname":"ftp.d.org","rrtype":"A"}]}}
      """, ["ftp.b.org ftp A 192.0.2.1"], nonexistent: 1, unanswered: 2)
  }

  @Test func lines() throws {
    try Self.check(
      """
      ftp.a.org. A NXDOMAIN
      ftp.b.org NXDOMAIN
      ftp.c.org,nxdomain
      ftp.d.org,a,SERVFAIL
      ftp.e.org,REFUSED
      Host ftp.f.org not found: 3(NXDOMAIN)
      Host ftp.g.org not found: 2(SERVFAIL)
      ftp.h.org NOERROR
      ftp.i.org A
      ftp.j.org [NXDOMAIN]
      ftp.k.org [NOERROR]
      ftp.l.org [SERVFAIL]
      1600000000,ftp.m.org,a,NXDOMAIN
      ftp.n.org,300,IN,A,NXDOMAIN
      ftp.o.org,NXDOMAIN,192.0.2.53
      1\tftp.p.org\tA\tNXDOMAIN
      192.0.2.53 2020-09-13 192.0.2.9 ftp.q.org NXDOMAIN
      192.0.2.53 ftp.r.org ftp.s.org NXDOMAIN
      ftp.k.org NXDOMAIN
      """, ["ftp.h.org ftp - -", "ftp.i.org ftp A -", "ftp.k.org ftp - -"],
      nonexistent: 10, unanswered: 6)
  }

  /// massdns -o F, dig and drill.
  @Test(arguments: ["", ";"])
  func messages(question: String) throws {
    try Self.check(
      """
      ;; Server: 192.0.2.53:53
      ;; Size: 50
      ;; Unix time: 1600000000
      ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 6298
      ;; flags: qr rd ra ; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 0

      ;; QUESTION SECTION:
      \(question)ftp.a.org. IN A

      ;; ANSWER SECTION:
      ftp.a.org. 300 IN A 192.0.2.1

      ;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1
      ;; QUESTION SECTION:
      \(question)ftp.b.org. IN A

      ;; AUTHORITY SECTION:
      b.org. 300 IN SOA ns.b.org. h.b.org. 1 2 3 4 5

      ;; ->>HEADER<<- opcode: QUERY, rcode: SERVFAIL, id: 2
      ;; QUESTION SECTION:
      \(question)ftp.c.org. IN A

      ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 3
      ;; QUESTION SECTION:
      \(question)ftp.d.org. IN A

      ;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 4
      ;; QUESTION SECTION:
      \(question)ftp.e.org. IN A

      ;; ANSWER SECTION:
      FTP.e.org. 300 IN CNAME gone.e.org.
      ;; Query time: 3 msec
      ; ftp.remark.org
      """,
      ["ftp.a.org ftp A 192.0.2.1", "ftp.d.org ftp - -", "ftp.e.org ftp CNAME gone.e.org"],
      nonexistent: 1, unanswered: 1)
  }

  /// massdns has the time before each message.
  @Test func times() throws {
    let messages = [("1600000000", "300 IN A 192.0.2.1"), ("1600000001", "")].map { time, record in
      """
      ;; Server: 192.0.2.53:53
      ;; Unix time: \(time)
      ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1
      ;; QUESTION SECTION:
      ftp.a.org. IN A

      ;; ANSWER SECTION:
      \(record.isEmpty ? "" : "ftp.a.org. \(record)")

      """
    }
    let found = try Searched(messages.joined())
    #expect(
      found.records.map(\.time)
        == [1_600_000_000_000, 1_600_000_001_000].map {
          Timestamp(milliseconds: $0)
        })
  }

  /// massdns -o J, zdns, dnsx, Suricata, JSON over HTTPS: what stands for a name's object.
  @Test(
    arguments: [
      (#"{"name":"ftp.a.org.","type":"A","status":"NOERROR","data":{}}"#, 1, 0, 0),
      (#"{"name":"ftp.a.org.","type":"A","status":"NXDOMAIN","data":{"authorities":[]}}"#, 0, 1, 0),
      (#"{"name":"ftp.a.org.","type":"A","class":"IN","error":"no response"}"#, 0, 0, 1),
      (
        #"{"name":"ftp.a.org.","type":"A","status":"NXDOMAIN","data":{"answers":[{"type":"CNAME","#
          + #""name":"ftp.a.org.","data":"b.org."}]}}"#, 1, 0, 0
      ),
      (#"{"name":"ftp.a.org","status":"SERVFAIL"}"#, 0, 0, 1),
      (#"{"name":"ftp.a.org","results":{"A":{"status":"NXDOMAIN","data":{}}}}"#, 0, 1, 0),
      (#"{"name":"ftp.a.org","results":{"A":{"status":"ERROR","error":"no route"}}}"#, 0, 0, 1),
      (#"{"name":"ftp.a.org","results":{"A":{"status":"AUTHFAIL","data":{}}}}"#, 0, 0, 1),
      (#"{"name":"ftp.a.org","status":"NO_ANSWER","data":{}}"#, 0, 0, 1),
      (#"{"name":"ftp.a.org","status":"ILLEGAL_INPUT"}"#, 0, 0, 1),
      (
        #"{"results":{"A":{"status":"SERVFAIL"},"AAAA":{"status":"NOERROR"}},"name":"ftp.a.org"}"#,
        1, 0, 0
      ),
      (#"{"host":"ftp.a.org","status_code":"NXDOMAIN"}"#, 0, 1, 0),
      (#"{"dns":{"type":"answer","rrname":"ftp.a.org","rcode":"NXDOMAIN"}}"#, 0, 1, 0),
      (#"{"name":"ftp.a.org","rcode":3}"#, 0, 1, 0),
      (#"{"Status":3,"TC":false,"Question":[{"name":"ftp.a.org.","type":1}]}"#, 0, 1, 0),
      (#"{"Status":0,"Question":[{"name":"ftp.a.org.","type":1}],"Answer":[]}"#, 1, 0, 0),
      // PowerDNS and Technitium keep records that they do not give.
      (
        #"{"name":"ftp.a.org.","records":[{"content":"192.0.2.1","disabled":true}],"type":"A"}"#,
        0, 1, 0
      ),
      (
        #"{"name":"ftp.a.org.","records":[{"content":"1","disabled":true},{"content":"2","#
          + #""disabled":false}]}"#, 1, 0, 0
      ),
      (#"{"disabled":true,"name":"ftp.a.org","type":"A"}"#, 0, 1, 0),
      // What is no code of the DNS says nothing.
      (#"{"hostname":"ftp.a.org","status":"refused"}"#, 1, 0, 0),
      (#"{"host":"ftp.a.org","status":3,"status_code":404,"error":"no route"}"#, 1, 0, 0),
      (#"{"name":"ftp.a.org","list":[{"name":"b.org","status":"NXDOMAIN"}]}"#, 1, 0, 0),
      (#"{"name":"ftp.a.org","type":"A","value":"192.0.2.1","error":""}"#, 1, 0, 0),
    ])
  func json(text: String, names: Int, nonexistent: Int, unanswered: Int) throws {
    for text in [text + "\n", "[" + text + "]"] {
      let found = try Searched(text)
      let leftOut = found.search.tally.leftOut
      #expect(found.search.tally.distinct == names && found.malformed == [])
      #expect(leftOut.nonexistent == nonexistent && leftOut.unanswered == unanswered)
    }
  }

  /// Unbound's cache: records, and messages of which only those without an answer tell more.
  @Test func unbound() throws {
    let messages = """
      START_MSG_CACHE
      msg ftp.a.org. IN A 33152 1 3519 0 1 0 0
      ftp.a.org. IN A 0
      msg ftp.c.org. IN A 33155 1 900 2 0 1 0
      c.org. IN SOA 4
      msg ftp.d.org. IN A 33154 1 5 0 0 0 0
      msg ftp.e.org. IN AAAA 33152 1 900 0 0 1 0
      msg ftp.f.org. IN
      END_MSG_CACHE
      EOF

      """
    let records = """
      START_RRSET_CACHE
      ;rrset 3519 1 0 8 3
      ftp.a.org.\t3519\tIN\tA\t192.0.2.1
      ftp.b.org.
      BADRR
      END_RRSET_CACHE

      """
    try Self.check(
      records + messages, ["ftp.a.org ftp A 192.0.2.1", "ftp.e.org ftp - -"], nonexistent: 1,
      unanswered: 1, malformed: ["4: no type of a record", "14: no message of a cache"])
    try Self.check(
      messages, ["ftp.e.org ftp - -"], nonexistent: 1, unanswered: 1,
      malformed: ["8: no message of a cache"])
  }

  /// BIND's cache: what is not there is marked, whether the name or its record.
  @Test func cache() throws {
    let entries = """
      ; answer
      ftp.a.org.\t\t3600\tA\t192.0.2.1
      ; answer
      \t\t\t3587\t\\-AAAA\t;-$NXRRSET
      ; a.org. SOA ns.a.org. h.a.org. 1 2 3 4 5
      ; answer
      ftp.b.org.\t\t10787\tIN \\-ANY\t;-$NXDOMAIN
      ; b.org. RRSIG SOA ...
      ftp.c.org.\t\t10787\t\\-A\t;-$NXDOMAIN
      ftp.d.org.\t\t3587\t\\-AAAA\t;-$NXRRSET
      """
    let dump = """
      ;
      ; Start view _default
      ;
      ; Cache dump of view '_default' (cache _default)
      ;
      $DATE 20261127060000
      \(entries)
      ; Unassociated entries
      """
    try Self.check(
      dump, ["ftp.a.org ftp A 192.0.2.1", "ftp.a.org ftp - -", "ftp.d.org ftp - -"],
      nonexistent: 2)
    // Lines that were picked out of it.
    try Self.check(entries, ["ftp.a.org ftp A 192.0.2.1", "ftp.d.org ftp - -"], nonexistent: 2)
  }
}
