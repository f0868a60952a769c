import Bytes

/// Which folders and files a sensor's bait has.
struct BaitPlan {
  private(set) var random: SeededNumbers
  let seed: UInt64
  let company: String
  /// When the sensor started first.
  private let start: Timestamp
  /// What all is before.
  private let now: Timestamp
  private var files: [[UInt8]: BaitFile] = [:]
  private var folders: [[UInt8]: FileEntry] = [:]
  /// The number of what was added last (`FileEntry.unique`).
  private(set) var unique: UInt64
  private let ownerNumber: Int
  private let groupNumber: Int

  init(seed: UInt64, since start: Timestamp, at now: Timestamp) {
    self.seed = seed
    self.start = start
    self.now = now
    random = SeededNumbers(seed, of: Array("bait".utf8))
    unique = UInt64.random(in: 131_073...3_000_000, using: &random)
    // As distributions number the users that packages bring.
    ownerNumber = Int.random(in: 104...119, using: &random)
    groupNumber = ownerNumber + Int.random(in: 1...8, using: &random)
    company =
      random.pick(BaitWords.companies) + random.pick(["", "-"]) + random.pick(BaitWords.trades)
    addFolder([0x2F], daysAgo: 3)
  }

  /// The year, month and day so many days before the start.
  func date(_ daysAgo: Int) -> (year: Int, month: Int, day: Int) {
    CalendarDay(number: start.day.number - Int32(daysAgo)).fields
  }

  /// The night so many days ago, as of now.
  func night(_ daysAgo: Int) -> CalendarDay { CalendarDay(number: now.day.number - Int32(daysAgo)) }

  mutating func pick<Element>(_ list: [Element]) -> Element { random.pick(list) }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func shuffled<Element>(_ list: [Element]) -> [Element] { list.shuffled(using: &random) }

  mutating func size(_ range: ClosedRange<Int>) -> Int { random.size(range) }

  // MARK: Adding

  /// Adds a folder, and those it is in.
  mutating func addFolder(_ path: [UInt8], daysAgo: Int) {
    addFolder(path, modified: moment(daysAgo))
  }

  private mutating func addFolder(_ path: [UInt8], modified: Timestamp) {
    guard folders[path] == nil, files[path] == nil else { return }
    if path.count > 1 { addFolder(FilePath.parent(of: path), modified: modified) }
    folders[path] = entry(path, isFolder: true, size: 4096, modified: modified, mode: 0o755)
  }

  /// Adds a file, and the folders it is in.
  mutating func add(
    _ path: String, _ kind: BaitKind, size: Int, daysAgo: Int, mode: UInt16 = 0o644
  ) {
    add(Array(path.utf8), kind, size: size, modified: moment(daysAgo), mode: mode)
  }

  /// Adds what is made in a night. Size and hour are the path's, so that it is the same file on the
  /// days that follow.
  mutating func add(
    _ path: String, _ kind: BaitKind, sizes: ClosedRange<Int>, night: CalendarDay,
    mode: UInt16 = 0o644
  ) {
    let path = Array(path.utf8)
    var random = SeededNumbers(seed, of: path)
    let seconds = Int64.random(in: 3600...5 * 3600, using: &random)
    let hour = night.midnight.adding(milliseconds: seconds * 1000)
    let modified = min(hour, now.adding(milliseconds: -60_000))
    add(path, kind, size: random.size(sizes), modified: modified, mode: mode)
  }

  private mutating func add(
    _ path: [UInt8], _ kind: BaitKind, size: Int, modified: Timestamp, mode: UInt16
  ) {
    addFolder(FilePath.parent(of: path), modified: modified)
    guard folders[path] == nil else { return }
    var entry = entry(path, isFolder: false, size: size, modified: modified, mode: mode)
    entry.canary = Self.token(seed, path)
    files[path] = BaitFile(kind: kind, entry: entry, path: path)
  }

  private mutating func entry(
    _ path: [UInt8], isFolder: Bool, size: Int, modified: Timestamp, mode: UInt16
  ) -> FileEntry {
    unique += UInt64(number(1...40))
    return FileEntry(
      name: FilePath.name(of: path), isFolder: isFolder, size: size, modified: modified, mode: mode,
      owner: "ftp", group: "ftp", ownerNumber: ownerNumber, groupNumber: groupNumber,
      unique: unique)
  }

  /// Adds what an operator brought.
  mutating func add(_ own: OwnBait) {
    addFolder(FilePath.parent(of: own.path), daysAgo: 10)
    guard folders[own.path] == nil else { return }
    var entry = entry(
      own.path, isFolder: false, size: own.bytes.count, modified: own.modified, mode: 0o644)
    entry.canary = Self.token(seed, own.path)
    files[own.path] = BaitFile(kind: .own(own.bytes), entry: entry, path: own.path)
  }

  /// What tells that a file was taken: it is in the event and, where the file is text, in the file.
  static func token(_ seed: UInt64, _ path: [UInt8]) -> String {
    var digest = Digest128(seed: seed)
    path.withSlice { digest.add($0) }
    return String(digest.hex.suffix(20))
  }

  /// Some time of a working day so many days before the start.
  private mutating func moment(_ daysAgo: Int) -> Timestamp {
    let midnight = CalendarDay(number: start.day.number - Int32(daysAgo)).midnight
    let moment = midnight.adding(milliseconds: Int64(number(7 * 3600...19 * 3600)) * 1000)
    return min(moment, start.adding(milliseconds: -60_000))
  }

  func nodes() -> [[UInt8]: BaitTree.Node] {
    var children: [[UInt8]: [[UInt8]]] = [:]
    for path in Array(folders.keys) + files.keys where path.count > 1 {
      children[FilePath.parent(of: path), default: []].append(FilePath.name(of: path))
    }
    var nodes: [[UInt8]: BaitTree.Node] = files.mapValues { .file($0) }
    for (path, entry) in folders {
      let names = (children[path] ?? []).sorted { $0.lexicographicallyPrecedes($1) }
      var entry = entry
      entry.links += names.count { folders[FilePath.child($0, of: path)] != nil }
      nodes[path] = .folder(entry, children: names)
    }
    return nodes
  }
}
