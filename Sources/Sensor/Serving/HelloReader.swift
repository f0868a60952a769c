import Bytes
import TLSWire

/// Reads the ClientHello of a connection from its bytes before OpenSSL sees them: of SSLv2 to
/// TLS 1.3, and also what is none.
struct HelloReader {
  /// Bytes that are kept.
  private static let bytesMaximum = 16_384

  /// Nil while it is not whole, and where there is none.
  private(set) var hello: ClientHello?
  /// The client's first bytes, up to the end of the piece that completed the hello.
  private(set) var bytes: [UInt8] = []
  private var reader: RecordReader? = RecordReader()

  /// Takes the next bytes of the wire.
  mutating func take(_ piece: ByteSlice) {
    guard reader != nil else { return }
    bytes.append(contentsOf: piece[0..<(Self.bytesMaximum - bytes.count)].buffer)
    let messages = reader?.receive(piece) ?? []
    switch messages.first {
    case .handshake(RecordReader.HandshakeType.clientHello, let body):
      hello = ClientHello(body: body)
    case .sslv2ClientHello(let message): hello = ClientHello(sslv2: message)
    case nil where reader?.failure == nil && bytes.count < Self.bytesMaximum: return
    default: break
    }
    reader = nil
  }
}
