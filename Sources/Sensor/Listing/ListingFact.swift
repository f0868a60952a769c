import Bytes

/// A fact of MLSD and MLST (RFC 3659 §7.5) by the name that a persona gives it.
struct ListingFact: Equatable, Sendable {
  enum Kind: String, Sendable {
    case type, size, modify, create, perm, unique
    case mode = "unix.mode"
    case owner = "unix.owner"
    case group = "unix.group"
    case uid = "unix.uid"
    case gid = "unix.gid"
    case ownerName = "unix.ownername"
    case groupName = "unix.groupname"
  }

  /// How an entry stands to the folder that is listed.
  enum Place: Sendable {
    case inFolder, folderItself, parent
  }

  let name: String
  let kind: Kind

  /// Nil where there is no such fact.
  init?(name: String) {
    guard let kind = Kind(rawValue: name.lowercased()) else { return nil }
    self.name = name
    self.kind = kind
  }

  /// Appends `type=file;size=1024; name`, without a line end.
  static func append(
    _ entry: FileEntry, name: [UInt8], place: Place, facts: [ListingFact], to bytes: inout [UInt8]
  ) {
    for fact in facts { fact.append(entry, place, to: &bytes) }
    bytes.append(0x20)
    ListingWriter.append(name: name, to: &bytes)
  }

  private func append(_ entry: FileEntry, _ place: Place, to bytes: inout [UInt8]) {
    // A folder has no size that RFC 3659 knows.
    if kind == .size, entry.isFolder { return }
    bytes += name.utf8
    bytes.append(0x3D)
    switch kind {
    case .type:
      bytes += Self.type(entry, place).utf8
    case .size: bytes += String(entry.size).utf8
    case .modify, .create: bytes += ListingTime(entry.modified).compact
    case .perm: bytes += Self.permissions(entry).utf8
    case .unique: bytes += String(entry.unique, radix: 16).utf8
    case .mode:
      bytes.append(0x30)
      for shift in [6, 3, 0] { bytes.append(0x30 + UInt8(entry.mode >> UInt16(shift) & 7)) }
    case .owner, .ownerName, .uid: bytes += entry.owner.utf8
    case .group, .groupName, .gid: bytes += entry.group.utf8
    }
    bytes.append(0x3B)
  }

  private static func type(_ entry: FileEntry, _ place: Place) -> String {
    guard entry.isFolder else { return "file" }
    return place == .folderItself ? "cdir" : place == .parent ? "pdir" : "dir"
  }

  /// RFC 3659 §7.5.5: what the owner may do.
  private static func permissions(_ entry: FileEntry) -> String {
    let mayRead = entry.mode & 0o400 != 0
    let mayWrite = entry.mode & 0o200 != 0
    if entry.isFolder { return (mayWrite ? "cdeflmp" : "el") }
    return (mayWrite ? "adf" : "") + (mayRead ? "r" : "") + (mayWrite ? "w" : "")
  }
}
