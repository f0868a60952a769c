/// A set of numbers as sorted intervals that neither touch nor overlap.
public struct IntervalSet<Bound: FixedWidthInteger & UnsignedInteger & Sendable>: Hashable,
  Sendable
{
  /// Numbers from `first` to `last`, both included.
  public struct Interval: Hashable, Sendable {
    /// The first that is in it.
    public var first: Bound
    /// The last that is in it.
    public var last: Bound

    /// Traps where `last` is below `first`.
    public init(_ first: Bound, _ last: Bound) {
      precondition(first <= last, "an interval ends before it begins")
      self.first = first
      self.last = last
    }
  }

  /// In order, each ending at least two below the next one's beginning.
  public private(set) var intervals: [Interval] = []

  /// None.
  public init() {}

  /// The numbers of intervals in any order, which may overlap.
  public init(_ unordered: some Sequence<Interval>) {
    for interval in unordered.sorted(by: { $0.first < $1.first }) { append(interval) }
  }

  /// Whether nothing is in it.
  public var isEmpty: Bool { intervals.isEmpty }

  /// How many numbers; 2^128 − 1 also where there is one more.
  public var count: UInt128 {
    var total: UInt128 = 0
    for interval in intervals {
      let (sum, overflow) = total.addingReportingOverflow(
        UInt128(interval.last - interval.first))
      let (next, isPast) = sum.addingReportingOverflow(1)
      if overflow || isPast { return .max }
      total = next
    }
    return total
  }

  /// Whether a number is in the set. Binary search.
  public func contains(_ number: Bound) -> Bool {
    let index = firstIndex(endingAtOrAfter: number)
    return index < intervals.count && intervals[index].first <= number
  }

  /// Whether all numbers of an interval are in the set. Binary search.
  public func contains(_ interval: Interval) -> Bool {
    let index = firstIndex(endingAtOrAfter: interval.first)
    return index < intervals.count && intervals[index].first <= interval.first
      && intervals[index].last >= interval.last
  }

  /// The lowest number at or after another that is not in the set; nil where there is none.
  public func firstMissing(from number: Bound) -> Bound? {
    let index = firstIndex(endingAtOrAfter: number)
    guard index < intervals.count, intervals[index].first <= number else { return number }
    return intervals[index].last == .max ? nil : intervals[index].last + 1
  }

  /// Adds numbers. Cheap near the end, and where there are few intervals.
  public mutating func insert(_ interval: Interval) {
    // Those that touch are joined: from the first that ends at or after the number before.
    let lower = firstIndex(endingAtOrAfter: interval.first == 0 ? 0 : interval.first - 1)
    var upper = lower
    var joined = interval
    while upper < intervals.count,
      interval.last == .max || intervals[upper].first <= interval.last + 1
    {
      joined.first = Swift.min(joined.first, intervals[upper].first)
      joined.last = Swift.max(joined.last, intervals[upper].last)
      upper += 1
    }
    intervals.replaceSubrange(lower..<upper, with: CollectionOfOne(joined))
  }

  /// Adds a number.
  public mutating func insert(_ number: Bound) { insert(Interval(number, number)) }

  /// The numbers of either set.
  public func union(_ other: Self) -> Self { Self(intervals + other.intervals) }

  /// The numbers that are not in the other set.
  public func subtracting(_ other: Self) -> Self {
    guard !other.isEmpty else { return self }
    var result = Self()
    var index = 0
    for interval in intervals {
      while index < other.intervals.count, other.intervals[index].last < interval.first {
        index += 1
      }
      var next: Bound? = interval.first
      var cut = index
      while let start = next, cut < other.intervals.count,
        other.intervals[cut].first <= interval.last
      {
        let hole = other.intervals[cut]
        if hole.first > start { result.append(Interval(start, hole.first - 1)) }
        next = hole.last >= interval.last ? nil : hole.last + 1
        cut += 1
      }
      if let next { result.append(Interval(next, interval.last)) }
    }
    return result
  }

  /// Adds an interval that begins at or after the last one.
  private mutating func append(_ interval: Interval) {
    guard let last = intervals.last, last.last == .max || interval.first <= last.last + 1 else {
      intervals.append(interval)
      return
    }
    intervals[intervals.count - 1].last = Swift.max(last.last, interval.last)
  }

  private func firstIndex(endingAtOrAfter number: Bound) -> Int {
    var low = 0
    var high = intervals.count
    while low < high {
      let middle = (low + high) / 2
      if intervals[middle].last < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
