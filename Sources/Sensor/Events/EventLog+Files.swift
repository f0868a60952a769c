import Bytes
import Glibc

/// The files behind the one that is written to, for whoever reads them.
struct FilesBehind: Sendable {
  /// Files that others renamed are held open; of more than so many, those that came last are not.
  private static let openMaximum = 64

  var isFollowed = false
  /// Whether the file that is written to was taken.
  var isTaken = false
  private(set) var files: [EventFile] = []

  /// Takes a file over that is left, under the name that the sensor gave it; nil: somebody else
  /// did. Whether it can be read later.
  mutating func add(
    _ descriptor: Int32, _ path: String, named name: String?, from begun: Timestamp
  ) -> Bool {
    var isClosed = true
    defer { if isClosed { _ = close(descriptor) } }
    guard isFollowed, !isTaken else {
      isTaken = false
      return true
    }
    var about = stat()
    guard fstat(descriptor, &about) == 0 else { return false }
    if let name {
      files.append(EventFile(.path(name), path: name, about, from: begun))
      return true
    }
    let open = files.count { if case .open = $0.hold { true } else { false } }
    guard open < Self.openMaximum else { return false }
    isClosed = false
    files.append(EventFile(.open(descriptor), path: path, about, from: begun))
    return true
  }

  mutating func take() -> EventFile? { files.isEmpty ? nil : files.removeFirst() }

  var bytes: Int { files.reduce(0) { $0 + $1.size } }

  func discard() { for file in files { file.discard() } }
}

extension EventLog {
  /// From now on, files that are left are kept for `takeFile`.
  func follow() { withFiles { files, _ in files.isFollowed = true } }

  /// The next file to read: the oldest that was left, else the one that is written to.
  func takeFile() -> EventFile? {
    withFiles { files, descriptor in
      if let file = files.take() { return file }
      var about = stat()
      let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
      guard copy >= 0, fstat(copy, &about) == 0 else { return nil }
      files.isTaken = true
      var file = EventFile(.open(copy), path: path, about)
      file.isCurrent = true
      return file
    }
  }

  /// Whether the file that is written to is another than the one that was taken.
  var hasLeftTaken: Bool { withFiles { files, _ in !files.isTaken } }

  /// Bytes of files that were not taken.
  var bytesNotTaken: Int {
    withFiles { files, descriptor in
      var about = stat()
      let isCounted = !files.isTaken && fstat(descriptor, &about) == 0
      return files.bytes + (isCounted ? Int(about.st_size) : 0)
    }
  }

  /// The number of the file that is written to.
  var fileNumber: UInt64? {
    withFiles { _, descriptor in
      var about = stat()
      return fstat(descriptor, &about) == 0 ? UInt64(about.st_ino) : nil
    }
  }
}
