import ArgumentParser
import Bytes
import Foundation
import Report

/// One run of `ftpscope survey`: the other commands, one after another.
struct SurveyRun {
  private let command: SurveyCommand
  private let folder: String
  private let store: String
  private let survey: String
  /// The label of a survey that is not finished.
  private let labelPath: String
  private let statePath: String
  private let servicesPath: String

  /// Makes the folder. Throws `Failure` where it can't be.
  init(_ command: SurveyCommand) throws {
    self.command = command
    folder = command.out
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Failure(
        "\(EscapedText(folder).text): the folder can't be made; name another with --out")
    }
    store = command.store ?? "\(folder)/survey.db"
    labelPath = "\(folder)/survey.unfinished"
    statePath = "\(folder)/scan.state"
    servicesPath = "\(folder)/services.jsonl"
    let begun = try? String(contentsOfFile: labelPath, encoding: .utf8)
    let today = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970) * 1000).day.text
    survey = command.survey ?? begun ?? today
    if begun == survey {
      tell("goes on with survey \(SurveyName.shown(survey)), which was not finished")
    } else {
      // What is there is of another run.
      for path in [statePath, servicesPath] { try? FileManager.default.removeItem(atPath: path) }
    }
  }

  func run() async throws {
    do {
      try survey.write(toFile: labelPath, atomically: true, encoding: .utf8)
    } catch {
      throw Failure("\(EscapedText(folder).text): can't be written in; name another with --out")
    }
    var failed: ExitCode?
    for (name, work) in steps {
      tell("survey \(SurveyName.shown(survey)): \(name)")
      do {
        try await work()
      } catch let exit as ExitCode {
        // What could not be read was told; the rest is done all the same.
        failed = exit
      }
      if Signals.isInterrupted {
        return tell("interrupted; the same command goes on from here")
      }
    }
    for path in [labelPath, statePath] { try? FileManager.default.removeItem(atPath: path) }
    if let failed { throw failed }
  }

  /// What there is to do, with what a person is told of it.
  private var steps: [(name: String, work: () async throws -> Void)] {
    var steps: [(name: String, work: () async throws -> Void)] = []
    if !command.targets.isEmpty {
      steps.append(("scanning", { try await ScanRun(try ScanCommand.parse(scanArguments)).run() }))
    }
    if !command.names.isEmpty {
      steps.append(
        ("reading names", { try await NamesRun(try NamesCommand.parse(namesArguments)).run() }))
    }
    if !command.logs.isEmpty {
      steps.append(
        ("reading logs", { try await LogsRun(try LogsCommand.parse(logsArguments)).run() }))
    }
    if !command.records.isEmpty {
      steps.append(
        ("taking in records", { try StoreMergeCommand.parse(mergeArguments).merge() }))
    }
    steps.append(("making the report", report))
    return steps
  }

  // MARK: Arguments

  private var common: [String] {
    ["--survey", survey, "--store", store] + (command.progress ? ["--progress"] : [])
  }

  private var placeArguments: [String] {
    command.places.geo.flatMap { ["--geo", $0] }
      + command.places.cloudRanges.flatMap { ["--cloud-ranges", $0] }
  }

  private var scanArguments: [String] {
    var arguments =
      common + placeArguments
      + ["--format", "jsonl", "--output", servicesPath, "--resume", statePath]
    arguments += command.ports.flatMap { ["--ports", $0.text] }
    arguments += command.implicitPorts.flatMap { ["--implicit-ports", $0.text] }
    arguments += command.exclude.flatMap { ["--exclude", $0] }
    if let rate = command.rate { arguments += ["--rate", "\(rate)"] }
    return arguments + ["--"] + command.targets
  }

  private var namesArguments: [String] {
    common + ["--format", "json", "--output", "\(folder)/names.json", "--"] + command.names
  }

  private var logsArguments: [String] {
    var arguments = common + ["--format", "json", "--output", "\(folder)/logs.json"]
    if let zone = command.timeZone { arguments += ["--time-zone", zone] }
    if let year = command.year { arguments += ["--year", "\(year)"] }
    return arguments + ["--"] + command.logs
  }

  private var mergeArguments: [String] { common + ["--"] + command.records }

  private func report() throws {
    var arguments = ["--store", store, "--survey", survey]
    if let earlier = command.compare { arguments += ["--compare", earlier] }
    if let title = command.title { arguments += ["--title", title] }
    for (format, file) in [
      ("markdown", "report.md"), ("json", "report.json"), ("csv", "report.csv"),
      ("html", "index.html"),
    ] {
      let output = ["--format", format, "--output", "\(folder)/\(file)"]
      try ReportRun(try ReportCommand.parse(arguments + output), mayBeEmpty: true).run()
    }
    tell("the report is \(EscapedText("\(folder)/index.html").text)")
  }
}
