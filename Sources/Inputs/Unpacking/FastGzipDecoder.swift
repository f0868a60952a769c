#if canImport(CISAL)
  import CISAL

  /// Unpacks gzip (RFC 1952), several members one after another included, with Intel's ISA-L.
  /// Headers are read here: ISA-L forgets between two calls what it had read of one, and takes the
  /// checksum of a header that comes in pieces for wrong.
  final class FastGzipDecoder: ByteDecoder {
    private let path: String
    private let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
    /// The header of a member, until it is read; nil within the member.
    private var header: GzipHeader? = GzipHeader()
    /// After an error its state is no state to go on from.
    private var isDamaged = false
    private let packed = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: packedBytes)

    init(path: String) {
      self.path = path
      // What damaged data refers to before its beginning is nobody else's memory.
      UnsafeMutableRawPointer(state).initializeMemory(
        as: UInt8.self, repeating: 0, count: MemoryLayout<inflate_state>.size)
      isal_inflate_init(state)
      state.pointee.crc_flag = Self.kind
    }

    deinit {
      state.deallocate()
      packed.deallocate()
    }

    func decode(
      into buffer: UnsafeMutableBufferPointer<UInt8>,
      more: (UnsafeMutableBufferPointer<UInt8>) throws -> Int
    ) throws -> Int {
      state.pointee.next_out = buffer.baseAddress
      state.pointee.avail_out = UInt32(clamping: buffer.count)
      var written: Int { buffer.count - Int(state.pointee.avail_out) }
      while state.pointee.avail_out > 0 {
        if isAtMemberEnd {
          guard try hasInput(more) else { return written }
          isal_inflate_reset(state)
          state.pointee.crc_flag = Self.kind
          header = GzipHeader()
        }
        let before = state.pointee.avail_out
        guard !isDamaged, readHeader(), inflate() else {
          isDamaged = true
          giveHeld()
          if written > 0 { return written }
          throw FileProblem(path: path, reason: "the gzip data is damaged; read up to there")
        }
        // What it holds back for want of room it gives without new input.
        guard state.pointee.avail_out == before, !isAtMemberEnd else { continue }
        if try !hasInput(more) {
          if written > 0 { return written }
          throw FileProblem(path: path, reason: "the gzip data is cut off; read up to there")
        }
      }
      return written
    }

    /// Deflate without a header, and the checksum and length after it, which are compared.
    private static let kind = UInt32(ISAL_GZIP_NO_HDR_VER)

    /// Goes on with the header, as far as there is input; false where it is damaged.
    private func readHeader() -> Bool {
      while header != nil, state.pointee.avail_in > 0 {
        let outcome = header?.read(state.pointee.next_in.pointee)
        state.pointee.next_in += 1
        state.pointee.avail_in -= 1
        switch outcome {
        case .incomplete: continue
        case .whole, nil: header = nil
        case .damaged: return false
        }
      }
      return true
    }

    /// Unpacks what there is of a member; false where it is damaged.
    private func inflate() -> Bool {
      if header != nil { return true }
      let result = isal_inflate(state)
      return result == ISAL_DECOMP_OK || result == ISAL_END_INPUT
    }

    /// After damage: gives what was unpacked before it, as far as there is room.
    private func giveHeld() {
      let held = state.pointee.tmp_out_valid - state.pointee.tmp_out_processed
      let count = min(held, Int32(clamping: state.pointee.avail_out))
      guard count > 0 else { return }
      state.pointee.next_out.update(from: ftpscope_isal_held(state), count: Int(count))
      state.pointee.tmp_out_processed += count
      state.pointee.next_out += Int(count)
      state.pointee.avail_out -= UInt32(count)
    }

    private var isAtMemberEnd: Bool {
      !isDamaged && state.pointee.block_state == ISAL_BLOCK_FINISH
    }

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
