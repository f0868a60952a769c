import Bytes
import Inputs

/// What has to be known of a log's dates before they can be read: which number is the day, where
/// they are written as the machine's country has them; where a year begins; when clocks were set.
extension FirstLook {
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
    head.withSlice { search.look(through: $0, at: 0) }
    if !search.found { return [] }
    search = YearSearch(context, isSaid: options.year != nil)
    let reader = ChunkReader(try ByteSource(ofText: file.path), size: options.chunkBytes)
    let chunk = reader.makeChunk()
    var count = 0
    while search.isOrdered, !options.isInterrupted(), reader.next(chunk) {
      search.look(through: chunk.bytes, at: count + chunk.sourceBytes - chunk.count)
      count += chunk.sourceBytes
      if count > Self.dateBytesMaximum { return [] }
    }
    return search.parts
  }

  /// Looks through logs whose times have their offset for when it changed, where logs beside them
  /// have times without.
  func lookForZone(_ stream: inout LogStream) {
    guard options.zone == nil, stream.isJoined,
      stream.members.contains(where: { $0.head.zone == nil })
    else { return }
    var search = ZoneSearch()
    for member in stream.members where member.head.zone != nil && member.source == nil {
      // What can't be opened any more is told of when it is to be read.
      guard let bytes = try? ByteSource(ofText: member.file.path),
        var lines = member.head.format?.makeReader(
          context(path: member.file.path, written: bytes.written))
      else { continue }
      let reader = ChunkReader(
        bytes, size: options.chunkBytes, unwrapper: member.wrapping.map { LineUnwrapper($0) })
      let chunk = reader.makeChunk()
      var count = 0
      while count < Self.dateBytesMaximum, !options.isInterrupted(), reader.next(chunk) {
        search.look(through: chunk.bytes, &lines)
        count += chunk.sourceBytes
      }
    }
    stream.zone = search.zone
  }
}

extension LogStream.Member {
  /// Says that a file's dates can be read in two ways; nil where they can't.
  func noteOfDates(_ context: ReaderContext) -> String? {
    if let date = head.dates?.unknownHalf {
      return "whether \(date) is in the morning can't be told: its sessions have no times"
    }
    guard context.dateOrder == nil, let date = head.dates?.open else { return nil }
    return "which number of \(date) is the day can't be told; say so with --date-order dmy or mdy"
  }
}
