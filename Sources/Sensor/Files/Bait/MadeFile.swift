import Bytes

/// A bait file that is being read: its bytes are made block by block from the seed, its path and
/// the block's number, so that any part is the same whenever it is read.
final class MadeFile: ReadableFile {
  private let file: BaitFile
  private let seed: UInt64
  private let head: [UInt8]
  private let foot: [UInt8]
  var size: Int { file.entry.size }

  static let blockBytes = 4096

  init(_ file: BaitFile, seed: UInt64) {
    self.file = file
    self.seed = seed
    let token = file.entry.canary ?? ""
    head = BaitHead.bytes(file, token: token)
    foot = BaitHead.foot(of: file)
  }

  func read(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
    guard offset >= 0, offset < size, count > 0 else { return [] }
    let end = min(size, offset + count)
    var out: [UInt8] = []
    out.reserveCapacity(end - offset)
    var block = offset / Self.blockBytes
    while out.count < end - offset {
      let start = block * Self.blockBytes
      let bytes = self.block(block)
      out += bytes[max(0, offset - start)..<min(Self.blockBytes, end - start)]
      block += 1
    }
    return out
  }

  private func block(_ number: Int) -> [UInt8] {
    var random = SeededNumbers(seed, of: file.path, UInt64(number))
    var bytes = number == 0 ? Array(head.prefix(Self.blockBytes)) : []
    if file.kind.isText {
      let lines = BaitLines(file: file)
      // Whole lines, and the last one filled up, so that a block ends where a line does.
      let room = min(Self.blockBytes, size - number * Self.blockBytes)
      while bytes.count < room {
        let line = lines.line(&random, at: number * Self.blockBytes + bytes.count)
        if bytes.count + line.count + 2 > room { break }
        bytes += line
      }
      bytes += lines.filler(room - bytes.count)
    } else {
      while bytes.count < Self.blockBytes {
        withUnsafeBytes(of: random.next().littleEndian) { bytes += $0 }
      }
    }
    if bytes.count < Self.blockBytes {
      bytes += repeatElement(0x0A, count: Self.blockBytes - bytes.count)
    }
    bytes.removeLast(bytes.count - Self.blockBytes)
    putFoot(in: &bytes, block: number)
    return bytes
  }

  /// What a file of its kind ends with.
  private func putFoot(in bytes: inout [UInt8], block: Int) {
    guard !foot.isEmpty, size > head.count + foot.count else { return }
    let start = block * Self.blockBytes
    for (index, byte) in foot.enumerated() {
      let position = size - foot.count + index - start
      if (0..<Self.blockBytes).contains(position) { bytes[position] = byte }
    }
  }
}
