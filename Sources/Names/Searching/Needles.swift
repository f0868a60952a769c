import Bytes
import CByteScan

/// A few short texts of which each word has one: lines without any of them hold no word.
struct Needles {
  /// Up to three bytes; a value without references, for the loop over all bytes.
  private struct Needle {
    let first: UInt8
    let middle: UInt8
    let last: UInt8
    let distance: Int

    init(_ bytes: [UInt8]) {
      first = bytes[0]
      middle = bytes[bytes.count / 2]
      last = bytes[bytes.count - 1]
      distance = bytes.count - 1
    }

    /// Letters in either case.
    @inline(__always)
    func begins(at start: UnsafePointer<UInt8>) -> Bool {
      start[0] | 0x20 == first | 0x20 && start[distance] | 0x20 == last | 0x20
        && start[(distance + 1) / 2] | 0x20 == middle | 0x20
    }
  }

  private let needles: [Needle]

  /// How many bytes behind a text have to be readable.
  static let padding = 128

  /// Longer needles would find no less, and be shared by fewer words.
  private static let lengthMaximum = 3

  /// Chooses needles for words: again and again the one that most of the words that are left have,
  /// of these the longest.
  init(for words: [[UInt8]]) {
    var left = words
    var chosen: [Needle] = []
    while let first = left.first {
      let best = Self.parts(of: first).max { one, other in
        let counts = [one, other].map { part in left.count { Self.has($0, part) } }
        return (counts[0], one.count) < (counts[1], other.count)
      }
      guard let best else { break }
      chosen.append(Needle(best))
      left.removeAll { Self.has($0, best) }
    }
    needles = chosen
  }

  private static func parts(of word: [UInt8]) -> [[UInt8]] {
    (1...min(lengthMaximum, word.count)).flatMap { length in
      (0...(word.count - length)).map { Array(word[$0..<($0 + length)]) }
    }
  }

  private static func has(_ word: [UInt8], _ part: [UInt8]) -> Bool {
    parts(of: word).contains(part)
  }

  /// The places among 64 where a needle may begin: bit i for byte i. `padding` bytes behind them
  /// have to be readable.
  @inline(__always)
  func candidates(_ start: UnsafePointer<UInt8>) -> UInt64 {
    var mask: UInt64 = 0
    for needle in needles {
      mask |= ftpscope_scan_pair(start, needle.distance, needle.first, needle.last)
    }
    return mask
  }

  /// Whether one of them stands anywhere in a text.
  func stand(in text: ByteSlice) -> Bool { place(in: text, from: 0) < text.count }

  /// Where the first of them stands in a text, at or behind a place; its end where none does.
  func place(in text: ByteSlice, from first: Int) -> Int {
    var place = first
    while place + 64 + Self.padding <= text.count {
      var mask = candidates(text.start + place)
      while mask != 0 {
        let candidate = place + mask.trailingZeroBitCount
        if begins(at: text.start + candidate) { return candidate }
        mask &= mask - 1
      }
      place += 64
    }
    var found = text.count
    for needle in needles {
      let end = min(found, text.count - needle.distance)
      for candidate in place..<max(place, end) where needle.begins(at: text.start + candidate) {
        found = candidate
        break
      }
    }
    return found
  }

  /// Whether one of them does begin there, letters in either case.
  func begins(at start: UnsafePointer<UInt8>) -> Bool {
    needles.contains { $0.begins(at: start) }
  }
}
