import Foundation
import TestSupport
import Testing

/// `ftpscope report` as a user runs it.
@Suite struct ReportTests {
  private let bench: TemporaryFolder
  private static let generator =
    Project.path("Benchmarks/generate-services.awk")

  init() throws { bench = try TemporaryFolder() }

  /// The totals of the survey of 2020, drawn at full size, come out as they went in.
  @Test func survey2020() throws {
    let made = try bench.run(
      "awk -v SURVEY=2020 -f '\(Self.generator)' | ftpscope store merge --store s.db -")
    #expect(made.status == 0 && made.errors.contains("459907 new"), "\(made.errors)")
    let result = try bench.run("ftpscope report --store s.db --format json")
    let report = result.json
    let glance = report["at_a_glance"] as? [String: Any]
    #expect(glance?["services"] as? Int == 459_907)
    #expect(glance?["named"] as? Int == 84_607)
    #expect(glance?["named_percent"] as? Int == 18)
    let exposure = report["exposure"] as? [String: Any]
    let families = (exposure?["families"] as? [[String: Any]])?.map {
      "\($0["family"] as? String ?? "") \($0["count"] as? Int ?? 0)"
    }
    #expect(
      families == [
        "IIS 38314", "FileZilla Server 33147", "Serv-U 7092", "ProFTPD 1697", "vsFTPd 1420",
        "Pure-FTPd 1184", "WS_FTP 1110", "Gene6 623", "Bftpd 19", "Twisted 1",
      ])
    let discovery = report["discovery"] as? [String: Any]
    for key in ["countries", "networks", "clouds"] {
      let counts = (discovery?[key] as? [[String: Any]])?.compactMap { $0["count"] as? Int } ?? []
      #expect(counts == counts.sorted(by: >) && !counts.isEmpty)
      if key == "countries" { #expect(counts.reduce(0, +) == 459_907) }
    }
    let page = try bench.run("ftpscope report --store s.db --format html").text
    for words in ["459,907 services found; 84,607 named (18 %), in 10 families", "38,314"] {
      #expect(page.contains(words), "\(words)")
    }
    let text = try bench.run("ftpscope report --store s.db --format markdown").text
    #expect(text.contains("| vsFTPd | 1,420 | 2 % |"))
    let csv = try bench.run("ftpscope report --store s.db --format csv").text
    #expect(csv.contains("exposure,family,WS_FTP,,1110\r\n"))
  }

  /// Two surveys: what got better, by the rule that the report states.
  @Test func comparison() throws {
    func record(_ number: Int, _ survey: String, _ login: String) -> String {
      #"{"record":"service","id":"\#(survey)\#(number)","time":"202\#(survey)-01-01T00:00:00Z","#
        + #""survey":"\#(survey)","ip":"192.0.2.\#(number)","port":21,"status":"ok","#
        + #""mode":"explicit","login_in_clear":"\#(login)"}"#
    }
    // Five were switched off, and forty are of another network: of those in both, two were mended.
    let before = (0..<20).map { record($0, "5", $0 < 12 ? "accepted" : "refused") }
    let after = (5..<60).map { record($0, "6", (7..<12).contains($0) ? "accepted" : "refused") }
    try bench.write((before + after).joined(separator: "\n"), "r.jsonl")
    let json = try bench.run("ftpscope report r.jsonl --compare 5 --format json").json
    #expect(json["survey"] as? String == "6" && json["compared_with"] as? String == "5")
    let glance = json["at_a_glance"] as? [String: Any]
    #expect(glance?["getting"] as? String == "better")
    let why = glance?["getting_why"] as? String ?? ""
    #expect(why.contains("clear: 7 (47 %) then, 5 (33 %) now"), "\(why)")
    let compared = glance?["compared"] as? [String: Any]
    #expect(compared?["in_both"] as? Int == 15 && compared?["basis"] as? String == "both")
    let worse = try bench.run("ftpscope report r.jsonl --survey 5 --compare 6 --format json").json
    #expect((worse["at_a_glance"] as? [String: Any])?["getting"] as? String == "worse")
  }

  /// The services to mend are named, the worst first, in every format.
  @Test func urgent() throws {
    func record(_ number: Int, _ rest: String) -> String {
      #"{"record":"service","id":"\#(number)","time":"2026-11-24T10:00:00Z","survey":"s","#
        + #""ip":"192.0.2.\#(number)","port":21,"status":"ok","mode":"explicit",\#(rest)}"#
    }
    let refused = #""login_in_clear":"refused","data_protection":"required""#
    try bench.write(
      [
        record(1, refused), record(2, #""login_in_clear":"accepted""#),
        record(
          3,
          refused + #","hostname":"ftp.example.org","advisories":[{"id":"CVE-2011-2523","#
            + #""certainty":"confirmed","impact":"rce"}]"#),
        record(
          4,
          refused + #","tls":{"version":"TLSv1.3","cipher":"TLS_AES_128_GCM_SHA256","#
            + #""certificate":{"sha256":"00","subject":"CN=a","expired":true}}"#),
      ].joined(separator: "\n"), "r.jsonl")
    let worstFirst = ["ftp.example.org:21", "192.0.2.2:21", "192.0.2.4:21"]
    for format in ["html", "markdown", "csv"] {
      let text = try bench.run("ftpscope report r.jsonl --format \(format)").text
      let places = worstFirst.map { text.firstRange(of: $0)?.lowerBound }
      #expect(places.allSatisfy { $0 != nil }, "\(format)")
      #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted(), "\(format)")
      #expect(text.contains("without login (CVE-2011-2523)"), "\(format)")
      #expect(!text.contains("192.0.2.1:21"), "\(format)")
    }
    let json = try bench.run("ftpscope report r.jsonl --format json").json
    let toMend = (json["exposure"] as? [String: Any])?["to_mend"] as? [String: Any]
    let services = (toMend?["services"] as? [[String: Any]])?.compactMap { $0["ip"] as? String }
    #expect(toMend?["count"] as? Int == 3)
    #expect(services == ["192.0.2.3", "192.0.2.2", "192.0.2.4"])
    #expect((json["at_a_glance"] as? [String: Any])?["passwords_in_clear"] as? Int == 1)
  }

  /// Markup, formulas, escapes and hidden characters of others are shown and do nothing.
  @Test func hostileValues() throws {
    let hostile = #"</td><script>alert(1)</script>\u001b[2J\u202egnp\u200b|x"#
    let long = String(repeating: "A", count: 1_000_000)
    try bench.write(
      """
      {"record":"service","id":"1","time":"2026-11-24T10:00:00Z","survey":"\(hostile)","ip":"192.0.2.1","port":21,"status":"ok","mode":"clear","banner":"\(long)","product":{"product":"\(hostile)","family":"\(hostile)","version":"=cmd|' /C calc'!A0"},"place":{"country":"<b>","asn":1,"network":"\(hostile)","cloud":"@SUM(1)"}}
      {"record":"event","id":"2","time":"2026-11-24T10:00:00Z","survey":"\(hostile)","sensor":"s","session":"1","type":"login","login":{"user":"\(hostile)","password":"=1+1"}}
      """, "r.jsonl")
    let page = try bench.run("ftpscope report r.jsonl --format html --title '<img src=x>'").text
    #expect(!page.contains("<script") && !page.contains("<img") && !page.contains("\u{1B}"))
    #expect(!page.contains("\u{202E}") && !page.contains("\u{200B}"))
    #expect(page.utf8.count < 300_000)
    let text = try bench.run("ftpscope report r.jsonl --format markdown").text
    // A backslash takes the meaning from what follows it.
    #expect(!text.replacing("\\<", with: "").contains("<script"))
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
    let csv = try bench.run("ftpscope report r.jsonl --format csv").text
    #expect(csv.contains(",'@SUM(1)") && !csv.contains(",=") && !csv.contains("\u{1B}"))
  }

  /// Bytes that are no UTF-8 are taken, and what comes out is UTF-8.
  @Test func brokenText() throws {
    try bench.write(
      #"{"record":"service","id":"1","time":"2026-11-24T10:00:00Z","ip":"192.0.2.1","port":21,"#
        + #""status":"ok","mode":"clear","product":{"family":"@@"},"place":{"cloud":"@@"}}"#,
      "r.txt")
    for format in ["html", "markdown", "json", "csv"] {
      let made = try bench.run(
        #"sed 's/@@/\xff\xc3\x28<b>\xe2\x80/g' r.txt > r.jsonl; "#
          + "ftpscope report r.jsonl --format \(format) > out; echo $?; iconv -f utf-8 out; echo $?"
      )
      #expect(
        made.text.hasPrefix("0\n") && made.text.hasSuffix("0\n"), "\(format): \(made.errors)")
      if format == "html" { #expect(made.text.contains("&lt;b&gt;")) }
    }
  }

  @Test(
    arguments: [
      ("report", 64, "Name either a store"), ("report --store none.db", 2, "there is no store"),
      ("report --store .", 2, ".: is a folder"),
      ("report none.jsonl", 2, "none.jsonl"), ("report empty.jsonl", 2, "no records to report"),
      ("report r.jsonl --survey x", 2, "there is no survey x; there are: a"),
      ("report r.jsonl --compare x", 2, "r.jsonl: there is no survey x; there are: a"),
      ("report --stor s.db", 64, "Unknown option '--stor'"),
      ("sensor timeline r.jsonl --survey x", 2, "r.jsonl: there is no survey x"),
      ("report r.jsonl --survey a --compare a", 64, "another survey"),
      ("report r.jsonl --geo r.jsonl", 2, "no database in MaxMind's format"),
      ("report r.jsonl --geo none.mmdb", 2, "none.mmdb: can't be opened"),
      ("report r.jsonl --cloud-ranges r.jsonl", 2, "r.jsonl"),
      ("report r.jsonl --templates none", 2, "no such folder of templates"),
      ("report r.jsonl --compare a", 2, "is the latest: say with --survey which one"),
      ("report r.jsonl --templates bad", 2, "bad/head.mustache:1:10: a section is not closed"),
      ("report r.jsonl --templates round", 2, "round/report.mustache:2:3: it would have no end"),
      ("report r.jsonl --templates lost", 2, "lost/chart.mustache:1:1: no template has the name"),
      ("report r.jsonl --templates odd", 2, "no template has that name"),
      ("report r.jsonl --output /no/such/file", 2, "/no/such/file"),
      ("report r.jsonl", 0, "r.jsonl:2: is no record"),
    ] as [(String, Int32, String)])
  func refused(line: String, status: Int32, words: String) throws {
    try bench.write(
      #"{"record":"service","id":"1","time":"2026-11-24T10:00:00Z","survey":"a","ip":"192.0.2.1","#
        + #""port":21,"status":"ok"}"# + "\nforeign\n", "r.jsonl")
    try bench.write("", "empty.jsonl")
    for (name, text) in [
      ("bad/head", "{{#open}}"), ("odd/other", "x"), ("lost/chart", "{{> nosuch}}"),
      ("round/report", "{{> head}}\n  {{> report}}"),
    ] {
      try bench.write(text, name + ".mustache")
    }
    let result = try bench.run("ftpscope \(line)")
    #expect(result.status == status && result.errors.contains(words), "\(result.errors)")
  }

  /// Places that are looked up for the report, and a team's own template.
  @Test func ownTemplate() throws {
    try bench.write(
      #"{"record":"service","id":"1","time":"2026-11-24T10:00:00Z","ip":"192.0.2.1","port":21,"#
        + #""status":"ok","mode":"clear"}"#, "r.jsonl")
    // As Windows' editors write it.
    try bench.write("\u{FEFF}192.0.2.0/24\n", "ranges.txt")
    let json = try bench.run("ftpscope report r.jsonl --cloud-ranges Ours=ranges.txt --format json")
      .json
    let clouds = (json["discovery"] as? [String: Any])?["clouds"] as? [[String: Any]]
    #expect(clouds?.first?["cloud"] as? String == "Ours")
    try bench.write("{{% CONTENT_TYPE: VISIBLE_HTML}}<p>{{pageTitle}}</p>", "t/report.mustache")
    let page = try bench.run("ftpscope report r.jsonl --format html --templates t --title 'A<B'")
    #expect(page.text == "<p>A&lt;B</p>")
  }
}
