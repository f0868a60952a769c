/// A file whose bytes are in memory; what is behind them may be elsewhere.
final class HeldFile: ReadableFile {
  private let bytes: [UInt8]
  private let rest: KeptFile?

  init(_ bytes: [UInt8], before rest: KeptFile? = nil) {
    self.bytes = bytes
    self.rest = rest
  }

  var size: Int { bytes.count + (rest?.size ?? 0) }

  func read(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
    guard offset >= 0, count > 0 else { return [] }
    guard offset < bytes.count else {
      return try rest?.read(at: offset - bytes.count, count: count) ?? []
    }
    return Array(bytes[offset...].prefix(count))
  }
}
