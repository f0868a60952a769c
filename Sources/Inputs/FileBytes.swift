import Bytes
import Glibc

/// The bytes of an open file as they are stored.
public final class FileBytes {
  /// The name that it was opened by.
  public let path: String
  private let descriptor: Int32
  /// Whether it was open already.
  let isStandardInput: Bool
  private let status: stat
  /// Whether an `Interruption` ended a wait for input: what came last is not the input's end.
  private(set) var isInterrupted = false

  /// Opens a file for reading, or takes standard input for `-`. Throws `FileProblem`; a folder
  /// is one.
  public init(path: String) throws {
    self.path = path
    isStandardInput = path == "-"
    // Whoever waits for a FIFO's writer waits where an `Interruption` is heard.
    descriptor = isStandardInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileProblem(path: path, errno: errno) }
    if !isStandardInput { _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK) }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    // From here on it is closed, whatever is thrown.
    self.status = status
    if !isKnown { throw FileProblem(path: path, errno: errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw FileProblem(path: path, errno: EISDIR) }
    if status.st_mode & S_IFMT == S_IFREG {
      posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }
  }

  deinit {
    if !isStandardInput { close(descriptor) }
  }

  /// Whether this is a regular file, not a pipe or a device.
  public var isRegular: Bool { status.st_mode & S_IFMT == S_IFREG }

  /// Whether a regular file has a path. What has it is not opened: whoever waits to write into a
  /// FIFO would take that for its reader.
  public static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// What `identity` and `size` are of the file that a path names now, which is not opened. Throws
  /// `FileProblem`.
  public static func status(of path: String) throws -> (identity: FileIdentity, size: Int) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileProblem(path: path, errno: errno) }
    return (FileIdentity(status), Int(status.st_size))
  }

  /// When the file was last written; now for what is no regular file.
  public var written: Timestamp { isRegular ? Timestamp(status.st_mtim) : .now }

  /// What tells this file from another of the same name.
  public var identity: FileIdentity { FileIdentity(status) }

  /// The first bytes, up to `count`, wherever reading is; none where this is no regular file.
  public func head(_ count: Int) -> [UInt8] {
    isRegular ? .read(descriptor, at: 0, count: count) ?? [] : []
  }

  /// The first bytes of a text, up to `count`, without the holes in it, wherever reading is; none
  /// where this is no regular file. Throws `FileProblem`.
  public func headOfText(_ count: Int) throws -> [UInt8] {
    var head: [UInt8] = []
    var filter = HoleFilter()
    var place = 0
    while isRegular, head.count < count {
      guard var bytes = [UInt8].read(descriptor, at: place, count: 65_536) else {
        throw FileProblem(path: path, errno: errno)
      }
      if bytes.isEmpty { break }
      let kept = bytes.withUnsafeMutableBufferPointer { filter.filter($0) }
      head += bytes[0..<min(kept, count - head.count)]
      place += bytes.count
      if kept == 0 { place = endOfHole(from: place) }
    }
    return head
  }

  /// `SEEK_DATA` of lseek(2), which glibc has behind `_GNU_SOURCE` only.
  private static let seekData: Int32 = 3

  /// Where the next bytes are that are on the disk: before them is a hole, which reads as NULs.
  public func endOfHole(from place: Int) -> Int {
    let before = lseek(descriptor, 0, SEEK_CUR)
    defer { lseek(descriptor, before, SEEK_SET) }
    let data = lseek(descriptor, off_t(place), Self.seekData)
    if data >= 0 { return max(place, Int(data)) }
    return errno == ENXIO ? max(place, size) : place
  }

  /// Passes over a hole, where reading is in one. Regular files only.
  func skipHole() {
    guard isRegular else { return }
    seek(to: endOfHole(from: Int(lseek(descriptor, 0, SEEK_CUR))))
  }

  /// Whether the bytes are compressed.
  public var isCompressed: Bool { ByteSource.isCompressed(head(4)) }

  /// Whether the bytes are UTF-16, as Windows' shells write what is sent into a file.
  public var isUTF16: Bool { UTF16Decoder(after: head(4)) != nil }

  /// Where reading goes on. Regular files only.
  public func seek(to offset: Int) {
    lseek(descriptor, off_t(offset), SEEK_SET)
  }

  /// Whether reading came to an end before where the file's was when it was opened.
  var wasCutShort: Bool {
    isRegular && size < Int(status.st_size) && lseek(descriptor, 0, SEEK_CUR) < status.st_size
  }

  /// How long the file is now.
  public var size: Int {
    var now = stat()
    return fstat(descriptor, &now) == 0 ? Int(now.st_size) : 0
  }

  /// Reads up to the buffer's size; 0 at the end. An `Interruption` ends a wait for input and reads
  /// as the end too, and `isInterrupted` tells it apart. Throws `FileProblem`.
  public func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
    while true {
      if !isRegular, !Interruption.awaitInput(of: descriptor) {
        isInterrupted = true
        return 0
      }
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw FileProblem(path: path, errno: errno) }
    }
  }

  /// Reads up to `count` bytes, fewer only at the end.
  func read(_ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var have = 0
    while have < count {
      let more = try bytes.withUnsafeMutableBufferPointer {
        try read(into: UnsafeMutableBufferPointer(rebasing: $0[have...]))
      }
      if more == 0 { break }
      have += more
    }
    return Array(bytes.prefix(have))
  }
}
