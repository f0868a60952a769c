import Bytes

/// The names of the files that events were written to.
public enum EventFiles {
  /// The name of a file that is full: `events-20261126T141500.123Z-1.jsonl`. Names sort by time.
  static func rotated(_ path: String, at time: Timestamp, number: Int) -> String {
    let stamp = Timestamp(milliseconds: time.milliseconds / 1000 * 1000).rfc3339
      .filter { $0 != "-" && $0 != ":" }
    let milliseconds = String(1000 + time.milliseconds % 1000).dropFirst()
    let (stem, ending) = split(path)
    return "\(stem)-\(stamp.dropLast()).\(milliseconds)Z-\(number)\(ending)"
  }

  /// Whether a name is one of those: `stem-20261126T`, and what follows.
  static func isRotated(_ name: String, stem: String, ending: String) -> Bool {
    guard name.hasPrefix("\(stem)-"), name.hasSuffix(ending),
      name.utf8.count > stem.utf8.count + 1 + ending.utf8.count
    else { return false }
    let stamp = name.dropFirst(stem.count + 1).utf8
    return stamp.count > 9 && stamp.prefix(8).allSatisfy { $0 &- 0x30 < 10 }
      && stamp.dropFirst(8).first == UInt8(ascii: "T")
  }

  /// A path's name without its ending, and the ending.
  static func split(_ path: String) -> (stem: String, ending: String) {
    let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path[name...].lastIndex(of: "."), dot > name else { return (path, "") }
    return (String(path[..<dot]), String(path[dot...]))
  }
}
