import Bytes

/// A file that an operator wants to be taken: `--bait`.
public struct OwnBait: Sendable {
  /// Absolute, as sessions see it.
  var path: [UInt8]
  var bytes: [UInt8]
  var modified: Timestamp

  /// Why a folder can't be taken for bait. All of it is held in memory while the sensor runs.
  public enum Problem: Error, Equatable, Sendable {
    case unreadable(String)
    case tooManyFiles(maximum: Int)
    case tooManyBytes(maximum: Int)
    case tooDeep(maximum: Int)
  }

  static let filesMaximum = 2000
  static let bytesMaximum = 64 << 20
  static let depthMaximum = 16

  /// Reads all files below a folder. Symbolic links are not followed.
  public static func read(_ folder: String) throws(Problem) -> [OwnBait] {
    guard let tree = FolderTree(folder) else { throw .unreadable(folder) }
    var found: [OwnBait] = []
    var bytes = 0
    try read(tree, [0x2F], depth: 0, &found, &bytes)
    return found
  }

  private static func read(
    _ tree: FolderTree, _ folder: [UInt8], depth: Int, _ found: inout [OwnBait],
    _ bytes: inout Int
  ) throws(Problem) {
    guard depth <= depthMaximum else { throw .tooDeep(maximum: depthMaximum) }
    guard let entries = try? tree.entries(in: folder) else { throw .unreadable(folder.escapedText) }
    for entry in entries {
      let path = FilePath.child(entry.name, of: folder)
      if entry.isFolder {
        try read(tree, path, depth: depth + 1, &found, &bytes)
        continue
      }
      guard found.count < filesMaximum else { throw .tooManyFiles(maximum: filesMaximum) }
      guard entry.size <= bytesMaximum - bytes else { throw .tooManyBytes(maximum: bytesMaximum) }
      guard let content = try? tree.open(path).read(at: 0, count: max(1, entry.size)) else {
        throw .unreadable(path.escapedText)
      }
      bytes += content.count
      found.append(OwnBait(path: path, bytes: content, modified: entry.modified))
    }
  }
}
