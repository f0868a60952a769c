import Bytes

/// A fact of MLSD and MLST (RFC 3659 §7.5) by the name that a persona gives it.
struct ListingFact: Equatable, Sendable {
  enum Kind: String, Sendable {
    case type, size, sizd, modify, create, perm, unique
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
    _ entry: FileEntry, name: [UInt8], place: Place, facts: [ListingFact],
    style: Persona.ListingStyle, to bytes: inout [UInt8]
  ) {
    for fact in facts { fact.append(entry, place, style, to: &bytes) }
    bytes.append(0x20)
    ListingWriter.append(name: name, to: &bytes)
  }

  private func append(
    _ entry: FileEntry, _ place: Place, _ style: Persona.ListingStyle, to bytes: inout [UInt8]
  ) {
    // A folder has no size that RFC 3659 knows; Pure-FTPd has a fact of its own for that.
    if kind == .size && entry.isFolder || kind == .sizd && !entry.isFolder { return }
    bytes += name.utf8
    bytes.append(0x3D)
    switch kind {
    case .type:
      bytes += Self.type(entry, place).utf8
    case .size: bytes += String(entry.size).utf8
    case .modify, .create: bytes += ListingTime(entry.modified).compact
    case .sizd: bytes += "4096".utf8
    case .perm: bytes += Self.permissions(entry, style).utf8
    case .unique: bytes += Self.unique(entry, style).utf8
    case .mode:
      bytes.append(0x30)
      for shift in [6, 3, 0] { bytes.append(0x30 + UInt8(entry.mode >> UInt16(shift) & 7)) }
    // Servers tell numbers, but for facts that say that they are names.
    case .owner, .uid: bytes += String(entry.ownerNumber).utf8
    case .group, .gid: bytes += String(entry.groupNumber).utf8
    case .ownerName: bytes += entry.owner.utf8
    case .groupName: bytes += entry.group.utf8
    }
    bytes.append(0x3B)
  }

  private static func type(_ entry: FileEntry, _ place: Place) -> String {
    guard entry.isFolder else { return "file" }
    return place == .folderItself ? "cdir" : place == .parent ? "pdir" : "dir"
  }

  /// ProFTPD and Pure-FTPd write the numbers of device and file, each with its own letter between.
  private static func unique(_ entry: FileEntry, _ style: Persona.ListingStyle) -> String {
    let isProFTPD = style == .proFTPD
    guard isProFTPD || style == .pureFTPd else { return String(entry.unique, radix: 16) }
    let file = entry.unique & 0xFFFF_FFFF_FFFF
    return "\(String(device, radix: 16, uppercase: isProFTPD))\(isProFTPD ? "U" : "g")"
      + String(file, radix: 16, uppercase: isProFTPD)
  }

  /// The device that most machines' first partition has.
  private static let device = 0x801

  /// RFC 3659 §7.5.5: what the owner may do.
  private static func permissions(_ entry: FileEntry, _ style: Persona.ListingStyle) -> String {
    let mayRead = entry.mode & 0o400 != 0
    let mayWrite = entry.mode & 0o200 != 0
    if entry.isFolder, style == .proFTPD { return mayWrite ? "flcdmpe" : "fle" }
    if entry.isFolder { return mayWrite ? "cdeflmp" : "el" }
    return (mayWrite ? "adf" : "") + (mayRead ? "r" : "") + (mayWrite ? "w" : "")
  }
}
