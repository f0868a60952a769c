import Glibc

/// What is in a folder.
public enum FolderNames {
  /// The names; nil where the folder can't be read, as `errno` says.
  public static func all(in folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer {
      let failure = errno
      closedir(stream)
      errno = failure
    }
    var names: [String] = []
    while true {
      // What follows the last name and what can't be read look the same but for this.
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return errno == 0 ? names : nil
  }
}
