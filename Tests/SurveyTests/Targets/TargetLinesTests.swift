import Bytes
import Testing

@testable import Survey

@Suite struct TargetLinesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var found: [String]
    var malformed: [String] = []

    init(_ name: String, _ text: String, _ found: [String], malformed: [String] = []) {
      testDescription = name
      self.text = text
      self.found = found
      self.malformed = malformed
    }
  }

  static let cases = [
    Case(
      "a person's",
      "# a list\n\n  192.0.2.1  \r\n10.0.0.0/31 # RFC 1918, private\nftp.example.org\n",
      ["192.0.2.1", "10.0.0.0-10.0.0.1", "ftp.example.org"]),
    Case("no end, and a mark", "\u{FEFF}192.0.2.1\n192.0.2.2:21", ["192.0.2.1", "192.0.2.2 21"]),
    Case(
      "malformed", "192.0.2.1\n192.0.2.0/40\n\nfoo bar\n192.0.2.2\n", ["192.0.2.1", "192.0.2.2"],
      malformed: ["2: a prefix is 0 to 32 bits long", "4: neither an address nor a name"]),
    Case("zmap", "192.0.2.7\n192.0.2.9\n", ["192.0.2.7", "192.0.2.9"]),
    Case("zmap's one column", "saddr\n192.0.2.7\n", ["192.0.2.7"]),
    Case("address and port", "192.0.2.7,990\n", ["192.0.2.7 990"]),
    Case(
      "zmap's table",
      "saddr,sport,classification,success\n192.0.2.7,990,synack,1\n192.0.2.8,990,rst,0\n"
        + "192.0.2.9,21\nx,990,synack,1\n", ["192.0.2.7 990"],
      malformed: ["4: 2 columns instead of 4", "5: no address in the line"]),
    Case(
      "zmap's table without its header", "192.0.2.1,21\n192.0.2.2,990,synack\n", ["192.0.2.1 21"],
      malformed: ["2: 3 columns, and no header names them: saddr, sport"]),
    Case(
      "zmap's table, other columns",
      "\"classification\",\"saddr\"\n\"syn,ack\",\"192.0.2.7\"\n", ["192.0.2.7"]),
    Case(
      "zmap's JSON",
      "{\"saddr\":\"192.0.2.7\",\"sport\":990,\"success\":1}\n"
        + "{ \"saddr\": \"192.0.2.8\", \"success\": 0 }\n{\"saddr\":\"2001:db8::1\"}\n",
      ["192.0.2.7 990", "2001:db8::1"]),
    Case(
      "records", "{\"record\":\"service\",\"ip\":\"192.0.2.7\",\"port\":21,\"hostname\":null}\n",
      ["192.0.2.7 21"]),
    Case(
      "masscan -oL",
      "#masscan\nopen tcp 990 192.0.2.7 1390380064\nbanner tcp 21 192.0.2.7 1390380064 ftp 220 x\n"
        + "closed tcp 21 192.0.2.8 1390380064\nopen udp 53 192.0.2.7 1390380064\n"
        + "open tcp 0 192.0.2.7 1\n# end\n", ["192.0.2.7 990"],
      malformed: ["6: a port is 1 to 65535, not 0"]),
    Case(
      "masscan -oJ",
      """
      [
      {   "ip": "192.0.2.7",   "timestamp": "1390380064", "ports": [ {"port": 990, "proto": "tcp", \
      "status": "open", "reason": "syn-ack", "ttl": 64} ] },
      {   "ip": "192.0.2.7",   "timestamp": "1390380064", "ports": [ {"port": 21, "proto": "tcp", \
      "service": {"name": "ftp", "banner": "220 [x]"} } ] }
      ,
      { "ip": "192.0.2.8", "ports": [ {"port": 21, "proto": "tcp", "status": "open"}, {"port": 990, \
      "proto": "tcp", "status": "open"}, {"port": 53, "proto": "udp", "status": "open"} ] }
      {finished: 1}
      ]

      """, ["192.0.2.7 990", "192.0.2.8 21", "192.0.2.8 990"]),
    Case(
      "masscan -oD",
      """
      {"ip":"192.0.2.7","timestamp":"1390380064","port":990,"proto":"tcp","rec_type":"status",\
      "data":{"status":"open","reason":"syn-ack","ttl":64}}
      {"ip":"192.0.2.7","timestamp":"1390380064","port":21,"proto":"tcp","rec_type":"banner",\
      "data":{"service_name":"ftp","banner":"220 x"}}
      {"ip":"192.0.2.8","timestamp":"1390380064","port":21,"proto":"tcp","rec_type":"status",\
      "data":{"status":"closed","reason":"rst","ttl":64}}

      """, ["192.0.2.7 990"]),
    Case(
      "masscan -oX",
      """
      <?xml version="1.0"?>
      <!-- masscan v1.0 scan -->
      <nmaprun scanner="masscan" start="1390380064" version="1.0-BETA"  xmloutputversion="1.03">
      <scaninfo type="syn" protocol="tcp" />
      <host endtime="1390380064"><address addr="192.0.2.7" addrtype="ipv4"/><ports>\
      <port protocol="tcp" portid="990"><state state="open" reason="syn-ack" reason_ttl="64"/>\
      </port></ports></host>
      <runstats>
      <hosts up="1" down="0" total="1" />
      </runstats>
      </nmaprun>

      """, ["192.0.2.7 990"]),
    Case(
      "nmap -oX",
      """
      <host starttime="1"><status state="up" reason="arp"/>
      <address addr="192.0.2.7" addrtype="ipv4"/>
      <address addr="00:00:5E:00:53:01" addrtype="mac" vendor="a &gt; b"/>
      <ports><extraports state="closed" count="98"/>
      <port protocol="tcp" portid="21"><state state="open"/><service name="ftp"/></port>
      <port protocol="tcp" portid="22"><state state="closed"/></port>
      <port protocol="udp" portid="53"><state state="open"/></port>
      <port protocol="tcp" portid="990"><state state="open"/></port>
      </ports></host>
      <port protocol="tcp" portid="99999"/>

      """, ["192.0.2.7 21", "192.0.2.7 990"], malformed: ["10: a port is 1 to 65535, not 99999"]),
    Case(
      "grepable",
      "# Masscan 1.3.2 scan initiated\n# Ports scanned: TCP(2;21,990)\n"
        + "Timestamp: 1390380064\tHost: 192.0.2.7 ()\tPorts: 990/open/tcp//ftps//\n"
        + "Host: 192.0.2.8 (a.example)\tStatus: Up\n"
        + "Host: 192.0.2.8 (a.example)\tPorts: 21/open/tcp//ftp///, 22/closed/tcp//ssh///, "
        + "53/open/udp//domain///, 990/open/tcp//ftps///\tIgnored State: closed (96)\n",
      ["192.0.2.7 990", "192.0.2.8 21", "192.0.2.8 990"]),
    Case(
      "grepable, commas in a version",
      "Host: 192.0.2.7 ()\tPorts: 902/open/tcp//ssl|vmware-auth//VMware Authentication Daemon 1.10 "
        + "(Uses VNC, SOAP)/, 21/open/tcp//ftp//vsftpd 3.0.3/, 990/open/tcp//ftps///\n",
      ["192.0.2.7 902", "192.0.2.7 21", "192.0.2.7 990"]),
    Case(
      "masscan while it runs",
      "Discovered open port 990/tcp on 192.0.2.7                    \n"
        + "Discovered open port 53/udp on 192.0.2.7\nDiscovered nothing\n", ["192.0.2.7 990"],
      malformed: ["3: no line of masscan's: 'Discovered open port N/tcp on ADDRESS'"]),
    Case(
      "broken JSON", "{\"ip\":\"192.0.2.7\"\n{\"ip\":7}\n{\"port\":21}\n{\"ip\":\"x\"}\n", [],
      malformed: [
        "1: no JSON object", "2: no address in the object", "3: neither ip nor saddr in the object",
        "4: no address in the object",
      ]),
    Case("IPv6 in brackets is no array", "[2001:db8::1]:21\n", ["2001:db8::1 21"]),
  ]

  /// Every form, whole and in pieces of every small size.
  @Test(arguments: cases) func reads(_ test: Case) {
    for pieces in [Int.max, 1, 2, 3, 7, 64] {
      let (found, lines) = read(test.text, pieces: pieces)
      #expect(found == test.found, "in pieces of \(pieces)")
      #expect(lines.firstMalformed.map { "\($0.line): \($0.reason)" } == test.malformed)
      #expect(lines.malformed == test.malformed.count)
    }
  }

  /// Lines may end in any way, and each is a line.
  @Test(arguments: ["\n", "\r\n", "\r"]) func lineEnds(_ end: String) {
    let lines = ["192.0.2.1", "", "# ours", "a b", "192.0.2.2:2121"]
    for pieces in [Int.max, 1, 2, 3, 7] {
      for last in [end, ""] {
        let (found, report) = read(lines.joined(separator: end) + last, pieces: pieces)
        #expect(found == ["192.0.2.1", "192.0.2.2 2121"], "in pieces of \(pieces)")
        #expect(report.firstMalformed.map(\.line) == [4] && report.lines == 5)
      }
    }
  }

  /// Forms may follow one another in one stream.
  @Test func formsMix() {
    let (found, _) = read(
      "192.0.2.1\nopen tcp 990 192.0.2.2 1\n{\"ip\":\"192.0.2.3\"}\n192.0.2.4\n")
    #expect(found == ["192.0.2.1", "192.0.2.2 990", "192.0.2.3", "192.0.2.4"])
  }

  @Test func longLinesAreMalformed() {
    let long = String(repeating: "a", count: TargetLines.Limits.lineBytes + 1)
    for pieces in [Int.max, 1000, 65_536] {
      let (found, lines) = read("192.0.2.1\n\(long)\n192.0.2.2\n\(long)", pieces: pieces)
      #expect(found == ["192.0.2.1", "192.0.2.2"])
      #expect(lines.firstMalformed.map(\.line) == [2, 4])
    }
  }

  @Test func keepsTheFirstMalformed() {
    let (_, lines) = read(String(repeating: "a b\n", count: 1000))
    #expect(lines.malformed == 1000)
    #expect(lines.firstMalformed.count == TargetLines.Limits.malformedKept)
  }

  /// Any bytes at all.
  @Test func hostileBytes() {
    var generator = SplitMix64(seed: 4)
    let words = [
      "{\"ip\":", "<port ", "Host: ", "Ports: ", "\n", ",", "1.2.3.4", "\"", "saddr", "open tcp",
    ]
    for _ in 0..<300 {
      var text = ""
      for _ in 0..<40 {
        text += words.randomElement(using: &generator) ?? ""
        text += String(UnicodeScalar(UInt8.random(in: 0...255, using: &generator)))
      }
      #expect(read(text).found == read(text, pieces: 5).found)
    }
  }
}
