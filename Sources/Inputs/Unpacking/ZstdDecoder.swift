import CZstd

/// Unpacks Zstandard (RFC 8878), several frames one after another included.
final class ZstdDecoder: ByteDecoder {
  private let path: String
  private let stream: OpaquePointer
  private let packed = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: packedBytes)
  private var input = ZSTD_inBuffer()
  /// What the last call said: 0 at the end of a frame.
  private var expected = 0
  /// Whether a block that is unpacked may not have been given in full.
  private var holds = false
  /// Whether the last call neither took nor gave anything.
  private var isStuck = false
  private var isDamaged = false

  init(path: String) throws {
    self.path = path
    guard let stream = ZSTD_createDStream() else {
      throw FileProblem(path: path, reason: "libzstd does not start")
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
      if holds {
        give(into: &output)
        continue
      }
      if input.pos == input.size, !isDamaged {
        let count = try more(packed)
        if count == 0 {
          if output.pos > 0 || expected == 0 { return output.pos }
          throw FileProblem(path: path, reason: "the zstd data is cut off; read up to there")
        }
        input.size = count
        input.pos = 0
      }
      if isDamaged || !unpack() {
        isDamaged = true
        if output.pos > 0 { return output.pos }
        throw FileProblem(path: path, reason: "the zstd data is damaged; read up to there")
      }
    }
    return output.pos
  }

  /// Unpacks one block and gives nothing of it: what one call unpacked before it came upon damage
  /// would be lost. False where the input is damaged.
  private func unpack() -> Bool {
    var nowhere = ZSTD_outBuffer()
    let before = input.pos
    expected = ZSTD_decompressStream(stream, &nowhere, &input)
    holds = expected != 0
    let (stood, stands) = (isStuck, input.pos == before)
    isStuck = stands
    return ZSTD_isError(expected) == 0 && !(stood && stands)
  }

  /// Gives what is unpacked.
  private func give(into output: inout ZSTD_outBuffer) {
    var nothing = ZSTD_inBuffer()
    let before = output.pos
    expected = ZSTD_decompressStream(stream, &output, &nothing)
    if output.pos > before { isStuck = false }
    holds = expected != 0 && output.pos == output.size
  }
}
