#if canImport(CZlib)
  import CZlib

  /// Unpacks gzip (RFC 1952), several members one after another included.
  final class GzipDecoder: ByteDecoder {
    private let path: String
    private var stream = z_stream()
    private let packed = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: packedBytes)
    private var isBetweenMembers = false

    init(path: String) throws {
      self.path = path
      // 15 bits of window, plus 16: a gzip header is wanted.
      let result = inflateInit2_(
        &stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
      guard result == Z_OK else { throw FileProblem(path: path, reason: "zlib does not start") }
    }

    deinit {
      inflateEnd(&stream)
      packed.deallocate()
    }

    func decode(
      into buffer: UnsafeMutableBufferPointer<UInt8>,
      more: (UnsafeMutableBufferPointer<UInt8>) throws -> Int
    ) throws -> Int {
      stream.next_out = buffer.baseAddress
      stream.avail_out = UInt32(clamping: buffer.count)
      while stream.avail_out > 0 {
        if stream.avail_in == 0 {
          let count = try more(packed)
          if count == 0 {
            // zlib holds what had no room in the buffer before, and damage behind what was given.
            let result = inflate(&stream, Z_SYNC_FLUSH)
            if result == Z_STREAM_END { isBetweenMembers = true }
            let written = buffer.count - Int(stream.avail_out)
            if written > 0 || isBetweenMembers { return written }
            let what = result == Z_DATA_ERROR ? "damaged" : "cut off"
            throw FileProblem(path: path, reason: "the gzip data is \(what); read up to there")
          }
          stream.next_in = packed.baseAddress
          stream.avail_in = UInt32(count)
        }
        if isBetweenMembers {
          inflateReset(&stream)
          isBetweenMembers = false
        }
        switch inflate(&stream, Z_NO_FLUSH) {
        case Z_OK, Z_BUF_ERROR: continue
        case Z_STREAM_END: isBetweenMembers = true
        default:
          let written = buffer.count - Int(stream.avail_out)
          if written > 0 { return written }
          throw FileProblem(path: path, reason: "the gzip data is damaged; read up to there")
        }
      }
      return buffer.count - Int(stream.avail_out)
    }
  }
#endif
