/// The values of an encoding in DER, one after the other (X.690 §8.1).
struct DERFields {
  private var rest: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) { rest = bytes }

  /// The next value; nil at the end, and where its length is beyond it.
  mutating func next()
    -> (tag: UInt8, whole: UnsafeBufferPointer<UInt8>, contents: UnsafeBufferPointer<UInt8>)?
  {
    guard rest.count >= 2 else { return nil }
    var start = 2
    var length = Int(rest[1])
    if length >= 0x80 {
      start += length - 0x80
      guard (3...5).contains(start), start <= rest.count else { return nil }
      length = rest[2..<start].reduce(0) { $0 << 8 | Int($1) }
    }
    guard length <= rest.count - start else { return nil }
    defer { rest = UnsafeBufferPointer(rebasing: rest[(start + length)...]) }
    return (
      rest[0], UnsafeBufferPointer(rebasing: rest[..<(start + length)]),
      UnsafeBufferPointer(rebasing: rest[start..<(start + length)])
    )
  }
}
