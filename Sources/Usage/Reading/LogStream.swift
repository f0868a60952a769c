import Bytes
import Inputs

/// Files that continue one another: a log and its rotations, or the days of one log.
struct LogStream {
  /// A file, and what its first bytes tell.
  struct Member {
    var file: InputPaths.File
    var head: FileHead
    /// Its number among the run's files, once the stream is to be read.
    var number: UInt32 = 0
    /// What can't be opened again, and so is open.
    var source: ByteSource?
    /// What its lines are wrapped in; nil for most.
    var wrapping: LineWrapping?
    /// What an earlier run has read of it.
    var known: LogState.KnownFile?
    /// Where its years are other than each date by itself would have them; none for most.
    var parts: [YearSearch.Part] = []
    /// Its first bytes, by which it is known again.
    var firstBytes: [UInt8] = []
  }

  var members: [Member]
  var seed: Digest128
  /// What sets apart the keys of files whose sessions are in no other, by their paths.
  private var ownSeeds: [String: Digest128] = [:]
  /// Whether the members tell of the same sessions and are read side by side.
  var isJoined: Bool
  /// The zone of times that have none, as far as the logs tell.
  var zone: LogZone?
  /// By what their names have in common, logs of commands that have none which another's lack; and
  /// from when on the others have them.
  var contained: [String: Timestamp] = [:]

  /// Puts files into streams: by folder and by what their names have in common; each stream's in
  /// the order of time.
  static func streams(_ members: [Member]) -> [LogStream] {
    var groups: [String: [Member]] = [:]
    var order: [String] = []
    for member in members {
      let isJoined = member.head.format?.isJoined ?? false
      let path = member.file.path
      let key = isJoined ? "\(home(path))/*" : name(ofLog: path)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(member)
    }
    return order.map { key in
      let members = groups[key] ?? []
      var digest = Digest128(seed: 2)
      digest.add(key)
      var stream = LogStream(
        members.sorted(by: precedes), seed: digest, isJoined: key.hasSuffix("/*"))
      if stream.isJoined { stream.findContained() }
      return stream
    }
  }

  /// A file that is followed, which goes on as its rotations do, and is joined to no other.
  static func followed(_ member: Member) -> LogStream {
    var digest = Digest128(seed: 3)
    digest.add(name(ofLog: member.file.path))
    return LogStream([member], seed: digest, isJoined: false)
  }

  private init(_ members: [Member], seed: Digest128, isJoined: Bool) {
    self.members = members
    self.seed = seed
    self.isJoined = isJoined
    if isJoined { ownSeeds = seedsApart() }
  }

  /// What sets apart the keys of a file's sessions.
  func seed(of path: String) -> Digest128 { ownSeeds[path] ?? seed }

  private static func precedes(_ one: Member, _ two: Member) -> Bool {
    switch (one.head.firstTime, two.head.firstTime) {
    case (let left?, let right?) where left != right: return left < right
    case (nil, _?): return false
    case (_?, nil): return true
    default: break
    }
    // Of one moment.
    let (left, right) = (age(one.file.path), age(two.file.path))
    return left == right ? one.file.path < two.file.path : left > right
  }

  /// The day in a name such as `u_ex231229.log` (IIS) or `fzs-2019-01-21.log` (FileZilla Server);
  /// nil where there is none.
  static func day(inName path: String) -> CalendarDay? {
    let name = FilePlace.name(of: path)
    if name.lowercased().hasPrefix("fzs-") {
      let numbers = name.dropFirst(4).prefix(10).split(separator: "-").compactMap { Int($0) }
      guard numbers.count == 3 else { return nil }
      return Timestamp(year: numbers[0], month: numbers[1], day: numbers[2])?.day
    }
    guard name.lowercased().hasPrefix("u_ex") || name.lowercased().hasPrefix("ex") else {
      return nil
    }
    let digits = name.drop { !$0.isNumber }.prefix { $0.isASCII && $0.isNumber }
    guard digits.count == 6, let number = Int(digits) else { return nil }
    let year = number / 10_000
    return Timestamp(
      year: year < 80 ? 2000 + year : 1900 + year, month: number / 100 % 100, day: number % 100
    )?.day
  }

  /// How old a rotation is, as its name has it: the higher number is older, and a name without one
  /// is the newest; but where IIS counts its logs they are newer and newer.
  private static func age(_ path: String) -> Int {
    let name = FilePlace.name(of: path).lowercased()
    if let number = rolledBySize(name)?.number { return -number }
    return path.split(separator: ".").compactMap { Int($0) }.last ?? -1
  }
}
