/// The files of a run, by number. Filled before tables look at it.
final class FileList: @unchecked Sendable {
  // Sendable: written only between windows, when no task reads it.
  private var files: [SourceFile] = []

  subscript(number: UInt32) -> SourceFile { files[Int(number)] }

  /// Adds a file and gives its number.
  func add(_ file: SourceFile) -> UInt32 {
    files.append(file)
    return UInt32(files.count - 1)
  }
}
