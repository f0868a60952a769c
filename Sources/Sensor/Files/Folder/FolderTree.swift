import Bytes
import Glibc

/// A real folder: `--folder`. Sessions read and change its files.
///
/// Confined by construction: a path is walked one name at a time from a descriptor of the folder,
/// each opened beside the last without following symbolic links; `..` and slashes never reach the
/// system. So whoever swaps a folder for a link while a path is walked makes the walk fail, and no
/// more. Links are not shown either, for there is nothing that could be done with them.
public final class FolderTree: FileTree, Sendable {
  private let root: FolderDescriptor

  /// Entries of a folder that are shown.
  static let entriesMaximum = 20_000
  /// Bytes of a file that is copied, which is done at once.
  static let copyMaximum = 1 << 20

  /// Nil where the path is no folder that can be opened. Here, links are followed: it is the
  /// operator's.
  public init?(_ path: String) {
    let number = openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard number >= 0 else { return nil }
    root = FolderDescriptor(number)
  }

  // MARK: Walking

  private func folder(_ path: [UInt8]) throws(FileError) -> FolderDescriptor {
    var folder = root
    for name in path.split(separator: 0x2F) {
      do {
        folder = try .open(Array(name), in: folder.number, O_RDONLY | O_DIRECTORY)
      } catch .isFile {
        throw .missing
      }
    }
    return folder
  }

  private func place(
    _ path: [UInt8]
  ) throws(FileError) -> (folder: FolderDescriptor, name: [UInt8]) {
    guard path.count > 1 else { throw .busy }
    return (try folder(FilePath.parent(of: path)), FilePath.name(of: path))
  }

  private func status(_ name: [UInt8], in folder: FolderDescriptor) throws(FileError) -> stat {
    var status = stat()
    let path = try FolderDescriptor.cString(name)
    guard fstatat(folder.number, path, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw FileError(errno: errno)
    }
    return status
  }

  // MARK: Looking

  public func entry(at path: [UInt8]) -> FileEntry? {
    guard path.count > 1 else { return root.status.flatMap { FileEntry([0x2F], $0) } }
    guard let (folder, name) = try? place(path), let status = try? status(name, in: folder) else {
      return nil
    }
    return FileEntry(name, status)
  }

  public func entries(in path: [UInt8]) throws(FileError) -> [FileEntry] {
    let folder = try folder(path)
    let copy = openat(folder.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { throw FileError(errno: errno) }
    guard let stream = fdopendir(copy) else {
      close(copy)
      throw .denied
    }
    defer { closedir(stream) }
    var entries: [FileEntry] = []
    while entries.count < Self.entriesMaximum, let item = readdir(stream) {
      let name = withUnsafeBytes(of: item.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name == [0x2E] || name == [0x2E, 0x2E] { continue }
      guard let status = try? status(name, in: folder), let entry = FileEntry(name, status) else {
        continue
      }
      entries.append(entry)
    }
    return entries
  }

  public func open(_ path: [UInt8]) throws(FileError) -> any ReadableFile {
    let (folder, name) = try place(path)
    // O_NONBLOCK: a FIFO would be waited for.
    let file = try FolderDescriptor.open(name, in: folder.number, O_RDONLY | O_NONBLOCK)
    guard let status = file.status, status.isPlain else { throw .isFolder }
    return FolderFile(file, size: Int(status.st_size))
  }

  // MARK: Changing

  public func create(
    _ path: [UInt8], at offset: Int?, keepsRest: Bool
  ) throws(FileError) -> any WritableFile {
    let (folder, name) = try place(path)
    let makes = offset == nil || offset == 0 || keepsRest
    let flags = O_WRONLY | O_NONBLOCK | (makes ? O_CREAT : 0)
    let file = try FolderDescriptor.open(name, in: folder.number, flags, mode: 0o666)
    guard let status = file.status, status.isPlain else { throw .denied }
    let start = offset.map { off_t($0) } ?? status.st_size
    if keepsRest { return FolderWriter(file, at: start) }
    guard start <= status.st_size, ftruncate(file.number, start) == 0 else { throw .denied }
    return FolderWriter(file, at: start)
  }

  public func makeFolder(_ path: [UInt8]) throws(FileError) {
    guard path.count > 1 else { throw .exists }
    let (folder, name) = try place(path)
    try Self.check(mkdirat(folder.number, try FolderDescriptor.cString(name), 0o777))
  }

  public func removeFolder(_ path: [UInt8]) throws(FileError) {
    let (folder, name) = try place(path)
    try Self.check(unlinkat(folder.number, try FolderDescriptor.cString(name), AT_REMOVEDIR))
  }

  public func removeFile(_ path: [UInt8]) throws(FileError) {
    let (folder, name) = try place(path)
    try Self.check(unlinkat(folder.number, try FolderDescriptor.cString(name), 0))
  }

  public func rename(_ path: [UInt8], to: [UInt8]) throws(FileError) {
    let (folder, name) = try place(path)
    let (target, newName) = try place(to)
    try Self.check(
      renameat(
        folder.number, try FolderDescriptor.cString(name), target.number,
        try FolderDescriptor.cString(newName)))
  }

  public func copy(_ path: [UInt8], to: [UInt8]) throws(FileError) {
    if path == to { throw .exists }
    let file = try open(path)
    if file.size > Self.copyMaximum { throw .full }
    let copy = try create(to, at: 0)
    var offset = 0
    while true {
      let bytes = try file.read(at: offset, count: 65_536)
      if bytes.isEmpty { break }
      offset += bytes.count
      try bytes.withUnsafeBufferPointer { (buffer) throws(FileError) in
        try copy.write(ByteSlice(buffer))
      }
    }
    try copy.close(nil)
  }

  public func setModified(_ path: [UInt8], _ time: Timestamp) throws(FileError) {
    let (folder, name) = try place(path)
    _ = try status(name, in: folder)
    // Parts of a second count forward, before 1970 too.
    let seconds = time.milliseconds.quotientFloored(by: 1000)
    let rest = time.milliseconds - seconds * 1000
    let moment = timespec(tv_sec: Int(seconds), tv_nsec: Int(rest) * 1_000_000)
    try Self.check(
      utimensat(
        folder.number, try FolderDescriptor.cString(name), [moment, moment], AT_SYMLINK_NOFOLLOW))
  }

  public func setMode(_ path: [UInt8], _ mode: UInt16) throws(FileError) {
    let (folder, name) = try place(path)
    let file = try FolderDescriptor.open(name, in: folder.number, O_RDONLY | O_NONBLOCK)
    try Self.check(fchmod(file.number, mode_t(mode & 0o777)))
  }

  private static func check(_ result: CInt) throws(FileError) {
    guard result == 0 else { throw FileError(errno: errno) }
  }
}

extension stat {
  fileprivate var isPlain: Bool { st_mode & S_IFMT == S_IFREG }
}

extension FileEntry {
  /// Nil for what is neither file nor folder: links, sockets, devices.
  fileprivate init?(_ name: [UInt8], _ status: stat) {
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFDIR || kind == S_IFREG else { return nil }
    self.init(
      name: name, isFolder: kind == S_IFDIR, size: Int(status.st_size),
      modified: Timestamp(status.st_mtim),
      mode: UInt16(truncatingIfNeeded: status.st_mode & 0o7777), owner: String(status.st_uid),
      group: String(status.st_gid), ownerNumber: Int(status.st_uid),
      groupNumber: Int(status.st_gid), links: Int(status.st_nlink),
      unique: UInt64(truncatingIfNeeded: status.st_dev) << 48 ^ UInt64(status.st_ino))
  }
}
