import Bytes
import FuzzRun

@testable import Sensor

/// A session's files, which sees that no path leaves them: each is absolute, without `.`, `..` and
/// empty names.
final class CheckedTree: FileTree {
  private let tree: OverlayTree
  private let limits: SessionLimits

  init(_ tree: OverlayTree, _ limits: SessionLimits) {
    self.tree = tree
    self.limits = limits
  }

  func checkLimits() {
    check((0...limits.entriesMaximum).contains(tree.entriesHeld), "entries are limited")
    check((0...limits.bytesMaximum).contains(tree.bytesHeld), "bytes are limited")
  }

  private func checked(_ path: [UInt8]) -> [UInt8] {
    check(path.first == 0x2F, "a path is absolute")
    if path.count > 1 {
      for name in path.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false) {
        check(!name.isEmpty, "a name is not empty")
        check(!name.elementsEqual([0x2E]) && !name.elementsEqual([0x2E, 0x2E]), "no way up")
        check(!name.contains(0x0A), "a name is on one line")
      }
    }
    return path
  }

  func makeHome(_ path: [UInt8]) -> Bool { tree.makeHome(checked(path)) }
  func entry(at path: [UInt8]) -> FileEntry? { tree.entry(at: checked(path)) }
  func entries(in path: [UInt8]) throws(FileError) -> [FileEntry] {
    try tree.entries(in: checked(path))
  }
  func makeFolder(_ path: [UInt8]) throws(FileError) { try tree.makeFolder(checked(path)) }
  func removeFolder(_ path: [UInt8]) throws(FileError) { try tree.removeFolder(checked(path)) }
  func removeFile(_ path: [UInt8]) throws(FileError) { try tree.removeFile(checked(path)) }
  func rename(_ path: [UInt8], to: [UInt8]) throws(FileError) {
    try tree.rename(checked(path), to: checked(to))
  }
  func copy(_ path: [UInt8], to: [UInt8]) throws(FileError) {
    try tree.copy(checked(path), to: checked(to))
  }
  func setModified(_ path: [UInt8], _ time: Timestamp) throws(FileError) {
    try tree.setModified(checked(path), time)
  }
  func setMode(_ path: [UInt8], _ mode: UInt16) throws(FileError) {
    try tree.setMode(checked(path), mode)
  }
  func open(_ path: [UInt8]) throws(FileError) -> any ReadableFile { try tree.open(checked(path)) }
  func create(
    _ path: [UInt8], at offset: Int?, keepsRest: Bool
  ) throws(FileError) -> any WritableFile {
    try tree.create(checked(path), at: offset, keepsRest: keepsRest)
  }
}
