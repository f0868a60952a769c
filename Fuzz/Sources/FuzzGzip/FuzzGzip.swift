import Bytes
import CZlib
import FuzzRun

/// Any bytes as gzip, in pieces that the first two bytes choose; and as text that zlib packs.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    guard input.count > 3 else { return }
    let portions = Portions(input[0], input[1])
    let bytes = input.dropFirst(3)
    let found = Unpacking.checked(bytes, .gzip, portions)
    let byZlib = Unpacking.checked(bytes, .gzipByZlib, portions)
    if found.problem == nil, byZlib.problem == nil {
      check(found.bytes == byZlib.bytes, "the same from zlib")
    }
    checkPacked(bytes.copied, choice: input[2], portions)
  }
}

/// What zlib packs, in two members with whatever is in their headers, comes back.
private func checkPacked(_ text: [UInt8], choice: UInt8, _ portions: Portions) {
  let packed = GzipMember(choice).pack(text) + GzipMember(~choice).pack(text)
  var portions = portions
  portions.maximum = 2 * text.count + 1
  packed.withUnsafeBufferPointer { packed in
    withCopy(of: packed) { packed in
      for packing in [Packing.gzip, .gzipByZlib] {
        let found = Unpacking.checked(packed, packing, portions)
        check(found.problem == nil, "whole, not: \(found.problem ?? "")")
        check(found.bytes == text + text, "what was packed")
      }
    }
  }
}

/// How a member is packed.
private struct GzipMember {
  let level: CInt
  let hasExtra: Bool
  let hasName: Bool
  let hasComment: Bool
  let hasChecksum: Bool

  init(_ choice: UInt8) {
    level = CInt(choice & 0x0F) % 10
    hasExtra = choice & 0x10 != 0
    hasName = choice & 0x20 != 0
    hasComment = choice & 0x40 != 0
    hasChecksum = choice & 0x80 != 0
  }

  /// The fields of the header hold the text's beginning.
  func pack(_ text: [UInt8]) -> [UInt8] {
    var text = text
    var extra = Array(text.prefix(1000))
    var name = text.prefix(300).filter { $0 != 0 } + [0]
    let size = CInt(MemoryLayout<z_stream>.size)
    var packed = [UInt8](repeating: 0, count: text.count + text.count / 8 + 4096)
    var count = 0
    text.withUnsafeMutableBufferPointer { text in
      extra.withUnsafeMutableBufferPointer { extra in
        name.withUnsafeMutableBufferPointer { name in
          packed.withUnsafeMutableBufferPointer { packed in
            var header = gz_header()
            if hasExtra { header.extra = extra.baseAddress }
            header.extra_len = uInt(extra.count)
            if hasName { header.name = name.baseAddress }
            if hasComment { header.comment = name.baseAddress }
            header.hcrc = hasChecksum ? 1 : 0
            var stream = z_stream()
            deflateInit2_(&stream, level, Z_DEFLATED, 15 + 16, 8, 0, ZLIB_VERSION, size)
            deflateSetHeader(&stream, &header)
            (stream.next_in, stream.avail_in) = (text.baseAddress, uInt(text.count))
            (stream.next_out, stream.avail_out) = (packed.baseAddress, uInt(packed.count))
            check(deflate(&stream, Z_FINISH) == Z_STREAM_END, "zlib packs it")
            count = Int(stream.total_out)
            deflateEnd(&stream)
          }
        }
      }
    }
    return Array(packed.prefix(count))
  }
}
