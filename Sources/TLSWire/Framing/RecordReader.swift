import Bytes

/// Reads the beginning of one side of a TLS connection: records (RFC 8446 §5.1), the handshake
/// messages in them, however they are split or joined, and alerts. Fed with any pieces.
///
///     first bytes ──type 20 to 24, version 3.x──▶ clear ──ChangeCipherSpec──▶ protected
///          │                                        │
///          ├──SSLv2 ClientHello──▶ clear            └──a limit, bytes that are no record──▶ failed
///          └──anything else──▶ failed
public struct RecordReader: Sendable {
  /// What was read.
  public enum Message: Equatable, Sendable {
    /// A whole handshake message without its header of four bytes.
    case handshake(type: UInt8, body: [UInt8])
    /// An alert in clear.
    case alert(TLSAlert)
    /// What the sender says next is protected, but for TLS 1.3, where it means nothing.
    case changeCipherSpec
    /// The message of an SSLv2 ClientHello (RFC 5246 §E.2), from its type on.
    case sslv2ClientHello([UInt8])
    /// A record that nobody can read without the keys.
    case protected(type: UInt8, count: Int)
  }

  /// Why reading ended.
  public enum Failure: Equatable, Sendable {
    /// The bytes are no TLS.
    case notTLS
    /// A record is longer than TLS allows.
    case recordTooLong
    /// A handshake message is longer than the limit.
    case handshakeTooLong
  }

  /// What bounds the memory that a peer can fill.
  public enum Limits {
    /// Bytes of a record's fragment: 2^14 and what encryption may add (RFC 5246 §6.2.3).
    static let recordMaximum = 16_384 + 2048
    /// Bytes of a handshake message; long chains of certificates fit.
    static let handshakeMaximum = 131_072
  }

  /// Numbers of handshake messages (RFC 8446 §4).
  public enum HandshakeType {
    /// `client_hello` (RFC 8446 §4).
    public static let clientHello: UInt8 = 1
    /// `server_hello` (RFC 8446 §4).
    static let serverHello: UInt8 = 2
  }

  /// Why reading ended; nil while it goes on.
  public private(set) var failure: Failure?

  private var pending: [UInt8] = []
  private var handshake: [UInt8] = []
  private var isAtStart = true
  private var isProtected = false

  /// At the beginning of a connection.
  public init() {}

  /// Takes the next bytes; gives the messages that they complete, in order. After a failure,
  /// nothing any more.
  public mutating func receive(_ bytes: ByteSlice) -> [Message] {
    guard failure == nil else { return [] }
    pending.append(contentsOf: bytes.buffer)
    let taken = pending
    return taken.withSlice { buffer in
      var cursor = ByteCursor(buffer)
      var messages: [Message] = []
      while failure == nil, readRecord(&cursor, into: &messages) {}
      if cursor.rest.count < taken.count { pending = cursor.rest.copied }
      if failure != nil { pending = [] }
      return messages
    }
  }

  /// Whether a whole record was there.
  private mutating func readRecord(
    _ cursor: inout ByteCursor, into messages: inout [Message]
  ) -> Bool {
    guard let first = cursor.rest.first else { return false }
    if isAtStart, first & 0x80 != 0 { return readSSLv2(&cursor, into: &messages) }
    guard (20...24).contains(first) else { return fail(.notTLS) }
    if cursor.rest.count > 1, cursor.rest[1] != 3 { return fail(.notTLS) }
    guard cursor.rest.count >= 5 else { return false }
    let count = Int(cursor.rest[3]) << 8 | Int(cursor.rest[4])
    guard count <= Limits.recordMaximum else { return fail(.recordTooLong) }
    guard let record = cursor.take(5 + count) else { return false }
    isAtStart = false
    read(record.dropFirst(5), of: first, into: &messages)
    return true
  }

  private mutating func fail(_ why: Failure) -> Bool {
    failure = why
    return false
  }

  /// Two bytes of length with the highest bit set, then the message. Only a ClientHello begins so.
  private mutating func readSSLv2(
    _ cursor: inout ByteCursor, into messages: inout [Message]
  ) -> Bool {
    guard cursor.rest.count >= 3 else { return false }
    guard cursor.rest[2] == HandshakeType.clientHello else { return fail(.notTLS) }
    let count = Int(cursor.rest[0] & 0x7F) << 8 | Int(cursor.rest[1])
    guard let record = cursor.take(2 + count) else { return false }
    isAtStart = false
    messages.append(.sslv2ClientHello(record.dropFirst(2).copied))
    return true
  }

  private mutating func read(
    _ fragment: ByteSlice, of type: UInt8, into messages: inout [Message]
  ) {
    switch type {
    case 20:
      // Encryption begins here, and in TLS 1.3 has begun before (RFC 8446 §D.4).
      isProtected = true
      messages.append(.changeCipherSpec)
    case _ where isProtected || type >= 23:
      messages.append(.protected(type: type, count: fragment.count))
    case 21:
      for index in stride(from: 0, to: fragment.count - 1, by: 2) {
        messages.append(.alert(TLSAlert(level: fragment[index], code: fragment[index + 1])))
      }
    default:
      handshake.append(contentsOf: fragment.buffer)
      readHandshake(into: &messages)
    }
  }

  private mutating func readHandshake(into messages: inout [Message]) {
    // Many small records make one message: nothing is copied before it is whole.
    guard handshake.count >= 4 else { return }
    let wanted = Int(handshake[1]) << 16 | Int(handshake[2]) << 8 | Int(handshake[3])
    guard handshake.count >= 4 + wanted || wanted > Limits.handshakeMaximum else { return }
    let joined = handshake
    joined.withSlice { buffer in
      var cursor = ByteCursor(buffer)
      while true {
        var ahead = cursor
        guard let type = ahead.uint8(), let count = ahead.uint24() else { break }
        if count > Limits.handshakeMaximum {
          failure = .handshakeTooLong
          break
        }
        guard let body = ahead.take(count) else { break }
        cursor = ahead
        messages.append(.handshake(type: type, body: body.copied))
      }
      handshake = failure == nil ? cursor.rest.copied : []
    }
  }
}
