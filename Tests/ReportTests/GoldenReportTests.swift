import Bytes
import Foundation
import Records
import Store
import TestSupport
import Testing

@testable import Report

/// Each format of a report, as it was last looked at: Tests/ReportTests/Golden. After a change that
/// is meant, FTPSCOPE_GOLDEN=write makes the files anew; look at what git says of them.
@Suite struct GoldenReportTests {
  private static let folder = Project.root.appending(path: "Tests/ReportTests/Golden")

  /// Two surveys with records of every kind.
  private static let lines: [String] = {
    func service(_ number: Int, _ survey: String, _ rest: String) -> String {
      #"{"record":"service","id":"\#(survey)\#(number)","time":"2026-\#(survey)-01T0\#(number):00:00Z","#
        + #""survey":"\#(survey)","ip":"192.0.2.\#(number)","port":21,"status":"ok",\#(rest)}"#
    }
    func event(_ number: Int, _ rest: String) -> String {
      #"{"record":"event","id":"e\#(number)","time":"2026-11-02T0\#(number):30:00Z","survey":"11","#
        + #""sensor":"s","session":"\#(number)","source":{"ip":"198.51.100.\#(number % 2)"},"#
        + #""listener":{"ip":"2001:db8::1","port":\#(number % 2 == 0 ? 990 : 21),"#
        + #""mode":"\#(number % 2 == 0 ? "implicit" : "explicit")"},\#(rest)}"#
    }
    let certificate =
      #""certificate":{"sha256":"00","subject":"CN=a","self_signed":true,"expired":false}"#
    let vsftpd = #""product":{"product":"vsftpd","family":"vsFTPd","version":"2.3.4"}"#
    let advisory =
      #""advisories":[{"id":"CVE-2011-2523","certainty":"confirmed","impact":"rce","#
      + #""authenticated":false,"known_exploited":true}]"#
    return [
      service(1, "10", #""mode":"clear","login_in_clear":"accepted""#),
      service(2, "10", #""mode":"clear","login_in_clear":"accepted""#),
      service(1, "11", #""mode":"clear","login_in_clear":"accepted",\#(vsftpd),\#(advisory)"#),
      service(
        2, "11",
        #""mode":"explicit","login_in_clear":"refused","data_protection":"required","#
          + #""tls":{"version":"TLSv1.3","cipher":"TLS_AES_256_GCM_SHA384",\#(certificate)},"#
          + #""place":{"country":"DE","asn":24940,"network":"Hetzner <b>","cloud":"Hetzner"}"#),
      service(
        3, "11",
        #""mode":"implicit","login_in_clear":"unknown","#
          + #""tls":{"version":"TLSv1.0","cipher":"RC4-SHA"},"#
          + #""product":{"product":"=cmd|x","family":"=cmd|x"},"place":{"country":"US"}"#),
      #"{"record":"name","name":"ftps.example.org","label":"ftps","domain":"example.org","#
        + #""suffix":"org","time":"2026-11-02T00:00:00Z","survey":"11"}"#,
      #"{"record":"session","id":"s1","start":"2026-11-02T10:00:00Z","survey":"11","user":"anna","#
        + #""client":"198.51.100.7","login":"succeeded","control":"clear","credentials":"clear","#
        + #""transfers":{"clear":2,"private":0,"unknown":0}}"#,
      #"{"record":"session","id":"s2","start":"2026-11-03T10:00:00Z","survey":"11","user":"ben","#
        + #""client":"198.51.100.8","login":"succeeded","control":"explicit","#
        + #""credentials":"protected","transfers":{"clear":0,"private":3,"unknown":0}}"#,
      #"{"record":"session","id":"s3","start":"2026-11-03T11:00:00Z","survey":"11","user":"=cmd|x","#
        + #""client":"198.51.100.9","login":"none","control":"clear","credentials":"none","#
        + #""refusals":[{"verb":"AUTH","code":530,"reason":"AUTH was refused"}]}"#,
      #"{"record":"session","id":"s4","start":"2026-11-03T12:00:00Z","survey":"11","user":null,"#
        + #""client":"<b>9</b>","login":"none","control":"clear","credentials":"none","#
        + #""refusals":[{"verb":"USER","code":534,"reason":"TLS is required for the login"}]}"#,
      event(1, #""type":"connect""#), event(2, #""type":"connect""#),
      event(3, #""type":"connect""#),
      event(3, #""type":"login","login":{"user":"root","password":"<script>"}"#)
        .replacing("\"e3\"", with: "\"e4\""),
      event(3, #""type":"exploit","exploit":{"signature":"vsftpd-smile","cve":"CVE-2011-2523"}"#)
        .replacing("\"e3\"", with: "\"e5\""),
      event(6, #""type":"disconnect","disconnect":{"class":"scan"}"#),
      event(7, #""type":"disconnect","disconnect":{"class":"<b>brute</b>"}"#),
      event(8, #""type":"upload","upload":{"path":"/=x","sha256":"00ff","content":"php"}"#),
      event(8, #""type":"download","download":{"path":"/a|b","canary":"c1"}"#)
        .replacing("\"e8\"", with: "\"e9\""),
      event(8, #""type":"bounce","bounce":{"target":"203.0.113.9:25"}"#)
        .replacing("\"e8\"", with: "\"e10\""),
      event(8, #""type":"tls","tls":{"ja4":"t13d1516h2_8daaf6152771_02713d6af862"}"#)
        .replacing("\"e8\"", with: "\"e11\""),
      event(
        5,
        #""type":"gap","gap":{"reason":"down","lost":null,"count":null,"#
          + #""from":"2026-11-02T03:45:00Z"}"#
      ).replacing("\"e5\"", with: "\"e13\""),
      event(
        7,
        #""type":"gap","gap":{"reason":"events-limit","lost":"events","count":40,"#
          + #""from":"2026-11-02T07:10:00Z"}"#
      ).replacing("\"e7\"", with: "\"e12\""),
    ]
  }()

  private static func report() throws -> ExposureReport {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore(path: folder.path("a.db"), .write)
    let records = try lines.map { line in
      try #require(Array(line.utf8).withSlice { Record(line: $0) }, "\(line)")
    }
    try store.insert(records)
    let report = try ExposureReport(
      store,
      .init(
        survey: "11", earlier: "10", title: "Golden & <i>true</i>",
        generated: Timestamp(milliseconds: 1_795_514_400_000), advisories: "2026-11-24"))
    store.close()
    return report
  }

  @Test(arguments: ["md", "json", "csv", "html"]) func golden(_ format: String) throws {
    let report = try Self.report()
    let text: String
    switch format {
    case "md": text = ReportMarkdown(report).text()
    case "csv": text = ReportCSV(report).text()
    case "html": text = try ReportPage(report).html().replacing(PageStyle.css, with: "/* style */")
    default:
      var json = JSONWriter()
      report.write(to: &json)
      text = String(decoding: json.bytes, as: UTF8.self) + "\n"
    }
    let file = Self.folder.appending(path: "report.\(format)")
    if ProcessInfo.processInfo.environment["FTPSCOPE_GOLDEN"] == "write" {
      try Data(text.utf8).write(to: file)
    }
    let wanted = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let lines = zip(text.split(separator: "\n"), wanted.split(separator: "\n"))
    let first = lines.first { $0 != $1 }
    #expect(first == nil && text == wanted, "\(String(describing: first))")
  }

  /// A spreadsheet finds five cells in each row, and no formula.
  @Test func cells() throws {
    CSVRecords.expectSafe(ReportCSV(try Self.report()).text())
  }
}
