import Bytes
import FTPProtocol
import Inputs
import Records

@testable import Usage

/// One file's way from bytes to a summary, in one task: what `LogAnalysis` does, without files.
public struct LogRun {
  /// How the file is cut up. The answer does not depend on it.
  enum Cut {
    /// Read whole.
    case whole
    /// Each line is a chunk, and the memory of the chunk before is gone.
    case lines
    /// Each line is a chunk; where a chunk can be skimmed, the next is read from the state foreseen.
    case skimmed
  }

  /// What came of it.
  struct Answer: Equatable {
    /// The summary and the session records, as JSON.
    var text: String
    var lines: UInt64
  }

  let formats: LogFormats
  let options: LogOptions

  /// Reads a file in each way and checks what always holds.
  public func check(_ file: ByteSlice) {
    let look = FirstLook(options: options, formats: formats, mayGoOn: false)
    let head = FileHead(
      file, formats: formats, context: look.context(path: Self.path, written: Self.written))
    let whole = answer(file, .whole, head)
    FuzzRun.check(whole.lines == lineCount(file), "\(whole.lines) lines of \(lineCount(file))")
    for cut in [Cut.lines, .skimmed] {
      let other = answer(file, cut, head)
      if other != whole {
        FuzzRun.check(false, "read whole:\n\(whole.text)\nread as \(cut):\n\(other.text)")
      }
    }
  }

  /// Takes a file out of what its lines are wrapped in, in each way that there may be, and checks
  /// what is in them.
  public func checkWrapped(_ file: ByteSlice) {
    for wrapping in LineWrapping.possible(file) {
      let whole = LineUnwrapper(wrapping).unwrap(file)
      let unwrapper = LineUnwrapper(wrapping)
      let lines = pieces(file, .lines).flatMap { piece in
        var inner: [UInt8] = []
        withCopy(of: piece.buffer) { inner = unwrapper.unwrap($0) }
        return inner
      }
      FuzzRun.check(lines == whole, "lines are unwrapped otherwise than the whole")
      whole.withUnsafeBufferPointer { inner in
        let count = lineCount(ByteSlice(inner))
        FuzzRun.check(count == lineCount(file), "\(count) lines in \(lineCount(file))")
        check(ByteSlice(inner))
      }
    }
  }

  /// Takes the entries out of a document of JSON, whole and byte by byte, and checks what is in
  /// them.
  public func checkDocument(_ file: ByteSlice) {
    guard let place = JSONShape(file).place else { return }
    var (whole, cut) = (JSONEntries(place), JSONEntries(place))
    var lines: [UInt8] = []
    var same: [UInt8] = []
    whole.read(file, into: &lines)
    whole.finish(into: &lines)
    for byte in file.buffer { [byte].withSlice { cut.read($0, into: &same) } }
    cut.finish(into: &same)
    FuzzRun.check(lines == same, "a document's entries are otherwise byte by byte")
    FuzzRun.check(lines.count <= file.count * 2, "\(lines.count) bytes of \(file.count)")
    lines.withSlice {
      check($0)
      checkWrapped($0)
    }
  }

  private func lineCount(_ file: ByteSlice) -> UInt64 {
    let ends = file.buffer.reduce(0) { $1 == 0x0A ? $0 + 1 : $0 }
    return UInt64(ends + (file.last == nil || file.last == 0x0A ? 0 : 1))
  }

  // MARK: Reading

  private func answer(_ file: ByteSlice, _ cut: Cut, _ head: FileHead) -> Answer {
    var sessions: [LoggedSession] = []
    let files = FileList()
    let settings = SessionSettings(formats: formats.all, options: options)
    let partitions = Partitions(settings: settings, options: options, files: files)
    let number = files.add(
      SourceFile(path: Self.path, stream: Digest128(seed: 7)))
    var router = LineRouter(formats: formats, context: context(head))
    var total = ReadReport()
    var foreseen: LineRouter?
    for piece in pieces(file, cut) {
      withCopy(of: piece.buffer) { bytes in
        let next = cut == .skimmed ? skimmed(router, bytes) : nil
        let part = read(bytes, &router, foreseen, total.lines, partitions, number)
        foreseen = part.changedFormat ? nil : next
        add(part, to: &total, bytes)
      }
      sessions += partitions.takeEnded()
    }
    for partition in partitions.all {
      partition.table.endAll(at: LineReference(file: number, line: .max - 1))
    }
    sessions += partitions.takeEnded()
    var summary = UsageSummary(
      partitions.takeTally(), windowDays: options.windowDays, now: options.now, formats: formats.all
    )
    summary.sources = [source(total, file)]
    // What holds of one answer holds of an equal one.
    if cut == .whole { LogChecks.check(summary, sessions, total) }
    let text = LogChecks.text(summary, sessions, isChecked: cut == .whole)
    return Answer(text: text, lines: total.lines)
  }

  private func pieces(_ file: ByteSlice, _ cut: Cut) -> [ByteSlice] {
    if cut == .whole { return [file] }
    var pieces: [ByteSlice] = []
    var rest = file
    while let end = rest.firstIndex(of: 0x0A) {
      pieces.append(rest[0..<(end + 1)])
      rest = rest.dropFirst(end + 1)
    }
    return rest.isEmpty ? pieces : pieces + [rest]
  }

  /// The state after a chunk that is not read; nil where it can't be foreseen.
  private func skimmed(_ router: LineRouter, _ chunk: ByteSlice) -> LineRouter? {
    var ahead = router
    return ahead.skim(chunk) ? ahead : nil
  }

  /// Reads a chunk as `FileReading` does: from the state that was foreseen, where the one before
  /// came to nothing else.
  private func read(
    _ chunk: ByteSlice, _ router: inout LineRouter, _ foreseen: LineRouter?, _ before: UInt64,
    _ partitions: Partitions, _ number: UInt32
  ) -> ReadReport {
    if let foreseen, router.continues(like: foreseen) { router = foreseen }
    var batch = EventBatch()
    var report = ReadReport()
    router.read(chunk, into: &batch, report: &report)
    for event in batch.events {
      let place = Partitions.number(of: event.key)
      partitions.all[place].table.apply(event, file: number, linesBefore: before)
    }
    return report
  }

  private func add(_ part: ReadReport, to total: inout ReadReport, _ chunk: ByteSlice) {
    total.lines += part.lines
    total.skipped += part.skipped
    total.malformed += part.malformed
    total.linesByFormat.merge(part.linesByFormat, uniquingKeysWith: +)
  }

  private func source(_ report: ReadReport, _ file: ByteSlice) -> UsageSummary.Source {
    var source = UsageSummary.Source(path: Self.path)
    source.lines = Int(report.lines)
    source.skipped = report.skipped
    source.malformed = report.malformed
    source.bytes = file.count
    source.logFormat = report.linesByFormat.max { ($0.value, $1.key) < ($1.value, $0.key) }
      .map { formats[$0.key].name }
    return source
  }

  /// What the readers are told, from the file's head.
  private func context(_ head: FileHead) -> ReaderContext {
    let file = InputPaths.File(path: Self.path, isNamed: true)
    let stream = LogStream.followed(LogStream.Member(file: file, head: head))
    return StreamContext(stream, options, zoneBeside: nil)
      .ofFile(Self.path, head, written: Self.written)
  }

  private static let path = "log"
  private static let written = Timestamp(milliseconds: 1_793_491_200_000)
}

extension LogRun {
  /// A run with a format of the list: `number` counts from 1, 0 leaves it to the lines. `fills`
  /// gives it the server that the log lacks, and keeps the deciding lines.
  public static func of(format number: Int, fills: Bool) -> LogRun {
    var options = LogOptions()
    options.wantsRecords = true
    options.wantsLines = fills
    options.server = fills ? "192.0.2.1" : nil
    options.port = fills ? 990 : nil
    return LogRun(
      formats: LogFormats(only: number == 0 ? nil : number - 1), options: options)
  }

  /// How many numbers `of(format:fills:)` knows.
  public static var formatCount: Int { LogFormats.known.count + 1 }

  /// A run with a user's own format; nil where its description is refused.
  public static func of(yaml: String) -> LogRun? {
    var options = LogOptions()
    options.wantsRecords = true
    options.ownFormat = ("own.yaml", yaml)
    guard let formats = try? LogFormats(options) else { return nil }
    return LogRun(formats: formats, options: options)
  }
}
