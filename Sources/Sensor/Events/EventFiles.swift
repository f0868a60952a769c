import Bytes
import Glibc
import Inputs

/// The names of the files that events were written to.
public enum EventFiles {
  /// The name of a file that is full: `events-20261126T141500.123Z-1.jsonl`. Names sort by time.
  static func rotated(_ path: String, at time: Timestamp, number: Int) -> String {
    let (stem, ending) = split(path)
    return "\(stem)-\(stamp(time))-\(number)\(ending)"
  }

  /// `20261126T141500.123Z`.
  private static func stamp(_ time: Timestamp) -> String {
    let second = time.second.rfc3339.filter { $0 != "-" && $0 != ":" }
    let rest = time.milliseconds - time.second.milliseconds
    let milliseconds = String(1000 + rest).dropFirst()
    return "\(second.dropLast()).\(milliseconds)Z"
  }

  /// The stamp in a name that the sensor gave: `stem-20261126T`, and what follows.
  static func stamp(of name: String, stem: String, ending: String) -> String? {
    guard name.hasPrefix("\(stem)-"), name.hasSuffix(ending),
      name.utf8.count > stem.utf8.count + 1 + ending.utf8.count
    else { return nil }
    let stamp = name.dropFirst(stem.count + 1)
    let bytes = stamp.utf8
    guard bytes.count > 9, bytes.prefix(8).allSatisfy({ $0 &- 0x30 < 10 }),
      bytes.dropFirst(8).first == UInt8(ascii: "T")
    else { return nil }
    return String(stamp.dropLast(ending.count))
  }

  /// Whether a name is one that others give, such as logrotate: `events.jsonl.1`,
  /// `events.jsonl-20261126`, `events-20261126.jsonl`. What is compressed is none.
  static func isOthers(_ name: String, stem: String, ending: String) -> Bool {
    if [".gz", ".zst", ".xz", ".bz2"].contains(where: name.hasSuffix) { return false }
    let whole = stem + ending
    if name.hasPrefix("\(whole).") || name.hasPrefix("\(whole)-") { return true }
    guard name.hasSuffix(ending), name.hasPrefix("\(stem)-") || name.hasPrefix("\(stem).") else {
      return false
    }
    let between = name.dropFirst(stem.count + 1).dropLast(ending.count)
    return !between.isEmpty && between.allSatisfy { $0.isNumber || $0 == "-" }
  }

  /// The files beside the one that is written to, oldest first, whoever renamed them.
  static func older(than path: String) -> [EventFile] {
    let name = FilePlace.name(of: path)
    let (stem, ending) = split(name)
    var current = stat()
    let own = stat(path, &current) == 0 ? UInt64(current.st_ino) : nil
    let found = paths(inFolderOf: path).compactMap { path -> (order: String, file: EventFile)? in
      let name = FilePlace.name(of: path)
      let stamp = stamp(of: name, stem: stem, ending: ending)
      guard stamp != nil || isOthers(name, stem: stem, ending: ending) else { return nil }
      var about = stat()
      guard stat(path, &about) == 0, about.st_mode & S_IFMT == S_IFREG else { return nil }
      let file = EventFile(.path(path), path: path, about)
      return (stamp ?? Self.stamp(file.written.upperBound), file)
    }
    return found.sorted { ($0.order, $0.file.path) < ($1.order, $1.file.path) }
      .map(\.file).filter { $0.number != own }
  }

  /// The paths of all that is in the folder of a path.
  static func paths(inFolderOf path: String) -> [String] {
    let folder = FilePlace.folder(of: path)
    return (FolderNames.all(in: folder) ?? []).map { FilePlace.path(of: $0, in: folder) }
  }

  /// A path's name without its ending, and the ending.
  static func split(_ path: String) -> (stem: String, ending: String) {
    let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path[name...].lastIndex(of: "."), dot > name else { return (path, "") }
    return (String(path[..<dot]), String(path[dot...]))
  }
}
