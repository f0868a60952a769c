import Bytes

/// A session's tree, which counts how much is looked at: so that no session has a loop for itself,
/// whatever it asks for.
final class MeasuredTree: FileTree {
  private let tree: any FileTree
  /// What was looked at since the session last waited: about one for an entry of a folder.
  var looks = 0

  init(_ tree: any FileTree) { self.tree = tree }

  /// A path is walked name by name.
  private func look(_ path: [UInt8]) { looks += 1 + path.count / 64 }

  func makeHome(_ path: [UInt8]) -> Bool {
    look(path)
    return tree.makeHome(path)
  }

  func entry(at path: [UInt8]) -> FileEntry? {
    look(path)
    return tree.entry(at: path)
  }

  func entries(in path: [UInt8]) throws(FileError) -> [FileEntry] {
    look(path)
    let entries = try tree.entries(in: path)
    looks += entries.count
    return entries
  }

  func makeFolder(_ path: [UInt8]) throws(FileError) {
    look(path)
    try tree.makeFolder(path)
  }

  func removeFolder(_ path: [UInt8]) throws(FileError) {
    look(path)
    try tree.removeFolder(path)
  }

  func removeFile(_ path: [UInt8]) throws(FileError) {
    look(path)
    try tree.removeFile(path)
  }

  func rename(_ path: [UInt8], to: [UInt8]) throws(FileError) {
    look(path)
    look(to)
    try tree.rename(path, to: to)
  }

  func copy(_ path: [UInt8], to: [UInt8]) throws(FileError) {
    looks += (entry(at: path)?.size ?? 0) / Self.bytesOfLook
    look(to)
    try tree.copy(path, to: to)
  }

  func setModified(_ path: [UInt8], _ time: Timestamp) throws(FileError) {
    look(path)
    try tree.setModified(path, time)
  }

  func setMode(_ path: [UInt8], _ mode: UInt16) throws(FileError) {
    look(path)
    try tree.setMode(path, mode)
  }

  func open(_ path: [UInt8]) throws(FileError) -> any ReadableFile {
    look(path)
    return try tree.open(path)
  }

  /// What is before the offset may be read, and what is behind it.
  func create(
    _ path: [UInt8], at offset: Int?, keepsRest: Bool
  ) throws(FileError) -> any WritableFile {
    look(path)
    looks += (offset ?? 0) / Self.bytesOfLook
    if keepsRest { looks += (entry(at: path)?.size ?? 0) / Self.bytesOfLook }
    return try tree.create(path, at: offset, keepsRest: keepsRest)
  }

  /// Bytes that are read or copied while an entry is looked at.
  private static let bytesOfLook = 4096
}
