import Bytes
import Glibc
import Inputs
import TLSEngine

/// The bytes of an upload on their way: hashed always, kept as long as there is room.
final class Upload {
  private let quarantine: Quarantine?
  private let limits: SensorLimits
  private let address: IPAddress
  private let day = Timestamp.now.day
  private let digest = RunningDigest()
  private var head: [UInt8] = []
  private var size = 0
  private var descriptor: Int32 = -1
  private var path = ""
  /// How many bytes may be kept.
  private let room: Int
  private(set) var bytesKept = 0

  init(
    _ quarantine: Quarantine?, _ limits: SensorLimits, of address: IPAddress, keptInSession: Int
  ) {
    self.quarantine = quarantine
    self.limits = limits
    self.address = address
    room = min(limits.uploadBytes, limits.uploadBytesPerSession - keptInSession)
    guard room > 0, let file = quarantine?.begin(address, limits, on: day) else { return }
    (descriptor, path) = file
  }

  deinit { discard() }

  func add(_ bytes: ByteSlice) {
    digest.add(bytes)
    if head.count < ContentType.headBytes {
      head.append(contentsOf: bytes[0..<(ContentType.headBytes - head.count)].buffer)
    }
    size += bytes.count
    guard descriptor >= 0, let quarantine else { return }
    guard size <= room, quarantine.reserve(bytes.count, after: bytesKept, address, limits, on: day)
    else {
      return discard()
    }
    bytesKept += bytes.count
    let failure = bytes.write(to: descriptor).failure
    if failure != 0 {
      quarantine.problem(failure)
      discard()
    }
  }

  /// Keeps the file; tells what became of it.
  func finish() -> KeptUpload {
    let sha256 = digest.finish()
    var file: KeptFile?
    if descriptor >= 0, let sha256, let quarantine {
      fchmod(descriptor, 0o400)
      close(descriptor)
      descriptor = -1
      let isNew = quarantine.keep(path, sha256: sha256)
      if isNew != nil { file = KeptFile(path: quarantine.path(sha256), size: size) }
      if isNew != true { quarantine.release(bytesKept, address, on: day) }
    }
    return KeptUpload(
      sha256: sha256, isQuarantined: file != nil, content: ContentType.name(of: head),
      file: file)
  }

  /// Keeps nothing of it.
  func discard() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    unlink(path)
    quarantine?.release(bytesKept, address, on: day)
    bytesKept = 0
  }
}
