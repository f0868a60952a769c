/// Makes a listing of what a path or a pattern names, within limits.
struct Lister {
  let files: any FileTree
  let options: ListOptions
  let writer: ListingWriter
  /// Lines as LIST has them, else names.
  let isLong: Bool
  private(set) var bytes: [UInt8] = []
  private(set) var count = 0
  private var looks = 0
  /// Steps that are left to patterns: beyond them nothing more is met.
  private var steps = Self.stepsMaximum

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

  /// What a pattern meets; false where it meets nothing. The last names of the path and of what
  /// the client wrote are the same.
  mutating func matching(_ pattern: [UInt8], as written: [UInt8]) -> Bool {
    let pattern = options.ignoresCase ? FilePath.ignoringCase(pattern) : pattern
    let parts = pattern.split(separator: 0x2F).map { GlobPattern(pattern: Array($0)) }
    var found: [([UInt8], FileEntry)] = []
    walk(parts[...], in: [0x2F], &found)
    if found.isEmpty { return false }
    let isRelative = written.first != 0x2F
    let prefix = isRelative ? written[..<(written.lastIndex(of: 0x2F).map { $0 + 1 } ?? 0)] : []
    for (path, entry) in found.sorted(by: { $0.0.lexicographicallyPrecedes($1.0) }) {
      var entry = entry
      entry.name = isRelative ? prefix + FilePath.name(of: path) : path
      append(entry)
    }
    return true
  }

  private mutating func walk(
    _ parts: ArraySlice<GlobPattern>, in folder: [UInt8], _ found: inout [([UInt8], FileEntry)]
  ) {
    guard let part = parts.first else { return }
    let rest = parts.dropFirst()
    if !options.ignoresCase, !GlobPattern.isPattern(part.pattern) {
      let path = FilePath.child(part.pattern, of: folder)
      looks += 1
      guard looks < Self.looksMaximum, let entry = files.entry(at: path) else { return }
      if rest.isEmpty { found.append((path, entry)) } else { walk(rest, in: path, &found) }
      return
    }
    guard let entries = try? files.entries(in: folder) else { return }
    for entry in entries {
      looks += 1
      guard looks < Self.looksMaximum else { return }
      let name = options.ignoresCase ? FilePath.ignoringCase(entry.name) : entry.name
      guard part.matches(name, steps: &steps) else { continue }
      let path = FilePath.child(entry.name, of: folder)
      if rest.isEmpty {
        found.append((path, entry))
      } else if entry.isFolder {
        walk(rest, in: path, &found)
      }
    }
  }

  private mutating func folder(
    _ path: [UInt8], _ itself: FileEntry, _ entries: [FileEntry], as name: [UInt8], depth: Int
  ) {
    if options.isRecursive, depth > 0 {
      bytes += [0x0D, 0x0A]
      bytes += name
      bytes += [0x3A, 0x0D, 0x0A]
    }
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
      let called = name.isEmpty ? entry.name : FilePath.child(entry.name, of: name)
      folder(below, entry, entries, as: called, depth: depth + 1)
    }
  }

  private func dots(_ path: [UInt8], _ itself: FileEntry) -> [FileEntry] {
    var here = itself
    here.name = [0x2E]
    var above = files.entry(at: FilePath.parent(of: path)) ?? itself
    above.name = [0x2E, 0x2E]
    return [here, above]
  }

  private mutating func append(_ entry: FileEntry) {
    if isLong {
      writer.append(entry, to: &bytes)
      count += 1
    } else {
      append(name: entry.name)
    }
  }

  private mutating func append(name: [UInt8]) {
    ListingWriter.append(name: name, to: &bytes)
    bytes += [0x0D, 0x0A]
    count += 1
  }
}
