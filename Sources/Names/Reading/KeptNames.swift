import Bytes

/// Names in the order in which they came, each once, in whatever case and with a dot at the end or
/// without. Whether one is among them takes as long for many as for few.
struct KeptNames {
  /// Up to so many are looked through: nearly all objects have fewer.
  private static let listMaximum = 16

  private(set) var all: [ByteSlice] = []
  /// All of them, where they are more than that.
  private var set: Set<AnyCaseName> = []

  var isEmpty: Bool { all.isEmpty }

  mutating func removeAll() {
    all.removeAll(keepingCapacity: true)
    if !set.isEmpty { set = [] }
  }

  func contains(_ name: ByteSlice) -> Bool {
    let name = AnyCaseName(name)
    return set.isEmpty ? all.contains { AnyCaseName($0) == name } : set.contains(name)
  }

  /// Adds one that is not among them.
  mutating func add(_ name: ByteSlice) {
    all.append(name)
    if !set.isEmpty {
      set.insert(AnyCaseName(name))
    } else if all.count > Self.listMaximum {
      set = Set(all.map { AnyCaseName($0) })
    }
  }

  /// Those that are not the first label alone of another, as Azure has it beside the whole.
  var withoutShort: [ByteSlice] {
    guard all.contains(where: { $0.firstIndex(of: 0x2E) == nil }) else { return all }
    var firstLabels: Set<AnyCaseName> = []
    for name in all {
      if let dot = name.firstIndex(of: 0x2E) { firstLabels.insert(AnyCaseName(name[0..<dot])) }
    }
    return all.filter { $0.firstIndex(of: 0x2E) != nil || !firstLabels.contains(AnyCaseName($0)) }
  }
}

/// A name as the DNS compares it: in whatever case, with a dot at the end or without.
private struct AnyCaseName: Hashable {
  private let name: ByteSlice

  init(_ name: ByteSlice) { self.name = name.last == 0x2E ? name.dropLast(1) : name }

  static func == (one: AnyCaseName, other: AnyCaseName) -> Bool {
    one.name.count == other.name.count
      && one.name.buffer.elementsEqual(other.name.buffer) {
        $0.lowercasedASCII == $1.lowercasedASCII
      }
  }

  func hash(into hasher: inout Hasher) {
    for byte in name.buffer { hasher.combine(byte.lowercasedASCII) }
  }
}
