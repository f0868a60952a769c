import Bytes

extension LogAnalysis {
  /// Puts back the sessions of a stream that were open when the earlier run ended.
  func restoreSessions(of stream: LogStream) {
    guard let saved = carried?.takeSessions(of: stream), !saved.isEmpty else { return }
    var numbers = carried?.numbersByOldNames(stream.members, among: files) ?? [:]
    for saved in saved {
      guard let format = formats.number(of: saved.format) else { continue }
      let files = saved.files.map { file in
        if let number = numbers[file] { return number }
        // It is gone, and its lines are told of as it was called.
        let number = self.files.add(sourceFile(file.path, stream, seed: file.seed))
        numbers[file] = number
        return number
      }
      partitions.restore(saved, files: files, format: UInt8(format))
    }
  }

  /// Takes the sessions of a stream that are open out of the tables, for the next run.
  func keepOpenSessions(of stream: LogStream) {
    carried?.keep(partitions.takeOpen(of: StreamFiles(stream, among: files)))
  }

  /// Leaves what the next run is to begin with; then counts the sessions that are open as they
  /// stand, for this run's answer.
  func leaveState(_ tally: Tally) {
    guard let state = carried?.state(tally, times: timesForNextRun()) else { return }
    self.state = state
    for saved in state.sessions {
      guard let format = formats.number(of: saved.format) else { continue }
      let files = saved.files.indices.map { UInt32($0) }
      var session = saved.session(names: tally, files: files, format: UInt8(format))
      guard options.wants(session) else {
        tally.leftOut.add(session)
        continue
      }
      session.fill(options, names: tally)
      let outcome = SessionOutcome(ending: &session, settings: settings)
      tally.add(session, outcome, settings: settings)
    }
    tally.settle()
  }
}
