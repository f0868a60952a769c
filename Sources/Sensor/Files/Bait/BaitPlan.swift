import Bytes

/// Which folders and files a sensor's bait has.
struct BaitPlan {
  private(set) var random: SeededNumbers
  let seed: UInt64
  let company: String
  let time: Timestamp
  private var files: [[UInt8]: BaitFile] = [:]
  private var folders: [[UInt8]: FileEntry] = [:]
  private var number: UInt64 = 1000

  init(seed: UInt64, at time: Timestamp) {
    self.seed = seed
    self.time = time
    random = SeededNumbers(seed, of: Array("bait".utf8))
    company =
      random.pick(BaitWords.companies) + random.pick(["", "-"]) + random.pick(BaitWords.trades)
    addFolder([0x2F], daysAgo: 3)
  }

  /// The year, month and day so many days ago.
  func date(_ daysAgo: Int) -> (year: Int, month: Int, day: Int) {
    CalendarDay(number: time.day.number - Int32(daysAgo)).fields
  }

  mutating func pick<Element>(_ list: [Element]) -> Element { random.pick(list) }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func shuffled<Element>(_ list: [Element]) -> [Element] { list.shuffled(using: &random) }

  mutating func size(_ range: ClosedRange<Int>) -> Int { random.size(range) }

  // MARK: Adding

  /// Adds a folder, and those it is in.
  mutating func addFolder(_ path: [UInt8], daysAgo: Int) {
    guard folders[path] == nil, files[path] == nil else { return }
    if path.count > 1 { addFolder(FilePath.parent(of: path), daysAgo: daysAgo) }
    number += UInt64(number(1...40))
    folders[path] = FileEntry(
      name: FilePath.name(of: path), isFolder: true, size: 4096, modified: moment(daysAgo),
      mode: 0o755, owner: "ftp", group: "ftp", unique: number)
  }

  /// Adds a file, and the folders it is in.
  mutating func add(
    _ path: String, _ kind: BaitKind, size: Int, daysAgo: Int, mode: UInt16 = 0o644
  ) {
    let path = Array(path.utf8)
    addFolder(FilePath.parent(of: path), daysAgo: daysAgo)
    guard folders[path] == nil else { return }
    number += UInt64(number(1...40))
    let entry = FileEntry(
      name: FilePath.name(of: path), isFolder: false, size: size, modified: moment(daysAgo),
      mode: mode, owner: "ftp", group: "ftp", unique: number, canary: Self.token(seed, path))
    files[path] = BaitFile(kind: kind, entry: entry, path: path)
  }

  /// Adds what an operator brought.
  mutating func add(_ own: OwnBait) {
    addFolder(FilePath.parent(of: own.path), daysAgo: 10)
    guard folders[own.path] == nil else { return }
    number += 1
    let entry = FileEntry(
      name: FilePath.name(of: own.path), isFolder: false, size: own.bytes.count,
      modified: own.modified, mode: 0o644, owner: "ftp", group: "ftp", unique: number,
      canary: Self.token(seed, own.path))
    files[own.path] = BaitFile(kind: .own(own.bytes), entry: entry, path: own.path)
  }

  /// What tells that a file was taken: it is in the event and, where the file is text, in the file.
  static func token(_ seed: UInt64, _ path: [UInt8]) -> String {
    var digest = Digest128(seed: seed)
    path.withSlice { digest.add($0) }
    return String(digest.hex.suffix(20))
  }

  /// Some time of a working day so many days ago.
  private mutating func moment(_ daysAgo: Int) -> Timestamp {
    let midnight = CalendarDay(number: time.day.number - Int32(daysAgo)).midnight
    let moment = midnight.adding(milliseconds: Int64(number(7 * 3600...19 * 3600)) * 1000)
    return min(moment, time.adding(milliseconds: -60_000))
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
