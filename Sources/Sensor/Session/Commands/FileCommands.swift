import Bytes
import FTPProtocol

/// DELE RNFR RNTO (RFC 959 §4.1.3) SIZE MDTM (RFC 3659) MFMT (draft-somers-ftp-mfxx).
extension ServerSession {
  static let fileCommands: [CommandHandler] = [
    CommandHandler("DELE", .dele, argument: .required) { $0.removeFile() },
    CommandHandler("RNFR", .rnfr, argument: .required) { $0.renameFromFile() },
    CommandHandler("RNTO", .rnto, argument: .required) { $0.renameToFile() },
    CommandHandler("SIZE", .size, argument: .required) { $0.size() },
    CommandHandler("MDTM", .mdtm, argument: .required) { $0.modified() },
    CommandHandler("MFMT", .other, argument: .required) { $0.setModified() },
  ]

  private mutating func removeFile() {
    let path = resolve(request.argument)
    do {
      try files.removeFile(path)
      say(.fileRemoved)
    } catch {
      say(.fileNotRemoved, because: error)
    }
  }

  private mutating func renameFromFile() {
    let path = resolve(request.argument)
    if !policy.data.keepsRename { chosen.renameFrom = nil }
    guard files.entry(at: path) != nil else { return say(.renameMissing, because: .missing) }
    chosen.renameFrom = path
    say(.renameFrom)
  }

  private mutating func renameToFile() {
    guard let from = chosen.renameFrom else { return say(.renameFirst) }
    chosen.renameFrom = nil
    let path = resolve(request.argument, as: from)
    // Windows puts nothing in a folder's place.
    if policy.data.ignoresCase, path != from, files.entry(at: path)?.isFolder == true {
      return say(.renameFailed, because: .exists)
    }
    do {
      try files.rename(from, to: path)
      if FilePath.isInside(chosen.folder, from) {
        chosen.folder = path + chosen.folder.dropFirst(from.count)
      }
      say(.renameDone)
    } catch {
      say(.renameFailed, because: error)
    }
  }

  private mutating func size() {
    if policy.data.refusesOffsetsInASCII, !chosen.isBinary { return say(.sizeInASCII) }
    let path = resolve(request.argument)
    guard let entry = files.entry(at: path) else { return say(.sizeMissing, because: .missing) }
    if entry.isFolder { return say(.sizeNotPlain, because: .isFolder) }
    values.size = entry.size
    say(.fileSize)
  }

  private mutating func modified() {
    // `MDTM 20260101120000 name` sets the time: an old custom that clients still have.
    if policy.data.setsTimeByMDTM, let (time, name) = Self.timed(request.argument),
      files.entry(at: resolve(name)) != nil,
      files.entry(at: resolve(request.argument)) == nil
    {
      return setModified(resolve(name), time)
    }
    let path = resolve(request.argument)
    guard let entry = files.entry(at: path) else { return say(.timeMissing, because: .missing) }
    if entry.isFolder { return say(.timeNotPlain, because: .isFolder) }
    values.time = ListingTime(entry.modified).compact
    say(.fileTime)
  }

  private mutating func setModified() {
    guard request.argument.contains(0x20) else { return say(.argumentMissing) }
    guard let (time, name) = Self.timed(request.argument) else { return say(.timeBad) }
    let path = resolve(name)
    values.argument = name
    guard files.entry(at: path) != nil else { return say(.timeMissing, because: .missing) }
    setModified(path, time)
  }

  private mutating func setModified(_ path: [UInt8], _ time: Timestamp) {
    values.path = path
    do {
      try files.setModified(path, time)
      values.time = ListingTime(time).compact
      say(.fileTimeSet)
    } catch {
      say(.fileDenied)
    }
  }

  /// A time as RFC 3659 §2.3 writes it, a space and a name.
  private static func timed(_ argument: [UInt8]) -> (Timestamp, [UInt8])? {
    guard let space = argument.firstIndex(of: 0x20), space + 1 < argument.count,
      let time = ListingTime.read(argument[..<space])
    else { return nil }
    return (time, Array(argument[(space + 1)...]))
  }
}
