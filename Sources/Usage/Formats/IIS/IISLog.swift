import Bytes
import FTPProtocol

/// IIS's FTP log in the W3C extended format, IIS 4 to 10: a word a column, named by `#Fields`.
///
/// Microsoft, "FTP Log Files", and KB 969061 for the codes. Times are UTC. IIS before 7 knows no
/// TLS and numbers its connections (`[12]USER`); IIS 7 and later write a line for each command
/// with its final reply, and for the control and data channels' opening and closing. Channel lines
/// of data carry the data port in s-port.
struct IISLog: LogReader {
  static let format = LogFormat(
    name: "iis-w3c", title: "IIS W3C extended",
    sessions: SessionTraits(
      start: .clear,
      rules: SessionProtection.ServerRules(
        implicitDataLevel: .private, levelWithoutAuthIsImplicit: true), order: .inBuffers,
      logsAuthWithConnects: true, namesLoggedIn: true),
    advice: LogFormat.Advice(
      general: """
        FTP Logging: select all W3C fields (Session ID, Client Port, URI Stem, Protocol Substatus) \
        and set selectiveLogging to LogSuccessful,LogError,LogInfrastructure
        """, port: "FTP Logging: select Server Port, or say --server-port"),
    comesThroughSyslog: false,
    makeReader: { IISLog($0) })

  let context: ReaderContext
  /// Nil until a header or a line tells them.
  private(set) var columns: IISColumns?
  /// Whether the file says that another program wrote it.
  private(set) var isOthers = false
  /// Whether the columns were told by lines and not by a header.
  private(set) var isInferred = false
  /// For lines that have only a time of day.
  var clock: IISClock

  init(_ context: ReaderContext) {
    self.context = context
    clock = IISClock(day: context.dayInName)
  }

  func recognises(_ line: ByteSlice) -> Bool {
    if line.first == 0x23 {
      return line.starts(with: "#Software:") && !line.starts(with: "#Software: Pure-FTPd")
        || line.starts(with: "#Fields: ") && IISColumns(naming: line.dropFirst(9)).method >= 0
    }
    guard let first = line.first, first.isDigit || first == 0x64 || first == 0x74 else {
      return false
    }
    return isBareHeader(line) || IISColumns(inferredFrom: words(line)) != nil
  }

  mutating func read(_ line: ByteSlice, into batch: inout EventBatch) -> LineOutcome {
    if line.first == 0x23 {
      guard isHeader(line) else { return .foreign }
      if line.starts(with: "#Remark:") { return readRemark(line.dropFirst(8), into: &batch) }
      readHeader(line)
      return .read
    }
    if isBareHeader(line) {
      columns = IISColumns(naming: line)
      isInferred = false
      return .read
    }
    let words = words(line)
    if words.isEmpty { return .read }
    if isOthers { return readOthers(words) }
    if columns == nil || isInferred && !agrees(words) {
      guard let inferred = IISColumns(inferredFrom: words) else { return .foreign }
      columns = inferred
      isInferred = true
    }
    guard let columns else { return .foreign }
    if let lack = columns.lack {
      let isFTP = words[column: columns.method].map { IISMethod($0).isFTP } ?? false
      return isFTP ? .malformed("a field is missing: select \(lack) in FTP Logging") : .skipped
    }
    return read(words, columns, into: &batch)
  }

  // MARK: Headers

  private func isHeader(_ line: ByteSlice) -> Bool {
    line.starts(with: "#Software:") || line.starts(with: "#Version:")
      || line.starts(with: "#Date:") || line.starts(with: "#Fields:")
      || line.starts(with: "#Remark:") || line.starts(with: "#Start-Date:")
      || line.starts(with: "#End-Date:") || line.starts(with: "#GMT-Offset:")
  }

  /// A header that lost its `#Fields:`.
  private func isBareHeader(_ line: ByteSlice) -> Bool {
    line.starts(with: "date time ") && line.contains(" cs-method ")
      || line.starts(with: "time c-ip ") && line.contains(" cs-method ")
  }

  /// A line behind `#Remark:` whose method is one that ftpscope's sensor remarks; what anybody else
  /// remarks says nothing here.
  private mutating func readRemark(
    _ remark: ByteSlice, into batch: inout EventBatch
  ) -> LineOutcome {
    let words = words(remark)
    guard !isOthers, let columns, columns.areEnough, words.count == columns.count,
      let method = words[column: columns.method].flatMap({ IISMethod(remark: $0) })
    else { return .read }
    return read(words, as: method, columns, into: &batch)
  }

  private mutating func readHeader(_ line: ByteSlice) {
    if line.starts(with: "#Software:") {
      let name = line.dropFirst(10).trimmed
      isOthers =
        !name.isEmpty && !name.containsIgnoringCase("Microsoft")
        && !name.containsIgnoringCase("Internet Information") && !name.containsIgnoringCase("IIS")
    } else if line.starts(with: "#Fields:") {
      columns = IISColumns(naming: line.dropFirst(8))
      isInferred = false
    } else if line.starts(with: "#Date:") {
      clock.header(line.dropFirst(6).trimmed)
    }
  }

  // MARK: Lines

  /// A line's words; commas after words are taken for what a mail or a web form put there.
  private func words(_ line: ByteSlice) -> [ByteSlice] {
    var words: [ByteSlice] = []
    var cursor = ByteCursor(line.trimmed)
    while words.count < IISColumns.countMaximum, let word = cursor.word() {
      words.append(word.last == 0x2C && word.count > 1 ? word.dropLast(1) : word)
    }
    return words
  }

  private func agrees(_ words: [ByteSlice]) -> Bool {
    guard let columns, let method = words[column: columns.method],
      let status = words[column: columns.status], let time = words[column: columns.time]
    else { return false }
    return IISMethod(method).isFTP && (status == "-" || status.count == 3)
      && IISColumns.isTime(time)
  }

  /// A line of a log that says that another program wrote it, whose rules are not IIS's.
  private func readOthers(_ words: [ByteSlice]) -> LineOutcome {
    let isFTP = columns.flatMap { words[column: $0.method] }.map { IISMethod($0).isFTP } ?? false
    return isFTP
      ? .malformed("#Software names no IIS: describe the log with --log-format") : .skipped
  }

  private mutating func read(
    _ words: [ByteSlice], _ columns: IISColumns, into batch: inout EventBatch
  ) -> LineOutcome {
    guard let word = words[column: columns.method] else {
      return .malformed("the line is cut off")
    }
    let method = IISMethod(word)
    if method == .http || columns.areOthers(words) { return .skipped }
    return read(words, as: method, columns, into: &batch)
  }

  private mutating func read(
    _ words: [ByteSlice], as method: IISMethod, _ columns: IISColumns, into batch: inout EventBatch
  ) -> LineOutcome {
    guard words.count > columns.lastNeeded else { return .malformed("the line is cut off") }
    let isNumbered = words[column: columns.method]?.first == 0x5B
    if words.count < columns.count, !isNumbered, !isInferred {
      return .malformed("\(words.count) of \(columns.count) columns")
    }
    if words.count > columns.count, words[columns.count...].contains(where: { $0 != "-" }) {
      return .malformed("\(words.count) words for \(columns.count) columns")
    }
    guard let time = moment(words, columns) else { return .malformed("no such date or time") }
    var line = IISLine(method: method, time: time)
    func word(_ column: Int) -> ByteSlice {
      words[column: column].flatMap { $0 == "-" ? nil : $0 } ?? .empty
    }
    line.isDated = columns.date >= 0 || clock.day != nil
    line.client = word(columns.client)
    line.clientPort = word(columns.clientPort)
    line.user = word(columns.user)
    line.server = word(columns.server)
    line.port = word(columns.port)
    line.stem = word(columns.stem)
    line.status = word(columns.status)
    line.substatus = word(columns.substatus)
    line.win32 = word(columns.win32)
    line.session = word(columns.session)
    line.sent = word(columns.sent)
    line.received = word(columns.received)
    line.namesUser = columns.user >= 0
    return line.emit(context, into: &batch)
  }

  private mutating func moment(_ words: [ByteSlice], _ columns: IISColumns) -> Timestamp? {
    guard let time = words[column: columns.time].flatMap(IISClock.timeOfDay) else { return nil }
    guard columns.date >= 0 else { return clock.moment(timeOfDay: time) }
    return words[column: columns.date].flatMap(IISClock.day).map {
      clock.moment(day: $0, timeOfDay: time)
    }
  }
}
