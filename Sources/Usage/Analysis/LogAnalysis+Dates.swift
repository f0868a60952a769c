import Bytes
import Inputs

/// Which number is the day, in logs that write dates as their machine's country has them.
extension LogAnalysis {
  /// So much of a file is looked through for it.
  private static let dateBytesMaximum = 256 * 1024 * 1024

  /// Looks through a file for the order of its dates, where its head does not show it: the first
  /// date that can be read in one way only may come after days.
  func lookForDates(_ bytes: ByteSource, _ head: inout FileHead) {
    guard options.dateOrder == nil, let dates = head.dates, dates.found == nil, dates.open != nil
    else { return }
    var search = dates.fromTheStart
    let reader = ChunkReader(bytes, size: options.chunkBytes)
    let chunk = reader.makeChunk()
    var count = 0
    while search.found == nil, count < Self.dateBytesMaximum, !options.isInterrupted(),
      reader.next(chunk)
    {
      search.look(through: chunk.bytes)
      count += chunk.bytes.count
    }
    head.dates = search
  }

  /// Looks through a file whose dates have no year for where a year begins. `head` is its
  /// beginning.
  func lookForYears(
    _ file: InputPaths.File, _ head: [UInt8], _ looked: FileHead, _ context: ReaderContext
  ) throws -> [YearSearch.Part] {
    guard looked.format != nil, looked.dates == nil else { return [] }
    var search = YearSearch(context, isSaid: options.year != nil)
    head.withUnsafeBufferPointer { search.look(through: ByteSlice($0), at: 0) }
    if !search.found { return [] }
    search = YearSearch(context, isSaid: options.year != nil)
    let reader = ChunkReader(try text(of: file), size: options.chunkBytes)
    let chunk = reader.makeChunk()
    var count = 0
    while search.isOrdered, !options.isInterrupted(), reader.next(chunk) {
      search.look(through: chunk.bytes, at: count + chunk.sourceBytes - chunk.count)
      count += chunk.sourceBytes
      if count > Self.dateBytesMaximum { return [] }
    }
    return search.parts
  }

  /// Says that a file's dates can be read in two ways; nil where they can't.
  func openDates(of member: LogStream.Member, _ context: ReaderContext) -> String? {
    if let date = member.head.dates?.unknownHalf {
      return "whether \(date) is in the morning can't be told: its sessions have no times"
    }
    guard context.dateOrder == nil, let date = member.head.dates?.open else { return nil }
    return "which number of \(date) is the day can't be told; say so with --date-order dmy or mdy"
  }
}
