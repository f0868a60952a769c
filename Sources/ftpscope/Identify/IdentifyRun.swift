import Advisories
import Bytes
import Identification
import Inputs
import Records
import Report

/// One run of `ftpscope identify`.
struct IdentifyRun {
  private let command: IdentifyCommand
  private let output: Output
  private let format: IdentifyCommand.Format
  private let progress: Progress?
  private var enrichment: Enrichment
  private let store: StoreWriter?
  private var tally = ProductTally()
  private var malformed = MalformedLines()

  init(_ command: IdentifyCommand) throws {
    self.command = command
    command.threads.bound()
    let library = try Knowledge.fingerprints(command.recog, strict: command.strict)
    let catalogue = try Knowledge.advisories(nvd: command.nvd, kev: command.kev, library)
    enrichment = Enrichment(library, catalogue, places: try command.places.finder())
    store = try command.store.map { try StoreWriter($0) }
    output = try command.output.open()
    format =
      command.format ?? (output.isTerminal && !command.explain && !command.all ? .table : .jsonl)
    progress = command.progress.begin()
  }

  consuming func run() throws {
    let problems: [FileProblem]
    do {
      if format == .csv { try output.write(Array(ServicesCSV.header.utf8)) }
      problems = try readAll()
      progress?.end()
      try summarise()
      try store?.finish(enrichment.knowledge)
      try output.finish()
    } catch {
      progress?.end()
      store?.finish(after: error, enrichment.knowledge)
      if let path = output.leave() { tell("what was read so far is in \(path)") }
      throw error
    }
    tellSummary()
    if !problems.isEmpty || tally.services == 0 && malformed.count > 0 { throw Exit.failed }
  }

  /// Writes what was counted, where that is what is shown.
  private func summarise() throws {
    let isStopped = Signals.isInterrupted
    switch format {
    case .table:
      let view = ProductsTerminal(
        tally, width: Terminal.width, colour: output.hasColour, isStopped: isStopped)
      try output.write(Array(view.text().utf8))
    case .json:
      let knowledge = enrichment.knowledge
      try output.writeLine { tally.write(to: &$0, isStopped: isStopped, knowledge: knowledge) }
    case .jsonl, .csv: break
    }
  }

  /// Reads the files. One that can't be read is told, and the others are read all the same.
  private mutating func readAll() throws -> [FileProblem] {
    var (files, problems) = InputPaths.files(StandardStreams.inputs(command.files))
    for file in files where !Signals.isInterrupted {
      do {
        try read(file.path)
      } catch let problem as FileProblem {
        problems.append(problem)
      }
    }
    for problem in problems { tell("\(problem)") }
    return problems
  }

  private func tellSummary() {
    malformed.tell("lines of no use")
    let known = enrichment.knowledge.map {
      "\($0.kind.replacing("_", with: " ")) of \($0.text)"
    }.joined(separator: ", ")
    let end = Signals.isInterrupted ? "; stopped" : ""
    tell("\(tally.services) read, \(tally.named) named; known: \(known)\(end)")
  }

  private mutating func read(_ path: String) throws {
    let names = command.field?.split(separator: ".")
    var number = 0
    var greetings = GreetingLines()
    let output = output
    func read(_ line: ByteSlice) throws {
      if line.trimmed.isEmpty { return }
      let input: GreetingInput
      do throws(GreetingInput.Malformed) {
        input = try GreetingInput(line, path: names)
      } catch {
        return malformed.add(path, number, error.reason)
      }
      try take(input)
    }
    func readJoined(_ greeting: ByteSlice) throws {
      guard isOfSeveralServers(greeting) else { return try read(greeting) }
      for line in greeting.buffer.split(separator: 0x0A) { try Array(line).withSlice(read) }
    }
    try InputLines.each(of: path) { line in
      number += 1
      if names != nil { return try read(line) }
      if line.first != 0x7B, let whole = EscapedLineEnds.undone(in: line) {
        try greetings.finish(readJoined)
        return try whole.withSlice(read)
      }
      if command.onePerLine { try read(line) } else { try greetings.add(line, readJoined) }
    } pause: {
      try store?.pause()
      try output.flush()
      progress?.show("\(tally.services) read, \(tally.named) named")
    }
    try greetings.finish(readJoined)
    // A pipe may have nothing to say.
    if number == 0, path != "-", !Signals.isInterrupted {
      throw FileProblem(path: path, reason: "the file is empty")
    }
  }

  /// A product of a line below this certainty is not held against another line's.
  private static let leastCertainty = 0.8

  /// Whether lines that look like one greeting name different products, or versions of one: then a
  /// first line that something has cut stands before another server's.
  private mutating func isOfSeveralServers(_ greeting: ByteSlice) -> Bool {
    let lines = greeting.buffer.split(separator: 0x0A)
    guard lines.count > 1 else { return false }
    var versions: [String?: Set<String>] = [:]
    for line in lines {
      guard var record = Array(line).withSlice({ try? GreetingInput($0, path: nil).record })
      else { continue }
      enrichment.enrich(&record)
      guard let product = record.product, product.certainty ?? 0 >= Self.leastCertainty
      else { continue }
      versions[product.product, default: []].formUnion(product.version.map { [$0] } ?? [])
    }
    return versions.count > 1 || versions.values.contains { $0.count > 1 }
  }

  private mutating func take(_ input: GreetingInput) throws {
    var record = input.record
    let finding = enrichment.enrich(&record)
    tally.add(record)
    // What was a bare greeting is at no address.
    if !record.ip.isEmpty { try store?.add(.service(record)) }
    if command.explain {
      let text = IdentificationExplanation(record, finding.identification, finding.judgement).text
      return try output.write(Array(text.utf8))
    }
    switch format {
    case .table, .json: break
    case .csv: try output.write(Array(ServicesCSV.row(record).utf8))
    case .jsonl:
      let matches = command.all ? enrichment.allClues(of: record) : nil
      try output.writeLine { Self.write(input.fields, record, matches, to: &$0) }
    }
  }

  private static let found: Set = ["product", "advisories", "place", "matches"]

  /// The line's own fields, with what was found out in place of what it said of that.
  private static func write(
    _ fields: [JSONValue.Field], _ record: ServiceRecord, _ matches: [Clue]?,
    to json: inout JSONWriter
  ) {
    json.object { json in
      for field in fields
      where !Self.found.contains(field.name) || field.name == "place" && record.place == nil {
        json.field(named: field.name, field.value)
      }
      if let product = record.product {
        json.object("product") { product.write(to: &$0) }
      } else {
        json.field("product", nil as String?)
      }
      json.list("advisories", record.advisories) { json, one in
        json.object { one.write(to: &$0) }
      }
      if let place = record.place { json.object("place") { place.write(to: &$0) } }
      guard let matches else { return }
      json.list("matches", matches) { json, clue in
        json.object {
          $0.field("evidence", clue.source.rawValue)
          $0.field("database", clue.database)
          $0.field("fingerprint", clue.fingerprint)
          $0.field("certainty", clue.certainty)
          $0.object("fields") { part in
            for field in clue.fields { part.field(named: field.name, .text(field.value)) }
          }
        }
      }
    }
  }
}
