import Advisories
import Bytes
import Foundation
import Inputs
import Places
import Records
import Report
import Store

/// One run of `ftpscope report`.
struct ReportRun {
  private let command: ReportCommand
  /// Whether there is a report of a survey that found nothing.
  private let mayBeEmpty: Bool

  init(_ command: ReportCommand, mayBeEmpty: Bool = false) {
    self.command = command
    self.mayBeEmpty = mayBeEmpty
  }

  func run() throws { try write([(command.format, command.output.path)]) }

  /// Makes the report once and writes it, in a format each. A path that is nil is standard output.
  func write(_ outputs: [(format: ReportCommand.Format?, path: String?)]) throws {
    command.threads.bound()
    let templates = try Self.templates(command.templates)
    let finder = try command.places.finder()
    let store: SQLiteStore
    var temporary: TemporaryStore?
    if let location = command.store {
      store = try StoreWriter.open(location, .read)
    } else {
      let made = try TemporaryStore(command.files, isShown: command.progress.isWanted)
      (store, temporary) = (made.store, made)
    }
    defer {
      store.close()
      temporary?.remove()
    }
    if Signals.isInterrupted { return }
    let subject = try subject(in: store)
    let places = try finder.flatMap { finder in
      PlaceFindings(
        try store.placeCounts(of: subject.survey) { finder.place(of: $0, knownAs: $1) })
    }
    let report = try ExposureReport(
      store, subject, places: places, knowledge: finder?.credits.map { ("geo", $0) } ?? [])
    for (format, path) in outputs { try write(report, templates, format, to: path) }
  }

  private func subject(in store: SQLiteStore) throws -> ExposureReport.Subject {
    let surveys = try store.surveys()
    let named = mayBeEmpty ? [command.compare] : [command.survey, command.compare]
    for name in named.compactMap({ $0 }) { try SurveyName.check(name, in: store) }
    if mayBeEmpty, let survey = command.survey { return subject(survey) }
    guard let latest = surveys.first else {
      throw Failure("\(store.location): there are no records to report")
    }
    if let survey = command.survey { return subject(survey) }
    if latest.name == command.compare {
      throw Failure(
        "survey \(SurveyName.shown(latest.name)) is the latest: say with --survey which one to "
          + "compare with it; there are: \(SurveyName.list(surveys.map(\.name)))")
    }
    if surveys.count > 1 {
      let all = surveys.count - 1
      tell("the report is of survey \(SurveyName.shown(latest.name)); others there: \(all)")
    }
    return subject(latest.name)
  }

  private func subject(_ survey: String) -> ExposureReport.Subject {
    ExposureReport.Subject(
      survey: survey, earlier: command.compare, title: command.title,
      generated: Timestamp.now.second,
      advisories: AdvisoryCatalogue.embedded.knowledge, windowDays: command.window.days)
  }

  private func write(
    _ report: ExposureReport, _ templates: [String: String], _ format: ReportCommand.Format?,
    to path: String?
  ) throws {
    let output = try Output(path: path)
    do {
      switch format ?? (output.isTerminal ? .markdown : .json) {
      case .html:
        let page = ReportPage(report, templates: templates)
        try output.write(Array(try page.html().utf8))
      case .markdown: try output.write(Array(ReportMarkdown(report).text().utf8))
      case .json: try output.writeLine { report.write(to: &$0) }
      case .csv: try output.write(Array(ReportCSV(report).text().utf8))
      }
      try output.finish()
    } catch {
      output.discard()
      throw error
    }
  }

  /// The templates of a folder, by their names. Throws `Failure`.
  private static func templates(_ folder: String?) throws -> [String: String] {
    guard let folder else { return [:] }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw Failure("\(folder): there is no such folder of templates, or it can't be read")
    }
    var templates: [String: String] = [:]
    for file in names.sorted() where file.hasSuffix(".mustache") {
      let name = String(file.dropLast(".mustache".count))
      let path = FilePlace.path(of: file, in: folder)
      guard ReportPage.templateNames.contains(name) else {
        let known = ReportPage.templateNames.joined(separator: ", ")
        throw Failure("\(path): no template has that name; there are: \(known)")
      }
      templates[name] = try WholeFile.text(path)
    }
    if templates.isEmpty { throw Failure("\(folder): there are no templates (*.mustache) in it") }
    do {
      try ReportPage.check(templates)
    } catch {
      throw Failure(FilePlace.path(of: "\(error)", in: folder))
    }
    return templates
  }
}
