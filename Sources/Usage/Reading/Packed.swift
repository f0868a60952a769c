import Bytes

/// A slice of up to 65,535 bytes in eight bytes of memory: events are written and read for every
/// line, and six slices are most of one. Longer slices are cut.
///
/// Addresses have 48 bits at most in programs that do not ask the system for more.
@propertyWrapper
struct Packed {
  private var bits: UInt64

  @inline(__always)
  init() { self.init(wrappedValue: .empty) }

  @inline(__always)
  init(wrappedValue slice: ByteSlice) {
    let count = UInt64(truncatingIfNeeded: min(slice.count, 0xFFFF))
    bits = UInt64(UInt(bitPattern: slice.start)) | count &<< 48
  }

  /// A slice of fewer than 65,536 bytes.
  @inline(__always)
  init(short slice: ByteSlice) {
    bits =
      UInt64(UInt(bitPattern: slice.start)) | UInt64(truncatingIfNeeded: slice.count) &<< 48
  }

  @inline(__always)
  var wrappedValue: ByteSlice {
    get {
      let start = UnsafePointer<UInt8>(bitPattern: UInt(bits & 0xFFFF_FFFF_FFFF))
      return ByteSlice(start: start.unsafelyUnwrapped, count: Int(bits &>> 48))
    }
    set { self = Packed(wrappedValue: newValue) }
  }
}
