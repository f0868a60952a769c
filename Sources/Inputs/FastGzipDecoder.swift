#if canImport(CISAL)
  import CISAL

  /// Unpacks gzip (RFC 1952), several members one after another included, with Intel's ISA-L.
  final class FastGzipDecoder: Decoder {
    private let path: String
    private let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
    /// After an error its state is no state to go on from.
    private var isDamaged = false
    private let packed = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: packedBytes)

    init(path: String) {
      self.path = path
      isal_inflate_init(state)
      state.pointee.crc_flag = UInt32(ISAL_GZIP)
    }

    deinit {
      state.deallocate()
      packed.deallocate()
    }

    func decode(
      into buffer: UnsafeMutableBufferPointer<UInt8>,
      more: (UnsafeMutableBufferPointer<UInt8>) throws -> Int
    ) throws -> Int {
      if isDamaged { throw damage }
      state.pointee.next_out = buffer.baseAddress
      state.pointee.avail_out = UInt32(clamping: buffer.count)
      var written: Int { buffer.count - Int(state.pointee.avail_out) }
      while state.pointee.avail_out > 0 {
        if isAtMemberEnd {
          guard try hasInput(more) else { return written }
          isal_inflate_reset(state)
          state.pointee.crc_flag = UInt32(ISAL_GZIP)
        }
        let before = state.pointee.avail_out
        let result = isal_inflate(state)
        guard result == ISAL_DECOMP_OK || result == ISAL_END_INPUT else {
          isDamaged = true
          if written > 0 { return written }
          throw damage
        }
        // What it holds back for want of room it gives without new input.
        guard state.pointee.avail_out == before, !isAtMemberEnd else { continue }
        if try !hasInput(more) {
          if written > 0 { return written }
          throw InputProblem(path: path, reason: "the gzip data is cut off; read up to there")
        }
      }
      return written
    }

    private var damage: InputProblem {
      InputProblem(path: path, reason: "the gzip data is damaged; read up to there")
    }

    private var isAtMemberEnd: Bool { state.pointee.block_state == ISAL_BLOCK_FINISH }

    /// Reads on where all packed bytes are used; false at the end.
    private func hasInput(_ more: (UnsafeMutableBufferPointer<UInt8>) throws -> Int) throws -> Bool
    {
      if state.pointee.avail_in > 0 { return true }
      state.pointee.next_in = packed.baseAddress
      state.pointee.avail_in = UInt32(try more(packed))
      return state.pointee.avail_in > 0
    }
  }
#endif
