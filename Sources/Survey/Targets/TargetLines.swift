import Bytes

/// Targets from the lines of a file or a stream, in any of the forms of `TargetFormats`, which may
/// change from line to line. Bytes come in pieces of any size.
///
/// A malformed line is counted and passed over; the first few are kept with their number.
public struct TargetLines {
  /// A line that names no target.
  public struct Malformed: Hashable, Sendable {
    /// From 1.
    public var line: Int
    /// Why, in words that follow the line's number.
    public var reason: String
  }

  /// What is read at most.
  public enum Limits {
    /// A longer line is malformed.
    static let lineBytes = 65_536
    /// More malformed lines are counted and not kept.
    static let malformedKept = 10
  }

  /// Lines so far, those without a target included.
  public private(set) var lines = 0
  /// Lines so far that are malformed.
  public private(set) var malformed = 0
  /// The first of these: `Limits.malformedKept` at most.
  public private(set) var firstMalformed: [Malformed] = []

  private var formats = TargetFormats.all()
  private var carry: [UInt8] = []
  private var isTooLong = false
  /// Whether a CR ended the last line: an LF right behind it belongs to it.
  private var isBehindCR = false

  public init() {}

  /// Whether the last line so far has no end.
  var isWithinLine: Bool { !carry.isEmpty || isTooLong }

  /// Some bytes have come: gives the targets of the lines that end in them, with LF, CR LF or CR.
  mutating func received(_ bytes: ByteSlice, _ found: (TargetSpec) -> Void) {
    var start = 0
    var feed = bytes.firstIndex(of: 0x0A)
    while true {
      let stretch = bytes[start..<(feed ?? bytes.count)]
      if let end = stretch.firstIndex(of: 0x0D) {
        endLine(stretch[0..<end], found)
        isBehindCR = true
        start += end + 1
      } else if let end = feed {
        if !isBehindCR || !stretch.isEmpty || isWithinLine { endLine(stretch, found) }
        isBehindCR = false
        start = end + 1
        feed = bytes.firstIndex(of: 0x0A, from: start)
      } else {
        return keep(stretch)
      }
    }
  }

  private mutating func endLine(_ bytes: ByteSlice, _ found: (TargetSpec) -> Void) {
    if carry.isEmpty, !isTooLong { return read(bytes, found) }
    keep(bytes)
    readCarry(found)
  }

  /// The input has ended: gives the targets of a last line that has no end.
  mutating func ended(_ found: (TargetSpec) -> Void) {
    if isWithinLine { readCarry(found) }
  }

  private mutating func keep(_ bytes: ByteSlice) {
    guard !isTooLong, carry.count + bytes.count <= Limits.lineBytes else {
      isTooLong = isTooLong || !bytes.isEmpty
      return
    }
    carry.append(contentsOf: bytes.buffer)
  }

  private mutating func readCarry(_ found: (TargetSpec) -> Void) {
    let line = carry
    carry.removeAll(keepingCapacity: true)
    line.withSlice { read($0, found) }
  }

  private mutating func read(_ bytes: ByteSlice, _ found: (TargetSpec) -> Void) {
    lines += 1
    guard !isTooLong, bytes.count <= Limits.lineBytes else {
      isTooLong = false
      return refuse("longer than \(Limits.lineBytes) bytes")
    }
    let line = (lines == 1 ? bytes.withoutByteOrderMark : bytes).trimmed
    guard !line.isEmpty, line.first != 0x23 else { return }
    guard let index = formats.firstIndex(where: { $0.recognises(line) }) else { return }
    do {
      try formats[index].read(line, found)
    } catch {
      refuse(error.reason)
    }
  }

  private mutating func refuse(_ reason: String) {
    malformed += 1
    guard firstMalformed.count < Limits.malformedKept else { return }
    firstMalformed.append(Malformed(line: lines, reason: reason))
  }
}
