import Inputs

/// What is told of each file.
extension LogAnalysis {
  /// Tells of a file that has been read; gives whether it was a log, as far as that could be read.
  func tell(of reading: FileReading) -> Bool {
    if let why = reading.whyNoLog {
      sources.addUnread(reading.path, bytes: reading.readSoFar.source.bytes, why: why)
      return false
    }
    var source = reading.readSoFar.source
    source.logFormat = reading.readSoFar.mainFormat.map { formats[$0].name }
    if source.problem == nil, let problem = reading.reader.problem {
      source.problem = problem.reason
      source.isUnread = true
    }
    source.repeated = repeatedLines(of: reading)
    let isSilent = isSilent(source, reading)
    let saysSo = isSilent && reading.isNamed
    // Where a server's log may hold more than FTP, there may have been none; syslog's lines of
    // other programs alone are nothing to read.
    let isFiller = reading.readSoFar.mainFormat.map { formats[$0].isFiller } == true
    if saysSo, isFiller { source.problem = Self.silentWords }
    let isUnread = isUnread(source, reading)
    if isUnread {
      source.problem = source.lostWords ?? Self.unreadWords(source.logFormat)
      source.isUnread = reading.isNamed
    }
    source.note =
      reading.note
      ?? (reading.use == .nothing ? reading.use.note : nil)
      ?? (isUnread ? nil : source.lostWords)
      ?? (saysSo && !isFiller ? Self.silentWords : nil)
      ?? noteOfRepeated(source, reading)
      ?? noteOfPlaced(reading)
      ?? reading.use.note
    if isSilent { sources.addSilent(source) } else { sources.add(source) }
    sources.add(
      reading.readSoFar.malformed.map {
        UsageSummary.MalformedLine(
          path: reading.path, line: Int(files[reading.number].line($0.line + 1)),
          reason: $0.reason)
      })
    return !isUnread
  }

  private static let silentWords = "none of its lines is about FTP"

  private static func unreadWords(_ format: String?) -> String {
    "none of its lines could be read" + (format.map { " as \($0)" } ?? "")
  }

  /// Whether no line of a file could be read.
  private func isUnread(_ source: UsageSummary.Source, _ reading: FileReading) -> Bool {
    !reading.readSoFar.toldAnything && source.malformed > 0 && source.skipped == 0
      && reading.bytesBefore == 0 && source.problem == nil && !options.isInterrupted()
  }

  /// Whether a file is a log of something else: no line of it told anything.
  private func isSilent(_ source: UsageSummary.Source, _ reading: FileReading) -> Bool {
    !reading.readSoFar.toldAnything && source.skipped > 0 && source.lostLines == 0
      && reading.bytesBefore == 0 && source.problem == nil && !options.isInterrupted()
  }
}

extension FileReading {
  /// Why what could be read once only, and so was read though its head had no line of a log, is
  /// none; nil for logs.
  fileprivate var whyNoLog: String? {
    guard head.format == nil, readSoFar.mainFormat == nil, readSoFar.source.lines > 0 else {
      return nil
    }
    return head.whyNoLog
  }
}
