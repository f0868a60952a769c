import Glibc

/// A file that is written beside another until it is whole, and then takes its place by `rename`.
///
/// Its name is drawn at random and it is locked (flock(2)) as long as it is open: so nobody else
/// writes it, and one whose lock can be had is of a process that was killed, whatever the numbers
/// of processes that several containers give.
public struct ReplacementFile: Sendable {
  private static let end = ".tmp"

  /// Where it is written.
  public let path: String
  /// Open for writing; closed by whoever writes.
  public let descriptor: Int32
  private let destination: String

  /// Makes one. Others have no more of it than `permissions` say at any moment; without them it has
  /// the owner, the group and the permissions of the file in whose place it comes, as far as this
  /// process may give them; what it may not give away, others do not get either. Where there is
  /// none yet, the permissions are a new file's. Nil where that fails, as `errno` says.
  public init?(of destination: String, permissions: mode_t? = nil) {
    var before = stat()
    let replaces = permissions == nil && stat(destination, &before) == 0
    // Nobody else reads it before it is known who may.
    guard let made = Self.create(destination, permissions ?? (replaces ? 0o600 : 0o644)) else {
      return nil
    }
    (path, descriptor) = made
    self.destination = destination
    guard replaces else { return }
    var granted = before.st_mode & 0o777
    if fchown(descriptor, before.st_uid, before.st_gid) != 0,
      fchown(descriptor, uid_t.max, before.st_gid) != 0
    {
      // Who was in the group is one of the others now.
      granted = granted & 0o700 | (granted >> 3 & granted & 0o7) * 0o11
    }
    _ = fchmod(descriptor, granted)
  }

  /// Lets it take the place; it is gone where that fails. Gives the error number; 0 where it is
  /// there.
  public func takePlace() -> Int32 {
    if rename(path, destination) == 0 { return 0 }
    defer { remove() }
    return errno
  }

  /// Takes it away.
  public func remove() { unlink(path) }

  /// Writes a file that is whole or not there, as `init` says of permissions. Gives the error
  /// number; 0 where it is written.
  public static func write(
    _ bytes: [UInt8], to path: String, permissions: mode_t? = nil
  ) -> Int32 {
    removeAbandoned(path)
    guard let new = ReplacementFile(of: path, permissions: permissions) else { return errno }
    defer { close(new.descriptor) }
    var failure = bytes.write(to: new.descriptor).failure
    if failure == 0, fsync(new.descriptor) != 0 { failure = errno }
    if failure == 0 { return new.takePlace() }
    new.remove()
    return failure
  }

  /// Takes away what processes that were killed left unfinished of a file.
  public static func removeAbandoned(_ destination: String) {
    let folder = FilePlace.folder(of: destination)
    let start = FilePlace.name(of: destination) + "."
    for name in FolderNames.all(in: folder) ?? []
    where name.hasPrefix(start) && name.hasSuffix(Self.end) {
      guard isDrawn(name.dropFirst(start.count).dropLast(Self.end.count)) else { continue }
      let path = FilePlace.path(of: name, in: folder)
      let descriptor = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
      close(descriptor)
    }
  }

  private static func create(
    _ destination: String, _ permissions: mode_t
  ) -> (path: String, descriptor: Int32)? {
    while true {
      let path = "\(destination).\(draw())\(end)"
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions)
      guard descriptor >= 0 else {
        if errno == EEXIST { continue }
        return nil
      }
      while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
      var about = stat()
      if fstat(descriptor, &about) != 0 || about.st_nlink > 0 { return (path, descriptor) }
      // Somebody took it for an abandoned one before it was locked.
      close(descriptor)
    }
  }

  /// Sixteen hexadecimal digits.
  private static func draw() -> String {
    String(UInt64.random(in: 1 << 60 ... .max), radix: 16)
  }

  private static func isDrawn(_ text: Substring) -> Bool {
    UInt64(text, radix: 16).map { String($0, radix: 16) == text && text.count == 16 } ?? false
  }
}
