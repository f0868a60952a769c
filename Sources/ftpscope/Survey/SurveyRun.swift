import ArgumentParser
import Bytes
import Foundation
import Inputs
import Report
import Store

/// One run of `ftpscope survey`: the other commands, one after another.
struct SurveyRun {
  private let command: SurveyCommand
  private let folder: String
  private let store: String
  private let survey: String
  /// The label of a survey of before that was not finished.
  private let begun: String?
  private let labelPath: String
  private let statePath: String
  private let servicesPath: String

  init(_ command: SurveyCommand) {
    self.command = command
    folder = command.out
    store = command.store ?? FilePlace.path(of: "survey.db", in: folder)
    labelPath = FilePlace.path(of: "survey.unfinished", in: folder)
    statePath = FilePlace.path(of: "scan.state", in: folder)
    servicesPath = FilePlace.path(of: "services.jsonl", in: folder)
    begun = try? String(contentsOfFile: labelPath, encoding: .utf8)
    let today = Timestamp.now.day.text
    survey = command.survey ?? begun ?? today
  }

  func run() async throws {
    // All that would be refused is refused before anything is done.
    try checkTargets()
    try checkInputs()
    _ = try command.places.finder()
    let steps = try steps()
    try checkComparison()
    try begin()
    var failed: ExitCode?
    var isWhole = true
    var isScanned = false
    for (name, work) in steps {
      tell("survey \(SurveyName.shown(survey)): \(name)")
      do {
        // A network without FTP has a report; nothing that could be looked at has none, and is
        // nothing to go on with.
        if name == Self.reporting, !isScanned, try !hasRecords() {
          tell("survey \(SurveyName.shown(survey)): there are no records to report")
          failed = Exit.failed
          continue
        }
        try await work()
        if name == Self.scanning { isScanned = true }
      } catch let exit as ExitCode {
        // What could not be read was told; the rest is done all the same.
        failed = exit
      } catch let problem as StoreProblem {
        throw problem
      } catch {
        tell("\(error)")
        (failed, isWhole) = (Exit.failed, false)
      }
      if Signals.isInterrupted {
        return tell("interrupted; the same command goes on from here")
      }
    }
    if isWhole {
      for path in [labelPath, statePath] { try? FileManager.default.removeItem(atPath: path) }
    }
    if let failed { throw failed }
  }

  // MARK: Before the first step

  private func checkTargets() throws {
    for target in command.targets {
      do { _ = try ScanTargetsReading.target(target) } catch { throw wrongUsage("\(error)") }
    }
  }

  /// Throws where a file or folder that is named can't be read.
  private func checkInputs() throws {
    let inputs = command.names + command.logs + command.records + command.exclude
    let (files, missing) = InputPaths.files(inputs)
    let unreadable = files.filter { $0.isNamed && access($0.path, R_OK) != 0 }
      .map { FileProblem(path: $0.path, reason: "can't be read") }
    for problem in missing + unreadable { tell("\(problem)") }
    if !missing.isEmpty || !unreadable.isEmpty { throw Exit.failed }
  }

  /// Whether the store has records of the survey.
  private func hasRecords() throws -> Bool {
    let store = try StoreWriter.open(store, .read)
    defer { store.close() }
    return try store.surveys().contains { $0.name == survey }
  }

  /// Throws where there is nothing to compare with.
  private func checkComparison() throws {
    guard let earlier = command.compare else { return }
    if earlier == survey {
      throw wrongUsage(
        "--compare wants another survey than this one, which is \(SurveyName.shown(survey))")
    }
    guard command.store != nil || FileManager.default.fileExists(atPath: store) else {
      throw Failure(
        "\(store): there is no store yet, and no survey "
          + "\(SurveyName.shown(earlier)); name the one that has it with --store")
    }
    let store = try StoreWriter.open(store, .read)
    defer { store.close() }
    try SurveyName.check(earlier, in: store)
  }

  private func wrongUsage(_ words: String) -> ExitCode {
    tell(words)
    return .validationFailure
  }

  /// Makes the folder and the store, and takes away what runs of before left. Throws `Failure` and
  /// `StoreProblem`.
  private func begin() throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Failure(
        "\(folder): the folder can't be made; name another with --out")
    }
    if begun == survey {
      tell("goes on with survey \(SurveyName.shown(survey)), which was not finished")
    } else {
      // What is there is of another run.
      for path in [statePath, servicesPath] { try? FileManager.default.removeItem(atPath: path) }
    }
    do {
      try survey.write(toFile: labelPath, atomically: true, encoding: .utf8)
    } catch {
      throw Failure("\(folder): can't be written in; name another with --out")
    }
    for name in ["names.json", "logs.json"] + Self.reports.map(\.file) {
      ReplacementFile.removeAbandoned(path(name))
    }
    try StoreWriter.open(store, .write).close()
  }

  // MARK: Steps

  private static let scanning = "scanning"
  private static let reporting = "making the report"

  /// What there is to do, with what a person is told of it. Throws where an option is wrong.
  private func steps() throws -> [(name: String, work: () async throws -> Void)] {
    var steps: [(name: String, work: () async throws -> Void)] = []
    if !command.targets.isEmpty {
      let scan: ScanCommand = try parsed(scanArguments)
      steps.append((Self.scanning, { try await ScanRun(scan).run() }))
    }
    if !command.names.isEmpty {
      let names: NamesCommand = try parsed(namesArguments)
      steps.append(("reading names", { try await NamesRun(names).run() }))
    }
    if !command.logs.isEmpty {
      let logs: LogsCommand = try parsed(logsArguments)
      steps.append(("reading logs", { try await LogsRun(logs).run() }))
    }
    if !command.records.isEmpty {
      let merge: StoreMergeCommand = try parsed(mergeArguments)
      steps.append(("taking in records", { try merge.merge() }))
    }
    let report: ReportCommand = try parsed(reportArguments)
    steps.append((Self.reporting, { try make(report) }))
    return steps
  }

  private func parsed<Command: ParsableCommand>(_ arguments: [String]) throws -> Command {
    do {
      return try Command.parse(arguments)
    } catch {
      throw wrongUsage(Command.message(for: error))
    }
  }

  private static let reports: [(format: ReportCommand.Format, file: String)] = [
    (.markdown, "report.md"), (.json, "report.json"), (.csv, "report.csv"), (.html, "index.html"),
  ]

  private func path(_ name: String) -> String { FilePlace.path(of: name, in: folder) }

  private func make(_ report: ReportCommand) throws {
    try ReportRun(report, mayBeEmpty: true)
      .write(Self.reports.map { ($0.format, path($0.file)) })
    tell("the report is \(path("index.html"))")
  }

  // MARK: Arguments

  private var common: [String] {
    ["--survey", survey, "--store", store] + (command.progress.isWanted ? ["--progress"] : [])
  }

  private var placeArguments: [String] {
    command.places.geo.flatMap { ["--geo", $0] }
      + command.places.cloudRanges.flatMap { ["--cloud-ranges", $0] }
  }

  private var windowArguments: [String] { ["--window", "\(command.window.days)"] }

  private var threadsArguments: [String] {
    command.threads.maximum.map { ["--threads", "\($0)"] } ?? []
  }

  private var scanArguments: [String] {
    var arguments =
      common + placeArguments
      + ["--format", "jsonl", "--output", servicesPath, "--resume", statePath]
    arguments += command.ports.flatMap { ["--ports", $0.text] }
    arguments += command.implicitPorts.flatMap { ["--implicit-ports", $0.text] }
    arguments += command.exclude.flatMap { ["--exclude", $0] }
    arguments += command.allowReserved.flatMap { ["--allow-reserved", $0.text] }
    arguments += command.pace.arguments + threadsArguments
    return arguments + ["--"] + command.targets
  }

  private var namesArguments: [String] {
    common + threadsArguments + ["--format", "json", "--output", path("names.json")]
      + (command.origin.map { ["--origin", $0] } ?? []) + ["--"] + command.names
  }

  private var logsArguments: [String] {
    var arguments = common + ["--format", "json", "--output", path("logs.json")]
    if let zone = command.timeZone { arguments += ["--time-zone", zone] }
    if let year = command.year { arguments += ["--year", "\(year)"] }
    arguments += windowArguments
    arguments += command.implicitPorts.flatMap { ["--implicit-ports", $0.text] }
    arguments += threadsArguments
    return arguments + ["--"] + command.logs
  }

  private var mergeArguments: [String] { common + ["--"] + command.records }

  private var reportArguments: [String] {
    var arguments = common + placeArguments + windowArguments + threadsArguments
    if let earlier = command.compare { arguments += ["--compare", earlier] }
    if let title = command.title { arguments += ["--title", title] }
    return arguments
  }
}
