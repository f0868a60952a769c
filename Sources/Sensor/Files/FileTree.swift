import Bytes

/// The files that a session sees. Paths are absolute, `/` between names, without `.` and `..` and
/// empty names: the session resolves what the client says. A tree is one session's: whatever it
/// changes, no other sees, but for `FolderTree`, whose files are real.
public protocol FileTree: AnyObject {
  /// Makes the folder where somebody is after a login, where the tree makes up such; whether it is
  /// there.
  func makeHome(_ path: [UInt8]) -> Bool
  /// What is at a path; nil where nothing is.
  func entry(at path: [UInt8]) -> FileEntry?
  /// What is in a folder, in no order.
  func entries(in path: [UInt8]) throws(FileError) -> [FileEntry]
  func makeFolder(_ path: [UInt8]) throws(FileError)
  func removeFolder(_ path: [UInt8]) throws(FileError)
  func removeFile(_ path: [UInt8]) throws(FileError)
  func rename(_ path: [UInt8], to: [UInt8]) throws(FileError)
  func copy(_ path: [UInt8], to: [UInt8]) throws(FileError)
  func setModified(_ path: [UInt8], _ time: Timestamp) throws(FileError)
  func setMode(_ path: [UInt8], _ mode: UInt16) throws(FileError)
  /// Opens a file to read.
  func open(_ path: [UInt8]) throws(FileError) -> any ReadableFile
  /// Opens a file to write from `offset` on, nil: at its end. What is behind that goes; with
  /// `keepsRest` it stays but for what is written over it, and there are zeros up to an offset
  /// beyond the end.
  func create(
    _ path: [UInt8], at offset: Int?, keepsRest: Bool
  ) throws(FileError) -> any WritableFile
}

extension FileTree {
  public func makeHome(_ path: [UInt8]) -> Bool { entry(at: path)?.isFolder == true }

  func create(_ path: [UInt8], at offset: Int?) throws(FileError) -> any WritableFile {
    try create(path, at: offset, keepsRest: false)
  }
}

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
  /// Names that it has: a folder's own and `.`, and `..` of each folder in it.
  var links: Int
  /// Tells the entry from all others of the tree (RFC 3659 §7.5.2, `unique`).
  var unique: UInt64
  /// The token that tells that this bait was taken.
  var canary: String?

  init(
    name: [UInt8], isFolder: Bool, size: Int, modified: Timestamp, mode: UInt16, owner: String,
    group: String, links: Int? = nil, unique: UInt64, canary: String? = nil
  ) {
    self.name = name
    self.isFolder = isFolder
    self.size = size
    self.modified = modified
    self.mode = mode
    self.owner = owner
    self.group = group
    self.links = links ?? (isFolder ? 2 : 1)
    self.unique = unique
    self.canary = canary
  }
}

/// A file that is being read.
public protocol ReadableFile: AnyObject {
  var size: Int { get }
  /// At most `count` bytes from `offset` on; none at the end.
  func read(at offset: Int, count: Int) throws(FileError) -> [UInt8]
}

extension ReadableFile {
  /// The first `count` bytes. Throws `missing` where there are not so many.
  func beginning(_ count: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let piece = try read(at: bytes.count, count: count - bytes.count)
      if piece.isEmpty { throw .missing }
      bytes += piece
    }
    return bytes
  }
}

/// A file that is being written, from the offset on that it was opened at.
public protocol WritableFile: AnyObject {
  func write(_ bytes: ByteSlice) throws(FileError)
  /// No more bytes come. `kept`: all that were written, as the quarantine has them; nil where it
  /// does not. Throws `full` where the file has lost some.
  func close(_ kept: KeptFile?) throws(FileError)
}

/// Why something can't be done with a file.
public enum FileError: Error, Equatable, Sendable {
  case missing, exists, isFolder, isFile, notEmpty, denied
  /// Of the root, which can't be moved or removed; and of a folder that is to be moved into itself.
  case busy, invalid
  case nameTooLong
  /// A limit of the session or the disk.
  case full

  /// What Unix says of it.
  var words: String {
    switch self {
    case .missing: "No such file or directory"
    case .exists: "File exists"
    case .isFolder: "Is a directory"
    case .isFile: "Not a directory"
    case .notEmpty: "Directory not empty"
    case .denied: "Permission denied"
    case .busy: "Device or resource busy"
    case .invalid: "Invalid argument"
    case .nameTooLong: "File name too long"
    case .full: "Disk quota exceeded"
    }
  }
}
