import Records

/// What a scan came to.
public struct ScanReport: Sendable {
  /// How far it came.
  public var figures = ScanFigures()
  /// How many targets ended how, those without a record too.
  public var statuses: [ServiceRecord.Status: Int] = [:]
  /// How often a host turned us away.
  public var turnedAway = 0
  /// What the machine ran out of, if anything: `open files`.
  public var shortage: String?
  /// The targets of the stream that could not be read, and why the first could not.
  public var malformed = 0
  /// The first of these.
  public var firstMalformed: [TargetLines.Malformed] = []
  /// How many names of the stream have no address.
  public private(set) var unresolved = 0
  /// The first of these, and what the resolver said of them.
  public private(set) var firstUnresolved: [(name: String, answer: NameLookup.Answer)] = []
  /// Lines of the stream, or parts of them, that name targets.
  public var streamTargets: UInt64 = 0
  /// What the filter held back of the stream.
  public var leftOut = LeftOut()
  /// Blocks of the stream that were too large for one.
  public var tooLarge = 0
  /// Why the stream could not be read to its end.
  public var streamProblem: String?
  /// Whether the stream named more addresses than it may.
  public var hasTooManyAddresses = false
  /// Whether the scan was stopped before its end.
  public var isInterrupted = false

  public init() {}

  mutating func addUnresolved(_ name: String, _ answer: NameLookup.Answer) {
    unresolved += 1
    if firstUnresolved.count < TargetLines.Limits.malformedKept {
      firstUnresolved.append((name, answer))
    }
  }
}
