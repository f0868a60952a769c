import Bytes

/// What the readers of a stream's files are told. What the heads of all its files say together is
/// found out once: a year of a log may be thousands of files.
struct StreamContext {
  private let stream: LogStream
  /// What is the same for all files.
  private let shared: ReaderContext
  /// The order of dates that some file shows, and whether it is the user's word.
  private let dateOrder: DateOrder?
  private let isDateOrderSaid: Bool
  private let columns: [ProFTPDColumns]
  /// How many words stand between command and code where a file does not show it.
  private let codePlace: Int
  /// The last day of the year that the user says.
  private let lastDay: Timestamp?

  /// Looks at the heads of a stream's files; `zoneBeside` is that of the logs beside them.
  init(_ stream: LogStream, _ options: LogOptions, zoneBeside: LogZone?) {
    let heads = stream.members.map(\.head)
    self.stream = stream
    isDateOrderSaid = options.dateOrder != nil
    dateOrder = options.dateOrder ?? heads.lazy.compactMap(\.dates?.found).first
    columns = heads.compactMap(\.columns)
    codePlace = heads.lazy.compactMap(\.codePlace).first ?? 0
    lastDay = options.lastDay
    var context = ReaderContext()
    context.implicitPorts = options.implicitPorts
    context.zone =
      options.zone ?? stream.zone ?? heads.lazy.compactMap(\.zone).first
      ?? zoneBeside ?? .utc
    context.hasConnects = heads.contains { $0.hasConnects }
    context.showsHandshakes = heads.contains { $0.format?.tells.contains(.handshakes) ?? false }
    context.showsTLS = heads.contains { $0.showsTLS }
    let commands = heads.filter { $0.format?.commandRank != nil }
    context.showsProtection = (stream.isJoined ? commands : heads).contains { $0.showsProtection }
    context.hasAllCommands = commands.contains { $0.hasAllCommands }
    context.mayHideImplicit = !context.showsHandshakes && commands.contains { $0.mayHideImplicit }
    let named = heads.filter { !($0.format?.isTransferLog ?? false) }
    // A file that is followed does not know of those beside it.
    context.keysNameHosts =
      stream.isJoined && named.allSatisfy { !$0.hosts.isEmpty }
      || Set(heads.flatMap(\.hosts)).count > 1
    if stream.isJoined, context.hasAllCommands {
      context.commandsFrom = commands.compactMap(\.firstTime).min()
    }
    shared = context
  }

  /// What the readers of one of its files are told.
  func ofFile(_ path: String, _ head: FileHead, written: Timestamp) -> ReaderContext {
    var context = shared
    context.stream = stream.seed(of: path)
    context.written = lastDay ?? written
    context.dayInName = LogStream.day(inName: path)
    context.dateOrder = isDateOrderSaid ? dateOrder : head.dates?.found ?? dateOrder
    context.codePlace = head.codePlace ?? codePlace
    context.columns = head.columns?.decided(by: columns)
    return context
  }
}

extension LogOptions {
  /// The last day of the year that the user says.
  var lastDay: Timestamp? {
    year.flatMap { Timestamp(year: $0, month: 12, day: 31) }
  }
}
