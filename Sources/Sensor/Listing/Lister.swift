/// Makes a listing of what a path or a pattern names, within limits.
struct Lister {
  let files: any FileTree
  let options: ListOptions
  let writer: ListingWriter
  /// Lines as LIST has them, else names.
  let isLong: Bool
  var bytes: [UInt8] = []
  var count = 0
  var looks = 0
  /// Steps that are left to patterns: beyond them nothing more is met.
  var steps = Self.stepsMaximum

  /// Entries that one listing looks at: patterns and `-R` are cut there.
  static let looksMaximum = 20_000
  static let depthMaximum = 16
  private static let stepsMaximum = 2_000_000

  /// Steps that patterns took.
  var stepsTaken: Int { Self.stepsMaximum - steps }

  init(files: any FileTree, options: ListOptions, writer: ListingWriter, isLong: Bool) {
    self.files = files
    self.options = options
    self.writer = writer
    self.isLong = isLong
  }

  /// A folder's entries, or a file; false where there is neither. `name`: what the client called
  /// it.
  mutating func list(_ path: [UInt8], as name: [UInt8]) -> Bool {
    guard var entry = files.entry(at: path) else { return false }
    if entry.isFolder, !options.isFolderItself {
      guard let entries = try? files.entries(in: path) else { return false }
      folder(path, entry, entries, as: name, depth: 0)
      return true
    }
    entry.name = name.isEmpty ? [0x2E] : name
    append(entry)
    return true
  }

  mutating func folder(
    _ path: [UInt8], _ itself: FileEntry, _ entries: [FileEntry], as name: [UInt8], depth: Int
  ) {
    if options.isRecursive, depth > 0 { appendHead(name) }
    looks += entries.count
    let shown = options.shown(options.showsSelf ? dots(path, itself) + entries : entries)
    // `ls` names what is in a folder by the folder's name, where NLST was given one.
    if isLong {
      bytes += writer.lines(of: shown, hasTotal: true)
      count += shown.count
    } else {
      let prefix = name.isEmpty || depth > 0 ? [] : name.last == 0x2F ? name : name + [0x2F]
      for entry in shown { append(name: prefix + entry.name) }
    }
    guard options.isRecursive, depth < Self.depthMaximum else { return }
    for entry in shown where entry.isFolder && entry.name != [0x2E] && entry.name != [0x2E, 0x2E] {
      let below = FilePath.child(entry.name, of: path)
      guard looks < Self.looksMaximum, let entries = try? files.entries(in: below) else { return }
      let above = name.isEmpty && writer.style == .pureFTPd ? [0x2E] : name
      let called = above.isEmpty ? entry.name : FilePath.child(entry.name, of: above)
      folder(below, entry, entries, as: called, depth: depth + 1)
    }
  }

  /// What stands before a folder's entries where several are listed.
  mutating func appendHead(_ name: [UInt8]) {
    let isPure = writer.style == .pureFTPd
    bytes += isPure ? [0x0D, 0x0A, 0x0D, 0x0A] : [0x0D, 0x0A]
    bytes += name
    bytes += isPure ? [0x3A, 0x0D, 0x0A, 0x0D, 0x0A] : [0x3A, 0x0D, 0x0A]
  }

  func dots(_ path: [UInt8], _ itself: FileEntry) -> [FileEntry] {
    var here = itself
    here.name = [0x2E]
    var above = files.entry(at: FilePath.parent(of: path)) ?? itself
    above.name = [0x2E, 0x2E]
    return [here, above]
  }

  mutating func append(_ entry: FileEntry) {
    if isLong {
      writer.append(entry, to: &bytes)
      count += 1
    } else {
      append(name: entry.name)
    }
  }

  mutating func append(name: [UInt8]) {
    ListingWriter.append(name: name, to: &bytes)
    bytes += [0x0D, 0x0A]
    count += 1
  }
}
