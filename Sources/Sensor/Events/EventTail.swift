import Bytes
import Glibc
import Inputs

/// Reads the events' files as they are written, and those that were written before, from a place
/// on: what is to be put elsewhere waits in them and nowhere else.
///
/// What there is at the start is found in the folder; from then on the log hands over each file
/// that it leaves, whoever renamed it.
public struct EventTail: Sendable {
  /// How far it was read.
  public struct Place: Equatable, Sendable {
    /// The file's number in its file system: it keeps it when it is renamed.
    public var file: UInt64
    /// Bytes of it that were read.
    public var offset: Int

    public init(file: UInt64, offset: Int) {
      self.file = file
      self.offset = offset
    }
  }

  /// Bytes that are read at once; a line that is longer is left out.
  private static let pieceBytes = 1 << 20

  private let log: EventLog
  /// Of runs before.
  private var older: [EventFile]
  private var descriptor: Int32 = -1
  /// The file that is open.
  private var file: EventFile?
  /// Behind the lines that were given last.
  public private(set) var place: Place?
  private var gone: [EventFile] = []

  /// Begins before anything is written. Without a place, or with one that is gone, from the oldest
  /// file on that there is.
  public init(_ log: EventLog, from place: Place?) {
    self.log = log
    self.place = place
    log.follow()
    older = EventFiles.older(than: log.path)
    if let place, let found = older.firstIndex(where: { $0.number == place.file }) {
      older.removeFirst(found)
    } else if let place, place.file == log.fileNumber {
      older = []
    }
  }

  /// Lets go of the files.
  public mutating func close() {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
    descriptor = -1
  }

  /// The next whole lines; none where all has been read.
  public mutating func next() -> [UInt8] {
    while true {
      if descriptor < 0, !openNext() { return [] }
      // Asked before it is read: nothing is written to it behind what is read then.
      let isDone = file?.isCurrent != true || log.hasLeftTaken
      let lines = read()
      if lines?.isEmpty == false || !isDone { return lines ?? [] }
      if lines == nil, var file {
        file.size = rest
        gone.append(file)
      }
      close()
    }
  }

  /// Bytes that have not been read yet, of all files.
  public var lag: Int { rest + older.reduce(0) { $0 + $1.size } + log.bytesNotTaken }

  /// Bytes of the open file that have not been read yet.
  private var rest: Int {
    var about = stat()
    let isOpen = descriptor >= 0 && fstat(descriptor, &about) == 0
    return isOpen ? max(0, Int(about.st_size) - (place?.offset ?? 0)) : 0
  }

  /// Files that were gone when it was their turn, or could not be read to their end, since the last
  /// call.
  public mutating func takeGone() -> [EventFile] {
    defer { gone = [] }
    return gone
  }

  /// The next whole lines of the open file; none at its end, nil where it can't be read.
  private mutating func read() -> [UInt8]? {
    while let offset = place?.offset {
      guard let bytes = [UInt8].read(descriptor, at: offset, count: Self.pieceBytes) else {
        return nil
      }
      if let end = bytes.lastIndex(of: 0x0A) {
        place?.offset += end + 1
        return Array(bytes[...end])
      }
      if bytes.count < Self.pieceBytes { return [] }
      place?.offset += bytes.count
    }
    return []
  }

  private mutating func openNext() -> Bool {
    while let file = older.isEmpty ? log.takeFile() : older.removeFirst() {
      descriptor = file.opened()
      guard descriptor >= 0 else {
        gone.append(file)
        continue
      }
      self.file = file
      if place?.file != file.number { place = Place(file: file.number, offset: 0) }
      return true
    }
    return false
  }
}
