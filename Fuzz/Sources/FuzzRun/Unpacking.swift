import Bytes

@testable import Inputs

/// What unpacks.
public enum Packing {
  /// gzip, with what the program has for it here, and with zlib.
  case gzip, gzipByZlib
  case zstandard

  func decoder() throws -> any ByteDecoder {
    switch self {
    case .gzip: try gzipDecoder(path: "")
    case .gzipByZlib: try GzipDecoder(path: "")
    case .zstandard: try ZstdDecoder(path: "")
    }
  }
}

/// How packed bytes come, and how much is asked for at a time.
public struct Portions {
  /// Packed bytes that come at a time.
  public var pieces: Int
  /// Bytes that are asked for at a time.
  public var room: Int
  /// Bytes after which nothing more is asked for.
  public var maximum: Int

  /// As two bytes say, small ones more often; what is asked for is bounded by the calls that it
  /// takes.
  public init(_ first: UInt8, _ second: UInt8) {
    pieces = 1 + Int(first)
    room = 1 + Int(second) * Int(second)
    maximum = min(1 << 18, 2000 * room)
  }

  /// All at once.
  public var whole: Portions {
    var portions = self
    (portions.pieces, portions.room) = (packedBytes, maximum)
    return portions
  }
}

/// What came of packed bytes.
public struct Unpacking: Equatable {
  public var bytes: [UInt8] = []
  /// Why there are no more.
  public var problem: String?

  /// What lies behind the room that a decoder is given, and has to stay.
  private static let fence = [UInt8](repeating: 0xA5, count: 64)

  public init(_ packed: ByteSlice, _ packing: Packing, _ portions: Portions) {
    let room = portions.room
    var buffer = [UInt8](repeating: 0, count: room) + Self.fence
    var rest = packed
    do {
      let decoder = try packing.decoder()
      while bytes.count < portions.maximum {
        let count = try buffer.withUnsafeMutableBufferPointer { buffer in
          try decoder.decode(into: UnsafeMutableBufferPointer(rebasing: buffer[..<room])) { into in
            let count = min(portions.pieces, rest.count, into.count)
            _ = into.update(fromContentsOf: rest[0..<count].buffer)
            rest = rest.dropFirst(count)
            return count
          }
        }
        check(count <= room && buffer[room...].elementsEqual(Self.fence), "kept to its room")
        if count == 0 { break }
        bytes += buffer.prefix(count)
      }
    } catch {
      problem = "\(error)"
    }
    bytes = Array(bytes.prefix(portions.maximum))
  }

  /// Whatever the bytes are, and however they come, the same comes of them: up to damage all but
  /// what the library can't tell from it.
  public static func checked(
    _ packed: ByteSlice, _ packing: Packing, _ portions: Portions
  ) -> Self {
    let whole = Unpacking(packed, packing, portions.whole)
    let other = Unpacking(packed, packing, portions)
    check(
      other == whole || whole.isLike(other, packing),
      "\(other.bytes.count) bytes, \(other.problem ?? "whole"), in pieces; "
        + "else \(whole.bytes.count), \(whole.problem ?? "whole")")
    return whole
  }

  /// Whether both come upon the same damage, and differ by the last bytes before it at most.
  private func isLike(_ other: Unpacking, _ packing: Packing) -> Bool {
    // libzstd reads formats of before version 0.8 too, and takes what is no frame of theirs for
    // damaged or for cut off, by how it comes.
    guard let problem, let its = other.problem, problem == its || packing == .zstandard else {
      return false
    }
    let (short, long) = bytes.count < other.bytes.count ? (self, other) : (other, self)
    // ISA-L copies before it looks whether there is anything to be copied, some lengths of 258; a
    // block of zstd's, of 128 KiB at most, is given in part where it comes so.
    let (loose, missing) =
      switch packing {
      case .gzip: (512, 512)
      case .gzipByZlib: (0, 0)
      case .zstandard: (0, 1 << 17)
      }
    return long.bytes.starts(with: short.bytes.dropLast(loose))
      && long.bytes.count - short.bytes.count <= missing
  }
}
