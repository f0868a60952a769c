import Bytes

/// How often each of many texts came: the bytes of a text are kept once.
struct TextCounts {
  /// Bytes that compare by what they are.
  private struct Key: Hashable {
    let bytes: ByteSlice

    static func == (one: Key, other: Key) -> Bool { one.bytes == other.bytes }

    func hash(into hasher: inout Hasher) {
      hasher.combine(bytes: UnsafeRawBufferPointer(bytes.buffer))
    }
  }

  private let arena = ByteArena()
  private var counts: [Key: Int] = [:]

  /// How many texts.
  var count: Int { counts.count }

  /// Counts a text. Returns whether it is new.
  @discardableResult
  mutating func add(_ text: ByteSlice) -> Bool {
    if let index = counts.index(forKey: Key(bytes: text)) {
      counts.values[index] += 1
      return false
    }
    counts[Key(bytes: arena.keep(text.buffer))] = 1
    return true
  }

  /// Whether a text was counted.
  func contains(_ text: ByteSlice) -> Bool { counts[Key(bytes: text)] != nil }

  /// Those that came most, by count, then by text.
  func most(_ limit: Int) -> [(text: String, count: Int)] {
    let least = counts.count > limit ? counts.values.sorted(by: >)[limit - 1] : 0
    let texts = counts.filter { $0.value >= least }.map { ($0.key.bytes.text, $0.value) }
    return Array(texts.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(limit))
  }
}
