import CZstd

/// Unpacks Zstandard (RFC 8878), several frames one after another included.
final class ZstdDecoder: Decoder {
  private let path: String
  private let stream: OpaquePointer
  private let packed = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: packedBytes)
  private var input = ZSTD_inBuffer()
  /// What the last call said: 0 at the end of a frame.
  private var expected = 0

  init(path: String) throws {
    self.path = path
    guard let stream = ZSTD_createDStream() else {
      throw InputProblem(path: path, reason: "libzstd does not start")
    }
    self.stream = stream
    input.src = UnsafeRawPointer(packed.baseAddress)
  }

  deinit {
    ZSTD_freeDStream(stream)
    packed.deallocate()
  }

  func decode(
    into buffer: UnsafeMutableBufferPointer<UInt8>,
    more: (UnsafeMutableBufferPointer<UInt8>) throws -> Int
  ) throws -> Int {
    var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
    while output.pos < output.size {
      if input.pos == input.size {
        let count = try more(packed)
        if count == 0 {
          if output.pos > 0 || expected == 0 { return output.pos }
          throw InputProblem(path: path, reason: "the zstd data is cut off; read up to there")
        }
        input.size = count
        input.pos = 0
      }
      expected = ZSTD_decompressStream(stream, &output, &input)
      if ZSTD_isError(expected) != 0 {
        if output.pos > 0 { return output.pos }
        throw InputProblem(path: path, reason: "the zstd data is damaged; read up to there")
      }
    }
    return output.pos
  }
}
