import Bytes

/// A transfer that goes on, and the command that asked for it.
final class Transfer {
  enum Kind {
    case listing([UInt8])
    case retrieve(any ReadableFile)
    case store(any WritableFile)
  }

  /// The words with which a transfer begins, and what is observed of it before they leave.
  struct Opening {
    var words: [UInt8]
    var observation: TransferObservation
  }

  let request: Request
  let kind: Kind
  let path: [UInt8]
  let began: Timestamp
  /// Where the next bytes of a file are read.
  var offset: Int
  /// Bytes that crossed.
  var moved = 0
  /// The first bytes of an upload, as they came.
  private(set) var head: [UInt8] = []
  /// Nil in binary.
  var ascii: ASCIITranslation?
  /// The token of bait.
  var canary: String?
  /// Whether the data connection is there.
  var isOpen = false
  /// Whether TLS is on it.
  var isProtected = false
  /// Whether it is a listing of what is in no folder that is there.
  var isUnopened = false
  /// Whether all was sent.
  var isFinishing = false
  /// What opens it, until that is said.
  var opening: Opening?
  /// Why bytes of an upload were not kept, or of a download not read.
  var failure: FileError?

  init(_ kind: Kind, _ request: Request, path: [UInt8], offset: Int = 0, began: Timestamp) {
    self.kind = kind
    self.request = request
    self.path = path
    self.offset = offset
    self.began = began
  }

  /// What signatures look at.
  static let headBytes = 4096
  /// Bytes that are read of a file at once.
  static let chunkBytes = 65_536

  /// The next bytes to be sent, and whether they are the last.
  func next() -> (bytes: [UInt8], isLast: Bool) {
    switch kind {
    case .listing(let bytes):
      moved = bytes.count
      return (bytes, true)
    case .retrieve(let file):
      do {
        let bytes = try file.read(at: offset, count: Self.chunkBytes)
        offset += bytes.count
        let isLast = bytes.isEmpty || offset >= file.size
        let sent = ascii?.sent(bytes) ?? bytes
        moved += sent.count
        return (sent, isLast)
      } catch {
        failure = error
        return ([], true)
      }
    case .store: return ([], true)
    }
  }

  /// Bytes of an upload came.
  func store(_ bytes: ByteSlice) {
    moved += bytes.count
    if head.count < Self.headBytes { head += bytes[0..<(Self.headBytes - head.count)].buffer }
    guard case .store(let file) = kind else { return }
    if let translated = ascii?.stored(bytes) {
      translated.withSlice { write($0, to: file) }
    } else {
      write(bytes, to: file)
    }
  }

  private func write(_ bytes: ByteSlice, to file: any WritableFile) {
    guard failure == nil else { return }
    do {
      try file.write(bytes)
    } catch {
      failure = error
    }
  }

  /// No more bytes of an upload come. `kept`: those that came.
  func endStore(_ kept: KeptFile? = nil) {
    guard case .store(let file) = kind else { return }
    if let rest = ascii?.rest(), !rest.isEmpty { rest.withSlice { write($0, to: file) } }
    do {
      // Lines that were translated are not what the quarantine has.
      try file.close(ascii == nil && kept?.size == moved ? kept : nil)
    } catch {
      failure = failure ?? error
    }
  }

  var isUpload: Bool {
    if case .store = kind { true } else { false }
  }

  var isListing: Bool {
    if case .listing = kind { true } else { false }
  }
}
