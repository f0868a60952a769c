import Bytes
import CByteScan
import Inputs

/// The lines of a source that hold a needle, found without looking for the ends of the others.
struct CandidateLines {
  /// A line that holds a needle.
  struct Line {
    /// Without its end.
    let text: ByteSlice
    fileprivate let chunk: UnsafePointer<UInt8>
    fileprivate let linesBefore: Int

    /// Counted from 1.
    var number: Int {
      linesBefore + 1 + ftpscope_count_newlines(chunk, text.start - chunk)
    }
  }

  /// What was passed by.
  struct Passed {
    var lines = 0
    var bytes = 0
  }

  /// Bytes of a line.
  static let lineMaximum = 65_536
  /// What is read at a time stays in the processor's own cache until it has been searched.
  private static let chunkBytes = 262_144

  /// Nil: every line is given.
  let needles: Needles?

  /// Gives the lines in order, of those that are longer than `lineMaximum` the number. After each
  /// chunk it asks whether to go on. Throws what the closures throw, and `FileProblem` where the
  /// source can't be read; the lines before that are given.
  func read(
    _ source: ByteSource, each: (Line) throws -> Void, tooLong: (_ number: Int) throws -> Void,
    goOn: (Passed) throws -> Bool
  ) throws -> Passed {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.chunkBytes + Needles.padding)
    defer { memory.deallocate() }
    var passed = Passed()
    var kept = 0
    var skips = false
    while true {
      let room = UnsafeMutableBufferPointer(start: memory + kept, count: Self.chunkBytes - kept)
      let count: Int
      do {
        count = try source.read(into: room)
      } catch {
        try end(memory, skips ? 0 : kept, each, &passed)
        throw error
      }
      if count == 0 { break }
      passed.bytes += count
      let filled = kept + count
      var start = 0
      if skips {
        let text = ByteSlice(start: memory, count: filled)
        guard let newline = text.firstIndex(of: 0x0A) else {
          if try !goOn(passed) { return passed }
          continue
        }
        start = newline + 1
        passed.lines += 1
        skips = false
      }
      let whole = ByteSlice(start: memory + start, count: filled - start).lastIndex(of: 0x0A)
        .map { start + $0 + 1 }
      try search(memory + start, (whole ?? start) - start, each, &passed)
      kept = filled - (whole ?? start)
      if kept > Self.lineMaximum {
        try tooLong(passed.lines + 1)
        skips = true
        kept = 0
      }
      memory.update(from: memory + filled - kept, count: kept)
      if try !goOn(passed) { return passed }
    }
    // What an interruption cut off is no line.
    if !source.isInterrupted { try end(memory, skips ? 0 : kept, each, &passed) }
    return passed
  }

  /// The last line may have no end.
  private func end(
    _ memory: UnsafeMutablePointer<UInt8>, _ count: Int, _ each: (Line) throws -> Void,
    _ passed: inout Passed
  ) throws {
    guard count > 0 else { return }
    memory[count] = 0x0A
    try search(memory, count + 1, each, &passed)
  }

  /// Searches whole lines.
  private func search(
    _ memory: UnsafeMutablePointer<UInt8>, _ count: Int, _ each: (Line) throws -> Void,
    _ passed: inout Passed
  ) throws {
    let start = UnsafePointer(memory)
    if let needles {
      try search(start, count, needles, passed.lines, each)
    } else {
      var position = 0
      while position < count {
        position = try give(start, position, position, count, passed.lines, each)
      }
    }
    passed.lines += ftpscope_count_newlines(start, count)
  }

  private func search(
    _ start: UnsafePointer<UInt8>, _ count: Int, _ needles: Needles, _ linesBefore: Int,
    _ each: (Line) throws -> Void
  ) throws {
    // Where the first line that has not been given begins.
    var next = 0
    for base in stride(from: 0, to: count, by: 64) {
      var mask = needles.candidates(start + base)
      while mask != 0 {
        let place = base + mask.trailingZeroBitCount
        mask &= mask - 1
        guard place >= next, place < count, needles.begins(at: start + place) else { continue }
        next = try give(start, next, place, count, linesBefore, each)
      }
    }
  }

  /// Gives the line in which a place is; returns where the next one begins.
  private func give(
    _ start: UnsafePointer<UInt8>, _ from: Int, _ place: Int, _ count: Int, _ linesBefore: Int,
    _ each: (Line) throws -> Void
  ) throws -> Int {
    let text = ByteSlice(start: start, count: count)
    let first = text[from..<place].lastIndex(of: 0x0A).map { from + $0 + 1 } ?? from
    let end = text.firstIndex(of: 0x0A, from: place) ?? count
    let last = end > first && start[end - 1] == 0x0D ? end - 1 : end
    try each(
      Line(
        text: ByteSlice(start: start + first, count: last - first), chunk: start,
        linesBefore: linesBefore))
    return end + 1
  }
}
