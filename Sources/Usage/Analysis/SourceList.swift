import Inputs

/// What a run tells of its files, one by one.
struct SourceList {
  private(set) var all: [UsageSummary.Source] = []
  /// So many files that are passed over are named.
  private static let passedOverMaximum = 3

  /// Files in folders that are no logs: nobody named them, and nobody is told of each.
  private(set) var passedOver = 0
  /// The paths of the first of them.
  private(set) var firstPassedOver: [String] = []
  /// The first lines that could not be read, of all files.
  private(set) var malformedLines: [UsageSummary.MalformedLine] = []
  /// Files in folders in which no line was recognised, until it shows what logs there are.
  private var unrecognised: [UsageSummary.Source] = []
  /// Files that were named and have no bytes, until it shows what logs there are.
  private var empty: [UsageSummary.Source] = []
  /// How many told nothing about FTP.
  private var silent = 0

  /// The list of files of which all is known.
  init(_ all: [UsageSummary.Source] = []) { self.all = all }

  /// Whether no line of any file told anything about FTP, though there were lines of logs.
  var isSilent: Bool { silent > 0 && silent == all.count }

  mutating func add(_ source: UsageSummary.Source) { all.append(source) }

  /// Adds a file whose lines told nothing about FTP.
  mutating func addSilent(_ source: UsageSummary.Source) {
    silent += 1
    add(source)
  }

  /// Adds a file that can't be read, or of which the rest can't.
  mutating func addUnread(_ path: String, bytes: Int = 0, why: String) {
    var source = UsageSummary.Source(path: path)
    source.bytes = bytes
    source.problem = why
    source.isUnread = true
    add(source)
  }

  /// Adds lines of a file that could not be read, so far as they are shown.
  mutating func add(_ lines: [UsageSummary.MalformedLine]) {
    malformedLines += lines.prefix(ReadReport.malformedMaximum - malformedLines.count)
  }

  /// Notes a file in which there is nothing to read.
  mutating func note(_ file: InputPaths.File, _ finding: FirstLook.Finding) {
    var source = UsageSummary.Source(path: file.path)
    switch finding {
    case .log: break
    case .unreadable(let why): addUnread(file.path, why: why)
    case .empty where file.isNamed: empty.append(source)
    case .empty:
      source.problem = FileHead.emptyWords
      unrecognised.append(source)
    case .noLog(let why, let bytes, let hasUnknownServers):
      source.bytes = bytes
      source.problem = why
      source.isUnread = true
      if file.isNamed || hasUnknownServers { add(source) } else { unrecognised.append(source) }
    }
  }

  /// Decides what is told of the files in which there was nothing to read, by the logs beside them.
  mutating func settle(beside members: [LogStream.Member]) {
    passOverUnrecognised(beside: members)
    tellEmpty(beside: members)
  }

  /// Passes over the files in folders that are no logs, but for those that have the name of a log
  /// that is read: what that one goes on with is missing.
  private mutating func passOverUnrecognised(beside members: [LogStream.Member]) {
    let names = Set(members.map { LogStream.name(ofLog: $0.file.path) })
    for source in unrecognised {
      if source.isUnread, names.contains(LogStream.name(ofLog: source.path)) {
        add(source)
      } else {
        passedOver += 1
        if passedOver <= Self.passedOverMaximum { firstPassedOver.append(source.path) }
      }
    }
    unrecognised = []
  }

  /// Says of files that the user named that they are empty: nothing out of the ordinary beside a
  /// log, since logs are rotated on quiet days too.
  private mutating func tellEmpty(beside members: [LogStream.Member]) {
    for var source in empty {
      if members.isEmpty {
        source.problem = FileHead.emptyWords
      } else {
        source.note = FileHead.emptyWords
      }
      add(source)
    }
    empty = []
  }
}
