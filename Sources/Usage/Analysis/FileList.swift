/// The files of a run, by number. A stream's are all there before its first line is read.
final class FileList: @unchecked Sendable {
  // Sendable: written only while no task reads it, before the files of a stream are read.
  private var files: [SourceFile] = []

  subscript(number: UInt32) -> SourceFile {
    get { files[Int(number)] }
    set { files[Int(number)] = newValue }
  }

  /// The number of the file that was added last; 0 where there is none.
  var last: UInt32 { UInt32(max(0, files.count - 1)) }

  /// Adds a file and gives its number.
  func add(_ file: SourceFile) -> UInt32 {
    files.append(file)
    return UInt32(files.count - 1)
  }
}
