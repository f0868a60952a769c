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
