/// Texts as the tables of counts have them. SQLite's C interface ends a text at its first NUL, and
/// clients send what they like: the byte 0 is kept as 1 1, and 1 as 1 2, so that texts keep their
/// order.
enum TallyText {
  private static let mark: UInt8 = 1

  static func encode(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 <= mark }) else { return text }
    let bytes = text.utf8.flatMap { $0 <= mark ? [mark, $0 + 1] : [$0] }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func decode(_ text: String) -> String {
    guard text.utf8.contains(mark) else { return text }
    var bytes: [UInt8] = []
    var isMarked = false
    for byte in text.utf8 {
      if isMarked, byte == mark || byte == mark + 1 {
        bytes[bytes.count - 1] = byte - 1
        isMarked = false
      } else {
        bytes.append(byte)
        isMarked = byte == mark
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
