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

  /// A path's name without its ending, and the ending.
  static func split(_ path: String) -> (stem: String, ending: String) {
    let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path[name...].lastIndex(of: "."), dot > name else { return (path, "") }
    return (String(path[..<dot]), String(path[dot...]))
  }
}
