import Inputs

/// Logs of something else.
extension LogAnalysis {
  /// Whether no line of any file told anything about FTP, though there were lines of logs.
  public var isSilent: Bool { silentFiles > 0 && silentFiles == sources.count }

  /// Passes over the files in folders that are no logs, but for those that have the name of a log
  /// that is read: what that one goes on with is missing.
  func passOverUnrecognised(beside members: [LogStream.Member]) {
    let names = Set(members.map { LogStream.name(ofLog: $0.file.path) })
    for source in unrecognised {
      if source.isUnread, names.contains(LogStream.name(ofLog: source.path)) {
        sources.append(source)
      } else {
        passedOver += 1
      }
    }
    unrecognised = []
  }

  /// Says of files that the user named that they are empty: nothing out of the ordinary beside a
  /// log, since logs are rotated on quiet days too.
  func tellEmpty(beside members: [LogStream.Member]) {
    for var source in empty {
      if members.isEmpty {
        source.problem = FileHead.emptyWords
      } else {
        source.note = FileHead.emptyWords
      }
      sources.append(source)
    }
    empty = []
  }

  /// Says of a file that the user named that it is a log of something else. Where a server's log
  /// may hold more than FTP, there may have been none; syslog's lines of other programs alone are
  /// nothing to read.
  func tellOthers(_ source: inout UsageSummary.Source, _ reading: FileReading) {
    guard !reading.readSoFar.toldAnything, source.skipped > 0, source.lostLines == 0,
      reading.bytesBefore == 0,
      source.problem == nil, !options.isInterrupted()
    else { return }
    silentFiles += 1
    guard reading.isNamed else { return }
    let words = "none of its lines is about FTP"
    if reading.readSoFar.mainFormat.map({ formats[$0].isFiller }) == true {
      source.problem = words
    } else if source.note == nil {
      source.note = words
    }
  }
}

extension FileHead {
  /// Why a file in which no line is recognised is no log.
  var whyNoLog: String {
    if isEmpty { return Self.emptyWords }
    if isBinary { return "binary data, and no log" }
    return "no log that ftpscope knows; describe it with --log-format"
  }

  static let emptyWords = "the file is empty"
}

extension FileReading {
  /// Why what could be read once only, and so was read though its head had no line of a log, is
  /// none; nil for logs.
  var whyNoLog: String? {
    guard head.format == nil, readSoFar.mainFormat == nil, readSoFar.source.lines > 0 else {
      return nil
    }
    return head.whyNoLog
  }
}
