import Bytes
import FTPProtocol
import Inputs

/// Looks at files before they are read: at their heads, and further on where these leave open what
/// has to be known.
struct FirstLook {
  /// What a file turned out to be.
  enum Finding {
    case log(LogStream.Member)
    case empty
    /// No line of a log was found.
    case noLog(why: String, bytes: Int, hasUnknownServers: Bool)
    case unreadable(why: String)
  }

  let options: LogOptions
  let formats: LogFormats
  /// Whether a later run goes on where this one ends.
  let mayGoOn: Bool

  /// Looks at a file.
  func look(at file: InputPaths.File) -> Finding {
    do {
      let bytes = try ByteSource(ofText: file.path)
      let first = try bytes.peek(FileHead.bytesMaximum)
      var head = first
      var context = context(path: file.path, written: bytes.written)
      var (looked, wrapping) = head.withSlice {
        look(at: $0, context, isGrowing: bytes.isStream)
      }
      if !bytes.isStream, let later = try lookFurther(file, looked, head.count, context) {
        head = later
        (looked, wrapping) = head.withSlice { look(at: $0, context) }
      }
      let parts =
        bytes.isStream || wrapping != nil ? [] : try lookForYears(file, head, looked, context)
      if let first = parts.first {
        context.written = first.written
        (looked, wrapping) = head.withSlice { look(at: $0, context) }
      }
      if !bytes.isStream {
        lookForDates(bytes, &looked)
        lookForClients(bytes, &looked, head, wrapping, path: file.path)
      }
      let needsOrder = bytes.isDecoded || wrapping?.needsOrder == true
      if let why = whyUnreadable(looked, needsOrder: needsOrder) { return .unreadable(why: why) }
      if looked.format != nil || bytes.isStream && !looked.isEmpty {
        // What can't be opened again stays open.
        var member = LogStream.Member(
          file: file, head: looked, source: bytes.isStream ? bytes : nil, wrapping: wrapping,
          parts: parts)
        member.firstBytes = Array(first.prefix(LogState.KnownFile.fingerprintBytesMaximum))
        return .log(member)
      }
      if looked.isEmpty { return .empty }
      return .noLog(
        why: looked.whyNoLog, bytes: head.count, hasUnknownServers: looked.hasUnknownServers)
    } catch {
      return .unreadable(why: (error as? FileProblem)?.reason ?? "\(error)")
    }
  }

  /// What the readers of a file are told of which nothing is known yet.
  func context(path: String, written: Timestamp) -> ReaderContext {
    var context = ReaderContext()
    context.implicitPorts = options.implicitPorts
    context.zone = options.zone ?? .utc
    context.written = options.lastDay ?? written
    context.dayInName = LogStream.day(inName: path)
    context.dateOrder = options.dateOrder
    context.keysNameHosts = false
    return context
  }
}

extension ByteSource {
  /// The text of a log, from its first byte on. Throws `FileProblem`.
  convenience init(ofText path: String) throws {
    try self.init(path: path)
    try decodeUTF16()
    passOverHoles()
    if let document = try JSONDocument(self) { decode(with: document) }
  }
}

extension FileHead {
  /// Why a file in which no line is recognised is no log.
  var whyNoLog: String {
    if isEmpty { return Self.emptyWords }
    if isBinary { return "binary data, and no log" }
    if isFixedIIS { return "no log that ftpscope knows: \(UnknownServer.fixedIIS)" }
    return "no log that ftpscope knows; describe it with --log-format"
  }

  static let emptyWords = "the file is empty"
}
