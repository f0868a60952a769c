import Foundation
import Report
import Testing
import Usage

/// Writes what the samples look like, for a person to look at: `REPORT_SHOTS=DIR swift test`.
@Suite struct Shots {
  static let folder = ProcessInfo.processInfo.environment["REPORT_SHOTS"]

  @Test(.enabled(if: folder != nil)) func write() throws {
    let folder = URL(fileURLWithPath: Self.folder ?? "/tmp")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let samples = [
      ("company", SampleSummary.company), ("hostile", SampleSummary.hostile),
      ("large", SampleSummary.large), ("silent", SampleSummary.silent),
      ("ready", SampleSummary.ready), ("empty", .init()),
    ]
    for (name, summary) in samples {
      let page = UsagePage(
        summary: summary, title: "Example Ltd: FTP in October 2026",
        generated: SampleSummary.time(31, 487))
      try Data(page.html().utf8).write(to: folder.appendingPathComponent("\(name).html"))
      for (suffix, table) in [("", nil)] + UsageTable.allCases.map({ ("-\($0)", $0) }) {
        for width in [60, 80, 120] {
          let view = UsageTerminal(summary: summary, width: width, colour: false, by: table)
          try Data(view.text().utf8)
            .write(to: folder.appendingPathComponent("\(name)\(suffix)-\(width).txt"))
        }
        let csv = UsageCSV(summary: summary, by: table).text()
        try Data(csv.utf8).write(to: folder.appendingPathComponent("\(name)\(suffix).csv"))
      }
    }
  }

  @Test(.enabled(if: folder != nil)) func writeServices() throws {
    let folder = URL(fileURLWithPath: Self.folder ?? "/tmp").appendingPathComponent("services")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, records) in SampleServices.all {
      let tally = SampleServices.tally(records)
      let time = SampleServices.time
      let page = ServicesPage(tally, title: "Example Ltd: FTP in October 2026", generated: time)
      try Data(page.html().utf8).write(to: folder.appendingPathComponent("\(name).html"))
      for width in [60, 80, 120] {
        let view = ServicesTerminal(tally, width: width, colour: false)
        try Data(view.text().utf8).write(to: folder.appendingPathComponent("\(name)-\(width).txt"))
      }
      let both = UsagePage(
        summary: SampleSummary.company, title: "Both", generated: time, services: tally)
      try Data(both.html().utf8).write(to: folder.appendingPathComponent("\(name)-both.html"))
    }
  }
}
