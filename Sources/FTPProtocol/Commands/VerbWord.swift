import Bytes

/// A verb of up to eight letters and digits as one number, capitals and small letters being the
/// same: what a server looks a command up by.
public struct VerbWord: Hashable, Sendable {
  /// The letters, the first one in the highest byte that is not 0.
  public let packed: UInt64

  /// Nil where the bytes are no such word: empty, longer, or with another byte in them.
  @inlinable
  public init?(_ bytes: ByteSlice) {
    guard bytes.count > 0, bytes.count <= 8 else { return nil }
    var packed: UInt64 = 0
    for index in 0..<bytes.count {
      let byte = bytes.start[index]
      let letter = byte.uppercasedASCII
      guard letter &- 0x41 < 26 || letter.isDigit else { return nil }
      packed = packed << 8 | UInt64(letter)
    }
    self.packed = packed
  }

  /// The word of a literal or a setting.
  public init?(_ text: String) {
    var text = text
    let word = text.withUTF8 { VerbWord(ByteSlice($0)) }
    guard let word else { return nil }
    self = word
  }

  /// The letters, in capitals.
  public var bytes: [UInt8] {
    let count = (64 - packed.leadingZeroBitCount + 7) / 8
    return (0..<count).map { UInt8(truncatingIfNeeded: packed >> UInt64(8 * (count - 1 - $0))) }
  }
}
