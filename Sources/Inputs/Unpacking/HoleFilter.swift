import Glibc

/// Takes out of a text the NULs that stand where a line begins: the hole that is left where a log
/// was copied and truncated while its server goes on writing at the old place, or where a crash
/// left unwritten what was there.
public struct HoleFilter {
  private var isAtLineStart = true

  public init() {}

  /// Takes them out of the text's next bytes; gives how many bytes are left, which are the first.
  public mutating func filter(_ bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
    guard let start = bytes.baseAddress, let last = bytes.last else { return 0 }
    guard let hole = memchr(start, 0, bytes.count) else {
      isAtLineStart = last == 0x0A
      return bytes.count
    }
    var kept = UnsafeRawPointer(hole) - UnsafeRawPointer(start)
    if kept > 0 { isAtLineStart = bytes[kept - 1] == 0x0A }
    for index in kept..<bytes.count where bytes[index] != 0 || !isAtLineStart {
      bytes[kept] = bytes[index]
      isAtLineStart = bytes[kept] == 0x0A
      kept += 1
    }
    return kept
  }
}
