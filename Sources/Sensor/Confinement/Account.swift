import Bytes
import Glibc
import Inputs

/// A user of this machine (passwd(5)), to whom a sensor that root started changes.
public struct Account: Equatable, Sendable {
  /// As it logs in.
  public var name: String
  /// Its number.
  public var id: uid_t
  /// The number of its first group.
  public var group: gid_t

  /// Nil where there is no such user.
  public init?(_ name: String) {
    guard let entry = getpwnam(name) else { return nil }
    self.name = name
    id = entry.pointee.pw_uid
    group = entry.pointee.pw_gid
  }

  /// Makes files this user's, those in folders too, two folders deep. Links are not followed, and a
  /// file of several names stays whose it is: whoever may write in the folder may have put
  /// another's there. Says what stays so against its owner's will, and why.
  public func own(_ path: String, depth: Int = 2) -> [String] {
    var refusals: [String] = []
    own(path, in: AT_FDCWD, path, depth, &refusals)
    return refusals
  }

  private func own(
    _ name: UnsafePointer<CChar>, in folder: Int32, _ path: String, _ depth: Int,
    _ refusals: inout [String]
  ) {
    // Held open, so that what was looked at is what is given; a pipe is not waited for.
    let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else {
      let reason = errno
      switch reason {
      // Gone, a link, a socket.
      case ENOENT, ELOOP, ENXIO: return
      default: return refusals.append("\(path): \(reason.systemMessage)")
      }
    }
    var about = stat()
    guard fstat(file, &about) == 0, let kind = FileKind(about) else {
      close(file)
      return
    }
    if about.st_uid != id || about.st_gid != group {
      if kind == .file, about.st_nlink > 1 {
        refusals.append("\(path): has other names too (hard links)")
      } else if fchown(file, id, group) != 0 {
        refusals.append("\(path): \(errno.systemMessage)")
      }
    }
    guard kind == .folder, depth > 0, let entries = fdopendir(file) else {
      close(file)
      return
    }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        // Names are bytes, and stay so: as text they may be another's.
        guard let name = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return }
        let text = String(cString: name)
        if text == "." || text == ".." { return }
        own(name, in: file, FilePlace.path(of: text, in: path), depth - 1, &refusals)
      }
    }
  }

  private enum FileKind {
    case file, folder

    /// Nil for devices, pipes.
    init?(_ about: stat) {
      switch about.st_mode & S_IFMT {
      case S_IFREG: self = .file
      case S_IFDIR: self = .folder
      default: return nil
      }
    }
  }
}
