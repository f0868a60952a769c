import Bytes

/// A ZIP archive of one file (PKWARE APPNOTE §4.3): its directory can be listed; what would be
/// unpacked is noise.
struct BaitArchive {
  private let file: BaitFile
  private let name: [UInt8]

  init(_ file: BaitFile) {
    self.file = file
    name =
      file.kind == .zip
      ? Array("\(BaitHead.stem(file)).csv".utf8) : Array("[Content_Types].xml".utf8)
  }

  /// Bytes of the token's extra field.
  private static let extraBytes = 24
  private static let localBytes = 30
  private static let centralBytes = 46
  private static let endBytes = 22

  /// What stands before the packed bytes; the token is in its extra field.
  func head(token: String) -> [UInt8] {
    let extra = [0x99, 0x99, UInt8(Self.extraBytes - 4), 0] + Array(token.utf8)
    return [0x50, 0x4B, 3, 4] + shared + UInt16(name.count).littleEndianBytes
      + UInt16(extra.count).littleEndianBytes + name + extra
  }

  /// What stands behind them.
  var directory: [UInt8] {
    let central =
      [0x50, 0x4B, 1, 2, 20, 0] + shared + UInt16(name.count).littleEndianBytes
      + [UInt8](repeating: 0, count: 16) + name
    return central + [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0]
      + UInt32(central.count).littleEndianBytes
      + UInt32(truncatingIfNeeded: file.entry.size - directoryBytes).littleEndianBytes + [0, 0]
  }

  private var directoryBytes: Int { Self.centralBytes + name.count + Self.endBytes }

  /// What both headers tell: deflated, when, and how much.
  private var shared: [UInt8] {
    let around = Self.localBytes + name.count + Self.extraBytes + directoryBytes
    let packed = UInt32(truncatingIfNeeded: max(0, file.entry.size - around))
    let text = ListingTime(file.entry.modified)
    let clock = UInt16(text.hour << 11 | text.minute << 5 | text.second / 2)
    let date = UInt16((text.year - 1980) << 9 | text.month << 5 | text.day)
    var check = Digest128(seed: 0)
    file.path.withSlice { check.add($0) }
    return [20, 0, 0, 0, 8, 0] + clock.littleEndianBytes + date.littleEndianBytes
      + UInt32(truncatingIfNeeded: check.low).littleEndianBytes + packed.littleEndianBytes
      + (packed &* 4).littleEndianBytes
  }
}

extension FixedWidthInteger {
  var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }
}
