import Bytes
import Glibc

/// Reads the events' files as they are written, and those that are full, from a place on: what is
/// to be put elsewhere waits in them and nowhere else.
public struct EventTail {
  /// How far it was read.
  public struct Place: Equatable, Sendable {
    /// The file's number in its file system: it keeps it when it is renamed.
    public var file: UInt64
    public var offset: Int

    public init(file: UInt64, offset: Int) {
      self.file = file
      self.offset = offset
    }
  }

  /// Bytes that are read at once; a line that is longer is left out.
  private static let pieceBytes = 1 << 20

  private let path: String
  private var descriptor: Int32 = -1
  /// Behind the lines that were given last.
  public private(set) var place: Place?

  /// Without a place, from the oldest file on that there is.
  public init(path: String, from place: Place?) {
    self.path = path
    self.place = place
  }

  public mutating func close() {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
    descriptor = -1
  }

  /// The next whole lines; none where all has been read.
  public mutating func next() -> [UInt8] {
    while true {
      if descriptor < 0, !openNext(after: nil) { return [] }
      let lines = read()
      if !lines.isEmpty { return lines }
      // The last file is gone on with; one that was renamed is done.
      guard let current = Self.number(of: path), current != place?.file else { return [] }
      let rest = read()
      if !rest.isEmpty { return rest }
      guard let done = place?.file, openNext(after: done) else { return [] }
    }
  }

  /// Bytes that have not been read yet, of all files.
  public var lag: Int {
    let files = Self.files(of: path)
    let start = files.firstIndex { $0.number == place?.file } ?? 0
    let all = files[min(start, files.count)...].reduce(0) { $0 + $1.size }
    return max(0, all - (files.isEmpty ? 0 : place?.offset ?? 0))
  }

  private mutating func read() -> [UInt8] {
    guard let start = place else { return [] }
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { buffer, count in
      let got = pread(descriptor, buffer.baseAddress, buffer.count, start.offset)
      count = max(0, got)
    }
    guard let end = bytes.lastIndex(of: 0x0A) else {
      if bytes.count == Self.pieceBytes { place?.offset += bytes.count }
      return []
    }
    place?.offset += end + 1
    return Array(bytes[...end])
  }

  /// Opens the file after another; the one that was being read, or the oldest, after none.
  private mutating func openNext(after done: UInt64?) -> Bool {
    let files = Self.files(of: path)
    var index = 0
    if let done {
      // One that somebody renamed or removed: from the oldest on, since what is stored is known.
      index = files.firstIndex { $0.number == done }.map { $0 + 1 } ?? 0
    } else if let place, let found = files.firstIndex(where: { $0.number == place.file }) {
      index = found
    }
    guard index < files.count else { return false }
    close()
    descriptor = open(files[index].path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    if place?.file != files[index].number { place = Place(file: files[index].number, offset: 0) }
    return true
  }

  // MARK: The files

  private struct File {
    var path: String
    var number: UInt64
    var size: Int
  }

  /// The files there are, oldest first, the one that is written to last.
  private static func files(of path: String) -> [File] {
    var folder = "."
    var name = path
    if let slash = path.lastIndex(of: "/") {
      folder = slash == path.startIndex ? "/" : String(path[..<slash])
      name = String(path[path.index(after: slash)...])
    }
    let (stem, ending) = EventFiles.split(name)
    var names: [String] = []
    if let entries = opendir(folder) {
      defer { closedir(entries) }
      while let entry = readdir(entries) {
        let found = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if EventFiles.isRotated(found, stem: stem, ending: ending) { names.append(found) }
      }
    }
    return (names.sorted().map { "\(folder)/\($0)" } + [path]).compactMap { path in
      about(path).map { File(path: path, number: UInt64($0.st_ino), size: Int($0.st_size)) }
    }
  }

  private static func about(_ path: String) -> stat? {
    var about = stat()
    return stat(path, &about) == 0 ? about : nil
  }

  private static func number(of path: String) -> UInt64? { about(path).map { UInt64($0.st_ino) } }
}
