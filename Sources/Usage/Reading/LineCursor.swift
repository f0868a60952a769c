import Bytes

/// A place in a chunk of lines. Lines end with LF or CR LF; the last may have no end.
struct LineCursor {
  /// No server writes longer lines; a longer one is malformed, and kept out of memory.
  static let lineBytesMaximum = 65_536
  static let isTooLong = "longer than 65,536 bytes"

  let chunk: ByteSlice
  /// Where the line begins.
  private(set) var position = 0
  /// The line's number in its chunk, from 0.
  private(set) var number: UInt64 = 0
  private var end: Int

  init(_ chunk: ByteSlice) {
    self.chunk = chunk
    end = chunk.firstIndex(of: 0x0A) ?? chunk.count
  }

  /// The line without its end; nil at the chunk's end.
  var line: ByteSlice? {
    guard position < chunk.count else { return nil }
    let hasReturn = end > position && chunk[end - 1] == 0x0D
    return chunk[position..<(hasReturn ? end - 1 : end)]
  }

  /// Whether the line has its end.
  var isWhole: Bool { end < chunk.count }

  /// Goes to the next line.
  mutating func advance() {
    position = min(end + 1, chunk.count)
    end = chunk.firstIndex(of: 0x0A, from: position) ?? chunk.count
    number += 1
  }

  /// Goes to a line that begins at a position and has a number.
  mutating func move(to position: Int, number: UInt64) {
    self.position = min(position, chunk.count)
    end = chunk.firstIndex(of: 0x0A, from: self.position) ?? chunk.count
    self.number = number
  }
}

/// What reading some lines came to.
struct ReadReport {
  struct Malformed {
    /// The line's number in its chunk, from 0.
    var line: UInt64
    var reason: String
  }

  /// More are counted and not kept.
  static let malformedMaximum = 10

  var lines: UInt64 = 0
  var skipped = 0
  var malformed = 0
  var firstMalformed: [Malformed] = []
  /// Of the malformed lines, those that a reader took for its own server's.
  var broken = 0
  /// Of the malformed lines, those of servers whose lines are in no form that is known, and the
  /// servers' names.
  var ofUnknownServers = 0
  var unknownServers: Set<String> = []
  /// Lines by the number of their format.
  var linesByFormat: [Int: UInt64] = [:]
  /// Whether another reader took over in between.
  var changedFormat = false

  /// More names are not kept.
  static let unknownServersMaximum = 4

  mutating func addUnknownServer(_ line: UInt64, _ name: String) {
    addMalformed(line, "of \(name), and in no form that ftpscope knows")
    ofUnknownServers += 1
    if unknownServers.count < Self.unknownServersMaximum { unknownServers.insert(name) }
  }

  mutating func addMalformed(_ line: UInt64, _ reason: String) {
    malformed += 1
    guard firstMalformed.count < Self.malformedMaximum else { return }
    firstMalformed.append(Malformed(line: line, reason: reason))
  }
}
