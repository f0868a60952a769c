import Bytes

/// Sessions that are over although no line is about them any more.
extension SessionTable {
  /// Ends sessions that are over, at a line of which the time is known.
  func sweep(_ line: LineReference, at now: Timestamp) {
    var undated = 0
    var next = sessions.firstUsed(from: 0)
    while let index = next {
      next = sessions.firstUsed(from: index + 1)
      if !sessions[index].facts.isDated {
        undated += 1
      } else if isOver(sessions[index], at: now) {
        finish(index, line)
      }
    }
    if undated > Self.undatedMaximum { endUndated(undated - Self.undatedMaximum, line) }
    eventsUntilSweep = max(Self.sweepEventsMinimum, 2 * sessions.openCount)
  }

  @inline(__always)
  private func isOver(_ session: borrowing Session, at now: Timestamp) -> Bool {
    // The hour that comes twice, or a clock that is set back, makes nobody silent.
    let step = clock.milliseconds - now.milliseconds
    let moment = 0...Self.clockStepMaximum ~= step ? now : clock
    let silence = moment.milliseconds - session.ends.milliseconds
    // Files that are read one after another may step back in time: what ended a moment ago by the
    // line that is read may still have late lines, and silence must be twice the longest.
    return session.facts.hasEnded && !isUndecided(session)
      ? clock.milliseconds - session.ends.milliseconds > Self.lateMilliseconds
        && abs(now.milliseconds - session.ends.milliseconds) > Self.lateMilliseconds
      : silence > 2 * silenceMaximum(session)
  }

  /// Ends so many sessions without dates: those that have ended, then those that began first.
  private func endUndated(_ count: Int, _ line: LineReference) {
    let undated = sessions.inOrder().filter { !sessions[$0].facts.isDated }
    let ended = undated.filter { sessions[$0].facts.hasEnded }
    let open = undated.filter { !sessions[$0].facts.hasEnded }
    for index in (ended + open).prefix(count) { finish(index, line) }
  }
}
