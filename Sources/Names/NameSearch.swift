import Bytes
import Inputs
import Records

/// Finds names about FTP in DNS data: forward DNS as JSON Lines, zone files, lists of names.
public struct NameSearch {
  /// A source in which nothing is a name.
  public struct NoNames: Error {
    /// Which it is, and why.
    public var problem: FileProblem
  }

  /// A line that was of no use.
  public struct MalformedLine: Sendable {
    /// The file; `-` for standard input.
    public var path: String
    /// The line's number, from 1.
    public var line: Int
    /// Why, for a person.
    public var reason: String
  }

  private let words: LabelWords
  /// Nil: every line may hold a word.
  private let needles: Needles?
  private let suffixes: PublicSuffixList
  private let origin: [UInt8]?
  private let survey: String?

  /// What was found.
  public private(set) var tally: NameTally
  /// All lines and bytes read, those of no interest included.
  public private(set) var lines = 0
  /// All bytes read, unpacked.
  public private(set) var bytes = 0
  /// Lines of no use, of those that hold a word; and the first few.
  public private(set) var malformed = 0
  /// The first lines that were of no use.
  public private(set) var malformedLines: [MalformedLine] = []
  /// Lines that say a word elsewhere than in the name that they tell of, such as in its value.
  public private(set) var elsewhere = 0

  /// Names of zones that nothing says.
  private var relative = 0

  private static let malformedShown = 10

  private var host = HostName()

  /// `origin` names the zone of files that do not say of which they are: then what is no JSON is
  /// read as a zone file.
  public init(
    _ words: LabelWords, _ suffixes: PublicSuffixList, origin: String? = nil, survey: String?
  ) {
    self.origin = origin.map { Array($0.utf8) }
    self.words = words
    self.suffixes = suffixes
    self.survey = survey
    // A word of other letters than ASCII's stands in data in many forms.
    needles = words.areInternational ? nil : Needles(for: words.bytes)
    tally = NameTally(words.words)
  }

  /// Whether a text may be the name of a zone; the root's is `.`.
  public static func isOrigin(_ text: String) -> Bool {
    var host = HostName()
    return text == "." || (try? Array(text.utf8).withSlice { try host.read($0) }) != nil
  }

  /// Reads a file, or standard input for `-`, and gives the record of each name found, where
  /// somebody wants it, with whether the name is new. After each chunk it tells how many bytes were
  /// read, and asks whether to go on. Throws `FileProblem` where the file can't be read (what came
  /// before that counts), and what the closures throw.
  public mutating func read(
    _ path: String, each: ((NameRecord, _ isNew: Bool) throws -> Void)?,
    goOn: (_ bytes: Int) throws -> Bool
  ) throws {
    let source = try ByteSource(path: path)
    try source.decodeUnicode()
    let (linesBefore, bytesBefore) = (lines, bytes)
    let toldBefore = tally.told + relative
    let pause = { (search: inout NameSearch, passed: CandidateLines.Passed) in
      (search.lines, search.bytes) = (linesBefore + passed.lines, bytesBefore + passed.bytes)
      return try goOn(search.bytes)
    }
    let (form, beginning) = try InputForm.recognise(source, isZone: origin != nil)
    let head = SourceHead(beginning)
    // A pipe may have nothing to say.
    if beginning.isEmpty, path != "-", !source.isInterrupted {
      throw NoNames(problem: FileProblem(path: path, reason: "the file is empty"))
    }
    if beginning.withSlice(\.isBinary) {
      throw NoNames(problem: FileProblem(path: path, reason: "binary data, and no names"))
    }
    switch form {
    case .json: try readPieces(source, each, pause)
    case .zone: try readLines(source, ZoneFile(origin: origin ?? []), needles: nil, each, pause)
    case .messages: try readLines(source, DNSMessages(), needles: nil, each, pause)
    case .table: try readLines(source, TableNames(needles: needles), needles: nil, each, pause)
    case .cache: try readLines(source, UnboundCache(), needles: nil, each, pause)
    case .zeek: try readLines(source, ZeekNames(needles: needles), needles: nil, each, pause)
    case .lines:
      try readLines(source, NameLines(needles: needles), needles: needles, each, pause)
      let isAll = bytes - bytesBefore == beginning.count
      if tally.told + relative == toldBefore, !source.isInterrupted,
        !head.tellsOfNames(isAll: isAll)
      {
        let reason = "no line tells of a host name; ftpscope names --help says what is read"
        throw NoNames(problem: FileProblem(path: path, reason: reason))
      }
    }
  }

  /// After a chunk: what was passed by; false ends the reading.
  private typealias Pause = (inout NameSearch, CandidateLines.Passed) throws -> Bool

  private mutating func readPieces(
    _ source: ByteSource, _ each: ((NameRecord, _ isNew: Bool) throws -> Void)?, _ pause: Pause
  ) throws {
    var pieces = JSONPieces(JSONNames(needles: needles, isInPieces: true))
    var found: [(NameRecord, isNew: Bool)] = []
    try pieces.read(source) { entry, line in
      if let name = accept(entry, source.path, line, isWanted: each != nil) { found.append(name) }
    } malformed: { reason, line in
      note(reason, source.path, line())
    } pause: { passed in
      for (record, isNew) in found { try each?(record, isNew) }
      found.removeAll(keepingCapacity: true)
      return try pause(&self, passed)
    }
  }

  /// Reads the lines that hold a needle, or all where there is none.
  private mutating func readLines<Format: NameFormat>(
    _ source: ByteSource, _ lineFormat: Format, needles: Needles?,
    _ each: ((NameRecord, _ isNew: Bool) throws -> Void)?, _ pause: Pause
  ) throws {
    let path = source.path
    var format = lineFormat
    var found: [(NameRecord, isNew: Bool)] = []
    let linesBefore = lines
    let passed = try CandidateLines(needles: needles).read(source) { line in
      let toldBefore = tally.told + malformed
      do throws(MalformedName) {
        if line.text.count > CandidateLines.lineMaximum {
          throw MalformedName(Self.tooLong)
        }
        try format.read(line.text) { entry in
          let name = accept(entry, path, { line.number }, isWanted: each != nil)
          if let name { found.append(name) }
        }
      } catch {
        note(error.reason, path, line.number)
      }
      let isTold = tally.told + malformed > toldBefore || format.holdsName
      if !isTold { countElsewhere(line.text) }
      if found.isEmpty { return }
      for (record, isNew) in found { try each?(record, isNew) }
      found.removeAll(keepingCapacity: true)
    } tooLong: { line in
      note(Self.tooLong, path, line)
    } goOn: { passed in
      try pause(&self, passed)
    }
    _ = try pause(&self, passed)
    let last = lines - linesBefore
    do throws(MalformedName) {
      try format.finish { entry in
        let name = accept(entry, path, { last }, isWanted: each != nil)
        if let name { found.append(name) }
      }
    } catch {
      note(error.reason, path, last)
    }
    for (record, isNew) in found { try each?(record, isNew) }
  }

  private static let tooLong = "the line is longer than \(CandidateLines.lineMaximum) bytes"

  /// Counts a line of no use. Which it is takes counting, and is asked for those that are shown.
  private mutating func note(_ reason: String, _ path: String, _ line: @autoclosure () -> Int) {
    malformed += 1
    guard malformedLines.count < Self.malformedShown else { return }
    malformedLines.append(MalformedLine(path: path, line: line(), reason: reason))
  }

  /// Counts a name that says FTP to the left of its registered domain; its record, if wanted.
  private mutating func accept(
    _ entry: NameEntry, _ path: String, _ line: () -> Int, isWanted: Bool
  ) -> (NameRecord, isNew: Bool)? {
    var entry = entry
    if entry.isElsewhere {
      countElsewhere(entry.name)
      return nil
    }
    if needles?.stand(in: entry.name) == false {
      // Reverse DNS has the name as its value.
      guard let value = entry.nameOfPointer, needles?.stand(in: value) == true else { return nil }
      (entry.name, entry.value) = (value, entry.name)
    }
    do throws(HostName.Fault) {
      try host.read(entry.name)
    } catch {
      leaveOut(error, path, line)
      return nil
    }
    return host.bytes.withSlice { name in
      if entry.isRelative || host.labels.count == 1 {
        if words.isSaid(anywhereIn: host) {
          relative += 1
          note("no domain: where a zone file says none, name it with --origin", path, line())
        }
        return nil
      }
      let suffix = suffixes.suffixLabel(of: name, labels: host.labels)
      guard let (place, word) = words.first(in: host, before: suffix) else { return nil }
      if place == suffix - 1 {
        tally.leftOut.domainsThemselves += 1
        return nil
      }
      if entry.outcome != .exists {
        tally.leaveOut(name: name, entry.outcome)
        return nil
      }
      let domain = name[host.labels[suffix - 1]..<name.count]
      let end = name[host.labels[suffix]..<name.count]
      let isNew = tally.add(name: name, word: word, domain: domain, suffix: end)
      guard isWanted else { return nil }
      let record = NameRecord(
        name: name.text, unicode: host.unicode, label: words.words[word], domain: domain.text,
        suffix: end.text, type: entry.type?.text.uppercased(),
        value: entry.valueWithoutLastDot?.text, time: entry.time, survey: survey)
      return (record, isNew)
    }
  }
}

extension NameSearch {
  /// Counts a line, or what one object of JSON says, where it says a word and tells of no name.
  private mutating func countElsewhere(_ text: ByteSlice) {
    if needles?.stand(in: text) == true, words.areSaid(in: text) { elsewhere += 1 }
  }

  /// Counts a name that is no host's.
  private mutating func leaveOut(
    _ fault: HostName.Fault, _ path: String, _ line: () -> Int
  ) {
    switch fault {
    case .malformed(let reason): note(reason, path, line())
    case .wildcard: if words.isSaid(anywhereIn: host) { tally.leftOut.wildcards += 1 }
    case .service: if words.isSaid(anywhereIn: host) { tally.leftOut.services += 1 }
    }
  }
}
