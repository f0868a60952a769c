import Bytes
import Foundation
import Records
import Testing
import Usage

@testable import Report

/// What a person looks at: the terminal, the spreadsheet, the page.
@Suite struct ServicesViewTests {
  private func terminal(_ records: [ServiceRecord], width: Int = 80) -> String {
    let tally = SampleServices.tally(records, rowsMaximum: ServicesTerminal.rowsMaximum)
    return ServicesTerminal(tally, width: width, colour: false).text()
  }

  @Test(arguments: [10, 60, 80, 97, 120, 200, 500]) func everyLineFits(_ width: Int) {
    for records in SampleServices.all.values {
      let text = terminal(records, width: width)
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        #expect(EscapedText(line).width <= min(max(width, 60), 200), "\(line)")
        #expect(!line.hasSuffix(" "), "\(line)")
        #expect(EscapedText(line).text == String(line))
      }
      #expect(text.hasSuffix("\n"))
    }
  }

  @Test func colourAddsNothingButColour() {
    for records in SampleServices.all.values {
      let tally = SampleServices.tally(records)
      let plain = ServicesTerminal(tally, width: 80, colour: false).text()
      let colour = ServicesTerminal(tally, width: 80, colour: true).text()
      #expect(!plain.unicodeScalars.contains("\u{1B}"))
      #expect(colour.unicodeScalars.contains("\u{1B}"))
      #expect(colour.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") == plain)
    }
  }

  @Test func oneLineAService() throws {
    let text = terminal(SampleServices.network, width: 120)
    let order = [
      "EXPOSED", "12 services: 4 take", "SERVICES  12, the worst first",
      "192.0.2.7:2121", "none", "taken", "no", "Camera FTP",
      "files.example.net:21", "explicit 1.3", "taken", "offered", "other name", "ProFTPD 1.3.5",
      "198.51.100.23:21", "self-signed", "“Pure-FTPd [privsep] [TLS",
      "203.0.113.5:21", "fails", "198.51.100.24:990", "implicit 1.3", "expired",
      "[2001:db8:85a3:1234:5678:8a2e:370:7334]:990", "192.0.2.90:21", "timeout",
      "192.0.2.10:21", "good", "? not known", "TO MEND  8 of 12 services",
      "passwords in clear", "33 %", "certificate: expired", "HOW TLS IS REACHED", "plain FTP only",
      "NOT FTP  2", "1 http, 1 ssh.",
    ]
    var rest = text[...]
    for words in order {
      let place = try #require(rest.firstRange(of: words), "\(words)")
      rest = rest[place.upperBound...]
    }
  }

  @Test func legendOnlyWhereNeeded() {
    #expect(!terminal(SampleServices.all["sound"] ?? []).contains("? not known"))
    #expect(!terminal(SampleServices.all["one"] ?? []).contains("? not known"))
  }

  @Test func longListsAreCut() {
    let text = terminal(SampleServices.large)
    #expect(text.split(separator: "\n").count { $0.contains(":21  ") || $0.contains(":990") } == 50)
    #expect(text.contains("… and 2,650 more services: --format csv"))
    #expect(text.contains("600 of 2,700 services"))
  }

  @Test(arguments: [
    ("(vsFTPd 3.0.5)", "“vsFTPd 3.0.5”"), ("Welcome to Pure-FTPd ----", "“Pure-FTPd”"),
    ("*** Welcome to the Example ***", "“Example”"), ("\n----\n Serv-U 15\nmore", "“Serv-U 15”"),
    ("(a) or (b)", "“(a) or (b)”"), ("", "–"), ("----\n123", "–"), ("()", "–"), ("x", "“x”"),
    ("Welcome to ", "“Welcome to”"),
  ])
  func software(_ banner: String, _ shown: String) {
    let record = SampleServices.record("192.0.2.1", banner: banner)
    #expect(ServiceWords(record).software == shown)
  }

  @Test(
    arguments: [
      ("192.0.2.1", nil, 44, "192.0.2.1:21"), ("2001:db8::1", nil, 44, "[2001:db8::1]:21"),
      ("192.0.2.1", "ftp.example.org", 44, "ftp.example.org:21"),
      ("192.0.2.1", "ftp.example.org", 12, "ftp.exam…:21"),
    ] as [(String, String?, Int, String)])
  func place(_ ip: String, _ host: String?, _ columns: Int, _ shown: String) {
    let words = ServiceWords(SampleServices.record(ip, host: host))
    #expect(words.place(columns: columns) == shown)
  }

  /// What `--tls-detail` and `--anonymous` found is shown where they were asked for.
  @Test func detail() throws {
    var listed = SampleServices.sound("192.0.2.1")
    listed.tls?.accepted = ["TLSv1.3", "TLSv1.2", "TLSv1.0"].map {
      .init(version: $0, ciphers: [], order: nil)
    }
    listed.anonymous = .accepted
    let text = terminal([listed], width: 120)
    #expect(text.contains("explicit 1.3, also 1.0") && text.contains("let in"), "\(text)")
    let html = try page([listed])
    for words in [
      "explicit 1.3, also 1.0", "<td class=\"fact hot\">let in</td>",
      "aria-label=\"Oldest TLS that is accepted: 1.1 or older 1\"",
      "aria-label=\"Anonymous users: Let in 1\"",
    ] {
      #expect(html.contains(words), "\(words)")
    }
    #expect(ServicesCSV.row(listed).contains(",\"TLSv1.3; TLSv1.2; TLSv1.0\","))
    let plain = try page([SampleServices.sound("192.0.2.1")])
    #expect(!plain.contains("Anonymous") && !plain.contains("Oldest TLS"))
  }

  // MARK: CSV

  @Test func spreadsheet() {
    for records in SampleServices.all.values {
      CSVRecords.expectSafe(ServicesCSV.header + records.map(ServicesCSV.row).joined())
    }
    let columns = CSVRecords.cells(String(ServicesCSV.header.dropLast()))
    let row = CSVRecords.cells(String(ServicesCSV.row(SampleServices.network[7]).dropLast()))
    let cells = Dictionary(uniqueKeysWithValues: zip(columns, row))
    #expect(cells["ip"] == "198.51.100.25")
    #expect(cells["port"] == "21")
    #expect(cells["hostname"] == "")
    #expect(cells["mode"] == "explicit")
    #expect(cells["data_protection"] == "none")
    #expect(cells["tls_version"] == "TLSv1.0")
    #expect(cells["certificate_key_bits"] == "1024")
    #expect(
      cells["faults"]
        == "files_in_clear; old_tls; weak_cipher; certificate_weak_key; certificate_weak_signature")
    #expect(cells["id"] == SampleServices.network[7].id)
  }

  // MARK: The page

  private func page(_ records: [ServiceRecord], title: String = "October") throws -> String {
    let tally = SampleServices.tally(records, rowsMaximum: ServicesPage.rowsMaximum)
    return try ServicesPage(tally, title: title, generated: SampleServices.time).html()
  }

  @Test func nothingRunsAndNothingIsFetched() throws {
    for records in SampleServices.all.values {
      let html = try page(records, title: SampleSummary.hostileNames.joined())
      PageMarkup.expectInert(html)
      PageMarkup.expectVisible(html)
      #expect(html.contains("content=\"default-src 'none'; style-src '\(PageStyle.hash)';"))
      #expect(html.contains("<style>\(PageStyle.css)</style>"))
    }
    let html = try page(SampleServices.hostile)
    #expect(html.contains("<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>:21"))
    #expect(html.contains("<bdi>{{css}}</bdi>:21"))
  }

  @Test func pageSays() throws {
    let html = try page(SampleServices.network)
    let tally = SampleServices.tally(SampleServices.network)
    #expect(html.contains(ServicesVerdict(tally).sentence))
    #expect(html.contains("12 services among 15 addresses and ports"))
    #expect(html.contains("Not at all <b>2</b> <span>17 %</span>"))
    #expect(html.contains("aria-label=\"Password in clear: Refused 6, Taken 4, Not known 2\""))
    #expect(html.contains("<dt>Passwords in clear <b class=\"hot\">4</b></dt>"))
    #expect(html.contains("<td class=\"fact hot\">weak key, weak signature</td>"))
    #expect(html.contains("<td class=\"fact hot\">explicit 1.0, weak cipher</td>"))
    #expect(html.components(separatedBy: "<section").count == 3)
  }

  @Test func largePageIsCut() throws {
    let html = try page(SampleServices.large)
    #expect(html.contains("2,500 more rows in the JSON: ftpscope scan --format json"))
    #expect(html.utf8.count < 200_000)
  }

  @Test func emptyPage() throws {
    let html = try page([])
    #expect(html.contains("No FTP service was found."))
    #expect(!html.contains("<table>") && !html.contains("class=\"shares\""))
  }

  /// Widths of a bar's parts add up to the bar.
  @Test func barsAddUp() throws {
    for records in SampleServices.all.values {
      for bar in ExposedPart(SampleServices.tally(records)).shareBars {
        let widths = bar.barParts.compactMap { Double($0.partWidth) }
        #expect(abs(widths.reduce(0, +) - 100) < 0.01)
      }
    }
    #expect(ShareBar("nothing", [(.bad, "a", 0)]) == nil)
  }

  /// The logs' page has the part only where there was a scan.
  @Test func joinsTheLogs() throws {
    for records in [SampleServices.network, SampleServices.hostile] {
      let both = UsagePage(
        summary: SampleSummary.hostile, title: "Both", generated: SampleServices.time,
        services: SampleServices.tally(records))
      let html = try both.html()
      PageMarkup.expectInert(html)
      #expect(html.contains("<section id=\"exposed\">"))
      #expect(html.contains("own logs and a scan"))
    }
    let alone = UsagePage(
      summary: SampleSummary.company, title: "Logs", generated: SampleServices.time)
    #expect(try !alone.html().contains("id=\"exposed\""))
  }
}
