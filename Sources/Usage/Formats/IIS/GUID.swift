import Bytes

/// A session's identifier as IIS writes it, `5059c5c2-4118-469b-a463-14226450e07c`: five words of
/// eight bytes, the last two overlapping.
struct GUID {
  static let count = 36

  private let words: (UInt64, UInt64, UInt64, UInt64, UInt64)

  /// Nil where the text has another length, or no hyphens where a GUID has them.
  @inline(__always)
  init?(_ text: ByteSlice) {
    guard text.count == Self.count else { return nil }
    let raw = UnsafeRawPointer(text.start)
    func word(_ offset: Int) -> UInt64 {
      UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    words = (word(0), word(8), word(16), word(24), word(28))
    let second = (words.1 ^ 0x0000_2D00_0000_002D) & 0x0000_FF00_0000_00FF
    let third = (words.2 ^ 0x2D00_0000_002D_0000) & 0xFF00_0000_00FF_0000
    guard second | third == 0 else { return nil }
  }

  /// A key for tables: as well mixed as what `Digest128.add` makes of the bytes, in a third of the
  /// work, since how many there are is known.
  var digest: Digest128 {
    @inline(__always) get {
      let front = Self.mixed(words.0 ^ 0xA076_1D64_78BD_642F, words.1 ^ 0xE703_7ED1_A0B4_28DB)
      let back = Self.mixed(words.2 ^ 0x8EBC_6AF0_9C88_C6E3, words.3 ^ 0x5899_65CC_7537_4CC3)
      let high = Self.mixed(front ^ words.4, back ^ 0x1D8E_4E27_C47D_124F)
      return Digest128(high: high, low: front ^ back)
    }
  }

  @inline(__always)
  private static func mixed(_ one: UInt64, _ two: UInt64) -> UInt64 {
    let product = one.multipliedFullWidth(by: two)
    return product.high ^ product.low
  }
}
