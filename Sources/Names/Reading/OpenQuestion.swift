import Bytes

/// A question for a name, until what follows answers it.
struct OpenQuestion {
  private var name: [UInt8] = []
  private var outcome = NameOutcome.unanswered
  private(set) var isOpen = false

  mutating func ask(_ name: ByteSlice, _ outcome: NameOutcome) {
    (self.name, self.outcome, isOpen) = (name.copied, outcome, true)
  }

  /// A record of the name answers it.
  mutating func answer(_ owner: ByteSlice) {
    if isOpen, owner.buffer.elementsEqual(name, by: { $0.lowercasedASCII == $1.lowercasedASCII }) {
      isOpen = false
    }
  }

  /// Gives what is known of the name where no record came.
  mutating func give(_ found: (NameEntry) -> Void) {
    guard isOpen else { return }
    isOpen = false
    name.withSlice { name in
      var entry = NameEntry(name)
      entry.outcome = outcome
      found(entry)
    }
  }
}
