import Glibc

/// A file that is written beside another until it is whole, and then takes its place by `rename`.
public enum ReplacementFile {
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
  /// say at any moment. Gives the error number; 0 where it is written.
  public static func write(_ bytes: [UInt8], to path: String, permissions: mode_t) -> Int32 {
    let temporary = "\(path).\(getpid()).tmp"
    let descriptor = create(temporary, permissions)
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
