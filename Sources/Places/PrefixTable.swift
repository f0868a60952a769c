/// Ranges that lie within one another or apart, as prefixes do, looked up by binary search: the
/// innermost one counts.
struct PrefixTable<Address: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  struct Entry: Sendable {
    var first: Address
    var last: Address
    var value: Int
  }

  /// From each of these on, up to the next, the value at the same place holds; -1 is none.
  private var starts: [Address] = []
  private var values: [Int] = []

  init(_ entries: [Entry]) {
    // The outer ones before the inner ones; of equal ones the last one given counts.
    let sorted = entries.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      if one.first != other.first { return one.first < other.first }
      return one.last != other.last ? one.last > other.last : left.offset < right.offset
    }
    var open: [Entry] = []
    func close(before address: Address?) {
      while let entry = open.last, address.map({ entry.last < $0 }) ?? true {
        open.removeLast()
        if entry.last < .max { begin(at: entry.last + 1, open.last?.value ?? -1) }
      }
    }
    for (_, entry) in sorted {
      close(before: entry.first)
      begin(at: entry.first, entry.value)
      open.append(entry)
    }
    close(before: nil)
  }

  private mutating func begin(at address: Address, _ value: Int) {
    if starts.last == address {
      values[values.count - 1] = value
    } else if values.last != value {
      starts.append(address)
      values.append(value)
    }
  }

  func value(at address: Address) -> Int? {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= address { low = middle + 1 } else { high = middle }
    }
    guard low > 0, values[low - 1] >= 0 else { return nil }
    return values[low - 1]
  }
}
