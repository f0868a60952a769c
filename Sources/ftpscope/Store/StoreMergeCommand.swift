import ArgumentParser
import Bytes
import Inputs
import Records
import Report
import Store

/// `ftpscope store merge`.
struct StoreMergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Puts records of stores and record files into a store.",
    discussion: "Records that are there already change nothing: merging twice is merging once.")

  @Option(help: "The store to put them into; it is made where there is none.", completion: .file())
  var store: String

  @Argument(
    help: ArgumentHelp("Stores, files or folders of records, or -.", valueName: "source"),
    completion: .file())
  var sources: [String]

  @Option(help: "A label for the records, instead of their own.")
  var survey: String?

  @OptionGroup var progress: ProgressOption

  mutating func run() async throws {
    let command = self
    try await Exit.guarding { try command.merge() }
  }

  func merge() throws {
    let (files, problems) = InputPaths.files(sources)
    for problem in problems { tell("\(problem)") }
    if files.isEmpty { throw Exit.failed }
    // Made when there is a record to put in, so that none is left empty where nothing was read.
    var writer: StoreWriter?
    let progress = progress.begin()
    var reading = RecordReading()
    var count = 0
    do {
      for file in files where !Signals.isInterrupted {
        try reading.each(of: file) { record in
          var record = record
          if let survey { record.survey = survey }
          if writer == nil { writer = try StoreWriter(store) }
          try writer?.add(record)
          count += 1
          if count % 1000 == 0 { progress?.show("\(count) records read") }
        } pause: {
          try writer?.pause()
        }
      }
    } catch {
      progress?.end()
      writer?.finish(after: error)
      throw error
    }
    progress?.end()
    reading.tellOthers()
    if count == 0, reading.hasOthers || !problems.isEmpty, !Signals.isInterrupted {
      throw Failure("there are no records to merge")
    }
    let last = try writer ?? StoreWriter(store)
    try last.flush()
    try reading.note(in: last.store, as: survey)
    try last.finish()
    if !problems.isEmpty { throw Exit.failed }
  }
}
