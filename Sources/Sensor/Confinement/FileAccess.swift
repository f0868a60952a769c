import Bytes
import Glibc

/// What the user that this process is may do with files.
public enum FileAccess {
  /// Why no files can be made and renamed in a folder; nil where they can.
  public static func problem(writingIn folder: String) -> String? {
    access(folder, W_OK | X_OK) == 0 ? nil : errno.systemMessage
  }

  /// Why a file can't be read; nil where it can.
  public static func problem(reading path: String) -> String? {
    access(path, R_OK) == 0 ? nil : errno.systemMessage
  }

  /// Whether a path is a file that can be renamed and made anew, or is not there yet.
  public static func isPlainOrAbsent(_ path: String) -> Bool {
    var about = stat()
    return stat(path, &about) != 0 || about.st_mode & S_IFMT == S_IFREG
  }
}
