/// The verbs by their letters: the next line of a log has another verb than this one, so that the
/// processor would guess wrong at every step of a search.
@frozen
public struct VerbTable: @unchecked Sendable {
  // Sendable: never written again after it was made.

  @frozen
  @usableFromInline
  struct Slot {
    @usableFromInline var word: UInt32 = 0
    @usableFromInline var verb = Verb.other

    init() {}
  }

  /// The table of all verbs.
  public static let shared = VerbTable()

  @usableFromInline let slots: UnsafePointer<Slot>

  private init() {
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: 128)
    slots.initialize(repeating: Slot(), count: 128)
    let names = Verb.allCases.filter { $0 != .other }.map { ($0.name, $0) }
    let others: [(String, Verb)] = [
      ("XRMD", .rmd), ("XMKD", .mkd), ("XCWD", .cwd), ("XCUP", .cdup), ("XPWD", .pwd),
    ]
    for (name, verb) in names + others {
      let word = name.utf8.reduce(0) { $0 << 8 | UInt32($1) }
      var place = Self.place(of: word)
      while slots[place].word != 0 { place = (place + 1) & 127 }
      slots[place].word = word
      slots[place].verb = verb
    }
    self.slots = UnsafePointer(slots)
  }

  /// The verb of up to four capital letters, packed big-endian.
  @inlinable @inline(__always)
  public subscript(word: UInt32) -> Verb {
    var place = Self.place(of: word)
    while slots[place].word != word {
      if slots[place].word == 0 { return .other }
      place = (place &+ 1) & 127
    }
    return slots[place].verb
  }

  /// The factor gives each of the verbs a place of its own; were there more, some would lie beside
  /// theirs.
  @inlinable @inline(__always)
  static func place(of word: UInt32) -> Int { Int((word &* 0x4ED9_3A07) &>> 25) }
}
