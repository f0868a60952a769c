import Bytes
import CZstd
import FuzzRun

/// Any bytes as Zstandard, in pieces that the first two bytes choose; and as text that is packed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    guard input.count > 3 else { return }
    let portions = Portions(input[0], input[1])
    let bytes = input.dropFirst(3)
    _ = Unpacking.checked(bytes, .zstandard, portions)
    checkPacked(bytes.copied, choice: input[2], portions)
  }
}

/// What libzstd packs, in two frames with one between them that is to be passed over, comes back.
private func checkPacked(_ text: [UInt8], choice: UInt8, _ portions: Portions) {
  let passedOver = [0x50 | choice & 0x0F, 0x2A, 0x4D, 0x18, choice, 0, 0, 0]
  let packed =
    pack(text, choice) + passedOver + [UInt8](repeating: 0x28, count: Int(choice))
    + pack(text, ~choice)
  var portions = portions
  portions.maximum = 2 * text.count + 1
  packed.withUnsafeBufferPointer { packed in
    withCopy(of: packed) { packed in
      let found = Unpacking.checked(packed, .zstandard, portions)
      check(found.problem == nil, "whole, not: \(found.problem ?? "")")
      check(found.bytes == text + text, "what was packed")
    }
  }
}

/// A frame: the choice says how well it is packed, and whether it has a checksum and its size.
private func pack(_ text: [UInt8], _ choice: UInt8) -> [UInt8] {
  let context = ZSTD_createCCtx()
  defer { ZSTD_freeCCtx(context) }
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, CInt(choice & 0x0F) - 3)
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, choice & 0x10 == 0 ? 0 : 1)
  ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, choice & 0x20 == 0 ? 0 : 1)
  var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(text.count))
  let count = ZSTD_compress2(context, &packed, packed.count, text, text.count)
  check(ZSTD_isError(count) == 0, "libzstd packs it")
  return Array(packed.prefix(count))
}
