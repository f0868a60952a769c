import Foundation

/// A store's file, and what may be done with it.
struct StoreFile {
  private let path: String

  init(_ path: String) { self.path = path }

  var folder: String { URL(fileURLWithPath: path).deletingLastPathComponent().path }

  var exists: Bool { FileManager.default.fileExists(atPath: path) }

  /// Whether a folder on the way may not be looked into, so that nobody can say what is there.
  private var isHidden: Bool { access(path, F_OK) != 0 && errno == EACCES }

  /// Why there is nothing to read, and the mend.
  var whyMissing: String {
    isHidden ? whyClosed : "there is no store; scan, logs, names and others make one with --store"
  }

  private var isFolder: Bool {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return exists && isFolder.boolValue
  }

  var isReadable: Bool { FileManager.default.isReadableFile(atPath: path) }

  var folderExists: Bool { FileManager.default.fileExists(atPath: folder) }

  /// Whether the file, and those that SQLite puts beside it, may be written.
  var mayBeWritten: Bool {
    [path, folder].allSatisfy { FileManager.default.isWritableFile(atPath: $0) }
  }

  /// Bytes; nil where there is no file.
  var size: Int? {
    try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
  }

  /// What SQLite is to open for reading. Beside a store in WAL mode it makes files, even to read
  /// it; where nothing may be written, and nothing is written aside, it is told that it need not.
  var nameForReading: String {
    guard exists, !mayBeWritten, !FileManager.default.fileExists(atPath: path + "-wal") else {
      return path
    }
    let whole = URL(fileURLWithPath: path).standardized.path
    // https://www.sqlite.org/uri.html
    let name = whole.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? whole
    return "file://\(name)?immutable=1"
  }

  /// Why it can't be opened, and the mend.
  var whyClosed: String {
    if isFolder { return "is a folder; name a file" }
    if isHidden { return "can't be opened: no permission" }
    if !folderExists { return "can't be opened: there is no such folder" }
    if !exists { return "can't be made: nothing may be written in its folder" }
    if !isReadable { return "can't be opened: no permission" }
    return "can't be opened where nothing may be written: copy it, with the file of the same name "
      + "and -wal where there is one, to a folder that you may write in"
  }
}
