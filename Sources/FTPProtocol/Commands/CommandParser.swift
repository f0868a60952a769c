import Bytes

/// Cuts what a client sends over the control connection into command lines (RFC 959 §5.3).
///
///     line ──LF──▶ a command ──▶ line
///       └──more than `lineBytesMaximum`──▶ one too long ──▶ passing over ──LF──▶ line
///
/// LF alone ends a line as CR LF does. What stands behind a line stays in the parser until the next
/// is asked for.
public struct CommandParser: Sendable {
  /// What a client may send.
  public struct Limits: Equatable, Sendable {
    /// Bytes of one line, up to its LF.
    public var lineBytesMaximum: Int

    /// Whether telnet's commands are taken out of lines (`CommandLine.init`).
    public var takesTelnet: Bool

    public init(lineBytesMaximum: Int = 4096, takesTelnet: Bool = true) {
      self.lineBytesMaximum = lineBytesMaximum
      self.takesTelnet = takesTelnet
    }
  }

  /// What a line may be at most.
  public let limits: Limits
  private var buffer: [UInt8] = []
  /// Where what has not been taken begins.
  private var head = 0
  /// Up to where there is known to be no line end.
  private var scanned = 0
  private var isPassingOver = false

  public init(limits: Limits = Limits()) { self.limits = limits }

  /// How many bytes have not been taken.
  public var bytesLeft: Int { buffer.count - head }

  /// What has not been taken.
  public var unconsumed: [UInt8] { Array(buffer[head...]) }

  /// Adds what came over the wire.
  public mutating func append(_ bytes: ByteSlice) {
    if head == buffer.count { forget() }
    buffer.append(contentsOf: bytes.buffer)
  }

  /// Drops what has not been taken: what a client sent in clear behind AUTH.
  public mutating func forget() {
    buffer.removeAll(keepingCapacity: buffer.capacity <= 1024)
    head = 0
    scanned = 0
  }

  /// The next line; nil where more bytes are needed.
  public mutating func next() -> CommandLine? {
    while true {
      let end = lineEnd()
      if isPassingOver {
        guard let end else {
          forget()
          return nil
        }
        head = end + 1
        scanned = head
        isPassingOver = false
        continue
      }
      let stop = end ?? buffer.count
      if stop - head > limits.lineBytesMaximum {
        let range = head..<(head + limits.lineBytesMaximum)
        let line = buffer.withSlice { command($0[range], isTooLong: true) }
        head = range.upperBound
        scanned = head
        isPassingOver = true
        return line
      }
      guard let end else {
        compact()
        return nil
      }
      let range = head..<end
      head = end + 1
      scanned = head
      return buffer.withSlice { command($0[range], isTooLong: false) }
    }
  }

  private func command(_ bytes: ByteSlice, isTooLong: Bool) -> CommandLine {
    CommandLine(bytes, isTooLong: isTooLong, takesTelnet: limits.takesTelnet)
  }

  private mutating func lineEnd() -> Int? {
    let end = buffer.withSlice { $0.firstIndex(of: 0x0A, from: scanned) }
    if end == nil { scanned = buffer.count }
    return end
  }

  private mutating func compact() {
    guard head > 0 else { return }
    buffer.removeFirst(head)
    head = 0
    scanned = buffer.count
  }
}
