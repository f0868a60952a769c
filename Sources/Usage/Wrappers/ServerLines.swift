import Bytes

/// What a server's line is, for wrappers that are sure only by what they wrap.
struct ServerLines {
  private let readers = LogFormats.known.filter { !$0.isFiller }.map {
    $0.makeReader(ReaderContext())
  }

  /// Whether a line is a known server's.
  func recognise(_ line: ByteSlice) -> Bool {
    readers.contains { $0.recognises(line) }
  }
}
