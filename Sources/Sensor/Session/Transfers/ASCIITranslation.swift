import Bytes

/// TYPE A (RFC 959 §3.1.1.1): lines end in CR LF on the wire and in LF in files.
struct ASCIITranslation {
  private var endsInCR = false

  /// A file's bytes as they are sent: LF becomes CR LF where no CR is before it.
  mutating func sent(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 16)
    for byte in bytes {
      if byte == 0x0A, !endsInCR { out.append(0x0D) }
      out.append(byte)
      endsInCR = byte == 0x0D
    }
    return out
  }

  /// What came as it is stored: CR LF becomes LF; any other CR stays.
  mutating func stored(_ bytes: ByteSlice) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + 1)
    for byte in bytes.buffer {
      if endsInCR, byte != 0x0A { out.append(0x0D) }
      endsInCR = byte == 0x0D
      if !endsInCR { out.append(byte) }
    }
    return out
  }

  /// A CR that came last of all.
  mutating func rest() -> [UInt8] {
    defer { endsInCR = false }
    return endsInCR ? [0x0D] : []
  }
}
