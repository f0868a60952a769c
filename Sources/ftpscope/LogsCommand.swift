import ArgumentParser
import Bytes
import Glibc
import Inputs
import Records
import Report
import Usage

/// `ftpscope logs`.
struct LogsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "logs", abstract: "x")
  @Argument var paths: [String] = []
  @Option var threads = 1
  @Option var chunk = 262144
  @Option var format = "json"
  mutating func run() async throws {
    Signals.watch()
    var options = LogOptions()
    options.threads = threads
    options.chunkBytes = chunk
    options.wantsRecords = format == "jsonl"
    let analysis = try LogAnalysis(options: options)
    let output = try Output(path: nil)
    var writer = JSONWriter()
    analysis.onSession = { session in
      writer.removeAll()
      session.record.write(to: &writer)
      writer.newline()
      try output.write(writer.bytes)
    }
    let (files, problems) = InputPaths.files(paths)
    for p in problems { tell("\(p)") }
    let summary = try await analysis.run(files)
    if format == "json" {
      writer.removeAll()
      summary.write(to: &writer)
      try output.write(writer.bytes)
    }
    try output.finish()
  }
}
