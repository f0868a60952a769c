import Bytes
import Records
import Testing

@testable import Names

@Suite struct JSONNamesTests {
  /// What others give, shortened, and the names in it with type and value.
  static let cases: [(text: String, words: [String])] = [
    (
      #"[{"issuer_ca_id":1,"common_name":"ftp.a.org","name_value":"ftp.a.org\nwww.a.org\nftps.a.org"}"#
        + #",{"common_name":"sftp.b.org","name_value":"x.b.org"}]"#,
      ["ftp.a.org - -", "ftps.a.org - -", "sftp.b.org - -"]
    ),
    (
      """
      [
        {
          "id": "7",
          "dns_names": [ "ftp.a.org",
            "www.a.org" ],
          "issuer": { "name": "C=US, O=ftp.issuer" , "rate": 1.5e3, "ok": [ true, null, [] ] }
        }
      ]
      """, ["ftp.a.org - -"]
    ),
    (
      #"{"data":{"leaf_cert":{"all_domains":["ftp.a.org","b.org"]},"source":{"name":"Log 'A'"}}}"#
        + "\n" + #"{"message_type":"dns_entries","data":["ftp.c.org"]}"#,
      ["ftp.a.org - -", "ftp.c.org - -"]
    ),
    (
      #"{"ResourceRecordSets": [{"Name": "ftp.a.org.", "Type": "A", "ResourceRecords": ["#
        + #"{"Value": "192.0.2.1"}, {"Value": "192.0.2.2"}]}, {"Name": "ftp.b.org.", "Type": "A"}]}"#,
      ["ftp.a.org. A 192.0.2.1", "ftp.a.org. A 192.0.2.2", "ftp.b.org. A -"]
    ),
    (
      #"{"rrname":"ftp.a.org.","rrtype":"A","rdata":["192.0.2.1"]}"#, ["ftp.a.org. A 192.0.2.1"]
    ),
    (
      #"{"name":"a.org","data":{"answers":[{"type":"CNAME","name":"ftp.a.org","data":"b.org"}]}}"#,
      ["ftp.a.org CNAME b.org"]
    ),
    (
      #"{"name":"192.0.2.1","type":"ptr","value":"ftp.a.org"}"#, ["192.0.2.1 ptr ftp.a.org"]
    ),
    // Of the issuer no name is the certificate's.
    (
      #"{"parsed":{"issuer":{"common_name":["ftp.b.org"],"dn":[{"name":"ftp.c.org"}]},"#
        + #""issuer_dn":"ftp.d.org","names":["ftp.a.org"]},"issuer":"ftp.e.org"}"#,
      ["ftp.a.org - -"]
    ),
    (
      #"{"extensions":{"subjectAltName":"DNS:ftp.a.org, DNS:b.org, IP Address:192.0.2.1"}}"#,
      ["ftp.a.org - -"]
    ),
    // Azure's.
    (
      #"[{"ARecords":[{"ipv4Address":"192.0.2.1"}],"fqdn":"ftp.a.org.","name":"ftp","#
        + #""type":"Microsoft.Network/dnszones/A"}]"#,
      ["ftp.a.org. A 192.0.2.1"]
    ),
    (#"["ftp.a.org", "www.a.org", ["\u0066tps.b.org"]]"#, ["ftp.a.org - -", "ftps.b.org - -"]),
    // Of a key that says nothing the texts are no names, however deep.
    (
      #"{"name":"ftp.a.org","tags":["ftp.b.org",["ftp.c.org"]],"all":["ftp.d.org\t1\tIN\tA\t1"]}"#,
      ["ftp.a.org - -"]
    ),
    (
      #"[{"tags":["ftp.a.org"],"hostnames":["ftp.b.org"],"subject_alt_names":[["ftp.c.org"]]}]"#,
      ["ftp.b.org - -", "ftp.c.org - -"]
    ),
    (#""ftp.a.org" "ftp.b.org""#, ["ftp.a.org - -", "ftp.b.org - -"]),
  ]

  private static func words(_ entry: NameEntry) -> String {
    [entry.name, entry.type, entry.value].map { $0?.text ?? "-" }.joined(separator: " ")
  }

  /// The times of names: their object's, else that of an object around it, whatever comes first.
  @Test(
    arguments: [
      (#"{"data":{"leaf_cert":{"all_domains":["ftp.a.org"]},"seen":1600000000.5,"x":{}}}"#, [1]),
      (#"{"data":{"seen":1600000000,"leaf_cert":{"all_domains":["ftp.a.org"]}}}"#, [1]),
      (
        #"{"seen":5,"data":{"seen":1600000000,"c":{"d":{"names":["ftp.a.org","ftp.b.org"]}}}}"#,
        [1, 1]
      ),
      (#"{"seen":5,"data":{"c":{"names":["ftp.a.org"],"seen":1600000000}}}"#, [1]),
      (#"{"seen":1600000000,"list":[{"names":["ftp.a.org"]}]}"#, [0]),
      (#"{"time":1600000000,"dns":{"answers":[{"rrname":"ftp.a.org"},{"names":["b"]}]}}"#, [1, 1]),
      (#"{"time":5,"answers":[{"rrname":"ftp.a.org","time":1600000000}]}"#, [1]),
      (#"{"data":{"leaf_cert":{"all_domains":["ftp.a.org"]}}}"#, [0]),
      (
        #"{"name":"ftp.a.org","results":{"A":{"data":{"answers":[{"name":"ftp.a.org","type":"A","#
          + #""answer":"192.0.2.1"}]},"status":"NOERROR","timestamp":"2020-09-13T12:26:40Z"}}}"#,
        [1]
      ),
    ] as [(String, [Int])])
  func times(_ text: String, _ wanted: [Int]) throws {
    var json = JSONNames(needles: nil)
    var found: [Timestamp?] = []
    try Array(text.utf8).withSlice { try json.read($0) { found.append($0.time) } }
    let time = Timestamp(milliseconds: 1_600_000_000_000)
    #expect(found == wanted.map { $0 == 1 ? time : nil })
  }

  /// The same, in whatever pieces it comes.
  @Test(arguments: cases.indices, [1, 3, 1000])
  func pieces(_ index: Int, length: Int) throws {
    let (text, words) = Self.cases[index]
    var json = JSONNames(needles: Needles(for: try LabelWords().bytes))
    var found: [String] = []
    var kept: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while true {
      let isLast = rest.isEmpty
      kept += rest.prefix(length)
      rest = rest.dropFirst(length)
      let used = try kept.withSlice {
        try json.read($0, isLast: isLast) { found.append(Self.words($0)) }
      }
      kept.removeFirst(used)
      if isLast { break }
    }
    let named = found.filter { $0.contains("ftp") }
    #expect(named == words && json.isWhole && json.hasNames && kept.isEmpty)
  }

  @Test func times() throws {
    let text = """
      [{"name":"ftp.a.org","timestamp":"1600000000"},{"name":"ftp.b.org","time_last":1600000000},
      {"name":"ftp.c.org","seen":1600000000.25},
      {"name":"ftp.d.org","entry_timestamp":"2020-09-13T12:26:40"},
      {"name":"ftp.e.org","time":"2020-09-13T12:26:40Z"},
      {"name":"ftp.f.org","time":"2020-09-13T14:26:40.000000+0200"},
      {"name":"ftp.g.org","time":"2020-09-13T09:56:40-0230"},
      {"name":"ftp.h.org","rx_ts":1600000000},{"name":"ftp.i.org","rx_ts":1600000000000},
      {"name":"ftp.j.org","rx_ts":1600000000000999999}]
      """
    let found = try Searched(text)
    let time = Timestamp(milliseconds: 1_600_000_000_000)
    #expect(found.records.map(\.time) == Array(repeating: time, count: 10))
    for none in ["+", "-1", "+0000", "x"] {
      #expect(try Searched(#"{"name":"ftp.a.org","time":"\#(none)"}"#).records.map(\.time) == [nil])
    }
  }

  /// What is no JSON is told, and what comes behind it is read.
  @Test(
    arguments: [
      ("[\"ftp.a.org\",\n{\"name\":ftp},\n\"ftp.b.org\"]\n", 2, ["2: this is no JSON"]),
      (
        "[\n\"ftp.a.org\",\n{\"name\":\"ftp.b.org\"}", 2,
        ["3: the JSON ends before all of it is closed"]
      ),
      ("[\n{\"name\":\"ftp.b", 0, ["2: the JSON ends within a text"]),
      ("[{\"nom\":\"ftp.a.org\"}]\n", 0, ["1: \(JSONNames.none.reason)"]),
      ("{\"tags\":[\"ftp.a.org\"]}\n", 0, ["1: \(JSONNames.none.reason)"]),
      ("[{\"tags\":[\"ftp.a.org\"]}]\n", 0, ["1: \(JSONNames.none.reason)"]),
      ("[\n\"ftp..org\",\"ftp\"]", 0, ["2: a label is empty", "2: no domain: where a zone"]),
      (
        "[\"" + String(repeating: "a", count: 300_000) + "\",\n\"ftp.a.org\"]", 1,
        ["1: a text is longer than 262144 bytes"]
      ),
      (String(repeating: "[", count: 65) + "\n\"ftp.a.org\"", 1, ["1: this is no JSON"]),
    ] as [(String, Int, [String])])
  func malformed(text: String, names: Int, lines: [String]) throws {
    let found = try Searched(text)
    #expect(found.records.count == names && found.malformed.count == lines.count)
    for (line, expected) in zip(found.malformed, lines) {
      #expect(line.hasPrefix(expected), "\(line)")
    }
  }

  /// A list of a provider's interface, one object around all, over the edges of what is read.
  @Test func longDocument() throws {
    let objects = (0..<20_000).map { number in
      "{\"name\":\"\(number % 50 == 0 ? "ftp" : "www").d\(number).org\",\n\"content\":\"\(number)\"}"
    }
    let found = try Searched("{\"result\":[\n" + objects.joined(separator: ",\n") + "]}")
    let numbers = stride(from: 0, to: 20_000, by: 50)
    #expect(found.words == numbers.map { "ftp.d\($0).org ftp - \($0)" })
    #expect(found.search.lines == 40_001 && found.malformed == [])
  }
}
