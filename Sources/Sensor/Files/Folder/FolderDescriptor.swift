import Glibc

/// An open file or folder of the system, closed with the last reference to it.
final class FolderDescriptor: Sendable {
  let number: CInt

  init(_ number: CInt) { self.number = number }

  deinit { close(number) }

  /// Opens a name in a folder, never through a symbolic link; the name holds no slash.
  static func open(
    _ name: [UInt8], in folder: CInt, _ flags: CInt, mode: mode_t = 0
  ) throws(FileError) -> FolderDescriptor {
    let path = try cString(name)
    let number = openat(folder, path, flags | O_NOFOLLOW | O_CLOEXEC, mode)
    guard number >= 0 else { throw FileError(errno: errno) }
    return FolderDescriptor(number)
  }

  /// A name as C has it. One with a NUL or a slash in it is no name, nor are `.` and `..`.
  static func cString(_ name: [UInt8]) throws(FileError) -> [CChar] {
    guard !name.isEmpty, !name.contains(0), !name.contains(0x2F), name != [0x2E],
      name != [0x2E, 0x2E]
    else { throw .missing }
    return name.map { CChar(bitPattern: $0) } + [0]
  }

  var status: stat? {
    var status = stat()
    return fstat(number, &status) == 0 ? status : nil
  }
}

extension FileError {
  /// What the system says went wrong.
  init(errno code: CInt) {
    switch code {
    case ENOENT: self = .missing
    case EEXIST: self = .exists
    case EISDIR: self = .isFolder
    case ENOTDIR: self = .isFile
    case ENOTEMPTY: self = .notEmpty
    case EBUSY: self = .busy
    case EINVAL: self = .invalid
    case ENAMETOOLONG: self = .nameTooLong
    case ENOSPC, EDQUOT, EFBIG, EMFILE, ENFILE: self = .full
    default: self = .denied
    }
  }
}
