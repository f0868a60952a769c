import ArgumentParser
import Bytes
import Glibc
import Inputs
import Records

/// Where results go: standard output, or a file that appears whole or not at all, with the owner
/// and permissions of the one that it replaces. A pipe or a device is written to as it is.
final class Output {
  private let path: String?
  /// What is written until it is whole, beside `destination`; nil where that is not replaced.
  private let replacement: ReplacementFile?
  /// The file that `path` names, which may be a link to it.
  private let destination: String
  /// -1 where it is closed.
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private var json = JSONWriter()
  private static let bufferBytes = 65_536
  /// Where a record of this length or more seems to have been cut off, something else is there.
  private static let recordBytesMaximum = 1 << 20

  /// What becomes of what is in the file.
  enum Beginning {
    /// The results take its place.
    case replaces
    /// Results stand behind it, as they are written.
    case appends
    /// The same, and they are the earlier results of the same, of which a crash may have cut off
    /// the last.
    case goesOn
  }

  /// Begins to write; nil is standard output. Throws `Failure`.
  init(path: String?, _ beginning: Beginning = .replaces) throws {
    self.path = path
    guard let path else {
      replacement = nil
      destination = ""
      descriptor = STDOUT_FILENO
      return
    }
    var status = stat()
    let isSpecial = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    destination = isSpecial ? path : SymbolicLinks.end(of: path)
    if isSpecial || beginning != .replaces {
      replacement = nil
      descriptor =
        isSpecial
        ? open(path, O_WRONLY | O_CLOEXEC) : Self.openEnd(of: path, isOurs: beginning == .goesOn)
    } else {
      replacement = ReplacementFile(of: destination)
      descriptor = replacement?.descriptor ?? -1
    }
    if descriptor < 0 {
      let reason = errno
      // A pipe waits for its reader, and a signal ends that.
      if reason == EINTR, let status = Signals.exitStatus { throw ExitCode(status) }
      throw cantWrite(path, reason)
    }
  }

  /// Whether what is written is seen at once.
  var isTerminal: Bool { path == nil && isatty(STDOUT_FILENO) == 1 }

  /// Whether what is written has colour.
  var hasColour: Bool { isTerminal && Terminal.allowsColour }

  /// Writes bytes. Throws `Failure`, or `BrokenPipe` where the reader has gone.
  func write(_ bytes: [UInt8]) throws {
    if bytes.count >= Self.bufferBytes {
      try flush()
      return try put(bytes)
    }
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferBytes { try flush() }
  }

  /// Writes a line of JSON. Throws as `write` does.
  func writeLine(_ value: (inout JSONWriter) -> Void) throws {
    json.removeAll()
    value(&json)
    json.newline()
    try write(json.bytes)
  }

  /// Lets the reader see what was written.
  func flush() throws {
    try put(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// What can't be written stays to be tried again, from the beginning of a line.
  private func put(_ all: [UInt8]) throws {
    let (count, reason) = all.writeLines(to: descriptor)
    if reason == 0 { return }
    buffer = Array(all[count...])
    if reason == EPIPE { throw BrokenPipe() }
    if reason == EBADF, path == nil { throw Failure("standard output is closed") }
    throw Failure("\(path ?? "standard output"): \(reason.systemMessage)")
  }

  /// Writes what is left, and lets the file appear. What was stopped before its end does not take
  /// the place of another file, which may be whole. Throws as `write` does.
  func finish(isStopped: Bool = Signals.isInterrupted) throws {
    try flush()
    guard let path else { return }
    // A pipe and most devices have nothing to keep, and say so.
    if fsync(descriptor) != 0, errno != EINVAL, errno != EROFS { throw cantWrite(path, errno) }
    defer { close() }
    guard let replacement else { return }
    var before = stat()
    if isStopped, stat(destination, &before) == 0, before.st_size > 0 {
      return tell(
        "\(path) stays as it was; what was found until the stop is in \(replacement.path)")
    }
    let reason = replacement.takePlace()
    if reason != 0 { throw cantWrite(path, reason) }
  }

  private func cantWrite(_ path: String, _ reason: Int32) -> Failure {
    Failure("\(path): can't be written: \(reason.systemMessage)")
  }

  /// Leaves a file that is not finished as far as it is written, and gives its name; nil where
  /// there is none or nothing in it.
  func leave() -> String? {
    guard let path else { return nil }
    try? flush()
    if lseek(descriptor, 0, SEEK_END) > 0 { return replacement?.path ?? path }
    replacement?.remove()
    return nil
  }

  /// Opens a file at its end, where a line begins. Of our own records the last is taken away that
  /// a crash cut off. Below zero where that fails, as `open` says.
  private static func openEnd(of path: String, isOurs: Bool) -> Int32 {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return descriptor }
    let size = lseek(descriptor, 0, SEEK_END)
    let count = min(Int(size), recordBytesMaximum)
    let end = [UInt8].read(descriptor, at: Int(size) - count, count: count)
    guard let tail = end, tail.count == count else { return descriptor }
    let rest = tail[(tail.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)...]
    if rest.isEmpty { return descriptor }
    if isOurs, isCutOff(rest), ftruncate(descriptor, size - off_t(rest.count)) == 0 {
      tell("\(path): its last line, \(rest.count) bytes, was cut off and is taken away")
      _ = lseek(descriptor, 0, SEEK_END)
    } else {
      _ = [0x0A].write(to: descriptor)
    }
    return descriptor
  }

  /// Whether bytes begin like a record and are not a whole one.
  private static func isCutOff(_ line: ArraySlice<UInt8>) -> Bool {
    let isRecord = zip(line, #"{"record":""#.utf8).allSatisfy { $0 == $1 }
    return isRecord && line.count < recordBytesMaximum
      && line.withSlice { JSONValue($0, valuesMaximum: .max) } == nil
  }

  /// Takes back a file that is not finished.
  func discard() {
    buffer = []
    replacement?.remove()
  }

  private func close() {
    guard path != nil, descriptor >= 0 else { return }
    Glibc.close(descriptor)
    descriptor = -1
  }

  deinit { close() }
}

/// The reader of standard output has gone: the command ends quietly.
struct BrokenPipe: Error {}
