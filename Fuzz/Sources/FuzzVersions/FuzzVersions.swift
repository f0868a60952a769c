import Bytes
import FuzzRun

@testable import Advisories

/// Each line is a version: their order is one, and ranges keep to it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(data, count) { input in
    let lines = String(decoding: input.buffer, as: UTF8.self)
      .split(separator: "\n", maxSplits: 4).map(String.init)
    for namesBeta in [false, true] {
      let versions = lines.map { ProductVersion($0, namesBeta: namesBeta) }
      checkOrder(versions)
      checkRanges(lines, versions, namesBeta)
    }
  }
}

/// Any two are the one before the other or the same; who is before a second is before a third.
private func checkOrder(_ versions: [ProductVersion]) {
  for one in versions {
    check(!(one < one) && one == one, "not before itself")
    for other in versions {
      let answers = [one < other, other < one, one == other]
      check(answers.count { $0 } == 1, "before, behind or the same: \(one), \(other)")
      if one == other { check(one.hashValue == other.hashValue, "the same hash") }
      for third in versions where one < other && other < third {
        check(one < third, "\(one), \(other), \(third)")
      }
    }
  }
}

/// What a range says of a version, it says from both of its ends.
private func checkRanges(_ lines: [String], _ versions: [ProductVersion], _ namesBeta: Bool) {
  for (line, version) in zip(lines, versions) {
    for (end, other) in zip(lines, versions) {
      let upTo = VersionRange(to: end).contains(line, namesBeta: namesBeta)
      let before = VersionRange(toExcluded: end).contains(line, namesBeta: namesBeta)
      check(version.isKnown || upTo == nil, "what is no version is in no range")
      if let upTo { check(upTo == (version <= other), "up to") }
      if let before { check(before == (version < other), "before") }
      if let upTo, let before, version != other { check(upTo == before, "but for the end") }
      let after = VersionRange(fromExcluded: end).contains(line, namesBeta: namesBeta)
      if let upTo, let after { check(upTo != after, "up to or after") }
    }
  }
}
