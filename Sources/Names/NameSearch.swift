import Bytes
import Inputs
import Records

/// Finds names about FTP in DNS data: forward DNS as JSON Lines, zone files, lists of names.
public struct NameSearch {
  /// A line that was of no use.
  public struct MalformedLine: Sendable {
    public var path: String
    public var line: Int
    public var reason: String
  }

  private let words: LabelWords
  private let needles: Needles
  private let suffixes: PublicSuffixList
  private let survey: String?

  public private(set) var tally: NameTally
  /// All lines and bytes read, those of no interest included.
  public private(set) var lines = 0
  public private(set) var bytes = 0
  /// Lines of no use, of those that hold a word; and the first few.
  public private(set) var malformed = 0
  public private(set) var malformedLines: [MalformedLine] = []

  private static let malformedShown = 10
  /// How much of a file is looked at to tell what it is.
  private static let headBytes = 4096

  private var host = HostName()

  public init(_ words: LabelWords, _ suffixes: PublicSuffixList, survey: String?) {
    self.words = words
    self.suffixes = suffixes
    self.survey = survey
    needles = Needles(for: words.bytes)
    tally = NameTally(words.words)
  }

  /// Reads a file, or standard input for `-`, and gives the record of each name found, where
  /// somebody wants it, with whether the name is new. After each chunk it tells how many bytes were
  /// read, and asks whether to go on. Throws `InputProblem` where the file can't be read (what came
  /// before that counts), and what the closures throw.
  public mutating func read(
    _ path: String, each: ((NameRecord, _ isNew: Bool) throws -> Void)?,
    goOn: (_ bytes: Int) throws -> Bool
  ) throws {
    let source = try ByteSource(path: path)
    var zone = ZoneFile.recognises(try source.peek(Self.headBytes)) ? ZoneFile() : nil
    var json = JSONNames()
    var plain = PlainNames()
    let reader = CandidateLines(needles: zone == nil ? needles : nil)
    let (linesBefore, bytesBefore) = (lines, bytes)
    let passed = try reader.read(source) { line in
      var found: [(NameRecord, isNew: Bool)] = []
      func take(_ entry: NameEntry) {
        if let name = accept(entry, path, line, isWanted: each != nil) { found.append(name) }
      }
      do throws(MalformedName) {
        if line.text.count > CandidateLines.lineMaximum {
          throw MalformedName("the line is longer than \(CandidateLines.lineMaximum) bytes")
        }
        if zone != nil {
          try zone?.read(line.text, take)
        } else if line.text.first == 0x7B {
          try json.read(line.text, take)
        } else {
          try plain.read(line.text, take)
        }
      } catch {
        note(error.reason, path, line.number)
      }
      for (record, isNew) in found { try each?(record, isNew) }
    } goOn: { passed in
      (lines, bytes) = (linesBefore + passed.lines, bytesBefore + passed.bytes)
      return try goOn(bytes)
    }
    (lines, bytes) = (linesBefore + passed.lines, bytesBefore + passed.bytes)
    if zone?.isOpen == true {
      note("the file ends within a parenthesis", path, lines - linesBefore)
    }
    for line in passed.tooLong {
      note("the line is longer than \(CandidateLines.lineMaximum) bytes", path, line)
    }
  }

  private mutating func note(_ reason: String, _ path: String, _ line: Int) {
    malformed += 1
    guard malformedLines.count < Self.malformedShown else { return }
    malformedLines.append(MalformedLine(path: path, line: line, reason: reason))
  }

  /// Counts a name that says FTP to the left of its registered domain; its record, if wanted.
  private mutating func accept(
    _ entry: NameEntry, _ path: String, _ line: CandidateLines.Line, isWanted: Bool
  ) -> (NameRecord, isNew: Bool)? {
    do throws(HostName.Fault) {
      try host.read(entry.name)
    } catch {
      leaveOut(error, path, line)
      return nil
    }
    return host.bytes.withSlice { name in
      let suffix = suffixes.suffixLabel(of: name, labels: host.labels)
      guard let (place, word) = words.first(in: host, before: suffix) else { return nil }
      if place == suffix - 1 {
        tally.domainsThemselves += 1
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
  /// Counts a name that is no host's.
  private mutating func leaveOut(
    _ fault: HostName.Fault, _ path: String, _ line: CandidateLines.Line
  ) {
    switch fault {
    case .malformed(let reason): note(reason, path, line.number)
    case .wildcard: if words.isSaid(anywhereIn: host) { tally.wildcards += 1 }
    case .service: if words.isSaid(anywhereIn: host) { tally.services += 1 }
    }
  }
}

extension LabelWords {
  /// The first label that says a word, before the label at `end`.
  func first(in host: HostName, before end: Int) -> (label: Int, word: Int)? {
    guard end <= host.labels.count else { return nil }
    return host.bytes.withSlice { name in
      for label in 0..<end {
        let next = label + 1 < host.labels.count ? host.labels[label + 1] - 1 : name.count
        if let word = word(in: name[host.labels[label]..<next]) { return (label, word) }
      }
      return nil
    }
  }

  func isSaid(anywhereIn host: HostName) -> Bool {
    first(in: host, before: host.labels.count) != nil
  }
}
