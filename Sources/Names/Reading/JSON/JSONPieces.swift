import Bytes
import CByteScan
import Inputs

/// Reads JSON that is not one object a line, piece by piece.
struct JSONPieces {
  /// What is read at a time; a text of JSON's is no longer.
  private static let pieceBytes = 262_144

  private var json: JSONNames
  private var passed = CandidateLines.Passed()
  /// Whether all up to the next line is passed over, since no JSON stands there.
  private var skips = false

  init(_ json: JSONNames) { self.json = json }

  /// Gives the names with the number of their line, which is counted when it is asked for, and what
  /// is no JSON. After each piece it tells `pause` what was read, which says whether to go on.
  /// Throws what that throws, and `FileProblem` where the source can't be read; what came before
  /// that is given.
  mutating func read(
    _ source: ByteSource, found: (NameEntry, _ line: () -> Int) -> Void,
    malformed: (_ reason: String, _ line: () -> Int) -> Void,
    pause: (CandidateLines.Passed) throws -> Bool
  ) throws {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.pieceBytes)
    defer { memory.deallocate() }
    var kept = 0
    var endsLine = true
    while true {
      let count = try source.read(
        into: UnsafeMutableBufferPointer(start: memory + kept, count: Self.pieceBytes - kept))
      // What an interruption cut off is not wrong.
      if count == 0, source.isInterrupted { return }
      passed.bytes += count
      let filled = kept + count
      let piece = ByteSlice(start: memory, count: filled)
      var used = take(piece, isLast: count == 0, found, malformed)
      if used == 0, filled == Self.pieceBytes {
        malformed("a text is longer than \(Self.pieceBytes) bytes") { passed.lines + 1 }
        json.reset()
        (skips, used) = (true, filled)
      }
      passed.lines += ftpscope_count_newlines(memory, used)
      if used > 0 { endsLine = memory[used - 1] == 0x0A }
      if count == 0 { break }
      kept = filled - used
      memory.update(from: memory + used, count: kept)
      if try !pause(passed) { return }
    }
    if !endsLine { passed.lines += 1 }
    if !json.isWhole { malformed("the JSON ends before all of it is closed") { passed.lines } }
    if !json.hasNames { malformed(JSONNames.none.reason) { passed.lines } }
    _ = try pause(passed)
  }

  /// Reads a piece, and on behind what is no JSON in it; returns how many bytes of it were used.
  private mutating func take(
    _ piece: ByteSlice, isLast: Bool, _ found: (NameEntry, () -> Int) -> Void,
    _ malformed: (String, () -> Int) -> Void
  ) -> Int {
    json.begin(piece)
    var start = 0
    while start < piece.count {
      if skips {
        guard let newline = piece.firstIndex(of: 0x0A, from: start) else { return piece.count }
        start = newline + 1
        skips = false
      }
      let rest = piece.dropFirst(start)
      let lines = passed.lines + 1
      func line(_ offset: Int) -> Int {
        lines + ftpscope_count_newlines(piece.start, start + offset)
      }
      do throws(MalformedName) {
        return start
          + (try json.read(rest, isLast: isLast) { entry in found(entry) { line(entry.offset) } })
      } catch {
        malformed(error.reason) { line(json.position) }
        start += json.position
        json.reset()
        skips = true
      }
    }
    return start
  }
}
