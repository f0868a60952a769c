import Bytes

@testable import TLSWire

/// How bytes arrive.
enum Pieces: CaseIterable, Sendable {
  case whole, threes, single
  var size: Int {
    switch self {
    case .whole: .max
    case .threes: 3
    case .single: 1
    }
  }
}

/// Lends bytes.
func withBytes<Result>(_ bytes: [UInt8], _ body: (ByteSlice) -> Result) -> Result {
  bytes.withUnsafeBufferPointer { body(ByteSlice($0)) }
}

/// Lends bytes piece by piece.
func drip(_ bytes: [UInt8], _ pieces: Pieces, _ body: (ByteSlice) -> Void) {
  withBytes(bytes) { all in
    var start = 0
    while start < all.count {
      let end = pieces == .whole ? all.count : min(all.count, start + pieces.size)
      body(all[start..<end])
      start = end
    }
  }
}

/// Bytes from hexadecimal digits; spaces are for the reader.
func hex(_ text: String) -> [UInt8] {
  let digits = text.filter { $0 != " " && $0 != "\n" }.compactMap { UInt8(String($0), radix: 16) }
  return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

/// A handshake message in a record.
func record(_ type: UInt8, _ body: [UInt8], version: UInt16 = 0x0303) -> [UInt8] {
  var message = [type, UInt8(body.count >> 16)]
  message.append(uint16: UInt16(body.count & 0xFFFF))
  var bytes: [UInt8] = [22]
  bytes.append(uint16: version)
  bytes.append(vector16: message + body)
  return bytes
}

/// A ServerHello's body.
func serverHello(
  _ version: ProtocolVersion, _ suite: CipherSuite, extensions: [HelloExtension] = []
) -> [UInt8] {
  var all = extensions
  var body: [UInt8] = []
  body.append(uint16: min(version, .tls12).rawValue)
  body += [UInt8](repeating: 7, count: 32) + [0]
  body.append(uint16: suite.rawValue)
  body.append(0)
  if version >= .tls13 {
    let chosen = [UInt8](uint16s: [version.rawValue])
    all.append(HelloExtension(type: HelloExtension.Kind.supportedVersions, bytes: chosen))
  }
  if !all.isEmpty { body.append(vector16: HelloExtension.bytes(of: all)) }
  return body
}
