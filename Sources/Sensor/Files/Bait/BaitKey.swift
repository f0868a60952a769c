/// An RSA key of 2048 bits as PKCS #1 writes it (RFC 8017, appendix A.1.2), in PEM: its form is
/// right, its numbers are no key's.
enum BaitKey {
  /// Bytes of the file.
  static let size = 1679

  static func pem(_ random: SeededNumbers) -> [UInt8] {
    var random = random
    var body: [UInt8] = [2, 1, 0]
    // Modulus, exponents, primes and what is made of them; a 0 stands before a first bit that is 1.
    body += integer(256, isLed: true, &random) + [2, 3, 1, 0, 1]
    body += integer(256, isLed: false, &random)
    for _ in 0..<4 { body += integer(128, isLed: true, &random) }
    body += integer(128, isLed: false, &random)
    let text = base64([0x30, 0x82, UInt8(body.count >> 8), UInt8(body.count & 255)] + body)
    var out = Array("-----BEGIN RSA PRIVATE KEY-----\n".utf8)
    for start in stride(from: 0, to: text.count, by: 64) {
      out += text[start..<min(start + 64, text.count)] + [0x0A]
    }
    return out + "-----END RSA PRIVATE KEY-----\n".utf8
  }

  private static func integer(
    _ count: Int, isLed: Bool, _ random: inout SeededNumbers
  ) -> [UInt8] {
    var bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next() >> 8) }
    bytes[0] = isLed ? bytes[0] | 0x80 : bytes[0] & 0x3F | 0x40
    bytes[count - 1] |= 1
    if isLed { bytes.insert(0, at: 0) }
    let length = bytes.count
    return [2]
      + (length < 256 ? [0x81, UInt8(length)] : [0x82, UInt8(length >> 8), UInt8(length & 255)])
      + bytes
  }

  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let piece = bytes[start..<min(start + 3, bytes.count)]
      let value = piece.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - piece.count))
      for index in 0..<4 {
        out.append(index > piece.count ? 0x3D : letters[value >> (18 - 6 * index) & 63])
      }
    }
    return out
  }

  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
