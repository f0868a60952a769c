import Bytes
import Inputs

extension FirstLook {
  /// Looks at a file's first bytes, taken out of what their lines are wrapped in. More of one that
  /// grows may be of a server's log though these are not.
  func look(
    at head: ByteSlice, _ context: ReaderContext, isGrowing: Bool = false
  ) -> (FileHead, LineWrapping?) {
    let possible = LineWrapping.possible(head)
    if possible.isEmpty { return (fileHead(head, context), nil) }
    let end =
      head.count < FileHead.bytesMaximum ? head.count : head.lastIndex(of: 0x0A) ?? head.count
    let unwrapped = possible.map { wrapping in
      let lines = LineUnwrapper(wrapping).unwrap(head[0..<end])
      return lines.withSlice { (fileHead($0, context), wrapping) }
    }
    // Best where lines are a server's and have times, then where they are a server's at all.
    let plain = fileHead(head, context)
    // Of the one format that all files have, it is as it tells more.
    if formats.only != nil, plain.events > 0,
      !unwrapped.contains(where: { $0.0.events > plain.events })
    {
      return (plain, nil)
    }
    let best =
      dated(unwrapped)
      ?? unwrapped.first { isLog($0.0) }
      ?? unwrapped.first { $0.0.format != nil && plain.format == nil }
      ?? unwrapped.first { isGrowing && plain.format == nil && $0.1.fillsTime }
    guard let best else { return (plain, nil) }
    if best.1.isExport, best.0.order == .newestFirst {
      return (turnedHead(head[0..<end], best.1, context), best.1)
    }
    return best
  }

  /// The first that is a server's and has times: with the wrapper's in lines that lack one, where
  /// more can be read so.
  private func dated(_ heads: [(FileHead, LineWrapping)]) -> (FileHead, LineWrapping)? {
    guard let own = heads.firstIndex(where: { isLog($0.0) && $0.0.firstTime != nil }) else {
      return nil
    }
    let filled = heads.index(after: own)
    let isBetter =
      !heads[own].1.fillsTime && filled < heads.endIndex && heads[filled].1.fillsTime
      && heads[filled].0.events > heads[own].0.events
    return heads[isBetter ? filled : own]
  }

  /// The head of an export that has its newest line first.
  private func turnedHead(
    _ head: ByteSlice, _ wrapping: LineWrapping, _ context: ReaderContext
  ) -> FileHead {
    let lines = TurnedLines(LineUnwrapper(wrapping).unwrap(head)).bytes
    var turned = lines.withSlice { fileHead($0, context) }
    turned.isTurned = true
    return turned
  }

  /// Why an export can't be read in the order of its lines, or at all; nil for most files.
  func whyUnreadable(_ head: FileHead, needsOrder: Bool) -> String? {
    if head.isTurned {
      return !mayGoOn
        ? nil : "newest line first, which --state can't go on from: export it oldest first"
    }
    guard needsOrder, head.order != .oldestFirst else { return nil }
    return "its lines are in no order of time: export it oldest first"
  }

  /// Turns an export around that has its newest line first; gives the number of its lines. Throws
  /// `FileProblem`.
  func turnAround(_ bytes: ByteSource, _ member: LogStream.Member) throws -> UInt64 {
    let reader = ChunkReader(
      bytes, size: options.chunkBytes, unwrapper: member.wrapping.map { LineUnwrapper($0) })
    let chunk = reader.makeChunk()
    var all: [UInt8] = []
    while reader.next(chunk) {
      all.append(contentsOf: chunk.bytes.buffer)
      guard all.count <= TurnedLines.bytesMaximum else {
        throw FileProblem(
          path: member.file.path, reason: "newest line first, and too long: export it oldest first")
      }
    }
    if let problem = reader.problem { throw problem }
    let turned = TurnedLines(all)
    bytes.substitute(turned.bytes)
    return turned.count
  }

  private func fileHead(_ bytes: ByteSlice, _ context: ReaderContext) -> FileHead {
    FileHead(bytes, formats: formats, context: context)
  }

  /// Whether lines of a server were recognised.
  private func isLog(_ head: FileHead) -> Bool {
    head.format.map { !$0.isFiller } ?? false
  }
}
