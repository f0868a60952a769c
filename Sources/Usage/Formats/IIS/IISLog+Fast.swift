import Bytes
import FTPProtocol

/// The way of most lines: dated, as many words as the header names, IIS 7 or later. Whatever is
/// different about a line leaves it to `read(_:into:)`, which knows all that there is.
extension IISLog {
  mutating func readLines(
    _ cursor: inout LineCursor, into batch: inout EventBatch, report: inout ReadReport
  ) -> LineOutcome? {
    var index = LineIndex(cursor.chunk, from: cursor.position)
    while let line = cursor.line {
      if let columns = ordinaryColumns {
        readOrdinary(&cursor, &index, columns, into: &batch)
        guard let odd = cursor.line else { return nil }
        if let outcome = readLine(odd, &cursor, into: &batch, report: &report) { return outcome }
        index.move(to: cursor.position)
      } else if let outcome = readLine(line, &cursor, into: &batch, report: &report) {
        return outcome
      } else if ordinaryColumns != nil {
        index.move(to: cursor.position)
      }
    }
    return nil
  }

  /// The columns, where lines under them may be ordinary: another program's never are.
  private var ordinaryColumns: IISColumns? {
    guard let columns, columns.areOrdinary, !isOthers else { return nil }
    return columns
  }

  /// Reads lines until one is out of the ordinary, which becomes the cursor's.
  private func readOrdinary(
    _ cursor: inout LineCursor, _ index: inout LineIndex, _ columns: IISColumns,
    into batch: inout EventBatch
  ) {
    var parser = IISFastParser(
      bytes: cursor.chunk, columns: columns, context: context, format: batch.format)
    let words = columns.count
    var number = cursor.number
    while index.load() {
      var window = index.window
      while window.hasLine(words: words),
        parser.read(window.word, from: window.position, number, into: &batch)
      {
        window.pass(words: words)
        number &+= 1
      }
      index.window = window
      if !window.isPassed { break }
    }
    cursor.move(to: index.window.position, number: number)
  }

  mutating func skim(_ chunk: ByteSlice) -> Bool {
    guard let columns, columns.date >= 0 else { return false }
    var ahead = self
    var position = 0
    while let sign = chunk.firstIndex(of: 0x23, from: position) {
      let end = chunk.firstIndex(of: 0x0A, from: sign) ?? chunk.count
      // Remarks tell of sessions, not of the lines to come.
      let isHeader = sign == 0 || chunk[sign - 1] == 0x0A
      if isHeader, !chunk[sign..<end].starts(with: "#Remark:") {
        var scratch = EventBatch()
        guard ahead.read(chunk[sign..<end].trimmed, into: &scratch) == .read,
          let columns = ahead.columns, columns.date >= 0
        else { return false }
      }
      position = end
    }
    self = ahead
    return true
  }

  func continues(like other: any LogReader) -> Bool {
    guard let other = other as? IISLog, let columns, columns.date >= 0 else { return false }
    return columns == other.columns && isInferred == other.isInferred && isOthers == other.isOthers
  }

  func going(onFrom before: any LogReader) -> any LogReader {
    guard let before = before as? IISLog else { return self }
    var next = before
    if context.dayInName != nil { next.clock = clock }
    return next
  }
}
