import Records
import Report
import Store

/// One run of `ftpscope sensor timeline`.
struct SensorTimelineRun {
  private let command: SensorTimelineCommand

  init(_ command: SensorTimelineCommand) { self.command = command }

  func run() async throws {
    command.threads.bound()
    let store: SQLiteStore
    var temporary: TemporaryStore?
    if let location = command.store, !isPart {
      store = try StoreWriter.open(location, .read)
    } else {
      // Counts are kept for whole hours and days of all sensors: a part's are made of its events.
      let made = try TemporaryStore(
        try paths(), isShown: command.progress.isWanted, selection: selection, where: isWanted)
      (store, temporary) = (made.store, made)
    }
    defer {
      store.close()
      temporary?.remove()
    }
    if Signals.isInterrupted { return }
    guard let survey = try survey(in: store),
      var timeline = try Timeline(
        store, survey,
        window: AttackWindow(since: command.since?.timestamp, until: command.until?.timestamp),
        unit: command.bucket, by: command.by)
    else {
      throw Failure("\(store.location): there are no events of \(wantedWords)")
    }
    if command.resolve {
      let names = SourceNames(perSecond: command.rate, progress: command.progress.begin())
      timeline.named = try await names.find(in: store, survey, count: timeline.findings.sources)
    }
    try write(timeline)
    if timeline.named?.isUnanswered == true { throw Exit.failed }
  }

  /// Whether only some of a survey's events are wanted.
  private var isPart: Bool { hasWindow || command.sensor != nil }

  private var hasWindow: Bool { command.since != nil || command.until != nil }

  private var wantedWords: String {
    (command.sensor.map { "a sensor \($0)" } ?? "sensors") + (hasWindow ? " in that time" : "")
  }

  /// What to read the events of. Throws `StoreProblem`, `Failure`.
  private func paths() throws -> [String] {
    guard let location = command.store else { return command.files }
    // Says in words what is wrong with a store.
    let store = try StoreWriter.open(location, .read)
    defer { store.close() }
    if let name = command.survey { try SurveyName.check(name, in: store) }
    return [location]
  }

  private var selection: SQLiteStore.Selection {
    var selection = SQLiteStore.Selection()
    selection.kinds = [.event]
    // Of files all surveys are read, to be named where one is asked for that is not there.
    if command.store != nil { selection.surveys = command.survey.map { [$0] } }
    selection.since = command.since?.timestamp
    return selection
  }

  /// Whether a record is an event of the time, or a gap that reaches into it.
  private func isWanted(_ record: Record) -> Bool {
    guard case .event(let event) = record, selection.has(record) else { return false }
    if let sensor = command.sensor, event.sensor != sensor { return false }
    guard let until = command.until?.timestamp, event.time >= until else { return true }
    guard event.type == .gap, let from = event["gap", "from"].time else { return false }
    return from < until
  }

  /// The survey that is shown; nil where none has events.
  private func survey(in store: SQLiteStore) throws -> String? {
    if let name = command.survey {
      if !isPart { try SurveyName.check(name, in: store) }
      return name
    }
    let surveys = try store.surveys().filter { $0[.event] != nil }
    if surveys.count > 1 {
      tell(
        "the timeline is of survey \(SurveyName.shown(surveys[0].name)); others there: "
          + "\(surveys.count - 1)")
    }
    return surveys.first?.name
  }

  private func write(_ timeline: Timeline) throws {
    let output = try command.output.open()
    do {
      switch command.format ?? (output.isTerminal ? .table : .json) {
      case .table:
        let view = TimelineTerminal(
          timeline, rows: command.top, width: Terminal.width,
          colour: output.hasColour)
        try output.write(Array(view.text().utf8))
      case .json: try output.writeLine { timeline.write(to: &$0) }
      case .jsonl: try timeline.eachStep { write in try output.writeLine { write(&$0) } }
      case .csv: try output.write(Array(TimelineCSV(timeline).text().utf8))
      }
      try output.finish()
    } catch {
      output.discard()
      throw error
    }
  }
}
