import Bytes

extension Lister {
  /// What a pattern meets whose every name may be one (`Globbing.shell`); false where it meets
  /// nothing. `written`: what the client wrote, which ends in the path's last names.
  mutating func matching(_ pattern: [UInt8], as written: [UInt8]) -> Bool {
    let pattern = options.ignoresCase ? FilePath.ignoringCase(pattern) : pattern
    let parts = pattern.split(separator: 0x2F).map { GlobPattern(pattern: Array($0)) }
    var found: [(path: [UInt8], entry: FileEntry)] = []
    walk(parts[...], in: [0x2F], &found)
    if written.last == 0x2F { found.removeAll { !$0.entry.isFolder } }
    if found.isEmpty { return false }
    found.sort { options.precedes($0.path, $1.path) }
    for index in found.indices {
      found[index].entry.name = Self.name(of: found[index].path, as: written)
    }
    // Pure-FTPd shows what is in the folders, behind the files.
    let opensFolders = writer.style == .pureFTPd && isLong && !options.isFolderItself
    for (_, entry) in found where !entry.isFolder || !opensFolders { append(entry) }
    for (path, entry) in found where entry.isFolder && opensFolders {
      guard looks < Self.looksMaximum, let entries = try? files.entries(in: path) else { break }
      appendHead(entry.name)
      folder(path, entry, entries, as: entry.name, depth: 0)
    }
    return true
  }

  /// How what was found is called: as the client began, up to the first pattern, and from there on
  /// by its own names.
  private static func name(of path: [UInt8], as written: [UInt8]) -> [UInt8] {
    let words = written.split(separator: 0x2F, omittingEmptySubsequences: false)
    let first = words.firstIndex { GlobPattern.isPattern($0) } ?? words.count - 1
    let rest = words[first...].filter { !$0.isEmpty && !$0.elementsEqual([0x2E]) }
    // Where the way leads up again, only the whole path is right.
    if rest.contains(where: { $0.elementsEqual([0x2E, 0x2E]) }) { return path }
    let names = path.split(separator: 0x2F).suffix(rest.count)
    let end: [ArraySlice<UInt8>] = written.last == 0x2F ? [[]] : []
    return Array((words[..<first] + names + end).joined(separator: [0x2F]))
  }

  private mutating func walk(
    _ parts: ArraySlice<GlobPattern>, in folder: [UInt8],
    _ found: inout [(path: [UInt8], entry: FileEntry)]
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

  /// What a folder has that a pattern meets (`Globbing.vsftpd`); false where there is no such
  /// folder. `prefix`: what NLST puts before the names.
  mutating func filtered(_ folder: [UInt8], by pattern: [UInt8], prefix: [UInt8]) -> Bool {
    guard let itself = files.entry(at: folder), let entries = try? files.entries(in: folder) else {
      return false
    }
    var options = options
    if pattern.first == 0x2E { (options.showsHidden, options.showsSelf) = (true, true) }
    let patterns = GlobPattern.alternatives(pattern, steps: &steps)
    looks += entries.count
    for entry in options.shown(options.showsSelf ? dots(folder, itself) + entries : entries) {
      for pattern in patterns where pattern.matches(entry.name, steps: &steps) {
        if isLong { append(entry) } else { append(name: prefix + entry.name) }
        break
      }
    }
    return true
  }
}
