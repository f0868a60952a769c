import Bytes
import Sensor

/// The files that sessions see.
enum SensorFiles {
  static func maker(
    _ serving: SensorServingOptions, _ state: SensorState
  ) throws -> @Sendable () -> any FileTree {
    { EmptyTree() }
  }
}

final class EmptyTree: FileTree {
  func entry(at path: [UInt8]) -> FileEntry? { nil }
  func entries(in path: [UInt8]) throws(FileError) -> [FileEntry] { throw .missing }
  func makeFolder(_ path: [UInt8]) throws(FileError) { throw .denied }
  func removeFolder(_ path: [UInt8]) throws(FileError) { throw .denied }
  func removeFile(_ path: [UInt8]) throws(FileError) { throw .denied }
  func rename(_ path: [UInt8], to: [UInt8]) throws(FileError) { throw .denied }
  func copy(_ path: [UInt8], to: [UInt8]) throws(FileError) { throw .denied }
  func setModified(_ path: [UInt8], _ time: Timestamp) throws(FileError) { throw .denied }
  func setMode(_ path: [UInt8], _ mode: UInt16) throws(FileError) { throw .denied }
  func open(_ path: [UInt8]) throws(FileError) -> any ReadableFile { throw .missing }
  func create(_ path: [UInt8], at offset: Int?) throws(FileError) -> any WritableFile {
    throw .denied
  }
}
