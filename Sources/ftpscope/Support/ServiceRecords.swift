import Bytes
import Inputs
import Records
import Report

/// Service records that a scan wrote, read back.
enum ServiceRecords {
  /// Counts a file's records; lines that are none are counted and told of. Throws `Failure`.
  static func tally(_ path: String) throws -> ServiceTally {
    var tally = ServiceTally(rowsMaximum: ServicesPage.rowsMaximum)
    var (line, malformed) = (0, 0)
    var first: Int?
    try eachLine(of: path) { text in
      line += 1
      if text.trimmed.isEmpty { return }
      if let record = ServiceRecord(line: text) {
        tally.add(record)
      } else {
        malformed += 1
        first = first ?? line
      }
    }
    if let first {
      let name = EscapedText(path).text
      tell("\(malformed) lines of \(name) are no service records; the first: \(first)")
    }
    return tally
  }

  private static func eachLine(of path: String, _ body: (ByteSlice) -> Void) throws {
    let source = try ByteSource(path: path)
    let piece = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 65_536)
    defer { piece.deallocate() }
    var carry: [UInt8] = []
    while true {
      let count = try source.read(into: piece)
      if count == 0 { break }
      carry += piece[0..<count]
      carry.removeFirst(
        carry.withSlice { bytes in
          var position = 0
          while let end = bytes.firstIndex(of: 0x0A, from: position) {
            body(bytes[position..<end])
            position = end + 1
          }
          return position
        })
    }
    if !carry.isEmpty { carry.withSlice { body($0) } }
  }
}
