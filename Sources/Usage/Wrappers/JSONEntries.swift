import Bytes

/// Takes the entries out of a document of JSON, piece by piece, a line each.
struct JSONEntries {
  /// Where entries are.
  enum Place { case objects, arrays }

  /// The arrays that hold entries, by the names of what they are in.
  private static let arrays: [[StaticString]] = [
    // Google Cloud Logging, CloudWatch's Insights, what `jq -s` makes.
    [],
    // CloudWatch, Splunk, Google Cloud Logging.
    ["events"], ["results"], ["entries"],
    // Elasticsearch and OpenSearch; several searches; Kibana.
    ["hits", "hits"], ["responses", "hits", "hits"], ["rawResponse", "hits", "hits"],
    // Loki; what is sent to it.
    ["data", "result", "values"], ["streams", "values"],
  ]
  private static let nameBytesMaximum = 32
  private static let levelsMaximum = 8

  private struct Level {
    var isArray: Bool
    var name: [UInt8]
    var holdsEntries = false
  }

  private let place: Place
  /// What is open, entries apart; of what is deeper, only how many levels.
  private var levels: [Level] = []
  private var deeper = 0
  private var name: [UInt8] = []
  private var isInText = false
  private var isEscaped = false
  /// How many objects and arrays are open in an entry; 0 between entries.
  private var depth = 0
  private var entry: [UInt8] = []
  /// Whether the line that is being read has been ended behind an entry.
  private var isEnded = false
  /// Whether the line that is being read is of no document.
  private var isPlain = false

  /// Whether there are entries in the last document, and how many have ended without any.
  private(set) var hasEntries = false
  private(set) var endedWithout = 0

  init(_ place: Place) { self.place = place }

  /// Whether no object or array is open.
  private var isOutside: Bool { levels.isEmpty && deeper == 0 && depth == 0 }

  /// Reads the next bytes; adds the lines that come of them.
  mutating func read(_ bytes: ByteSlice, into out: inout [UInt8]) {
    for byte in bytes.buffer {
      if byte == 0x0A {
        if isEnded { isEnded = false } else { out.append(byte) }
        isPlain = false
      } else if isPlain {
        out.append(byte)
      } else if isInText {
        readText(byte)
      } else {
        readBetween(byte, into: &out)
      }
    }
  }

  /// Adds what is left of an entry that is cut off.
  mutating func finish(into out: inout [UInt8]) {
    out += entry
    entry = []
  }

  private mutating func readText(_ byte: UInt8) {
    if depth > 0 { keep(byte) }
    if isEscaped {
      isEscaped = false
    } else if byte == 0x22 {
      isInText = false
      return
    } else if byte == 0x5C {
      isEscaped = true
    }
    if depth == 0, name.count < Self.nameBytesMaximum { name.append(byte) }
  }

  private mutating func readBetween(_ byte: UInt8, into out: inout [UInt8]) {
    if isOutside, byte != 0x7B, byte != 0x5B || place == .objects {
      // Of no document.
      isPlain = !byte.isBlank
      if isPlain { out.append(byte) }
      return
    }
    switch byte {
    case 0x7B, 0x5B: open(byte)
    case 0x7D, 0x5D: close(byte, into: &out)
    case 0x22:
      isInText = true
      name = []
      if depth > 0 { keep(byte) }
    default:
      if depth > 0, byte != 0x0D { keep(byte) }
    }
  }

  private mutating func open(_ byte: UInt8) {
    if isOutside { hasEntries = false }
    let isOfArray =
      levels.last?.holdsEntries == true && deeper == 0 && (levels.count > 1 || byte == 0x7B)
    let isWhole = place == .objects && byte == 0x7B && isOutside
    if depth > 0 || isOfArray || isWhole {
      hasEntries = true
      depth += 1
      keep(byte)
    } else if levels.count < Self.levelsMaximum {
      let isNamed = levels.last?.isArray == false
      levels.append(Level(isArray: byte == 0x5B, name: isNamed ? name : []))
      if byte == 0x5B, place == .arrays, isOfEntries {
        levels[levels.count - 1].holdsEntries = true
      }
    } else {
      deeper += 1
    }
    name = []
  }

  private var isOfEntries: Bool {
    let names = levels.lazy.map(\.name).filter { !$0.isEmpty }
    return Self.arrays.contains { array in
      (levels.count == 1 || !array.isEmpty)
        && names.elementsEqual(array) { name, known in name.withSlice { $0 == known } }
    }
  }

  private mutating func close(_ byte: UInt8, into out: inout [UInt8]) {
    if depth > 0 {
      keep(byte)
      depth -= 1
      if depth == 0 {
        out += entry
        out.append(0x0A)
        entry.removeAll(keepingCapacity: true)
        isEnded = true
      }
    } else if deeper > 0 {
      deeper -= 1
    } else {
      _ = levels.popLast()
    }
    if isOutside, !hasEntries { endedWithout += 1 }
  }

  /// Keeps a byte of an entry; of one that is too long, enough to see that it is.
  private mutating func keep(_ byte: UInt8) {
    if entry.count <= LineCursor.lineBytesMaximum { entry.append(byte) }
  }
}
