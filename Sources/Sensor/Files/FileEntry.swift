import Bytes

/// A file or folder as a listing shows it.
public struct FileEntry: Equatable, Sendable {
  var name: [UInt8]
  var isFolder: Bool
  /// Bytes.
  public var size: Int
  var modified: Timestamp
  /// Permissions, `0o644`.
  var mode: UInt16
  var owner: String
  var group: String
  /// Their numbers (uid, gid), which facts of MLSD are told by.
  var ownerNumber: Int
  var groupNumber: Int
  /// Names that it has: a folder's own and `.`, and `..` of each folder in it.
  var links: Int
  /// Tells the entry from all others of the tree (RFC 3659 §7.5.2, `unique`).
  var unique: UInt64
  /// The token that tells that this bait was taken.
  var canary: String?

  init(
    name: [UInt8], isFolder: Bool, size: Int, modified: Timestamp, mode: UInt16, owner: String,
    group: String, ownerNumber: Int = 0, groupNumber: Int = 0, links: Int? = nil, unique: UInt64,
    canary: String? = nil
  ) {
    self.name = name
    self.isFolder = isFolder
    self.size = size
    self.modified = modified
    self.mode = mode
    self.owner = owner
    self.group = group
    self.ownerNumber = ownerNumber
    self.groupNumber = groupNumber
    self.links = links ?? (isFolder ? 2 : 1)
    self.unique = unique
    self.canary = canary
  }
}
