import Glibc

/// Symbolic links to files that are to be replaced.
public enum SymbolicLinks {
  /// As many as Linux follows (path_resolution(7)).
  private static let linksMaximum = 40

  /// The file at the end of the links that a path names, whether it is there yet or not: a file
  /// that takes the place of another by `rename` would replace the link itself.
  public static func end(of path: String) -> String {
    var path = path
    for _ in 0..<linksMaximum {
      guard let next = target(of: path) else { break }
      let nameLength = path.reversed().prefix { $0 != "/" }.count
      path = next.hasPrefix("/") ? next : path.dropLast(nameLength) + next
    }
    return path
  }

  /// What a link says; nil where a path names none.
  private static func target(of path: String) -> String? {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &target, target.count)
    guard count > 0 else { return nil }
    return String(decoding: target.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
