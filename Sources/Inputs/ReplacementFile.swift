import Glibc

/// A file that is written beside another until it is whole, and then takes its place by `rename`.
public enum ReplacementFile {
  /// What this process calls it.
  public static func name(_ destination: String) -> String { "\(destination).\(getpid()).tmp" }

  /// Takes away what processes that were killed left unfinished of a file.
  public static func removeAbandoned(_ destination: String) {
    let end = destination.lastIndex(of: "/").map { destination.index(after: $0) }
    let folder = end.map { String(destination[..<$0]) } ?? "./"
    let start = destination[(end ?? destination.startIndex)...] + "."
    for name in FolderNames.all(in: folder) ?? []
    where name.hasPrefix(start) && name.hasSuffix(".tmp") {
      guard let process = pid_t(name.dropFirst(start.count).dropLast(".tmp".count)), process > 0,
        kill(process, 0) != 0, errno == ESRCH
      else { continue }
      unlink(folder + name)
    }
  }

  /// Opens one for writing. It has the owner, the group and the permissions of the file in whose
  /// place it comes, as far as this process may give them; what it may not give away, others do not
  /// get either. Where there is none yet, the permissions are a new file's. What another process
  /// left at the name is taken away.
  /// - Returns: a descriptor; below zero where that fails, as `open` says.
  public static func open(_ name: String, inPlaceOf destination: String) -> Int32 {
    var before = stat()
    guard stat(destination, &before) == 0 else { return create(name, 0o644) }
    // Nobody else reads it before it is known who may.
    let descriptor = create(name, 0o600)
    guard descriptor >= 0 else { return descriptor }
    var permissions = before.st_mode & 0o777
    if fchown(descriptor, before.st_uid, before.st_gid) != 0,
      fchown(descriptor, uid_t.max, before.st_gid) != 0
    {
      // Who was in the group is one of the others now.
      permissions = permissions & 0o700 | (permissions >> 3 & permissions & 0o7) * 0o11
    }
    _ = fchmod(descriptor, permissions)
    return descriptor
  }

  /// Writes a file that is whole or not there, and that others have no more of than `permissions`
  /// say at any moment; without them it has those of the file in whose place it comes. Gives the
  /// error number; 0 where it is written.
  public static func write(
    _ bytes: [UInt8], to path: String, permissions: mode_t? = nil
  ) -> Int32 {
    removeAbandoned(path)
    let temporary = name(path)
    let descriptor =
      permissions.map { create(temporary, $0) } ?? open(temporary, inPlaceOf: path)
    guard descriptor >= 0 else { return errno }
    var failure = bytes.write(to: descriptor).failure
    if failure == 0, fsync(descriptor) != 0 { failure = errno }
    close(descriptor)
    if failure == 0, rename(temporary, path) != 0 { failure = errno }
    if failure != 0 { unlink(temporary) }
    return failure
  }

  private static func create(_ name: String, _ permissions: mode_t) -> Int32 {
    unlink(name)
    return Glibc.open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions)
  }
}
